"""A schema and every file that it names, as one tree for the first step of the Schematron compiler.

Nothing that runs later reads a file: what a schema includes is fetched here, local files only, catalogs honoured, and so are
the stylesheets whose functions it uses (`xsl:include`, `xsl:import`). `document('')`, by which the rules of many projects look
up a table in their own schema, means the file that it stands in (XSLT 3.0, 20.1; the schema is what its author wrote, not the
stylesheet that is made of it): its text goes along, and a function takes the place of the call.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from lxml import etree

from teikit.errors import SchemaError
from teikit.validation.catalog import Catalog
from teikit.validation.document import line_of
from teikit.validation.schematron_elements import check_element

ISO = "http://purl.oclc.org/dsdl/schematron"
OLD = "http://www.ascc.net/xml/schematron"
COMPILER = "urn:teikit:schematron"
_RNG = "http://relaxng.org/ns/structure/1.0"
_XSD = "http://www.w3.org/2001/XMLSchema"
_XSL = "http://www.w3.org/1999/XSL/Transform"
_AT = f"{{{COMPILER}}}at"
_ITSELF = re.compile(r"""(?<![\w.:-])(?:fn:)?doc(?:ument)?\s*\(\s*(?:''|"")\s*\)""")
_CALL = "Q{%s}schema-%d()"
_CALLED = re.compile(rf"Q\{{{COMPILER}\}}schema-\d+\(\)")


def parser() -> etree.XMLParser:
    """A parser for schemas: nothing from the network, no external entities, repeated identifiers tolerated."""
    entities: Any = "internal"
    return etree.XMLParser(
        collect_ids=False, resolve_entities=entities, no_network=True, load_dtd=False, remove_pis=False
    )


def parse_schema(path: Path) -> etree._Element:
    """The root of a schema file; of one in the compact syntax of RELAX NG, the root of the same in the XML syntax.

    Raises:
        SchemaError: It cannot be read or is not well-formed.
    """
    try:
        data = path.read_bytes()
        if path.suffix.lower() == ".rnc":
            from teikit.validation.compact_annotations import annotated

            return annotated(path, data)
        return etree.fromstring(data, parser(), base_url=path.resolve().as_uri())
    except OSError as error:
        raise SchemaError(f"the schema cannot be read: {error.strerror}", file=path) from error
    except etree.XMLSyntaxError as error:
        line, column = error.position
        raise SchemaError(f"the schema is not well-formed: {error.msg}", file=path, line=line, column=column) from error


def as_written(expression: str) -> str:
    """An expression of a compiled schema as its author wrote it."""
    return _CALLED.sub("document('')", expression)


def closure(path: Path, catalog: Catalog) -> etree._Element:
    """The schema and every file that it names, as one `closure` for the first step.

    Raises:
        SchemaError: A file that is named cannot be found or read.
    """
    whole = etree.Element(f"{{{COMPILER}}}closure", nsmap={"c": COMPILER})
    waiting = [path.resolve()]
    seen: set[Path] = set()
    themselves: list[etree._Element] = []
    while waiting:
        file = waiting.pop(0)
        if file in seen:
            continue
        seen.add(file)
        root = parse_schema(file)
        looks = False
        for node in root.iter(etree.Element):
            name = etree.QName(node)
            if name.namespace == ISO:
                check_element(node, name.localname, file)
            if name.namespace in (ISO, OLD, _XSL):
                if _AT not in node.attrib:
                    node.set(_AT, f"{file}:{node.sourceline}")
                looks = _call_schema(node, len(seen)) or looks
            href = _inclusion(node, name)
            if href is None:
                continue
            target = _local(href, file, catalog, node)
            waiting.append(target)
            fragment = href.partition("#")[2]
            if name.namespace in (ISO, OLD, _XSL):
                node.set("href", target.as_uri() + (f"#{fragment}" if fragment else ""))
        if looks:
            themselves += _schema_function(len(seen), etree.tostring(parse_schema(file), encoding="unicode"))
        holder = etree.SubElement(whole, f"{{{COMPILER}}}document", href=file.as_uri())
        holder.append(root)
    if themselves:
        whole[0][0].extend(themselves)
    return whole


def _call_schema(node: etree._Element, number: int) -> bool:
    """Put the function that gives the schema in the place of `document('')` in an element's expressions."""
    found = False
    for name, value in node.attrib.items():
        if "doc" in value:
            changed, count = _ITSELF.subn(lambda _: _CALL % (COMPILER, number), str(value))
            if count:
                node.set(name, changed)
                found = True
    return found


def _schema_function(number: int, text: str) -> list[etree._Element]:
    """The declarations that give a schema's own text as a document; evaluated when a rule asks for it first."""
    variable = etree.Element(f"{{{_XSL}}}variable", nsmap={"teikit": COMPILER, "xsl": _XSL})
    variable.set("name", f"teikit:schema-{number}")
    inner = etree.SubElement(variable, f"{{{_XSL}}}variable", {"name": "text"})
    inner.text = text
    etree.SubElement(variable, f"{{{_XSL}}}sequence", {"select": "parse-xml(string($text))"})
    variable.set("as", "document-node()")
    function = etree.Element(f"{{{_XSL}}}function", nsmap={"teikit": COMPILER, "xsl": _XSL})
    function.set("name", f"teikit:schema-{number}")
    etree.SubElement(function, f"{{{_XSL}}}sequence", {"select": f"$teikit:schema-{number}"})
    return [variable, function]


def _inclusion(node: etree._Element, name: etree.QName) -> str | None:
    if name.namespace in (ISO, OLD) and name.localname in ("include", "extends"):
        return node.get("href")
    if name.namespace == _RNG and name.localname in ("include", "externalRef"):
        return node.get("href")
    if name.namespace == _XSL and name.localname in ("include", "import"):
        return node.get("href")
    if name.namespace == _XSD and name.localname in ("include", "import", "redefine", "override"):
        return node.get("schemaLocation")
    return None


def _local(href: str, file: Path, catalog: Catalog, node: etree._Element) -> Path:
    uri = urljoin(file.as_uri(), href.strip().partition("#")[0]) if href.strip().partition("#")[0] else file.as_uri()
    uri = catalog.resolve(uri)
    parts = urlsplit(uri)
    if parts.scheme != "file":
        raise SchemaError(
            f"{href} is on the network and is not fetched; keep a copy beside the schema, or map it in a catalog",
            file=file,
            line=line_of(node),
        )
    target = Path(unquote(parts.path))
    if not target.is_file():
        raise SchemaError(f"{href} does not exist; correct the path", file=file, line=line_of(node))
    return target.resolve()
