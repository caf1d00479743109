"""Documents with one thing changed, for holding two validators against each other. Everything follows from the seed.

A mutant may still be valid: what matters is whether the validators agree on it.
"""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from lxml import etree

TEI = "http://www.tei-c.org/ns/1.0"
XML = "{http://www.w3.org/XML/1998/namespace}"

VALUES = (
    "",
    "x",
    "two words",
    "1994-02-30",
    "-3",
    "en_GB",
    "redacted illegible",
    "#a b",
    "総理",
    "1.5",
    "true",
    "ID 1",
    "!",
    "2",
)


@dataclass(frozen=True)
class Mutant:
    """A changed document.

    Attributes:
        kind: What was done.
        detail: To what, for messages.
        document: The document.
    """

    kind: str
    detail: str
    document: bytes


class Mutator:
    """Changes one thing in a document.

    Args:
        names: Names of elements that the schema knows.
        attributes: Names of attributes that the schema knows, `{namespace}local` where they have one.
        seed: Where the random choices start.
        ns: The namespace of the elements.
    """

    def __init__(self, names: Sequence[str], attributes: Sequence[str], seed: int, ns: str = TEI) -> None:
        self._ns = ns
        self._names = names
        self._attributes = attributes
        self._random = Random(seed)

    KINDS = (
        *(
            "element renamed",
            "element renamed to nonsense",
            "element moved",
            "element dropped",
            "element doubled",
            "element unwrapped",
        ),
        *(
            "element wrapped",
            "element inserted",
            "order changed",
            "attribute dropped",
            "attribute invented",
            "attribute borrowed",
        ),
        *(
            "attribute value wrong",
            "attribute value of another",
            "text inserted",
            "text dropped",
            "content dropped",
            "namespace lost",
        ),
    )

    def mutant(self, document: bytes, kind: str) -> Mutant | None:
        """The document with a change of this kind, or `None` where it offers no place for one."""
        root = etree.fromstring(document, etree.XMLParser(collect_ids=False))
        elements = list(root.iter(etree.Element))
        detail = getattr(self, "_" + kind.replace(" ", "_"))(root, elements)
        if detail is None:
            return None
        return Mutant(kind, detail, etree.tostring(root, encoding="utf-8", xml_declaration=True))

    def _random_name(self) -> str:
        name = self._random.choice(self._names)
        return f"{{{self._ns}}}{name}" if self._ns else name

    def _pick(self, elements: Sequence[etree._Element]) -> etree._Element | None:
        return self._random.choice(elements) if elements else None

    def _inner(self, elements: Sequence[etree._Element]) -> etree._Element | None:
        return self._pick(elements[1:])

    def _element_renamed(self, root: etree._Element, elements: list[etree._Element]) -> str | None:
        if (element := self._pick(elements)) is None:
            return None
        old, element.tag = element.tag, self._random_name()
        return f"{old} to {element.tag}"

    def _element_renamed_to_nonsense(self, root: etree._Element, elements: list[etree._Element]) -> str | None:
        if (element := self._pick(elements)) is None:
            return None
        old, element.tag = element.tag, f"{element.tag}x"
        return f"{old} to {element.tag}"

    def _element_moved(self, root: etree._Element, elements: list[etree._Element]) -> str | None:
        if (element := self._inner(elements)) is None:
            return None
        within = set(element.iter())
        targets = [other for other in elements if other not in within]
        target = self._random.choice(targets)
        _remove(element)
        element.tail = None
        target.insert(self._random.randint(0, len(target)), element)
        return f"{element.tag} into {target.tag}"

    def _element_dropped(self, root: etree._Element, elements: list[etree._Element]) -> str | None:
        if (element := self._inner(elements)) is None:
            return None
        _remove(element)
        return str(element.tag)

    def _element_doubled(self, root: etree._Element, elements: list[etree._Element]) -> str | None:
        if (element := self._inner(elements)) is None:
            return None
        twin = copy.deepcopy(element)
        for inner in twin.iter(etree.Element):
            inner.attrib.pop(f"{XML}id", None)
        element.addnext(twin)
        return str(element.tag)

    def _element_unwrapped(self, root: etree._Element, elements: list[etree._Element]) -> str | None:
        if (element := self._pick([element for element in elements[1:] if len(element)])) is None:
            return None
        parent = element.getparent()
        assert parent is not None
        index = parent.index(element)
        parent[index : index + 1] = list(element)
        return str(element.tag)

    def _element_wrapped(self, root: etree._Element, elements: list[etree._Element]) -> str | None:
        if (element := self._inner(elements)) is None:
            return None
        parent = element.getparent()
        assert parent is not None
        wrapper = etree.Element(self._random_name())
        tail, element.tail = element.tail, None
        parent.replace(element, wrapper)
        wrapper.append(element)
        wrapper.tail = tail
        return f"{element.tag} in {wrapper.tag}"

    def _element_inserted(self, root: etree._Element, elements: list[etree._Element]) -> str | None:
        if (element := self._pick(elements)) is None:
            return None
        new = etree.Element(self._random_name())
        element.insert(self._random.randint(0, len(element)), new)
        return f"{new.tag} into {element.tag}"

    def _order_changed(self, root: etree._Element, elements: list[etree._Element]) -> str | None:
        parents = [element for element in elements if len(element) > 1 and len({child.tag for child in element}) > 1]
        if (element := self._pick(parents)) is None:
            return None
        children = list(element)
        index = self._random.randrange(len(children) - 1)
        element.insert(index, children[index + 1])
        return f"{children[index].tag} and {children[index + 1].tag} in {element.tag}"

    def _attribute_dropped(self, root: etree._Element, elements: list[etree._Element]) -> str | None:
        if (element := self._pick([element for element in elements if element.attrib])) is None:
            return None
        name = self._random.choice(sorted(element.attrib))
        del element.attrib[name]
        return f"{name} of {element.tag}"

    def _attribute_invented(self, root: etree._Element, elements: list[etree._Element]) -> str | None:
        if (element := self._pick(elements)) is None:
            return None
        name = self._random.choice(["invented", f"{XML}space", f"{XML}any", "{urn:example:x}id", f"{{{self._ns}}}n"])
        element.set(name, "x")
        return f"{name} on {element.tag}"

    def _attribute_borrowed(self, root: etree._Element, elements: list[etree._Element]) -> str | None:
        if (element := self._pick(elements)) is None:
            return None
        if not (names := [name for name in self._attributes if name != f"{XML}id"]):
            return None
        name = self._random.choice(names)
        element.set(name, self._random.choice(("1", "x", "#a", "1994-02-13")))
        return f"{name} on {element.tag}"

    def _attribute_value_wrong(self, root: etree._Element, elements: list[etree._Element]) -> str | None:
        if (element := self._pick([element for element in elements if element.attrib])) is None:
            return None
        name = self._random.choice(sorted(element.attrib))
        element.set(name, self._random.choice(VALUES))
        return f"{name}={element.get(name)!r} on {element.tag}"

    def _attribute_value_of_another(self, root: etree._Element, elements: list[etree._Element]) -> str | None:
        carriers = [element for element in elements if element.attrib]
        if len(carriers) < 2:
            return None
        giver, taker = self._random.sample(carriers, 2)
        value = self._random.choice(sorted(giver.attrib.values()))
        name = self._random.choice(sorted(taker.attrib))
        taker.set(name, value)
        return f"{name}={value!r} on {taker.tag}"

    def _text_inserted(self, root: etree._Element, elements: list[etree._Element]) -> str | None:
        if (element := self._pick(elements)) is None:
            return None
        if len(element) and self._random.random() < 0.5:
            child = self._random.choice(list(element))
            child.tail = (child.tail or "") + "stray"
        else:
            element.text = (element.text or "") + "stray"
        return str(element.tag)

    def _text_dropped(self, root: etree._Element, elements: list[etree._Element]) -> str | None:
        if (element := self._pick([element for element in elements if (element.text or "").strip()])) is None:
            return None
        element.text = None
        return str(element.tag)

    def _content_dropped(self, root: etree._Element, elements: list[etree._Element]) -> str | None:
        if (element := self._pick([element for element in elements if len(element)])) is None:
            return None
        for child in list(element):
            element.remove(child)
        element.text = None
        return str(element.tag)

    def _namespace_lost(self, root: etree._Element, elements: list[etree._Element]) -> str | None:
        if (element := self._pick(elements)) is None:
            return None
        element.tag = etree.QName(element).localname
        return str(element.tag)


def _remove(element: etree._Element) -> None:
    """Take an element out and leave the text after it."""
    parent = element.getparent()
    assert parent is not None
    if element.tail:
        previous = element.getprevious()
        if previous is not None:
            previous.tail = (previous.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)
