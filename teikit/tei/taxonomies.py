"""The categories that a cable uses, declared in its header (Guidelines 2.3.7)."""

from __future__ import annotations

import re

from lxml import etree

from teikit.model import Cable, Fact
from teikit.tei.builder import child
from teikit.tei.contents import Contents

#: The taxonomies in the order of the header: prefix of the category's identifier, title.
_TAXONOMIES = (
    ("classification", "Classification markings"),
    ("precedence", "Precedence of transmission"),
    ("handling", "Handling caveats"),
    ("release", "Marks of release"),
    ("exemptions", "Exemptions from release"),
)


def scheme_of(category: str) -> str:
    """The taxonomy that a category belongs to."""
    first = category.split("-", 1)[0]
    return first if any(first == name for name, _ in _TAXONOMIES) else "exemptions"


def header_categories(cable: Cable) -> list[Fact]:
    """The facts of the header that name a category, each category in each language once."""
    facts = (*cable.header.classification, *cable.header.precedence, *cable.header.handling)
    return [fact for fact in facts if fact.category]


def write_taxonomies(parent: etree._Element, cable: Cable, contents: Contents) -> None:
    """Declare every category that the header or the texts point to; writes nothing where there is none."""
    words: dict[str, list[Fact]] = {}
    for fact in header_categories(cable):
        known = words.setdefault(fact.category, [])
        if all((fact.text, fact.lang) != (other.text, other.lang) for other in known):
            known.append(fact)
    for category in contents.categories:
        words.setdefault(category, [])
    if not words:
        return
    declarations = child(parent, "classDecl")
    for scheme, title in _TAXONOMIES:
        mine = sorted(category for category in words if scheme_of(category) == scheme)
        if not mine:
            continue
        taxonomy = child(declarations, "taxonomy", {"xml:id": scheme})
        child(taxonomy, "desc", text=title)
        for category in mine:
            element = child(taxonomy, "category", {"xml:id": category})
            if not words[category]:
                child(element, "catDesc", text=category_label(category))
            for fact in words[category]:
                child(element, "catDesc", {"xml:lang": fact.lang}, fact.text)


def category_label(category: str) -> str:
    """A category in words, from its identifier: `eo13526-1.4c` is "E.O. 13526, 1.4(c)", `foia-b1` is "FOIA (b)(1)"."""
    family, _, rest = category.partition("-")
    if family == "foia":
        return f"FOIA ({rest[0]})({rest[1]})" + (f"({rest[2:].upper()})" if rest[2:] else "")
    if family == "pa":
        return f"Privacy Act {_bracketed(rest)}"
    if family == "jfk":
        return f"JFK Act, {rest[0]}{_bracketed(rest[1:])}"
    if family.startswith("usc"):
        section, _, parts = rest.partition(".")
        return f"{family[3:]} U.S.C. {section}{_bracketed(parts)}"
    if family == "eo" or (family.startswith("eo") and family[2:].isdigit()):
        if re.match(r"\d\dx\d", rest):
            rest = rest.upper()
        section = re.sub(
            r"(?<=\d)([a-z])(\d*)", lambda found: f"({found[1]})" + (f"({found[2]})" if found[2] else ""), rest
        )
        return ", ".join(filter(None, (f"E.O. {family[2:]}" if family != "eo" else "", section)))
    return (rest or family).replace("-", " ").capitalize()


def _bracketed(parts: str) -> str:
    return "".join(f"({part})" for part in re.findall(r"[a-z]|\d+", parts))
