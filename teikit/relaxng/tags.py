"""Reads the attributes of start tags, explains what is wrong with them, and remembers identifiers."""

from __future__ import annotations

from teikit.relaxng.attributes import Attributes
from teikit.relaxng.derivatives import ignore_attributes
from teikit.relaxng.frames import Draft, Frame
from teikit.relaxng.lookups import Lookups, raw
from teikit.relaxng.names import QName
from teikit.relaxng.nearness import nearest
from teikit.relaxng.notes import Notes, split_name
from teikit.relaxng.patterns import TEXT, Attribute
from teikit.relaxng.places import Place
from teikit.relaxng.states import Fan, Rest, State
from teikit.relaxng.wording import tag

_SPACE = " \t\n\r"


class Tags:
    """Reads start tags.

    Args:
        lookups: What the schema allows.
        notes: Where problems are noted.
    """

    def __init__(self, lookups: Lookups, notes: Notes) -> None:
        self._automaton = lookups.automaton
        self._vocabulary = lookups.vocabulary
        self._notes = notes
        self._attributes = Attributes(lookups)
        self._ids: dict[str, tuple[Place, str]] = {}
        self._references: list[tuple[str, str, Frame, Place, str]] = []

    def finish(self, whole: bool) -> None:
        """Judge what refers to identifiers, if the whole document was read."""
        if not whole:
            return
        for name, shown, frame, place, path in self._references:
            if name not in self._ids:
                near = nearest(name, self._ids)
                hint = f'Did you mean "{near[0]}"?' if near else ""
                message = f'@{shown}: no element has the identifier "{name}"'
                self._notes.add(Draft("idref-missing", message, hint, f"@{shown}"), place, path, frame.shown)

    def read(self, frame: Frame, fan: Fan, attributes: dict[str, str]) -> None:
        """Read the attributes of the innermost open element; sets the state inside it."""
        plan = fan.plan
        rest = plan.rest
        written = [(*split_name(key), text) for key, text in attributes.items()]
        present = {name for name, _shown, _text in written}
        forgiven: set[QName] = set()
        taken: list[str] = []
        spoilt = False
        for name, shown, text in written:
            key = raw(name)
            leaves = self._automaton.leaves(plan, key)
            if not leaves:
                if frame.suspect is not None and name in self._vocabulary.bearers:
                    continue
                draft, meant = self._attributes.unknown(frame, plan, (name, shown), present, self._notes.namer())
                self._notes.say(draft, self._notes.places.attribute(shown), attribute=shown)
                if meant is not None:
                    forgiven.add(meant)
                    meant_leaves = self._automaton.leaves(plan, raw(meant))
                    rest = self._step(rest, meant_leaves) or rest
                continue
            matched = tuple(leaf for leaf in leaves if self._matches(leaf, text))
            if not matched:
                draft = self._attributes.value(frame, leaves, shown, text, self._notes.scope)
                self._notes.say(draft, self._notes.places.attribute(shown), attribute=shown)
                matched, spoilt = leaves, True
            else:
                self._identify(frame, matched, shown, text)
            if name not in plan.simple:
                following = self._automaton.step(rest, matched)
                if following is None:
                    draft = self._attributes.combination(frame, shown, taken)
                    self._notes.say(draft, self._notes.places.attribute(shown), attribute=shown)
                    continue
                rest = following
            taken.append(shown)
        absent = [
            name for name in plan.simple if raw(name) in plan.required and name not in present and name not in forgiven
        ]
        if (absent or (rest.closed is None and not spoilt)) and frame.suspect is None:
            for draft in self._attributes.missing(frame, plan, absent, rest, self._notes.namer()):
                self._notes.say(draft, frame.place, owner=True)
        frame.state = rest.closed or self._forgive(rest)

    def _step(self, rest: Rest, leaves: tuple[Attribute, ...]) -> Rest | None:
        return self._automaton.step(rest, leaves) if leaves else None

    def _forgive(self, rest: Rest) -> State:
        """The state inside as if the attributes were right."""
        patterns = self._automaton.patterns
        return self._automaton.state(tuple(ignore_attributes(pattern, patterns) for pattern in rest.patterns))

    def _matches(self, leaf: Attribute, text: str) -> bool:
        return leaf.value is TEXT or self._automaton.matches(self._automaton.check(leaf.value), text, self._notes.scope)

    def _identify(self, frame: Frame, matched: tuple[Attribute, ...], shown: str, text: str) -> None:
        kind = next((k for leaf in matched if (k := self._automaton.check(leaf.value).id_kind) is not None), None)
        if kind is None:
            return
        if kind != "ID":
            place = self._notes.places.attribute(shown)
            path = f"{self._notes.path()}/@{shown}"
            self._references += [(name, shown, frame, place, path) for name in text.split()]
            return
        name = text.strip(_SPACE)
        first = self._ids.get(name)
        if first is None:
            self._ids[name] = (frame.place, frame.shown)
            return
        place, bearer = first
        draft = Draft("id-duplicate", f'the identifier "{name}" is already that of another element', name=f"@{shown}")
        if place.line is not None:
            draft.hint = f"The first is the {tag(bearer)} at line {place.line}; give this one another."
            draft.related = (place.line, place.column)
        self._notes.say(draft, self._notes.places.attribute(shown), attribute=shown)
