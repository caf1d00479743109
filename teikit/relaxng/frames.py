"""What the explaining reader remembers of the elements that are open.

The memory of a frame is bounded by the schema, not by the document: counts by name, and for every state that was left, the
child that left it last.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from teikit.relaxng.names import QName
from teikit.relaxng.places import NOWHERE, Place
from teikit.relaxng.states import Fan, State


class Child(NamedTuple):
    """A child that was read.

    Attributes:
        name: Its name.
        shown: Its name as the document writes it.
        place: Where its tag is.
    """

    name: QName
    shown: str
    place: Place


@dataclass(slots=True, eq=False)
class Frame:
    """An element that is open.

    Attributes:
        name: Its name, as the schema has it (where it was misspelt, the name that was meant).
        shown: Its name as the document writes it.
        place: Where its tag is.
        step: Its step in an XPath.
        fan: How it was opened; `None` where nothing is known of it.
        advances: Whether the state around moves on when it ends.
        state: The state inside; `None` where nothing is known of it and only the elements within are looked at.
        counts: How many children of each name it has, by the name as written.
        left: By state, the child that left it last.
        first: By name, the first child of the name.
        text: Text that is still being collected.
        text_place: Where it begins.
        children: How many children it has.
        rejected: Whether some child was not allowed, so that what is missing is probably its fault.
        run: The number of the finding that stands for a run of adjacent children that are not allowed; -1 for none.
        run_more: How many more children are in the run.
        own: The numbers of the findings about its children.
        loose: Whether what was read last in it is not allowed: what is missing then is probably that.
        suspect: If the element itself is not allowed where it is: the state around it. Its first child tells whether
            it was meant as another element, or should not be there at all.
        finding: The number of the finding about the element itself; -1 for none.
        transparent: Whether its content is read as that of the element around it.
        awaited: By name of an element reported missing, the number of the finding.
        alias: A namespace that is used where another is meant: (used, meant).
    """

    name: QName
    shown: str
    place: Place
    step: str
    fan: Fan | None
    advances: bool
    state: State | None
    counts: dict[str, int] = field(default_factory=dict)
    left: dict[State, Child] = field(default_factory=dict)
    first: dict[QName, Child] = field(default_factory=dict)
    text: list[str] = field(default_factory=list)
    text_place: Place = NOWHERE
    children: int = 0
    rejected: bool = False
    run: int = -1
    run_more: int = 0
    own: list[int] = field(default_factory=list)
    loose: bool = False
    suspect: State | None = None
    finding: int = -1
    transparent: bool = False
    awaited: dict[QName, int] = field(default_factory=dict)
    alias: tuple[str, str] | None = None


@dataclass(slots=True)
class Draft:
    """A finding in the making: all that depends on what is wrong, not on where.

    Attributes: as of `teikit.relaxng.problems.Problem`.
    """

    code: str
    message: str
    hint: str = ""
    name: str = ""
    expected: tuple[str, ...] = ()
    expected_more: int = 0
    documentation: str = ""
    related: tuple[int, int | None] | None = None
