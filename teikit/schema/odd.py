"""Reading an ODD: well-formed, without entities, every element marked with the file and line it stands at.

XSLT knows no line numbers without extensions that are switched off here, so they travel in an attribute of our own,
`k:at="file:line"`. Lines are those of a start tag's first character, which expat gives and lxml does not.
"""

from __future__ import annotations

from pathlib import Path
from xml.parsers import expat

from lxml import etree

from teikit.errors import SchemaError

NAMESPACE = "urn:teikit:odd"
"""The namespace of what the steps of the compiler say to each other."""

_AT = f"{{{NAMESPACE}}}at"
_XINCLUDE = "{http://www.w3.org/2001/XInclude}"
_TEI = "{http://www.tei-c.org/ns/1.0}"


def read_odd(path: Path) -> etree._Element:
    """Read an ODD, a TEI document with a `schemaSpec` or a `schemaSpec` alone.

    Args:
        path: The file.

    Returns:
        Its root, every element carrying `k:at`.

    Raises:
        SchemaError: The file cannot be read, is not well-formed, declares entities, or includes other files.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise SchemaError(f"cannot be read: {error.strerror or error}", file=path) from error
    lines = _start_lines(path, data)
    # Comments stay: in an example they are part of what is shown.
    parser = etree.XMLParser(collect_ids=False, resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise SchemaError(f"is not well-formed XML: {error.msg}", file=path, line=error.lineno) from error
    for element, line in zip(root.iter(etree.Element), lines, strict=True):
        element.set(_AT, f"{path}:{line}")
        if isinstance(element.tag, str) and element.tag.startswith(_XINCLUDE) and not _is_example(element):
            raise SchemaError("xi:include is not followed in an ODD; put the text into the file", file=path, line=line)
    return root


def wrapped(roots: list[etree._Element]) -> str:
    """Several ODDs in the order in which they apply, as one document for the compiler."""
    wrapper = etree.Element(f"{{{NAMESPACE}}}odds", nsmap={"k": NAMESPACE})
    wrapper.extend(roots)
    return etree.tostring(wrapper, encoding="unicode")


def _start_lines(path: Path, data: bytes) -> list[int]:
    """The line of each start tag, in document order."""
    lines: list[int] = []
    parser = expat.ParserCreate(namespace_separator="}")

    def start(name: str, attributes: dict[str, str]) -> None:
        lines.append(parser.CurrentLineNumber)

    def entity(*declaration: object) -> None:
        raise SchemaError(
            "declares an entity; write the characters themselves", file=path, line=parser.CurrentLineNumber
        )

    parser.StartElementHandler = start
    parser.EntityDeclHandler = entity
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        message = f"is not well-formed XML: {expat.errors.messages[error.code]}"
        raise SchemaError(message, file=path, line=error.lineno, column=error.offset + 1) from error
    return lines


def _is_example(element: etree._Element) -> bool:
    """Whether the element is shown in an example rather than meant."""
    return any(ancestor.tag == "{http://www.tei-c.org/ns/Examples}egXML" for ancestor in element.iterancestors())
