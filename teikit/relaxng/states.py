"""The parts of the automaton: what is looked up while a document is read.

They are made by `teikit.relaxng.automaton.Automaton`, once each, when a document first asks for them.
"""

from __future__ import annotations

from typing import Final

from teikit.relaxng.names import QName
from teikit.relaxng.patterns import Attribute, Data, Element, ListPattern, Pattern, Value

# What text does in a state.
NO_TEXT: Final = 0  # only white space may stand here
FREE_TEXT: Final = 1  # text is allowed and changes nothing
TEXT_MOVES: Final = 2  # text is allowed and leads to another state
STRINGS: Final = 3  # what the text says matters


class Check:
    """Whether strings match one value pattern; remembers those that do.

    Attributes:
        good: Strings known to match. Never filled for patterns whose verdict depends on prefixes, or that are IDs.
        any_name: Whether the pattern is an ID without conditions, which every name matches.
    """

    __slots__ = ("any_name", "bad", "good", "id_kind", "lasting", "pattern")

    def __init__(self, pattern: Pattern) -> None:
        self.pattern = pattern
        self.id_kind = pattern.datatype.id_kind if isinstance(pattern, Data | Value) else None
        self.any_name = (
            self.id_kind == "ID"
            and isinstance(pattern, Data)
            and pattern.excluded is None
            and not pattern.datatype.restricted
        )
        self.lasting = not needs_scope(pattern) and self.id_kind is None
        self.good: set[str] = set()
        self.bad: set[str] = set()


def needs_scope(pattern: Pattern) -> bool:
    """Whether the verdict on a string depends on the prefixes in scope."""
    if isinstance(pattern, Data):
        return pattern.datatype.context_dependent or (pattern.excluded is not None and needs_scope(pattern.excluded))
    if isinstance(pattern, Value):
        return pattern.datatype.context_dependent
    if isinstance(pattern, ListPattern):
        return needs_scope(pattern.pattern)
    return any(needs_scope(member) for member in pattern.members)


class State:
    """What may come next inside an element whose tag is read.

    Attributes:
        alternatives: What is left of each pattern that the element can be; `NOT_ALLOWED` for those it cannot be any more.
        opens: The fan of each child's name met so far; `None` for names that may not come.
        accepts: Which alternatives would be complete if the element ended here (with no text, for `STRINGS`).
        text: `NO_TEXT`, `FREE_TEXT`, `TEXT_MOVES` or `STRINGS`.
        free: Whether it is `FREE_TEXT`, which is asked of every piece of text.
        moved: The state after text, for `TEXT_MOVES`.
        strings: The state after each string met so far, for `STRINGS`.
    """

    __slots__ = ("accepts", "alternatives", "free", "moved", "opens", "strings", "text")

    def __init__(self, alternatives: tuple[Pattern, ...]) -> None:
        self.alternatives = alternatives
        self.opens: dict[str, Fan | None] = {}
        self.accepts = tuple(index for index, pattern in enumerate(alternatives) if pattern.nullable)
        self.text = NO_TEXT
        self.free = False
        self.moved: State | None = None
        self.strings: dict[str, State | None] = {}


class Fan:
    """A child that is opened in a state.

    Attributes:
        plan: How its attributes are read.
        elements: The element patterns that it can be, in the order of the alternatives inside it.
        rows: For each alternative of the state around: by alternative of the child, what follows it.
        bare: The state inside a child without attributes, as in `plan`.
        only: The state after the child, where it has one alternative and so can end in one way only.
        after: The state after the child, by the alternatives that were complete at its end; `None` never occurs for
            alternatives that a valid child can end with.
    """

    __slots__ = ("after", "bare", "elements", "only", "plan", "rows")

    def __init__(self, plan: Plan, elements: tuple[Element, ...], rows: tuple[dict[int, Pattern], ...]) -> None:
        self.plan = plan
        self.elements = elements
        self.rows = rows
        self.after: dict[tuple[int, ...], State | None] = {}
        self.bare = plan.bare
        self.only: State | None = None


class Rest:
    """What is left of the patterns with attributes that are more than optional or required.

    Attributes:
        patterns: One for each alternative.
        steps: What is left after an attribute, by its name and the patterns that match its value.
        closed: The state when the tag ends here; `None` where an attribute is missing.
    """

    __slots__ = ("closed", "patterns", "steps")

    def __init__(self, patterns: tuple[Pattern, ...], closed: State | None) -> None:
        self.patterns = patterns
        self.closed = closed
        self.steps: dict[tuple[Attribute, ...], Rest | None] = {}


class Plan:
    """How the attributes of an element are read.

    Most attributes are optional or required and nothing more; they are looked up and done with. The others are taken one
    after the other by derivatives (`Rest`).

    Attributes:
        simple: Attributes of the first kind, by name: their check, or `None` where any value will do.
        good: By the name as the parser writes it: the values known to match; `None` for any value. Filled as
            documents are read. Names that are not simple are never here.
        required: Those that must be there, by the name as the parser writes it.
        identifier: The simple attribute that is an ID without conditions, as the parser writes it; empty if there is none
            or none was met yet.
        rest: What is left without the simple ones.
        leaves: The attributes in `rest` that a name can be, by the name as the parser writes it.
        bare: The state inside the element if it has no attributes; `None` where one is missing.
        content: The state inside if the simple ones are all there is.
    """

    __slots__ = ("bare", "content", "contents", "good", "identifier", "leaves", "required", "rest", "simple")

    def __init__(self, contents: tuple[Pattern, ...]) -> None:
        self.contents = contents
        self.simple: dict[QName, Attribute] = {}
        self.good: dict[str, set[str] | None] = {}
        self.leaves: dict[str, tuple[Attribute, ...]] = {}
        self.required: frozenset[str] = frozenset()
        self.identifier = ""
        self.rest: Rest
        self.bare: State | None = None
        self.content: State | None = None
