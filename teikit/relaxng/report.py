"""The slow way through a document: reads it with a memory, explains each mistake, and goes on after it.

Verdict and explanation come from the same automaton. After a mistake the reader goes on as if it had not been made: a
misspelt element is read as the one that was meant, a misplaced one as the schema has it elsewhere, a missing one as if it
were there.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from teikit.relaxng.attributes import Attributes
from teikit.relaxng.automaton import FREE_TEXT, STRINGS, Automaton, Fan, Rest, Scope, State
from teikit.relaxng.contents import incomplete, stray_text
from teikit.relaxng.derivatives import ignore_attributes
from teikit.relaxng.frames import Child, Draft, Frame
from teikit.relaxng.lookups import Lookups, raw
from teikit.relaxng.names import QName
from teikit.relaxng.nearness import nearest
from teikit.relaxng.patterns import NOT_ALLOWED, TEXT, Attribute
from teikit.relaxng.places import NOWHERE, Place, Places
from teikit.relaxng.problems import Problem
from teikit.relaxng.refusals import Refusals
from teikit.relaxng.values import why_not
from teikit.relaxng.vocabulary import Vocabulary
from teikit.relaxng.wording import Namer, tag

_SPACE = " \t\n\r"


class Report:
    """Reads the events of one document and gathers its problems.

    Args:
        automaton: The schema's.
        vocabulary: The schema's.
        places: Says where the reader is.
        scope: Gives the prefixes in scope.

    Names come as `namespace}local}prefix`, `namespace}local` or `local`.
    """

    def __init__(
        self, automaton: Automaton, vocabulary: Vocabulary, places: Places, scope: Callable[[], Scope]
    ) -> None:
        self._automaton = automaton
        self._vocabulary = vocabulary
        self._places = places
        self._scope = scope
        self._used: dict[QName, int] = {}
        self._lookups = Lookups(automaton, vocabulary, self._used)
        self._refusals = Refusals(self._lookups)
        self._attributes = Attributes(self._lookups)
        self._problems: list[Problem | None] = []
        self._ids: dict[str, tuple[Place, str]] = {}
        self._references: list[tuple[str, str, Frame, Place, str]] = []
        self._stack = [Frame(("", ""), "", NOWHERE, "", None, False, automaton.start)]

    # Events

    def start(self, written: str, attributes: dict[str, str]) -> None:
        """Take a start tag."""
        name, shown = _split(written)
        parent = self._stack[-1]
        if parent.text:
            self._settle(parent)
        if parent.alias is not None and name[0] == parent.alias[0]:
            name = (parent.alias[1], name[1])
        count = parent.counts[shown] = parent.counts.get(shown, 0) + 1
        parent.children += 1
        frame = Frame(name, shown, self._places.here(), f"/{shown}[{count}]", None, False, None, alias=parent.alias)
        if parent.suspect is not None:
            self._reconsider(parent, parent.suspect, name)
        if parent.state is None:
            frame.fan = self._lookups.known(name)
        else:
            frame.fan = self._lookups.open(parent.state, name)
            frame.advances = frame.fan is not None
            if frame.fan is None:
                self._reject(parent, parent.state, frame)
            else:
                self._end_run(parent)
                parent.loose = False
        self._used[frame.name] = self._used.get(frame.name, 0) + 1
        parent.first.setdefault(frame.name, Child(frame.name, shown, frame.place))
        self._stack.append(frame)
        if frame.fan is not None:
            self._read_attributes(frame, frame.fan, attributes)

    def characters(self, text: str) -> None:
        """Take text."""
        frame = self._stack[-1]
        if frame.state is None or frame.state.text == FREE_TEXT:
            return
        if not frame.text:
            if frame.state.text != STRINGS and not text.strip(_SPACE):
                return
            frame.text_place = _past_space(self._places.here(), text)
        frame.text.append(text)

    def end(self) -> None:
        """Take an end tag."""
        frame = self._stack.pop()
        accepts: tuple[int, ...] = ()
        state = frame.state
        if state is not None:
            if frame.text:
                self._stack.append(frame)
                state = self._settle(frame, at_end=True)
                self._stack.pop()
            self._end_run(frame)
            if frame.transparent:
                outer = self._stack[-1]
                outer.state = state
                outer.left.update(frame.left)
                return
            accepts = state.accepts
            if not accepts:
                if not frame.rejected and frame.suspect is None:
                    self._stack.append(frame)
                    draft = incomplete(self._lookups, frame, state, self._namer())
                    if frame.place.line is not None:
                        draft.related = (frame.place.line, frame.place.column)
                    place = (
                        frame.place
                        if frame.children == 0 and draft.code == "content-incomplete"
                        else self._places.here()
                    )
                    self._say(draft, place)
                    self._stack.pop()
                accepts = tuple(range(len(state.alternatives)))
        parent = self._stack[-1]
        if frame.fan is None or not frame.advances or parent.state is None:
            return
        fan = frame.fan
        following = fan.after[accepts] if accepts in fan.after else self._automaton.after(fan, accepts)
        if following is None:
            following = self._automaton.after(fan, tuple(range(len(fan.plan.contents))))
        if following is not None and following is not parent.state:
            parent.left.pop(parent.state, None)
            parent.left[parent.state] = Child(frame.name, frame.shown, frame.place)
            parent.state = following

    def finish(self) -> list[Problem]:
        """All problems, in the order of their places. Call once, when the document is read or cannot be read further."""
        for frame in reversed(self._stack):
            self._end_run(frame)
        for name, shown, frame, place, path in self._references:
            if name not in self._ids:
                near = nearest(name, self._ids)
                hint = f'Did you mean "{near[0]}"?' if near else ""
                message = f'@{shown}: no element has the identifier "{name}"'
                draft = Draft("idref-missing", message, hint, f"@{shown}")
                self._problems.append(self._problem(draft, place, path, frame.shown))
        found = [problem for problem in self._problems if problem is not None]
        found.sort(key=lambda problem: (problem.line or 0, problem.column or 0))
        return found

    def stop(self, draft: Draft, place: Place, unclosed: bool = False) -> None:
        """Say that the document cannot be read further, and why.

        Args:
            draft: Why.
            place: Where.
            unclosed: Whether the innermost element is the one that is not closed: what was found in it that does not
                belong there belongs after it.
        """
        if unclosed:
            for number in self._stack[-1].own:
                self._problems[number] = None
            self._stack[-1].run = -1
        # What its unread part declares is not known, so what is referred to cannot be judged.
        self._references.clear()
        self._say(draft, place)

    @property
    def open_tag(self) -> Frame:
        """The innermost element that is open."""
        return self._stack[-1]

    # Content

    def _reject(self, parent: Frame, state: State, frame: Frame) -> None:
        recovery = self._refusals.explain(self._stack, state, frame.name, frame.shown, self._namer())
        awaited = parent.awaited.pop(frame.name, None)
        if awaited is not None:
            # It was said to be missing, and here it is: one mistake, told where it is.
            self._problems[awaited] = None
            other = parent.left.get(state) or next(reversed(parent.left.values()), None)
            if other is not None:
                recovery.draft.code = "element-order"
                recovery.draft.message = f"{tag(frame.shown)} must come before {tag(other.shown)}"
                at = f" at line {other.place.line}" if other.place.line else ""
                recovery.draft.hint = f"Here it follows the {tag(other.shown)}{at}."
            recovery.lonely = True
        path = self._path() + frame.step
        if recovery.missing is not None:
            # After something that is not allowed, what is missing is what that should have been.
            if not parent.loose:
                parent.awaited[recovery.missing] = self._record(parent, recovery.draft, frame.place, path)
            self._end_run(parent)
            parent.loose = False
        elif parent.run >= 0 and not recovery.lonely:
            parent.run_more += 1
            parent.loose = parent.rejected = True
        else:
            self._end_run(parent)
            frame.finding = self._record(parent, recovery.draft, frame.place, path)
            if not recovery.lonely:
                parent.run = frame.finding
            parent.loose = recovery.state is None
            parent.rejected = parent.rejected or parent.loose
        if recovery.suspect:
            frame.suspect = state
        frame.name = recovery.name or frame.name
        frame.fan = recovery.fan
        frame.alias = recovery.alias or frame.alias
        if recovery.state is not None and recovery.fan is not None:
            parent.state = recovery.state
            frame.advances = True

    def _record(self, parent: Frame, draft: Draft, place: Place, path: str) -> int:
        """Record a problem of a child; its number."""
        number = len(self._problems)
        self._problems.append(self._problem(draft, place, path, parent.shown))
        parent.own.append(number)
        return number

    def _reconsider(self, frame: Frame, around: State, child: QName) -> None:
        """Decide, by its first child, what an element that is not allowed was meant to be."""
        frame.suspect = None
        if frame.state is not None and self._lookups.open(frame.state, child) is not None:
            return
        outer = self._stack[-2]
        hint = ""
        if self._lookups.open(around, child) is not None:
            frame.transparent, frame.state = True, around
            hint = f"What it holds may stand in {tag(outer.shown)} without it." if outer.shown else ""
        elif found := self._refusals.meant_by_content(around, child, frame.name[1]):
            frame.name, frame.fan, frame.state = found
            frame.advances = True
            hint = f"Its content is that of {tag(self._namer().element(frame.name))}."
        else:
            return
        outer.loose = False
        problem = self._problems[frame.finding] if frame.finding >= 0 else None
        if problem is not None and hint:
            self._problems[frame.finding] = replace(problem, hint=f"{problem.hint} {hint}".strip())

    def _end_run(self, frame: Frame) -> None:
        if frame.run < 0:
            return
        problem = self._problems[frame.run]
        if problem is not None and frame.run_more:
            more = (
                "what follows it is" if frame.run_more == 1 else f"the {frame.run_more} pieces of content after it are"
            )
            hint = f"{problem.hint} {more.capitalize()} not allowed here either.".strip()
            self._problems[frame.run] = replace(problem, hint=hint)
        frame.run, frame.run_more = -1, 0

    def _settle(self, frame: Frame, at_end: bool = False) -> State:
        """Judge the text that has been collected."""
        state = frame.state
        assert state is not None
        text = "".join(frame.text)
        frame.text.clear()
        blank = not text.strip(_SPACE)
        if state.text == STRINGS and (at_end or not blank):
            following = self._automaton.read_string(state, text, self._scope)
            if following is None:
                if blank and any(pattern.nullable for pattern in state.alternatives):
                    return state
                self._wrong_string(frame, state, text)
                following = self._automaton.state(
                    tuple(self._automaton.patterns.choice(()) for _ in state.alternatives)
                )
                frame.rejected = True
            frame.state = following
        elif not blank:
            if state.moved is not None:
                frame.state = state.moved
            elif frame.suspect is not None:
                pass  # the text is right in the element that this one was meant to be
            elif frame.run >= 0:
                frame.run_more += 1
            else:
                frame.run = len(self._problems)
                frame.rejected = frame.loose = True
                frame.own.append(frame.run)
                self._say(stray_text(self._lookups, frame, state, self._namer()), frame.text_place)
        return frame.state if frame.state is not None else state

    def _wrong_string(self, frame: Frame, state: State, text: str) -> None:
        pattern = self._automaton.patterns.choice(p for p in state.alternatives if p is not NOT_ALLOWED)
        reason = why_not(pattern, text, self._scope(), self._automaton.patterns)
        draft = Draft("text-value", f"the text of {tag(frame.shown)}: {reason.message}", reason.hint, frame.shown)
        draft.expected, draft.expected_more = reason.expected, reason.more
        draft.documentation = self._vocabulary.documentation(frame.name)
        self._say(draft, frame.text_place)

    # Attributes

    def _read_attributes(self, frame: Frame, fan: Fan, attributes: dict[str, str]) -> None:
        plan = fan.plan
        rest = plan.rest
        written = [(*_split(key), text) for key, text in attributes.items()]
        present = {name for name, _shown, _text in written}
        forgiven: set[QName] = set()
        taken: list[str] = []
        spoilt = False
        for name, shown, text in written:
            key = raw(name)
            leaves = self._automaton.leaves(plan, key)
            if not leaves:
                if frame.suspect is not None and self._known_attribute(name):
                    continue
                draft, meant = self._attributes.unknown(frame, plan, (name, shown), present, self._namer())
                self._say(draft, self._places.attribute(shown), attribute=shown)
                if meant is not None:
                    forgiven.add(meant)
                    meant_leaves = self._automaton.leaves(plan, raw(meant))
                    rest = self._step(rest, meant_leaves) or rest
                continue
            matched = tuple(leaf for leaf in leaves if self._matches(leaf, text))
            if not matched:
                draft = self._attributes.value(frame, leaves, shown, text, self._scope)
                self._say(draft, self._places.attribute(shown), attribute=shown)
                matched, spoilt = leaves, True
            else:
                self._identify(frame, matched, shown, text)
            if name not in plan.simple:
                following = self._automaton.step(rest, matched)
                if following is None:
                    draft = self._attributes.combination(frame, shown, taken)
                    self._say(draft, self._places.attribute(shown), attribute=shown)
                    continue
                rest = following
            taken.append(shown)
        absent = [
            name for name in plan.simple if raw(name) in plan.required and name not in present and name not in forgiven
        ]
        if (absent or (rest.closed is None and not spoilt)) and frame.suspect is None:
            for draft in self._attributes.missing(frame, plan, absent, rest, self._namer()):
                self._say(draft, frame.place, owner=True)
        frame.state = rest.closed or self._forgive(rest)

    def _known_attribute(self, name: QName) -> bool:
        return name in self._vocabulary.bearers

    def _step(self, rest: Rest, leaves: tuple[Attribute, ...]) -> Rest | None:
        return self._automaton.step(rest, leaves) if leaves else None

    def _forgive(self, rest: Rest) -> State:
        """The state inside as if the attributes were right."""
        patterns = self._automaton.patterns
        return self._automaton.state(tuple(ignore_attributes(pattern, patterns) for pattern in rest.patterns))

    def _matches(self, leaf: Attribute, text: str) -> bool:
        return leaf.value is TEXT or self._automaton.matches(self._automaton.check(leaf.value), text, self._scope)

    def _identify(self, frame: Frame, matched: tuple[Attribute, ...], shown: str, text: str) -> None:
        kind = next((k for leaf in matched if (k := self._automaton.check(leaf.value).id_kind) is not None), None)
        if kind is None:
            return
        if kind != "ID":
            place = self._places.attribute(shown)
            path = f"{self._path()}/@{shown}"
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
        self._say(draft, self._places.attribute(shown), attribute=shown)

    # Findings

    def _namer(self) -> Namer:
        return Namer(self._scope() or {}, self._vocabulary.main_namespace)

    def _path(self) -> str:
        return "".join(frame.step for frame in self._stack)

    def _say(self, draft: Draft, place: Place, attribute: str = "", owner: bool = False) -> None:
        """Record a problem of the innermost open element, or of an attribute on it."""
        frame = self._stack[-1]
        path = self._path()
        parent = self._stack[-2].shown if len(self._stack) > 1 else ""
        if attribute:
            path = f"{path}/@{attribute}"
        if attribute or owner:
            parent = frame.shown
        self._problems.append(self._problem(draft, place, path or "/", parent))

    def _problem(self, draft: Draft, place: Place, path: str, parent: str) -> Problem:
        return Problem(
            draft.code,
            draft.message,
            draft.hint,
            place.line,
            place.column,
            place.offset,
            path,
            draft.name,
            parent,
            draft.expected,
            draft.expected_more,
            draft.documentation,
            draft.related,
        )


def _split(written: str) -> tuple[QName, str]:
    """A name as the parser writes it: the name, and how the document writes it."""
    if "}" not in written:
        return ("", written), written
    parts = written.split("}")
    local = parts[1]
    prefix = parts[2] if len(parts) > 2 else "xml" if parts[0].endswith("/XML/1998/namespace") else ""
    return (parts[0], local), f"{prefix}:{local}" if prefix else local


def _past_space(place: Place, text: str) -> Place:
    """The place where text begins after its leading white space."""
    if place.line is None:
        return place
    space = text[: len(text) - len(text.lstrip(_SPACE))]
    if not space:
        return place
    lines = space.count("\n")
    column = place.column
    if column is not None:
        column = len(space) - space.rfind("\n") if lines else column + len(space)
    return Place(place.line + lines, column, None if place.offset is None else place.offset + len(space))
