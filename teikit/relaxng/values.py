"""Why a value is not allowed, and what would be: in words, for attributes and for the text of elements."""

from __future__ import annotations

import re
from dataclasses import dataclass

from teikit.relaxng.derivatives import matches, take_text
from teikit.relaxng.interning import Patterns
from teikit.relaxng.nearness import distance, nearest
from teikit.relaxng.patterns import (
    EMPTY,
    NOT_ALLOWED,
    TEXT,
    Choice,
    Data,
    Group,
    Interleave,
    ListPattern,
    OneOrMore,
    Pattern,
    Value,
)
from teikit.relaxng.wording import MAX_NAMES, listed

_COMPARED = 60


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a value is wrong.

    Attributes:
        message: A clause: `"X" is none of the values allowed`.
        hint: A sentence; may be empty.
        expected: What would be allowed, at most eight.
        more: How many more values would be.
    """

    message: str
    hint: str = ""
    expected: tuple[str, ...] = ()
    more: int = 0


def leaves_of(pattern: Pattern) -> list[Data | Value | ListPattern]:
    """The data, values and lists that a string could be, in the schema's order."""
    if isinstance(pattern, Data | Value | ListPattern):
        return [pattern]
    found: dict[Data | Value | ListPattern, None] = {}
    for member in pattern.members:
        found.update(dict.fromkeys(leaves_of(member)))
        if isinstance(pattern, Group) and not member.nullable:
            break
    return sorted(found, key=lambda leaf: leaf.number)


def describe(pattern: Pattern) -> str:
    """What a value pattern allows, in words."""
    if pattern is TEXT:
        return "any text"
    if pattern is EMPTY:
        return "nothing"
    leaves = leaves_of(pattern)
    values = [quoted(leaf) for leaf in leaves if isinstance(leaf, Value)]
    words = list(dict.fromkeys(leaf.datatype.describe() for leaf in leaves if isinstance(leaf, Data)))
    words += [
        f"a list, separated by spaces, of {describe(leaf.pattern)}" for leaf in leaves if isinstance(leaf, ListPattern)
    ]
    if values:
        words.append(values[0] if len(values) == 1 else f"one of {listed(values, 'or')}")
    return " or ".join(words) if words else "nothing"


def quoted(value: Value) -> str:
    """A value, as messages write it."""
    text = value.text.strip()
    return f'"{text}"' if text else "an empty value"


def why_not(pattern: Pattern, text: str, scope: dict[str, str] | None, patterns: Patterns) -> Reason:
    """Why a string does not match a value pattern.

    Args:
        pattern: The value of an attribute, or what is left of an element's content.
        text: The string.
        scope: The prefixes in scope.
        patterns: Makes patterns.
    """
    leaves = leaves_of(pattern)
    values = [leaf for leaf in leaves if isinstance(leaf, Value)]
    data = [leaf for leaf in leaves if isinstance(leaf, Data)]
    lists = [leaf for leaf in leaves if isinstance(leaf, ListPattern)]
    stripped = text.strip()
    near = nearest(stripped, [value.text.strip() for value in values]) if values else []
    if values and (near or not (data or lists)):
        return _none_of(values, stripped, near, data)
    if data:
        return _not_data(data, values, text, scope, patterns)
    if lists:
        return _not_list(lists[0], text, scope, patterns)
    if pattern is EMPTY or not leaves:
        return Reason(f'"{_short(stripped)}" stands where the value must be empty')
    return Reason(f'"{_short(stripped)}" is not allowed')


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"


def _none_of(values: list[Value], text: str, near: list[str], data: list[Data]) -> Reason:
    names = list(dict.fromkeys(value.text.strip() for value in values))
    ranked = [*near, *(name for name in names if name not in near)]
    quoted = [f'"{name}"' for name in ranked]
    found = f'"{_short(text)}"' if text else "an empty value"
    others = [datum.datatype.describe() for datum in data]
    if len(names) == 1 and not others:
        return Reason(f"{found} stands where only {quoted[0]} may", expected=tuple(names))
    message = f"{found} is none of the values allowed"
    allowed = listed([*quoted, *others], "or")
    hint = f"Did you mean {quoted[0]}? Allowed: {allowed}." if near else f"Allowed: {allowed}."
    return Reason(message, hint, tuple(ranked[:MAX_NAMES]), max(0, len(ranked) - MAX_NAMES))


def _unlikeness(text: str, example: str) -> int:
    """How much a value differs in form from an example: first by its parts, then by their lengths."""

    def shape(value: str) -> str:
        return re.sub(r"[^\W\d_]", "a", re.sub(r"\d", "9", value[:_COMPARED]))

    def parts(value: str) -> str:
        return re.sub(r"(.)\1+", r"\1", shape(value))

    coarse = distance(parts(text), parts(example), _COMPARED)
    return coarse * (_COMPARED + 2) + distance(shape(text), shape(example), _COMPARED)


def _not_data(
    data: list[Data], values: list[Value], text: str, scope: dict[str, str] | None, patterns: Patterns
) -> Reason:
    # Of several datatypes, the one whose example looks most like the value was meant.
    written = text.strip()
    best = max(data, key=lambda leaf: (leaf.datatype.nearness(text), -_unlikeness(written, leaf.datatype.example())))
    if (
        best.excluded is not None
        and best.datatype.allows(text, scope)
        and matches(best.excluded, text, scope, patterns)
    ):
        return Reason(f'"{_short(text.strip())}" is a value that the schema excepts')
    why = best.datatype.why_not(text)
    clause, semicolon, advice = why.rpartition("; ")
    message, hint = (clause, advice[:1].upper() + advice[1:] + ".") if semicolon else (why, "")
    others = list(dict.fromkeys(leaf.datatype.describe() for leaf in data if leaf is not best))
    others = [words for words in others if words != best.datatype.describe()]
    others += [quoted(value) for value in values]
    if others:
        also = f"Also allowed: {listed(others, 'or', 4)}."
        hint = f"{hint} {also}" if hint else also
    return Reason(message, hint, (best.datatype.describe(), *others)[:MAX_NAMES], max(0, len(others) + 1 - MAX_NAMES))


def _not_list(leaf: ListPattern, text: str, scope: dict[str, str] | None, patterns: Patterns) -> Reason:
    left = leaf.pattern
    items = text.split()
    for number, item in enumerate(items, 1):
        following = take_text(left, item, scope, patterns)
        if following is NOT_ALLOWED:
            if not leaves_of(left):
                return Reason(f'"{_short(item)}" is one too many: {_count(leaf.pattern)}')
            reason = why_not(_one_of(left, patterns), item, scope, patterns)
            if len(items) > 1 and len(items) >= number:
                return Reason(f"item {number} of the list: {reason.message}", reason.hint, reason.expected, reason.more)
            return reason
        left = following
    if not items:
        return Reason("the list is empty", f"Write {describe(_one_of(left, patterns))}.")
    return Reason(f'the list ends too early, after "{_short(items[-1])}"', f"Add {describe(_one_of(left, patterns))}.")


def _one_of(pattern: Pattern, patterns: Patterns) -> Pattern:
    return patterns.choice(leaves_of(pattern))


def _count(pattern: Pattern) -> str:
    """How many items a list of a fixed length has."""
    if isinstance(pattern, Group | Interleave) and not any(isinstance(m, OneOrMore | Choice) for m in pattern.members):
        return f"the list has {len(pattern.members)} items"
    return "nothing more may follow"
