"""A TEI tree as bytes: laid out for reading where white space means nothing, untouched where it means something."""

from __future__ import annotations

from lxml import etree

from teikit.tei.builder import TEI_NAMESPACE

#: Elements that hold only elements, so that line ends inside them change nothing.
_STRUCTURE = frozenset(
    {
        *(
            "TEI",
            "teiHeader",
            "fileDesc",
            "titleStmt",
            "respStmt",
            "publicationStmt",
            "availability",
            "licence",
            "sourceDesc",
        ),
        *(
            "msDesc",
            "msIdentifier",
            "history",
            "additional",
            "listBibl",
            "encodingDesc",
            "samplingDecl",
            "editorialDecl",
        ),
        *(
            "classDecl",
            "taxonomy",
            "category",
            "appInfo",
            "application",
            "profileDesc",
            "abstract",
            "creation",
            "langUsage",
        ),
        *("correspDesc", "correspAction", "particDesc", "listPerson", "person", "settingDesc", "setting", "textClass"),
        *(
            "keywords",
            "revisionDesc",
            "text",
            "front",
            "body",
            "back",
            "div",
            "opener",
            "closer",
            "sp",
            "list",
            "table",
            "row",
        ),
    }
)
_DEEPEST = 40


def serialize(root: etree._Element) -> bytes:
    """The document as UTF-8, the same bytes for the same tree."""
    _lay_out(root)
    before = []
    node = root.getprevious()
    while node is not None:
        before.append(etree.tostring(node, encoding="UTF-8", xml_declaration=False, with_tail=False))
        node = node.getprevious()
    body = etree.tostring(root, encoding="UTF-8", xml_declaration=False, with_tail=False)
    return b"\n".join([b'<?xml version="1.0" encoding="UTF-8"?>', *reversed(before), body, b""])


def _lay_out(root: etree._Element) -> None:
    stack = [(root, 0)]
    while stack:
        element, depth = stack.pop()
        inner = "\n" + "  " * min(depth + 1, _DEEPEST)
        if element.text is not None and element.text.strip():
            continue
        children = list(element)
        if not children or any(found.tail is not None and found.tail.strip() for found in children):
            continue
        element.text = inner
        for found in children:
            found.tail = inner
            if isinstance(found.tag, str) and found.tag.startswith(_PREFIX) and found.tag[len(_PREFIX) :] in _STRUCTURE:
                stack.append((found, depth + 1))
        children[-1].tail = "\n" + "  " * min(depth, _DEEPEST)


_PREFIX = f"{{{TEI_NAMESPACE}}}"
