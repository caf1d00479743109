"""What facets ask for, in words, with an example made from them.

Kept apart from the types so that a run without mistakes never loads it.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, product
from typing import TYPE_CHECKING, Any

from teikit.relaxng.datatypes.datatype import show, show_character
from teikit.relaxng.datatypes.patterns.characters import CharacterClass
from teikit.relaxng.datatypes.patterns.nodes import Characters, Choice, Node, Repeat, Sequence
from teikit.relaxng.datatypes.patterns.pattern import Pattern
from teikit.relaxng.datatypes.strings import StringType

if TYPE_CHECKING:
    from teikit.relaxng.datatypes.restriction import Restriction

MAX_SAMPLES = 24
"""So many texts are made from each part of a pattern in search of an example."""

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_DIGITS = "0123456789"
_VISIBLE = "".join(chr(code) for code in range(33, 127))
_KINDS = {
    _DIGITS: "a digit",
    _LETTERS: "a letter",
    _LETTERS[:26]: "a capital letter",
    _LETTERS[26:]: "a small letter",
    _DIGITS + _LETTERS: "a letter or digit",
    _DIGITS + "ABCDEF" + "abcdef": "a hexadecimal digit",
    _VISIBLE: "any character but a space",
    " " + _VISIBLE: "any character",
}
_PLURALS = {
    _DIGITS: "digits only",
    _LETTERS: "letters only",
    _LETTERS[:26]: "capital letters only",
    _LETTERS[26:]: "small letters only",
    _DIGITS + _LETTERS: "letters and digits only",
    _VISIBLE: "one word, without spaces",
    " " + _VISIBLE: "any text that is not empty",
}
_PREFERRED = "1aAx0"


def explain(restriction: Restriction, text: str) -> str:
    """Why a text is not allowed by the restriction; the text is known not to be."""
    base = restriction.base
    literal = base.literal(text)
    if not base.is_lexical(literal, None):
        remedy = base.remedy(literal)
        # The base's own advice holds if it is a value, and one that the facets allow.
        concrete = remedy.removeprefix("write ")
        if not restriction.allows(concrete):
            remedy = _remedy(restriction)
        return f"{show(literal)}: {base.fault(literal)}; {remedy}"
    for pattern in restriction.patterns:
        if not pattern.matches(literal):
            remedy = _remedy(restriction, _repaired(restriction, pattern, literal))
            return f"{show(literal)}: {_pattern_fault(pattern, literal)}; {remedy}"
    name = restriction.failing(literal)
    return f"{show(literal)}: {_facet_fault(restriction, name, literal)}; {_remedy(restriction)}"


def describe(restriction: Restriction) -> str:
    """The restriction in a few words that fit after "expected"."""
    base = restriction.base
    parts = [_pattern_description(pattern) for pattern in restriction.patterns]
    bounds = _bounds(restriction)
    if not restriction.patterns:
        return base.describe() + (
            f"{'' if bounds.startswith(('from', 'of', 'with')) else ','} {bounds}" if bounds else ""
        )
    words = " and ".join(dict.fromkeys(parts))
    if not isinstance(base, StringType):
        words = f"{base.describe()}, {words.removeprefix('one word, ')}"
    return words + (f", {bounds}" if bounds else "")


def example(restriction: Restriction) -> str:
    """A text that the restriction allows, if one is found; else one that its first pattern matches."""
    base = restriction.base
    candidates: list[str] = [] if isinstance(base, StringType) else [base.example()]
    for pattern in restriction.patterns[:2]:
        candidates.extend(_samples(pattern.node))
    candidates.append(base.example())
    candidates.extend(
        restriction.facets[name] for name in ("minInclusive", "maxInclusive") if name in restriction.facets
    )
    candidates.extend(_lengthened(restriction))
    if "minExclusive" in restriction.facets or "maxExclusive" in restriction.facets:
        candidates.extend(("0", "0.5", "1", "2", "-1", "10", "100"))
    fitting = [candidate for candidate in candidates if restriction.allows(candidate)]
    speaking = [candidate for candidate in fitting if candidate.strip()]
    return (speaking or fitting or candidates)[0]


def _lengthened(restriction: Restriction) -> Iterator[str]:
    stem = restriction.base.example()
    for name in ("length", "minLength", "maxLength"):
        if (count := int(restriction.facets.get(name, 0))) and count <= 1000:
            yield (stem * count)[:count]
            yield " ".join([stem.split(" ")[0]] * count)
            yield "00" * count
            yield "AAAA" * (count // 3) + ("", "BA==", "BBA=")[count % 3]


def _repaired(restriction: Restriction, pattern: Pattern, literal: str) -> str:
    """The text with what cannot stand in it replaced, where the same may stand everywhere; else empty."""
    if not isinstance(pattern.node, Repeat) or not isinstance(pattern.node.part, Characters) or len(literal) > 40:
        return ""
    allowed = pattern.node.part.members
    kept = "".join(c if allowed.contains(c) else " " if c.isspace() else "" for c in literal)
    candidate = "_".join(kept.split())
    return candidate if restriction.allows(candidate) else ""


def _remedy(restriction: Restriction, repaired: str = "") -> str:
    shown = repaired or example(restriction)
    fitting = f", for example {shown}" if restriction.allows(shown) and shown else ""
    return f"write {describe(restriction)}{fitting}"


def _pattern_fault(pattern: Pattern, literal: str) -> str:
    """Where the text leaves the path of the pattern, and what could stand there."""
    if not literal:
        return "something must be written"
    index, state = pattern.automaton.stuck(literal)
    expected = state.expected()
    if index == len(literal):
        return f"{_alternatives(expected) or 'more'} must follow"
    found = show_character(literal[index])
    if _is_uniform(pattern):
        return f"{found} cannot stand in it"
    alternatives = _alternatives(expected)
    if index == 0:
        return f"it must begin with {alternatives}, not {found}" if alternatives else f"it cannot begin with {found}"
    before = show(literal[:index] if index <= 20 else "…" + literal[index - 12 : index])
    if not alternatives:
        return f"after {before} cannot come {found}"
    end = " or nothing more" if state.accepting else ""
    return f"after {before} can come {alternatives}{end}, not {found}"


def _is_uniform(pattern: Pattern) -> bool:
    """Whether the same characters may stand everywhere."""
    return isinstance(pattern.node, Repeat) and isinstance(pattern.node.part, Characters)


def _alternatives(classes: list[CharacterClass]) -> str:
    words = sorted({_class_words(members) for members in classes} - {""})
    if not words or len(words) > 4:
        return ""
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + " or " + words[-1]


def _class_words(members: CharacterClass) -> str:
    """What a class holds, in words; empty where words fail."""
    if (single := members.single) is not None:
        return show_character(single)
    ascii_members = members.members().strip("\t\n\r")
    shown = "".join(character for character in ascii_members if character >= " " and character != "\x7f")
    if shown in _KINDS:
        return _KINDS[shown]
    if 0 < len(shown) <= 4 and not members.contains("é") and not members.contains("中"):
        return " or ".join(show_character(character) for character in shown)
    return f"one of {members.source}" if len(members.source) <= 24 and members.source.startswith("[") else ""


def _pattern_description(pattern: Pattern) -> str:
    node = pattern.node
    if isinstance(node, Repeat) and isinstance(node.part, Characters) and node.most is None and node.least <= 1:
        members = node.part.members.members()
        shown = "".join(character for character in members if character >= " " and character != "\x7f")
        if shown in _PLURALS:
            words = _PLURALS[shown]
            return words if node.least or shown == " " + _VISIBLE else f"{words}, or nothing"
    source = pattern.source if len(pattern.source) <= 60 else pattern.source[:59] + "…"
    return f"text of the form {source}"


def _bounds(restriction: Restriction) -> str:
    facets = restriction.facets
    words = []
    is_time = _is_time(restriction.base.name)
    if "minInclusive" in facets and "maxInclusive" in facets:
        words.append(f"from {facets['minInclusive']} to {facets['maxInclusive']}")
    elif is_time:
        words.extend(f"not {more} {facets[name]}" for name, more in _BEYOND.items() if name in facets)
    else:
        words.extend(f"{facets[name]} or {more}" for name, more in _OR.items() if name in facets)
    words.extend(f"{more} {facets[name]}" for name, more in _EXCLUSIVE[is_time].items() if name in facets)
    units = restriction.base.units
    if "length" in facets:
        words.append(f"of {_counted(facets['length'], units)}")
    if "minLength" in facets and "maxLength" in facets:
        words.append(f"of {facets['minLength']} to {_counted(facets['maxLength'], units)}")
    elif "minLength" in facets:
        words.append(f"of at least {_counted(facets['minLength'], units)}")
    elif "maxLength" in facets:
        words.append(f"of at most {_counted(facets['maxLength'], units)}")
    if "totalDigits" in facets:
        words.append(f"with at most {_counted(facets['totalDigits'], 'digits')}")
    if "fractionDigits" in facets:
        words.append(f"with at most {_counted(facets['fractionDigits'], 'digits')} after the point")
    return " and ".join(words)


_OR = {"minInclusive": "more", "maxInclusive": "less"}
_BEYOND = {"minInclusive": "before", "maxInclusive": "after"}
_EXCLUSIVE = (
    {"minExclusive": "more than", "maxExclusive": "less than"},
    {"minExclusive": "after", "maxExclusive": "before"},
)


def _counted(written: str, units: str) -> str:
    count = int(written)
    return f"{count} {units.rstrip('s') if count == 1 else units}"


def _facet_fault(restriction: Restriction, name: str, literal: str) -> str:
    base, bound = restriction.base, restriction.facets.get(name, "")
    if name.endswith("Inclusive") or name.endswith("Exclusive"):
        value: Any = base.to_value(literal, None)
        limit: Any = base.value(bound)
        if base.compare(value, limit) is None:
            if _is_time(base.name) and value.zoned != limit.zoned:
                return f"of it and {bound} only one has a time zone, so it cannot be told which is before the other"
            return f"it cannot be compared with {bound}, as it must be"
        if name == "minInclusive":
            return f"it must not be before {bound}" if _is_time(base.name) else f"it must not be less than {bound}"
        if name == "maxInclusive":
            return f"it must not be after {bound}" if _is_time(base.name) else f"it must not be more than {bound}"
        return f"it must be {_EXCLUSIVE[_is_time(base.name)][name]} {bound}"
    if name == "totalDigits":
        return f"it has more than {_counted(bound, 'digits')}"
    if name == "fractionDigits":
        return f"it has more than {_counted(bound, 'digits')} after the point"
    length = base.length(base.to_value(literal, None))
    comparison = {"length": "exactly", "minLength": "at least", "maxLength": "at most"}[name]
    return f"it has {_counted(str(length), base.units)}, and must have {comparison} {bound}"


def _is_time(name: str) -> bool:
    return name.startswith(("date", "time", "g"))


def _samples(node: Node) -> list[str]:
    """Texts that the node matches, plain and short ones first; not all there are."""
    if isinstance(node, Characters):
        return _character_samples(node.members)
    if isinstance(node, Choice):
        found = [sample for branch in node.branches for sample in _samples(branch)[:6]]
    elif isinstance(node, Sequence):
        found = _joined([_samples(part) for part in node.parts])
    else:
        assert isinstance(node, Repeat)
        found = _repeated(node)
    return list(dict.fromkeys(found))[:MAX_SAMPLES]


def _character_samples(members: CharacterClass) -> list[str]:
    if (single := members.single) is not None:
        return [single]
    ordered = [character for character in _PREFERRED if members.contains(character)]
    ordered.extend(character for character in members.members() if character > " ")
    # No ASCII in it, or white space only: take what there is.
    ordered.extend(item.first for item in members.items if item.kind == "range" and members.contains(item.first))
    ordered.extend(character for character in "éЖ中\u00a0 " if members.contains(character))
    return list(dict.fromkeys(ordered))[:4]


def _joined(parts: list[list[str]]) -> list[str]:
    if any(not part for part in parts):
        return []
    # The first of each, then each part's second and so on, the others at their first: enough to escape a clash with
    # another pattern, and never a product that grows.
    firsts = [part[0] for part in parts]
    found = ["".join(firsts)]
    for position, part in enumerate(parts):
        found.extend("".join([*firsts[:position], other, *firsts[position + 1 :]]) for other in part[1:4])
    if len(parts) <= 3:
        found.extend("".join(mixed) for mixed in islice(product(*(part[:3] for part in parts)), MAX_SAMPLES))
    return found


def _repeated(node: Repeat) -> list[str]:
    samples = _samples(node.part)
    if not samples:
        return [""] if node.nullable else []
    least = node.least
    if least > 1000:
        return []
    found = []
    if isinstance(node.part, Characters) and node.most is None and least == 1:
        members = node.part.members
        found = [word for word in ("word", "1", "a") if all(members.contains(character) for character in word)]
    plain = isinstance(node.part, Characters) or node.most == 1
    counts = [least] if least else ([0, 1] if plain else [1, 0])
    found.extend(sample * count for count in counts for sample in samples[: 6 if count else 1])
    if node.most is None or node.most > least:
        found.append(samples[0] * (max(least, 1) + 1) if node.most != 1 else samples[0])
    return found
