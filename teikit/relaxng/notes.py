"""Notes down what is wrong, with the place and the path that it has in the document."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from teikit.relaxng.automaton import Scope
from teikit.relaxng.errors import LimitError
from teikit.relaxng.frames import Draft, Frame
from teikit.relaxng.names import QName
from teikit.relaxng.places import Place, Places
from teikit.relaxng.problems import Problem
from teikit.relaxng.wording import Namer

MAX_PROBLEMS = 10_000
MAX_CHARACTERS = 50_000_000


class Notes:
    """The problems of one document, while it is read.

    There is an end to them: a document of which nothing is right must not fill the memory with what is wrong.

    Attributes:
        stack: The elements that are open; the first is the document.
        places: Says where the reader is.
        scope: Gives the prefixes in scope.
    """

    def __init__(self, document: Frame, places: Places, scope: Callable[[], Scope], main_namespace: str) -> None:
        self.stack = [document]
        self.places = places
        self.scope = scope
        self._main_namespace = main_namespace
        self._problems: list[Problem | None] = []
        self._characters = 0
        self._closed = False

    @property
    def count(self) -> int:
        """How many problems were noted: the number of the next."""
        return len(self._problems)

    def namer(self) -> Namer:
        """Writes names as the document would at this place."""
        return Namer(self.scope() or {}, self._main_namespace)

    def path(self) -> str:
        """The XPath of the innermost element that is open."""
        return "".join(frame.step for frame in self.stack)

    def say(self, draft: Draft, place: Place, attribute: str = "", owner: bool = False) -> None:
        """Note a problem of the innermost element that is open.

        Args:
            draft: What is wrong.
            place: Where.
            attribute: The attribute at fault, if one is.
            owner: Whether the problem is of an attribute that the element should have.
        """
        frame = self.stack[-1]
        path = self.path()
        parent = self.stack[-2].shown if len(self.stack) > 1 else ""
        if attribute:
            path = f"{path}/@{attribute}"
        if attribute or owner:
            parent = frame.shown
        self.add(draft, place, path or "/", parent)

    def of_child(self, parent: Frame, draft: Draft, place: Place, step: str) -> int:
        """Note a problem of a child that is not yet open; its number."""
        parent.own.append(self.count)
        return self.add(draft, place, self.path() + step, parent.shown)

    def add(self, draft: Draft, place: Place, path: str, parent: str) -> int:
        """Note a problem; its number.

        Raises:
            LimitError: Where there are too many; one more can be noted then, to say so.
        """
        self._characters += len(path) + len(draft.message) + len(draft.hint)
        full = len(self._problems) >= MAX_PROBLEMS or self._characters > MAX_CHARACTERS
        if full and not self._closed:
            self._closed = True
            raise LimitError(f"more than {len(self._problems):,} mistakes; the rest of the document was not looked at")
        problem = Problem(
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
        self._problems.append(problem)
        return len(self._problems) - 1

    def take_back(self, number: int) -> None:
        """Forget a problem: it was none, or another says it better."""
        self._problems[number] = None

    def add_hint(self, number: int, hint: str) -> None:
        """Say more about a problem."""
        problem = self._problems[number] if number >= 0 else None
        if problem is not None and hint:
            self._problems[number] = replace(problem, hint=f"{problem.hint} {hint}".strip())

    def sorted(self) -> list[Problem]:
        """All problems, in the order of their places."""
        found = [problem for problem in self._problems if problem is not None]
        found.sort(key=lambda problem: (problem.line or 0, problem.column or 0))
        return found


def split_name(written: str) -> tuple[QName, str]:
    """A name as the parser writes it: the name, and how the document writes it."""
    if "}" not in written:
        return ("", written), written
    parts = written.split("}")
    local = parts[1]
    prefix = parts[2] if len(parts) > 2 else "xml" if parts[0].endswith("/XML/1998/namespace") else ""
    return (parts[0], local), f"{prefix}:{local}" if prefix else local
