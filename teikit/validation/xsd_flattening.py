"""XSD as libxml2 loads it fastest: alternatives within alternatives written out as one list.

libxml2 compares every way on with every other for each nested choice, so that a schema whose content models are built of
groups within groups takes it several times as long as the same schema with the groups written out. `(a | (b | c))` and
`(a | b | c)` allow the same; nothing else is changed, and the schema that people read keeps its groups.
"""

from __future__ import annotations

import contextlib
import copy
from hashlib import blake2b
from pathlib import Path
from typing import Any, cast

from lxml import etree

from teikit.errors import TeikitError
from teikit.files import write_whole
from teikit.validation.folders import cache_folder
from teikit.version import __version__

_XSD = "{http://www.w3.org/2001/XMLSchema}"
_ANNOTATION, _CHOICE, _ELEMENT = f"{_XSD}annotation", f"{_XSD}choice", f"{_XSD}element"
_GROUP, _SEQUENCE = f"{_XSD}group", f"{_XSD}sequence"
_NESTED = (_GROUP, _CHOICE, _SEQUENCE)


def flatten(root: etree._Element) -> None:
    """Write out, in place, the groups and choices of elements that stand as alternatives in a choice.

    Args:
        root: The `schema` element. What it includes from other files is left as it is.
    """
    if next(root.iter(f"{_XSD}redefine", f"{_XSD}override"), None) is not None:
        return  # a group may then mean something else than what stands here
    alternatives = _Alternatives(root)
    for choice in list(root.iter(_CHOICE)):
        alternatives.write_out(choice)


class _Alternatives:
    """The elements that particles are a choice of, in a holder to be copied from: copying at once is much the fastest."""

    def __init__(self, root: etree._Element):
        self._namespace = root.get("targetNamespace")
        self._prefixes = root.nsmap
        self._groups = {group.get("name", ""): group for group in root.iterchildren(_GROUP)}
        self._known: dict[str, etree._Element | None] = {}

    def write_out(self, choice: etree._Element) -> None:
        """Put the elements that an alternative of a choice stands for in its place."""
        inside = [(child, self._of(child) if child.tag in _NESTED else None) for child in choice]
        if not any(holder is not None and len(holder) for _, holder in inside):
            return
        names = [
            each.get("name") or each.get("ref")
            for child, holder in inside
            for each in ((child,) if holder is None else holder)
            if each.tag == _ELEMENT
        ]
        # What stands twice is a mistake, which libxml2 finds in the choice as it was written.
        if len(names) == len(set(names)):
            del choice[:]
            for child, holder in inside:
                choice.extend([child] if holder is None or not len(holder) else copy.deepcopy(holder))

    def _of(self, particle: etree._Element) -> etree._Element | None:
        """`None` where a particle is more than a choice of elements that are declared elsewhere or by their type."""
        if particle.get("minOccurs", "1") != "1" or particle.get("maxOccurs", "1") != "1":
            return None
        if particle.tag == _GROUP:
            return self._group(particle.get("ref", ""))
        particles = _particles(particle)
        if particle.tag == _SEQUENCE and len(particles) != 1:
            return None
        holder = etree.Element(_CHOICE, nsmap=cast("Any", self._prefixes))
        for each in particles:
            if each.tag == _ELEMENT:
                if len(_particles(each)) or each.nsmap != self._prefixes or {"minOccurs", "maxOccurs"} & {*each.keys()}:
                    return None
                etree.SubElement(holder, _ELEMENT, cast("dict[str, str]", dict(each.items())))
            elif each.tag in _NESTED and (inside := self._of(each)) is not None:
                holder.extend(copy.deepcopy(inside))
            else:
                return None
        return holder

    def _group(self, reference: str) -> etree._Element | None:
        prefix, _, name = reference.rpartition(":")
        if self._prefixes.get(prefix or None) != self._namespace or name not in self._groups:
            return None
        if name not in self._known:
            self._known[name] = None  # a group that holds itself is an error, and libxml2's to tell
            particles = _particles(self._groups[name])
            self._known[name] = self._of(particles[0]) if len(particles) == 1 and particles[0].tag in _NESTED else None
        return self._known[name]


def _particles(node: etree._Element) -> list[etree._Element]:
    return [child for child in node.iterchildren(etree.Element) if child.tag != _ANNOTATION]


class Flattened:
    """A schema written out, as it is kept between runs, without its documentation; what it includes is read anew.

    Args:
        path: The schema. What is kept counts only for these very bytes, and for this version.
    """

    def __init__(self, path: Path):
        self._path = path

    def get(self) -> etree.XMLSchema | None:
        """The schema as it was kept, ready to check; `None` where there is none, or where it cannot be loaded."""
        try:
            data = self._kept().read_bytes()
            parser = etree.XMLParser(no_network=True, resolve_entities=False)
            return etree.XMLSchema(etree.fromstring(data, parser, base_url=str(self._path)))
        except (OSError, etree.LxmlError):
            return None

    def put(self, flat: etree._ElementTree) -> None:
        """Keep a schema that was written out and loaded; where that cannot be done, do without."""
        etree.strip_elements(flat, _ANNOTATION, with_tail=False)
        with contextlib.suppress(OSError, TeikitError):
            write_whole(self._kept(), etree.tostring(flat, encoding="UTF-8"))

    def _kept(self) -> Path:
        key = blake2b(self._path.read_bytes(), digest_size=16, key=__version__.encode()).hexdigest()
        return cache_folder() / "xsd" / f"{key}.xsd"
