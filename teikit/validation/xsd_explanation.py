"""What is wrong with a document by an XSD, in teikit's own words, at the very place.

The XSD library says which elements are at fault; RELAX NG's engine, given the same schema (`xsd_grammar`), says why. A fault that it
does not see, as that of an identity constraint or of white space in an element that must be empty, is told in words made of the
library's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from lxml import etree

from teikit.findings import Finding, Severity
from teikit.relaxng import RelaxNGError, Schema
from teikit.validation.document import XML_ID, Document, line_of, local_name
from teikit.validation.folders import cache_folder
from teikit.validation.relaxng import problems_of

_NCNAME = re.compile(r"[^\W\d][\w.\-·]*")
_ELEMENT = etree.Element
Known = Callable[[str], object]
"""Whether there is a finding about the element of a path."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What an XSD library says of a document.

    Attributes:
        node: The element at fault; `None` where it is not known.
        message: Its words.
        attribute: The attribute at fault, as `{namespace}local`; empty where it is the element.
    """

    node: etree._Element | None
    message: str
    attribute: str = ""


class Explainer:
    """Explains by one schema.

    Args:
        path: The schema.
        find: Where a schema is that another one names by its address.
        use_cache: Whether what is made of it may be kept on disk.
    """

    def __init__(self, path: Path, find: Callable[[str], str] = str, *, use_cache: bool = True):
        self._path = path
        self._find = find
        self._cache = cache_folder() if use_cache else None

    @cached_property
    def _grammar(self) -> Schema | None:
        from teikit.validation.xsd_grammar import grammar_of

        try:
            return grammar_of(self._path, self._find, self._cache)
        except (RelaxNGError, OSError, etree.XMLSyntaxError, ValueError, KeyError, IndexError, RecursionError):
            return None  # the library's words must do

    def findings(self, document: Document, faults: Iterable[Fault], known: Known | None = None) -> list[Finding]:
        """The faults of a document as findings.

        Args:
            document: The document.
            faults: What the XSD library found, at least one.
            known: Whether another layer has explained what is wrong with an element.
        """
        told = list(faults)
        if known is not None and all(fault.node is not None and known(document.xpath_of(fault.node)) for fault in told):
            return [_in_words(document, fault) for fault in told]  # these follow from what was told, and are not read
        found: list[Finding] = []
        explained: set[etree._Element] = set()
        blamed = {fault.node for fault in told if fault.node is not None}
        broken = blamed | {parent for node in blamed if (parent := node.getparent()) is not None}
        for finding in problems_of(self._grammar, document) if self._grammar is not None else ():
            node = document.by_xpath(finding.xpath.partition("/@")[0])
            # The library stops at the first child that does not fit; the others of the same parent are looked at here alone.
            if node is None or not ({node, *node.iterancestors()} & broken):
                continue
            found.append(replace(finding, rule="xsd:invalid", severity=Severity.ERROR))
            explained.update({node, *(one for one in (node.getparent(),) if one is not None)})
        for fault in told:
            about = set() if fault.node is None else {fault.node, *fault.node.iterchildren(_ELEMENT)}
            # Of children in the wrong order, one engine blames this one and the other that one.
            disorder = not fault.attribute and "not expected" in fault.message
            if fault.node is not None and disorder and (parent := fault.node.getparent()) is not None:
                about.add(parent)
            if not about & explained:
                found.append(_in_words(document, fault))
        return list({(one.location, one.message): one for one in found}.values())


def _in_words(document: Document, fault: Fault) -> Finding:
    node, said = fault.node, re.sub(r"\s+", " ", re.sub(r"\{[^{}]*\}", "", fault.message)).strip()
    attribute = fault.attribute
    prefix = "xml:" if attribute.startswith("{http://www.w3.org/XML/1998/namespace}") else ""
    written = prefix + attribute.rpartition("}")[2]
    name = f"<{local_name(node)}>" if node is not None else "the document"
    value = node.get(attribute, "") if node is not None and attribute else ""
    message, hint = _plain(said, name), ""
    if node is not None and _NCNAME.fullmatch(value.strip()) and (attribute == XML_ID or "xs:ID'" in said):
        same = (one for one in document.root.iter(_ELEMENT) if str(one.get(attribute, "")).strip() == value.strip())
        first = next(same, node)
        message = f'the identifier "{value}" is already that of another element'
        hint = f"The first is the <{local_name(first)}> at line {line_of(first)}; give this one another."
    elif "content type is empty" in said:
        message = f"{name} must be empty"
        hint = (
            f"Write <{local_name(node)}/>; of an empty element, XSD allows not even white space."
            if node is not None
            else ""
        )
    elif match := re.search(
        r"key-sequence \[(.*?)\] (?:of|in) (?:the )?(?:keyref|key|unique)[\w -]*'?([\w.-]*)'?", said
    ):
        missing = "No match" in said
        message = f"{match[1]} " + (
            "is not there, though it is referred to" if missing else "stands twice, and must be unique"
        )
        hint = f"The schema's constraint {match[2]} asks for it." if match[2] else ""
    elif match := re.search(r"No matching global (?:element )?declaration", said):
        message = f"{name} is not declared by the schema, so that no document begins with it"
        hint = "Correct the name or its namespace, or give the schema that is meant."
    return document.finding("xsd:invalid", Severity.ERROR, node, message, attribute=written, hint=hint)


def _plain(said: str, name: str) -> str:
    """The words of a library without its own way of naming what they are about."""
    text = re.sub(
        r"^Element '[^']*'(?:, attribute '([^']*)')?:\s*", lambda m: f"@{m[1]}: " if m[1] else f"{name}: ", said
    )
    text = re.sub(r"\[facet '(\w+)'\] ", "", text)
    return text.rstrip(".")
