"""Schematron inside RELAX NG's compact syntax: the schema as the XML syntax has it, with its annotations as elements.

    sch:pattern [ sch:rule [ context = "tei:gap" sch:assert [ test = "@reason" "A gap needs a reason." ] ] ]

Source: RELAX NG Compact Syntax, section 5 (annotations); ISO/IEC 19757-3:2020, annex on embedded schemas.
"""

from __future__ import annotations

from pathlib import Path

from lxml import etree

from teikit.errors import SchemaError
from teikit.relaxng import RelaxNGError
from teikit.relaxng.loader import parse
from teikit.relaxng.syntax import RELAXNG_NAMESPACE, Annotation, Syntax
from teikit.validation.schematron_closure import COMPILER

_AT = f"{{{COMPILER}}}at"


def annotated(path: Path, data: bytes) -> etree._Element:
    """The root of a grammar in the compact syntax, as elements.

    Raises:
        SchemaError: It is no such grammar.
    """
    try:
        return _element(parse(data, str(path)), path)
    except RelaxNGError as error:
        raise SchemaError(error.message, file=error.file or path, line=error.line, column=error.column) from error


def _element(node: Syntax, path: Path) -> etree._Element:
    prefixes = {prefix: uri for prefix, uri in node.namespaces.items() if prefix not in ("", "xml") and uri}
    made = etree.Element(f"{{{RELAXNG_NAMESPACE}}}{node.name}", nsmap=prefixes)
    for name, value in node.attributes.items():
        made.set(name, value)
    if node.text:
        made.text = node.text
    for annotation in node.annotations:
        _append(made, annotation, path, node.location.line)
    for child in node.children:
        made.append(_element(child, path))
    return made


def _append(parent: etree._Element, annotation: Annotation, path: Path, line: int) -> None:
    line = annotation.line or line
    made = etree.SubElement(parent, annotation.name)
    made.set(_AT, f"{path}:{line}")
    for name, value in annotation.attributes.items():
        made.set(name, value)
    last: etree._Element | None = None
    for child in annotation.children:
        if isinstance(child, Annotation):
            _append(made, child, path, line)
            last = made[-1]
        elif last is None:
            made.text = (made.text or "") + child
        else:
            last.tail = (last.tail or "") + child
