"""What stops the reading of a document: text that is not XML, entities, limits. In words."""

from __future__ import annotations

from typing import Final
from xml.parsers import expat
from xml.parsers.expat import errors

from teikit.relaxng.frames import Draft, Frame
from teikit.relaxng.wording import tag

_WORDS: Final[dict[int, tuple[str, str]]] = {
    errors.codes[errors.XML_ERROR_NO_ELEMENTS]: ("the document is empty, or breaks off in its outermost element", ""),
    errors.codes[errors.XML_ERROR_DUPLICATE_ATTRIBUTE]: ("the same attribute twice on one element", "Leave one out."),
    errors.codes[errors.XML_ERROR_JUNK_AFTER_DOC_ELEMENT]: (
        "something after the end of the outermost element",
        "A document has one outermost element, and only comments after it.",
    ),
    errors.codes[errors.XML_ERROR_INVALID_TOKEN]: (
        "a character that may not be here",
        'Write "&amp;" for an ampersand and "&lt;" for a less-than sign; put attribute values in quotes.',
    ),
    errors.codes[errors.XML_ERROR_UNCLOSED_TOKEN]: ("a tag, comment or reference is not closed", ""),
    errors.codes[errors.XML_ERROR_PARTIAL_CHAR]: ("the document breaks off within a character", ""),
    errors.codes[errors.XML_ERROR_UNBOUND_PREFIX]: (
        "a prefix that no xmlns declares",
        "Declare it on this element or one around it.",
    ),
    errors.codes[errors.XML_ERROR_UNDEFINED_ENTITY]: (
        "an entity that is not declared",
        "Write the character itself, or its number: &#8212;.",
    ),
    errors.codes[errors.XML_ERROR_BAD_CHAR_REF]: ("a reference to a character that XML does not allow", ""),
    errors.codes[errors.XML_ERROR_RECURSIVE_ENTITY_REF]: ("an entity that contains itself", ""),
    errors.codes[errors.XML_ERROR_UNKNOWN_ENCODING]: (
        "an encoding that cannot be read",
        "Save the document as UTF-8.",
    ),
    errors.codes[errors.XML_ERROR_INCORRECT_ENCODING]: (
        "the document is not in the encoding that it declares",
        "Save the document as UTF-8.",
    ),
    errors.codes[errors.XML_ERROR_MISPLACED_XML_PI]: (
        "the XML declaration is not at the very beginning",
        "Remove what is before it.",
    ),
    errors.codes[errors.XML_ERROR_UNCLOSED_CDATA_SECTION]: ("a CDATA section is not closed", 'Close it with "]]>".'),
}
# expat has this error since 2.4, Python's table of them not everywhere.
_AMPLIFICATION: Final = 43
_ENTITY_ERRORS: Final = {
    errors.codes[errors.XML_ERROR_UNDEFINED_ENTITY],
    errors.codes[errors.XML_ERROR_RECURSIVE_ENTITY_REF],
    _AMPLIFICATION,
}


def not_well_formed(error: expat.ExpatError, frame: Frame) -> Draft:
    """What is wrong with a document that expat cannot read further.

    Args:
        error: What expat says.
        frame: The innermost element that is open.
    """
    code = error.code
    inside = f" in {tag(frame.shown)}" if frame.shown else ""
    related = (frame.place.line, frame.place.column) if frame.shown and frame.place.line else None
    if code == errors.codes[errors.XML_ERROR_TAG_MISMATCH]:
        message = f"{tag(frame.shown)} is not closed before another end tag"
        hint = f"It was opened at line {frame.place.line}; close it with </{frame.shown}>."
        return Draft("not-well-formed", message, hint, frame.shown, related=related)
    if code == errors.codes[errors.XML_ERROR_NO_ELEMENTS] and frame.shown:
        message = f"the document ends while {tag(frame.shown)} is open"
        hint = f"It was opened at line {frame.place.line}; close it with </{frame.shown}>."
        return Draft("not-well-formed", message, hint, frame.shown, related=related)
    if code == _AMPLIFICATION:
        return Draft("entity", "the entities of this document expand to far more text than it has", "Write it out.")
    words, hint = _WORDS.get(code, (expat.ErrorString(code), ""))
    name = "entity" if code in _ENTITY_ERRORS else "not-well-formed"
    return Draft(name, f"not well-formed XML: {words}{inside}", hint, frame.shown)


def is_unclosed(error: expat.ExpatError) -> bool:
    """Whether the innermost open element is probably one that is not closed."""
    return error.code in (errors.codes[errors.XML_ERROR_TAG_MISMATCH], errors.codes[errors.XML_ERROR_NO_ELEMENTS])
