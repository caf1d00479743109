"""The slow way through a document: reads it with a memory, explains each mistake, and goes on after it.

Verdict and explanation come from the same automaton. After a mistake the reader goes on as if it had not been made: a
misspelt element is read as the one that was meant, a misplaced one as the schema has it elsewhere, a missing one as if it
were there.
"""

from __future__ import annotations

from collections.abc import Callable

from teikit.relaxng.automaton import Automaton, Scope
from teikit.relaxng.contents import incomplete, stray_text
from teikit.relaxng.errors import LimitError
from teikit.relaxng.frames import Child, Draft, Frame
from teikit.relaxng.lookups import Lookups
from teikit.relaxng.names import QName
from teikit.relaxng.notes import Notes, split_name
from teikit.relaxng.patterns import NOT_ALLOWED
from teikit.relaxng.places import NOWHERE, Place, Places
from teikit.relaxng.problems import Problem
from teikit.relaxng.refusals import Refusals
from teikit.relaxng.states import FREE_TEXT, STRINGS, State
from teikit.relaxng.tags import Tags
from teikit.relaxng.values import why_not
from teikit.relaxng.vocabulary import Vocabulary
from teikit.relaxng.wording import tag

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
        document = Frame(("", ""), "", NOWHERE, "", None, False, automaton.start)
        self._notes = Notes(document, places, scope, vocabulary.main_namespace)
        self._tags = Tags(self._lookups, self._notes)
        self._stack = self._notes.stack
        self._whole = True

    # Events

    def start(self, written: str, attributes: dict[str, str]) -> None:
        """Take a start tag."""
        name, shown = split_name(written)
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
            self._tags.read(frame, frame.fan, attributes)

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

    def end(self, _written: str = "") -> None:
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
                outer.first = {**frame.first, **outer.first}
                return
            accepts = state.accepts
            if not accepts:
                if not frame.rejected and frame.suspect is None:
                    self._stack.append(frame)
                    draft = incomplete(self._lookups, frame, state, self._notes.namer())
                    if frame.place.line is not None:
                        draft.related = (frame.place.line, frame.place.column)
                    place = (
                        frame.place
                        if frame.children == 0 and draft.code == "content-incomplete"
                        else self._places.here()
                    )
                    self._notes.say(draft, place)
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
        try:
            self._tags.finish(self._whole)
        except LimitError as error:
            self._notes.say(Draft("limit", error.message), self._places.here())
        return self._notes.sorted()

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
                self._notes.take_back(number)
            self._stack[-1].run = -1
        # What its unread part declares is not known, so what is referred to cannot be judged.
        self._whole = False
        self._notes.say(draft, place)

    @property
    def open_tag(self) -> Frame:
        """The innermost element that is open."""
        return self._stack[-1]

    # Content

    def _reject(self, parent: Frame, state: State, frame: Frame) -> None:
        recovery = self._refusals.explain(self._stack, state, frame.name, frame.shown, self._notes.namer())
        awaited = parent.awaited.pop(frame.name, None)
        if awaited is not None:
            # It was said to be missing, and here it is: one mistake, told where it is.
            self._notes.take_back(awaited)
            other = parent.left.get(state) or next(reversed(parent.left.values()), None)
            if other is not None:
                recovery.draft.code = "element-order"
                recovery.draft.message = f"{tag(frame.shown)} must come before {tag(other.shown)}"
                at = f" at line {other.place.line}" if other.place.line else ""
                recovery.draft.hint = f"Here it follows the {tag(other.shown)}{at}."
            recovery.lonely = True
        if recovery.missing is not None:
            # After something that is not allowed, what is missing is what that should have been.
            if not parent.loose:
                parent.awaited[recovery.missing] = self._notes.of_child(parent, recovery.draft, frame.place, frame.step)
            self._end_run(parent)
            parent.loose = False
        elif parent.run >= 0 and not recovery.lonely:
            parent.run_more += 1
            parent.loose = parent.rejected = True
        else:
            self._end_run(parent)
            frame.finding = self._notes.of_child(parent, recovery.draft, frame.place, frame.step)
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
            frame.name, frame.fan, frame.state = found.name, found.fan, found.inside
            frame.advances = True
            hint = f"Its content is that of {tag(self._notes.namer().element(frame.name))}." if found.certain else ""
        else:
            return
        outer.loose = False
        self._notes.add_hint(frame.finding, hint)

    def _end_run(self, frame: Frame) -> None:
        if frame.run < 0:
            return
        if frame.run_more:
            more = (
                "What follows it is" if frame.run_more == 1 else f"The {frame.run_more} pieces of content after it are"
            )
            self._notes.add_hint(frame.run, f"{more} not allowed here either.")
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
                frame.run = self._notes.count
                frame.rejected = frame.loose = True
                frame.own.append(frame.run)
                self._notes.say(stray_text(self._lookups, frame, state, self._notes.namer()), frame.text_place)
        return frame.state if frame.state is not None else state

    def _wrong_string(self, frame: Frame, state: State, text: str) -> None:
        pattern = self._automaton.patterns.choice(p for p in state.alternatives if p is not NOT_ALLOWED)
        reason = why_not(pattern, text, self._scope(), self._automaton.patterns)
        draft = Draft("text-value", f"the text of {tag(frame.shown)}: {reason.message}", reason.hint, frame.shown)
        draft.expected, draft.expected_more = reason.expected, reason.more
        draft.documentation = self._vocabulary.documentation(frame.name)
        self._notes.say(draft, frame.text_place)


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
