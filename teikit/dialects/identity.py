"""The identifier of a cable: its file's name, made a name that XML allows."""

from __future__ import annotations

from teikit.findings import Finding, Location, Severity
from teikit.patterns import lazy_pattern
from teikit.source import SourceText

# XML Namespaces 1.0, production NCName, by way of XML 1.0's NameStartChar and NameChar.
_START = (
    r"A-Z_a-z\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u02FF\u0370-\u037D\u037F-\u1FFF\u200C-\u200D"
    r"\u2070-\u218F\u2C00-\u2FEF\u3001-\uD7FF\uF900-\uFDCF\uFDF0-\uFFFD"
)
_BAD = lazy_pattern(rf"[^{_START}\-.0-9\u00B7\u0300-\u036F\u203F-\u2040]+")
#: What hands and taxonomies are called within a file: a cable of that name would not be the only one that bears it.
_WITHIN = ("translator", "editor", "classification", "precedence", "handling", "release", "exemptions")
_GOOD_START = lazy_pattern(rf"[{_START}]")


def ncname(text: str, prefix: str = "cable-") -> str:
    """The text as an NCName; what may not stand in one becomes a hyphen, what may not begin one gets a prefix."""
    if _GOOD_START.match(text) and not _BAD.search(text):
        return text
    name = _BAD.sub("-", text).strip("-") or "cable"
    return name if _GOOD_START.match(name) else prefix + name


def cable_id(source: SourceText) -> tuple[str, tuple[Finding, ...]]:
    """The identifier of a transcript's cable, and a finding where it differs from the file's name."""
    name = ncname(source.stem)
    if name in _WITHIN:
        name = f"cable-{name}"
    if name == source.stem:
        return name, ()
    why = "is that of something within it" if source.stem in _WITHIN else "cannot be an xml:id"
    finding = Finding(
        "TK905",
        Severity.INFORMATION,
        Location(source.name, 1, 1),
        f"the file's name {source.stem!r} {why}; the cable is called {name!r}",
    )
    return name, (finding,)
