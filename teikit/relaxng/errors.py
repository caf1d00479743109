"""What stops RELAX NG work: a schema that cannot be read, is not right, or asks for a datatype that does not exist.

Faults in a *document* are `teikit.relaxng.problems.Problem` values and never exceptions.
"""

from __future__ import annotations


class RelaxNGError(Exception):
    """The root of what this package raises: one sentence, and where.

    Args:
        message: What is wrong and what to do about it.
        rule: The rule that is broken, as the specification numbers it: `4.16`, `7.1.2`; `compact` for the grammar of
            the compact syntax, `xml` for schemas that are not well-formed; empty where no rule is at stake.
        file: The schema file.
        line: Its line, counted from 1.
        column: Its column, counted from 1, in characters.
    """

    def __init__(
        self, message: str, *, rule: str = "", file: str = "", line: int | None = None, column: int | None = None
    ) -> None:
        super().__init__(message)
        self.message = message
        self.rule = rule
        self.file = file
        self.line = line
        self.column = column

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.file or None, self.line, self.column) if part is not None)
        rule = f" [RELAX NG {self.rule}]" if self.rule else ""
        return f"{place}: {self.message}{rule}" if place else f"{self.message}{rule}"


class SchemaSyntaxError(RelaxNGError):
    """A schema whose text is not RELAX NG: ill-formed XML, section 3 of the specification, or compact syntax."""


class SchemaError(RelaxNGError):
    """A schema that reads well but breaks a rule of sections 4 or 7, or refers to what does not exist."""


class DatatypeError(RelaxNGError):
    """An unknown datatype, or a parameter that the datatype does not take."""


class LimitError(RelaxNGError):
    """A schema or document that would take more memory or depth than the caps allow."""
