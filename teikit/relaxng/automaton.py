"""The automaton that grows while documents are read.

A `State` is what a document may do next inside one element. It does not know what is around the element, so that all
paragraphs share their states, wherever they stand. Opening a child gives a `Fan`: how the child's attributes are read
(`Plan`) and, for each way in which the child can end, the state after it. Everything is made once, when a document first
asks for it, and looked up from then on.

Where the schema is ambiguous, a child can match several element patterns at once. Its states then carry one pattern for
each (`alternatives`), and its end tells which of them matched.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeAlias

from teikit.relaxng.derivatives import (
    HAS_STRINGS,
    attributes_of,
    matches,
    open_element,
    take_attribute,
    take_text,
    text_kinds,
    without_attributes,
)
from teikit.relaxng.interning import Patterns
from teikit.relaxng.names import Name, QName
from teikit.relaxng.patterns import (
    EMPTY,
    NOT_ALLOWED,
    TEXT,
    Attribute,
    Choice,
    Element,
    Group,
    Interleave,
    Pattern,
)
from teikit.relaxng.states import FREE_TEXT, NO_TEXT, STRINGS, TEXT_MOVES, Check, Fan, Plan, Rest, State, needs_scope

Scope: TypeAlias = "dict[str, str] | None"
ScopeGetter: TypeAlias = Callable[[], Scope]

MAX_STATES: Final = 60_000
MAX_PATTERNS: Final = 150_000
MAX_FANS: Final = 100_000
MAX_NAMES: Final = 1_000
MAX_VALUES: Final = 200_000
MAX_VALUE_LENGTH: Final = 200


def expand(raw: str) -> QName:
    """The name that expat writes as `namespace}local` and lxml as `{namespace}local`; `local` where there is none."""
    namespace, _brace, local = raw.removeprefix("{").rpartition("}")
    return namespace, local


class Automaton:
    """The states of one schema.

    Args:
        start: The pattern of the document element.
        patterns: Makes patterns.
    """

    def __init__(self, start: Pattern, patterns: Patterns) -> None:
        self.patterns = patterns
        self._states: dict[tuple[Pattern, ...], State] = {}
        self._plans: dict[tuple[Pattern, ...], Plan] = {}
        self._rests: dict[tuple[Pattern, ...], Rest] = {}
        self._checks: dict[Pattern, Check] = {}
        self._fans: list[Fan] = []
        self._values = 0
        self.start = self.state((start,))

    # States

    def state(self, alternatives: tuple[Pattern, ...]) -> State:
        """The state of these alternatives."""
        found = self._states.get(alternatives)
        if found is None:
            if len(self._states) > MAX_STATES or self.patterns.made > MAX_PATTERNS:
                self.forget()
            found = self._states[alternatives] = State(alternatives)
            self._text_kind(found)
        return found

    def _text_kind(self, state: State) -> None:
        kinds = 0
        for pattern in state.alternatives:
            kinds |= text_kinds(pattern)
        if not kinds:
            return
        if kinds & HAS_STRINGS:
            state.text = STRINGS
            empty = tuple(take_text(pattern, "", None, self.patterns) for pattern in state.alternatives)
            pairs = zip(state.alternatives, empty, strict=True)
            state.accepts = tuple(index for index, (a, b) in enumerate(pairs) if a.nullable or b.nullable)
            return
        moved = tuple(take_text(pattern, None, None, self.patterns) for pattern in state.alternatives)
        if all(pattern is NOT_ALLOWED for pattern in moved):
            state.text = NO_TEXT
        elif moved == state.alternatives:
            state.text = FREE_TEXT
            state.free = True
        else:
            state.text = TEXT_MOVES
            state.moved = self.state(moved)

    def forget(self) -> None:
        """Drop all that documents have made; what a document in hand still uses stays valid."""
        for state in self._states.values():
            state.opens.clear()
            state.strings.clear()
        for fan in self._fans:
            fan.after.clear()
            fan.only = None
        for rest in self._rests.values():
            rest.steps.clear()
        start = getattr(self, "start", None)
        self._states.clear()
        self._plans.clear()
        self._rests.clear()
        self._fans.clear()
        if start is not None:
            self._states[start.alternatives] = start
        self.patterns.forget()

    def open(self, state: State, raw: str) -> Fan | None:
        """The fan of a child's name; `None` where it may not come. Remembered in `state.opens`."""
        name = expand(raw)
        contents: dict[Pattern, int] = {}
        elements: list[Element] = []
        rows: list[dict[int, Pattern]] = []
        for pattern in state.alternatives:
            row: dict[int, list[Pattern]] = {}
            for element, rest in open_element(pattern, name, self.patterns):
                index = contents.setdefault(element.content, len(contents))
                if index == len(elements):
                    elements.append(element)
                row.setdefault(index, []).append(rest)
            rows.append({index: self.patterns.choice(rests) for index, rests in row.items()})
        fan: Fan | None = None
        if contents:
            fan = Fan(self.plan(tuple(contents)), tuple(elements), tuple(rows))
            self._fans.append(fan)
            if len(self._fans) > MAX_FANS:
                # Wildcards can be met under any number of names.
                self.forget()
        if fan is not None or len(state.opens) < MAX_NAMES:
            state.opens[raw] = fan
        return fan

    def after(self, fan: Fan, accepts: tuple[int, ...]) -> State | None:
        """The state after a child that could end as these alternatives. Remembered in `fan.after`."""
        alternatives = tuple(self.patterns.choice([row[i] for i in accepts if i in row]) for row in fan.rows)
        following = None if all(pattern is NOT_ALLOWED for pattern in alternatives) else self.state(alternatives)
        fan.after[accepts] = following
        if len(fan.elements) == 1:
            fan.only = following
        return following

    def read_string(self, state: State, text: str, scope: ScopeGetter) -> State | None:
        """The state after all the text of an element, where what it says matters; `None` where it matches nothing."""
        try:
            return state.strings[text]
        except KeyError:
            pass
        lasting = not any(needs_scope(pattern) for pattern in state.alternatives)
        namespaces = None if lasting else scope()
        moved = tuple(take_text(pattern, text, namespaces, self.patterns) for pattern in state.alternatives)
        if not text.strip(" \t\n\r"):
            # White space alone may also be no content at all.
            pairs = zip(state.alternatives, moved, strict=True)
            moved = tuple(self.patterns.optional(after) if before.nullable else after for before, after in pairs)
        following = None if all(pattern is NOT_ALLOWED for pattern in moved) else self.state(moved)
        if lasting and len(text) <= MAX_VALUE_LENGTH and self._room():
            state.strings[text] = following
        return following

    def _room(self) -> bool:
        """Count one more remembered value; beyond the cap, forget those there are."""
        self._values += 1
        if self._values > MAX_VALUES:
            self._values = 0
            for check in self._checks.values():
                check.good.clear()
                check.bad.clear()
            for state in self._states.values():
                state.strings.clear()
        return True

    # Attributes

    def plan(self, contents: tuple[Pattern, ...]) -> Plan:
        """How the attributes of an element with these contents are read."""
        found = self._plans.get(contents)
        if found is not None:
            return found
        plan = self._plans[contents] = Plan(contents)
        residue = contents
        if len(contents) == 1:
            content = contents[0]
            members = content.members if isinstance(content, Group | Interleave) else (content,)
            combine = self.patterns.interleave if isinstance(content, Interleave) else self.patterns.group
            others: list[Pattern] = []
            required: list[str] = []
            for member in members:
                attribute = _plain(member)
                if attribute is None:
                    others.append(member)
                    continue
                assert isinstance(attribute.name_class, Name)
                name = (attribute.name_class.namespace, attribute.name_class.local)
                plan.simple[name] = attribute
                if attribute is member:
                    required.append(f"{name[0]}}}{name[1]}" if name[0] else name[1])
            plan.required = frozenset(required)
            residue = (combine(others),)
        plan.rest = self.rest(residue)
        plan.content = plan.rest.closed
        plan.bare = None if plan.required else plan.content
        return plan

    def rest(self, patterns: tuple[Pattern, ...]) -> Rest:
        """The rest of these patterns."""
        found = self._rests.get(patterns)
        if found is None:
            closed = tuple(without_attributes(pattern, self.patterns) for pattern in patterns)
            state = None if all(pattern is NOT_ALLOWED for pattern in closed) else self.state(closed)
            found = self._rests[patterns] = Rest(patterns, state)
        return found

    def check(self, pattern: Pattern) -> Check:
        """The check of a value pattern."""
        found = self._checks.get(pattern)
        if found is None:
            found = self._checks[pattern] = Check(pattern)
        return found

    def matches(self, check: Check, value: str, scope: ScopeGetter) -> bool:
        """Whether a value matches."""
        if not check.lasting:
            return matches(check.pattern, value, scope(), self.patterns)
        if value in check.good:
            return True
        if value in check.bad:
            return False
        verdict = check.pattern is TEXT or matches(check.pattern, value, None, self.patterns)
        if len(value) <= MAX_VALUE_LENGTH and self._room():
            (check.good if verdict else check.bad).add(value)
        return verdict

    def leaves(self, plan: Plan, raw: str) -> tuple[Attribute, ...]:
        """The attributes that a name can be: the simple one, or those of the rest. None where it may not come."""
        found = plan.leaves.get(raw)
        if found is None:
            name = expand(raw)
            simple = plan.simple.get(name)
            if simple is not None:
                found = (simple,)
                if simple.value is TEXT:
                    plan.good[raw] = None
                else:
                    check = self.check(simple.value)
                    plan.good[raw] = check.good
                    if check.any_name:
                        plan.identifier = raw
            else:
                every = dict.fromkeys(leaf for pattern in plan.rest.patterns for leaf in attributes_of(pattern))
                found = tuple(leaf for leaf in every if leaf.name_class.contains(name))
            if len(plan.leaves) < MAX_NAMES:
                plan.leaves[raw] = found
        return found

    def step(self, rest: Rest, matched: tuple[Attribute, ...]) -> Rest | None:
        """What is left after an attribute that these leaves match."""
        try:
            return rest.steps[matched]
        except KeyError:
            pass
        patterns = tuple(take_attribute(pattern, matched, self.patterns) for pattern in rest.patterns)
        following = None if all(pattern is NOT_ALLOWED for pattern in patterns) else self.rest(patterns)
        rest.steps[matched] = following
        return following


def _plain(pattern: Pattern) -> Attribute | None:
    """The attribute of one name that a member of a group is, or is optionally."""
    if isinstance(pattern, Choice) and len(pattern.members) == 2 and pattern.members[0] is EMPTY:
        pattern = pattern.members[1]
    if isinstance(pattern, Attribute) and isinstance(pattern.name_class, Name):
        return pattern
    return None
