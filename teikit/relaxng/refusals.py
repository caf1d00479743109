"""Explains children that may not be where they are, and how the reader should go on so that each is told once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from teikit.relaxng.completion import Items, after_items, reach
from teikit.relaxng.derivatives import named
from teikit.relaxng.frames import Draft, Frame
from teikit.relaxng.lookups import Lookups
from teikit.relaxng.names import QName
from teikit.relaxng.nearness import distance, nearest
from teikit.relaxng.patterns import NOT_ALLOWED, Element
from teikit.relaxng.states import Fan, State
from teikit.relaxng.wording import Namer, listed, phrase, tag

_MAX_INSERTED = 4
_NEAR_URI = 3


@dataclass(slots=True)
class Recovery:
    """How to go on after a child that is not allowed.

    Attributes:
        draft: What is wrong.
        name: The name under which the child is read; `None` where nothing is known of it.
        fan: How the child is read; `None` where nothing is known of it.
        state: The state around, if it moves on as if the child were right; `None` where it stays.
        missing: The element that is missing before the child, if that is what is wrong.
        alias: A namespace that stands for another from here on: (used, meant).
        lonely: Whether the mistake is of this child alone, and not of a run of them.
        suspect: Whether the child may have been meant as another element, or should not be there at all.
    """

    draft: Draft
    name: QName | None = None
    fan: Fan | None = None
    state: State | None = None
    missing: QName | None = None
    alias: tuple[str, str] | None = None
    lonely: bool = False
    suspect: bool = False


@dataclass(slots=True)
class Refused:
    """A child that a state does not allow.

    Attributes:
        frames: The elements that are open, the innermost last.
        state: The state of the innermost.
        name: The child's name.
        shown: How the document writes it.
        allowed: What the state allows.
        namer: Writes names as the document would.
    """

    frames: Sequence[Frame]
    state: State
    name: QName
    shown: str
    allowed: list[QName]
    namer: Namer

    @property
    def frame(self) -> Frame:
        """The element that the child stands in."""
        return self.frames[-1]


class Meant(NamedTuple):
    """What a misplaced element was probably meant to be.

    Attributes:
        name: The name of that element.
        fan: How it is read.
        inside: The state inside.
        certain: Whether it is worth saying so: whether there was not much to choose from.
    """

    name: QName
    fan: Fan
    inside: State
    certain: bool


class Refusals:
    """Explains children that are not allowed.

    Args:
        lookups: What the schema allows.
    """

    def __init__(self, lookups: Lookups) -> None:
        self._lookups = lookups
        self._vocabulary = lookups.vocabulary

    def explain(self, frames: Sequence[Frame], state: State, name: QName, shown: str, namer: Namer) -> Recovery:
        """Explain a child that a state does not allow."""
        child = Refused(frames, state, name, shown, self._lookups.allowed(state), namer)
        recovery = (
            self._other_namespace(child)
            or self._unknown(child)
            or self._too_early(child)
            or self._too_late(child)
            or self._misplaced(child)
        )
        draft = recovery.draft
        draft.name = draft.name or shown
        meant = recovery.name or name
        near = [other for other in (recovery.missing, meant) if other is not None and other in child.allowed]
        draft.expected, draft.expected_more = self._lookups.expected(state, near, namer)
        draft.documentation = draft.documentation or self._vocabulary.documentation(meant)
        return recovery

    def meant_by_content(self, around: State, child: QName, written: str) -> Meant | None:
        """The element that a misplaced one was meant to be, by the first child in it.

        Args:
            around: The state around the misplaced element.
            child: The first child in it.
            written: Its local name.

        Returns:
            `None` where no element that the state allows can begin with the child.
        """
        holders = self._lookups.holders(around, child)
        near = nearest(written, [local for _namespace, local in holders])
        needed = self._lookups.needed(around)
        holders.sort(key=lambda name: (near.index(name[1]) if name[1] in near else len(near), name not in needed))
        for name in holders:
            fan = self._lookups.open(around, name)
            if fan is not None and fan.plan.content is not None:
                certain = len(holders) == 1 or name in needed or name[1] in near
                return Meant(name, fan, fan.plan.content, certain)
        return None

    def _other_namespace(self, child: Refused) -> Recovery | None:
        name = child.name
        vocabulary = self._vocabulary
        if name in vocabulary.by_name or (name[0] and name[0] in vocabulary.namespaces):
            return None
        same = [other for other in child.allowed if other[1] == name[1]]
        near = not name[0] or any(distance(name[0], uri, _NEAR_URI) <= _NEAR_URI for uri in vocabulary.namespaces)
        if not same and near:
            same = list(vocabulary.by_local.get(name[1], ()))
        if not same:
            return None
        meant = same[0]
        was = f"in the namespace {name[0]}" if name[0] else "in no namespace"
        if meant[0]:
            hint = f'Give it the namespace {meant[0]}: write xmlns="{meant[0]}" on it or on the outermost element.'
        else:
            hint = "Leave its namespace out; elements of this schema are in none."
        draft = Draft("element-namespace", f"{tag(child.shown)} is {was}, which the schema does not know", hint)
        fan = self._lookups.open(child.state, meant) if meant in child.allowed else None
        state = child.state if fan is not None else None
        fan = fan or self._lookups.known(meant)
        return Recovery(draft, meant, fan, state, alias=(name[0], meant[0]), lonely=True)

    def _unknown(self, child: Refused) -> Recovery | None:
        vocabulary = self._vocabulary
        name = child.name
        if name in vocabulary.by_name or any(e.name_class.contains(name) for e in vocabulary.wildcards):
            return None
        draft = Draft("element-unknown", f"there is no element {tag(child.shown)}")
        if name[0] and name[0] not in vocabulary.namespaces:
            draft.message = f"{tag(child.shown)} is in the namespace {name[0]}, which the schema does not know"
            return Recovery(draft, lonely=True)
        here = nearest(name[1], [local for namespace, local in child.allowed if namespace == name[0]])
        if here:
            meant = (name[0], here[0])
            draft.hint = f"Did you mean {tag(child.namer.element(meant))}?"
            return Recovery(draft, meant, self._lookups.open(child.state, meant), child.state, lonely=True)
        somewhere = nearest(name[1], [local for _namespace, local in vocabulary.namespaces.get(name[0], ())])
        if somewhere:
            meant = (name[0], somewhere[0])
            draft.hint = f"Did you mean {tag(child.namer.element(meant))}? {self._where(child, meant)}".strip()
            return Recovery(draft, meant, self._lookups.known(meant), lonely=True, suspect=True)
        return Recovery(draft, lonely=True, suspect=True)

    def _too_early(self, child: Refused) -> Recovery | None:
        """Something that must come before the child is not there."""
        alternatives = child.state.alternatives
        found = [(items, i) for i, pattern in enumerate(alternatives) if (items := reach(pattern, child.name))]
        if not found:
            return None
        items, index = min(found, key=lambda pair: (len(pair[0]), [item.number for item in pair[0]]))
        if len(items) > _MAX_INSERTED or not all(isinstance(item, Element) for item in items):
            return None
        automaton = self._lookups.automaton
        left = after_items(alternatives[index], items, automaton.patterns)
        moved = automaton.state(tuple(left if i == index else NOT_ALLOWED for i in range(len(alternatives))))
        fan = self._lookups.open(moved, child.name) if left is not NOT_ALLOWED else None
        missing = _first_name(items)
        if fan is None or missing is None:
            return None
        before = phrase(items, child.namer)
        verb = "is" if len(items) == 1 else "are"
        draft = Draft(
            "element-missing",
            f"{before} must come before {tag(child.shown)}, and {verb} not there",
            f"Insert {before} before it, in {tag(child.frame.shown)}.",
            name=child.namer.element(missing),
            documentation=self._vocabulary.documentation(missing),
        )
        return Recovery(draft, child.name, fan, moved, missing)

    def _too_late(self, child: Refused) -> Recovery | None:
        """The child was allowed before, until another one came."""
        frame = child.frame
        if child.name in frame.awaited:
            return None
        for earlier, other in reversed(frame.left.items()):
            fan = self._lookups.open(earlier, child.name)
            if fan is None:
                continue
            if other.name == child.name:
                first = frame.first.get(child.name, other).place
                draft = Draft(
                    "element-repeated",
                    f"{tag(frame.shown)} can have only one {tag(child.shown)} here",
                    f"The other one is at line {first.line}." if first.line else "",
                    related=(first.line or 0, first.column),
                )
                return Recovery(draft, child.name, fan)
            place = frame.first.get(other.name, other).place
            first_or_only = "the first " if frame.counts.get(other.shown, 0) > 1 else ""
            draft = Draft(
                "element-order",
                f"{tag(child.shown)} must come before {first_or_only}{tag(other.shown)}",
                f"Here it follows the {tag(other.shown)} at line {place.line}." if place.line else "",
                related=(place.line or 0, place.column),
            )
            return Recovery(draft, child.name, fan)
        return None

    def _misplaced(self, child: Refused) -> Recovery:
        frame, name = child.frame, child.name
        inside = tag(frame.shown) if frame.shown else "a document, as its outermost element"
        draft = Draft("element-not-allowed", f"{tag(child.shown)} is not allowed in {inside}")
        if frame.name in self._vocabulary.parents.get(name, ()):
            draft.message = f"{tag(child.shown)} is not allowed at this place in {inside}"
        if self._lookups.nothing(child.state) and frame.shown:
            draft.message += ", which must be empty" if frame.children == 1 else ", after what it holds already"
        if frame.shown:
            draft.hint = self._remedy(child) or self._where(child, name)
        else:
            names = [tag(other) for other in child.namer.elements(child.allowed)]
            draft.hint = f"That must be {listed(names, 'or')}." if names else ""
        return Recovery(draft, name, self._lookups.known(name), suspect=True)

    def _remedy(self, child: Refused) -> str:
        """Where the child could go, near where it is."""
        needed = self._lookups.needed(child.state)
        holders = self._lookups.holders(child.state, child.name)
        if holders and holders[0] in needed:
            return f"Put it into {tag(child.namer.element(holders[0]))}, which must stand here."
        inner = child.frame
        for outer in reversed(child.frames[:-1]):
            # Would it be right, once the elements around it are closed?
            if outer.state is None or inner.fan is None or not inner.advances:
                break
            after = self._lookups.state_after(inner.fan)
            if after is not None and self._lookups.open(after, child.name) is not None and outer.shown:
                return f"It may stand in {tag(outer.shown)}: close {tag(inner.shown)} before it."
            inner = outer
        if holders and self._lookups.is_used(holders[0]):
            return f"Put it into {tag(child.namer.element(holders[0]))}, which may stand here."
        return ""

    def _where(self, child: Refused, name: QName) -> str:
        parents = [parent for parent in self._vocabulary.parents.get(name, ()) if parent != child.frame.name]
        if not parents:
            return ""
        ranked = self._lookups.rank(parents)
        return f"It may stand in {listed([tag(parent) for parent in child.namer.elements(ranked)], 'and', 4)}."


def _first_name(items: Items) -> QName | None:
    return next((name.pair for item in items if isinstance(item, Element) for name in named(item)), None)
