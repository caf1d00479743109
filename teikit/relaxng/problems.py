"""What is said of a document: one value for each mistake in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

CODES: Final[dict[str, str]] = {
    "not-well-formed": "The document is not well-formed XML; nothing after this place was looked at.",
    "entity": "A reference to an entity that is external, undefined, or expands beyond the limit.",
    "limit": "A cap of the validator was reached; the rest of the document was not looked at.",
    "element-unknown": "The schema has no element of this name.",
    "element-namespace": "The schema has the element, but in another namespace.",
    "element-not-allowed": "The schema has the element, but not at this place.",
    "element-order": "The element is allowed here, but only before or after what surrounds it.",
    "element-repeated": "The element is allowed here, but not once more.",
    "element-missing": "An element that must come before this one is not there.",
    "text-not-allowed": "Text where only elements (or nothing) may stand.",
    "text-value": "The text of an element is not a value of its datatype.",
    "content-incomplete": "The element ends before what it must contain.",
    "attribute-unknown": "The schema has no attribute of this name.",
    "attribute-namespace": "The attribute is allowed, but in another namespace.",
    "attribute-not-allowed": "The schema has the attribute, but not on this element.",
    "attribute-combination": "The attribute is allowed on this element, but not together with the others it has.",
    "attribute-missing": "The element needs an attribute that it does not have.",
    "attribute-value": "The value of an attribute is not of its datatype.",
    "id-duplicate": "An identifier that another element has already.",
    "idref-missing": "A reference to an identifier that no element has.",
}
"""Every code that a `Problem` can have, with what it means. Codes are stable: they may be written into baselines."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake in a document: where it is, what is wrong, what would be right.

    Attributes:
        code: One of `CODES`.
        message: What is wrong, in one sentence, with names as the document writes them.
        hint: What to do about it; empty where the message says it.
        line: Counted from 1; `None` where a tree does not know it.
        column: Counted from 1, in characters: the `<` of the tag, or the first letter of the attribute's name.
            `None` for trees.
        offset: The place in bytes from the start of the document, as with `column`; `None` for trees.
        xpath: The element, with an index on every step, prefixes as the document binds them: `/TEI[1]/text[1]/p[2]`;
            an attribute as `/TEI[1]/p[2]/@who`.
        name: The element (`persNmae`) or attribute (`@reff`) at fault; empty where there is none.
        parent: The element it stands in; of an attribute, the element that bears it; empty for the root.
        expected: At most eight names of what was allowed: `item`, `@ref`, `text`; required and near ones first.
        expected_more: How many more names were allowed.
        documentation: What the schema says of the element at fault, or of the one that was meant; may be empty.
        related: The line and column of another place that matters: the first bearer of a duplicate identifier, the
            element that this one must precede, the start of an element closed wrongly.
    """

    code: str
    message: str
    hint: str = ""
    line: int | None = None
    column: int | None = None
    offset: int | None = None
    xpath: str = ""
    name: str = ""
    parent: str = ""
    expected: tuple[str, ...] = ()
    expected_more: int = 0
    documentation: str = ""
    related: tuple[int, int | None] | None = None

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.line, self.column) if part is not None)
        text = f"{place}: {self.message}" if place else self.message
        return f"{text} {self.hint}" if self.hint else text
