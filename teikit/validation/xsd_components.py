"""The components of an XSD by their names, from the schema and the local files that it includes or imports."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from lxml import etree

XS = "{http://www.w3.org/2001/XMLSchema}"
_KINDS = ("element", "attribute", "complexType", "simpleType", "group", "attributeGroup")
_XML = "{http://www.w3.org/XML/1998/namespace}"


def particles(node: etree._Element) -> list[etree._Element]:
    """The child elements of a schema's element, annotations left out."""
    return [child for child in node.iterchildren(etree.Element) if child.tag != f"{XS}annotation"]


class Components:
    """Every global component.

    Args:
        path: The schema.
        find: Where a schema is that another one names by its address.
    """

    def __init__(self, path: Path, find: Callable[[str], str] = str):
        self._find = find
        self._by_kind: dict[str, dict[str, etree._Element]] = {kind: {} for kind in _KINDS}
        self._namespaces: dict[etree._Element, str] = {}
        self._members: dict[str, list[str]] = {}
        self._digest = hashlib.sha256()
        self._read(path.resolve(), "", set())

    @property
    def digest(self) -> str:
        """SHA-256 of the files."""
        return self._digest.hexdigest()

    def _read(self, path: Path, inherited: str, seen: set[tuple[Path, str]]) -> None:
        if (path, inherited) in seen or not path.is_file():
            return
        seen.add((path, inherited))
        data = path.read_bytes()
        self._digest.update(data)
        root = etree.fromstring(data, etree.XMLParser(no_network=True, resolve_entities=False, collect_ids=False))
        namespace = root.get("targetNamespace", inherited)
        self._namespaces[root] = namespace
        for node in particles(root):
            kind = etree.QName(node).localname
            if kind in ("include", "import", "redefine", "override") and (href := node.get("schemaLocation")):
                target = urlsplit(self._find(urljoin(path.as_uri(), href.strip())))
                if target.scheme == "file":
                    self._read(Path(unquote(target.path)), "" if kind == "import" else namespace, seen)
            for declared in (node, *particles(node)) if kind in ("redefine", "override") else (node,):
                kind = etree.QName(declared).localname
                if kind in self._by_kind and (local := declared.get("name")):
                    name = f"{{{namespace}}}{local}" if namespace else local
                    self._by_kind[kind].setdefault(name, declared)
                    if kind == "element" and (head := declared.get("substitutionGroup")):
                        self._members.setdefault(self.name(declared, head), []).append(name)

    def get(self, kind: str, name: str) -> etree._Element | None:
        """A component by its kind and name."""
        return self._by_kind[kind].get(name)

    def all(self, kind: str) -> dict[str, etree._Element]:
        """The components of a kind."""
        return self._by_kind[kind]

    def members(self, name: str) -> list[str]:
        """The elements that may stand for another one, itself left out."""
        found: list[str] = []
        waiting = list(self._members.get(name, ()))
        while waiting:
            member = waiting.pop(0)
            if member not in found:
                found.append(member)
                waiting += self._members.get(member, ())
        return found

    def name(self, node: etree._Element, written: str) -> str:
        """What a QName in a schema means, as `{namespace}local`."""
        prefix, _, local = written.strip().rpartition(":")
        if prefix == "xml":
            return _XML + local
        namespace = node.nsmap.get(prefix or None)
        if namespace is None and not prefix:
            namespace = self.namespace(node)  # a schema without a namespace, included by one that has
        return f"{{{namespace}}}{local}" if namespace else local

    def namespace(self, node: etree._Element) -> str:
        """The target namespace of the schema that a node stands in."""
        return self._namespaces[node.getroottree().getroot()]

    def own_name(self, node: etree._Element, kind: str) -> str:
        """The name that a local element or attribute has in documents."""
        root = node.getroottree().getroot()
        form = node.get("form") or root.get(f"{kind}FormDefault", "unqualified")
        namespace = self.namespace(node) if form == "qualified" else ""
        return f"{{{namespace}}}{node.get('name')}" if namespace else node.get("name", "")
