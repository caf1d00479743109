"""The letters of a text are those of its language.

`xml:lang="en"` on Japanese text makes a screen reader spell nonsense, breaks lines wrongly and hides the text from a search by
language. The letters under each `xml:lang` are counted, without what is marked as another language, in the
first 800 characters; fewer than 20 letters say nothing. A tag with a script (`ja-Latn`) is held to that script.

Bad:

    <div xml:lang="en"><p>総理は、両国の関係が極めて重要であると述べた。今後も協議を続けたい。</p></div>

Good:

    <div xml:lang="ja"><p>総理は、両国の関係が極めて重要であると述べた。今後も協議を続けたい。</p></div>
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from teikit.findings import Finding, Severity
from teikit.validation.document import XML_LANG
from teikit.validation.index import Index
from teikit.validation.plan import Plan

ID = "TK013"
NAME = "script does not fit the language"
SEVERITY = Severity.WARNING
SCOPE = "document"


_RANGES = {
    "Latn": "A-Za-z\u00c0-\u024f\u1e00-\u1eff",
    "Cyrl": "\u0400-\u052f",
    "Grek": "\u0370-\u03ff\u1f00-\u1fff",
    "Hani": "\u3400-\u4dbf\u4e00-\u9fff",
    "Kana": "\u3041-\u30ff",
    "Hang": "\uac00-\ud7a3\u1100-\u11ff",
    "Arab": "\u0600-\u06ff",
    "Hebr": "\u0590-\u05ff",
    "Thai": "\u0e00-\u0e7f",
    "Deva": "\u0900-\u097f",
    "Geor": "\u10a0-\u10ff",
    "Armn": "\u0530-\u058f",
}
_OTHERS = {script: re.compile(f"[^{letters}]+") for script, letters in _RANGES.items()}
"""What is not of a script, for each script."""
_OF_LANGUAGE = {
    "ja": ("Kana", "Hani"),
    "zh": ("Hani",),
    "yue": ("Hani",),
    "ko": ("Hang", "Hani"),
    **dict.fromkeys(("ru", "uk", "be", "bg", "mk", "kk", "ky", "mn", "tg"), ("Cyrl",)),
    **dict.fromkeys(("sr", "uz", "az", "bs"), ("Cyrl", "Latn")),
    "el": ("Grek",),
    "grc": ("Grek",),
    **dict.fromkeys(("ar", "fa", "ur", "ps"), ("Arab",)),
    **dict.fromkeys(("he", "yi"), ("Hebr",)),
    "th": ("Thai",),
    **dict.fromkeys(("hi", "mr", "ne"), ("Deva",)),
    "ka": ("Geor",),
    "hy": ("Armn",),
    **dict.fromkeys(
        [
            "en",
            "de",
            "fr",
            "es",
            "it",
            "pt",
            "nl",
            "sv",
            "da",
            "no",
            "nb",
            "nn",
            "fi",
            "is",
            "pl",
            "cs",
            "sk",
            "sl",
            "hr",
            "hu",
            "ro",
            "et",
            "lv",
            "lt",
            "tr",
            "vi",
            "id",
            "ms",
            "la",
            "ga",
            "cy",
            "sw",
            "eo",
        ],
        ("Latn",),
    ),
}
_SUBTAGS = {"Jpan": ("Kana", "Hani"), "Hans": ("Hani",), "Hant": ("Hani",), "Kore": ("Hang", "Hani")}
_ENOUGH = 20
_SAMPLE = 800


def check(index: Index, plan: Plan) -> Iterator[Finding]:  # rules have one signature
    """Texts most of whose letters are of another script."""
    for number, language in index.languages:
        wanted = _wanted(language) if language else None
        if wanted is None:
            continue
        node = index.element(number)
        text = _own_text(node)
        if wanted == ("Latn",) and text.isascii():
            continue
        fitting = sum(_count(script, text) for script in wanted)
        if fitting * 2 >= len(text):
            continue  # enough even if every sign were a letter
        total = sum(map(str.isalpha, text))
        if total < _ENOUGH or fitting * 2 >= total:
            continue
        counts = {script: _count(script, text) for script in _OTHERS}
        most = max(counts, key=lambda script: counts[script])
        yield index.document.finding(
            ID,
            SEVERITY,
            node,
            f'xml:lang is "{language}", but {counts[most]} of {total} letters are {_NAMES.get(most, most)}',
            attribute="xml:lang",
            hint="Correct the language, or mark the foreign words with <foreign xml:lang>.",
        )


_NAMES = {
    "Latn": "Latin", "Cyrl": "Cyrillic", "Grek": "Greek", "Hani": "Chinese characters", "Kana": "kana", "Hang": "Hangul",
    "Arab": "Arabic", "Hebr": "Hebrew", "Thai": "Thai", "Deva": "Devanagari", "Geor": "Georgian", "Armn": "Armenian",
}  # fmt: skip


def _wanted(language: str) -> tuple[str, ...] | None:
    primary, *rest = language.split("-")
    for part in rest:
        if len(part) == 4 and part.isalpha():
            script = part.title()
            return _SUBTAGS.get(script) or ((script,) if script in _OTHERS else None)
    return _OF_LANGUAGE.get(primary.lower())


def _count(script: str, text: str) -> int:
    """How many letters of a text are of a script."""
    return len(_OTHERS[script].sub("", text))


def _own_text(node: etree._Element) -> str:
    """The first text under an element, without what stands in another language; what a translator's note says is in his."""
    pieces: list[str] = []
    _gather(node, pieces, _SAMPLE)
    return "".join(pieces)


def _gather(node: etree._Element, pieces: list[str], left: int) -> int:
    """Take the text of an element, piece by piece, until as much is there as was asked for; returns how much is not."""
    if text := node.text:
        pieces.append(text)
        left -= len(text)
    for child in node:
        if left <= 0:
            break
        tag = child.tag
        if isinstance(tag, str) and not tag.endswith(_SKIPPED) and child.get(XML_LANG) is None:
            if len(child):
                left = _gather(child, pieces, left)
                if left <= 0:
                    break
            elif text := child.text:  # as most do
                pieces.append(text)
                left -= len(text)
                if left <= 0:
                    break
        if text := child.tail:
            pieces.append(text)
            left -= len(text)
    return left


_SKIPPED = ("}desc", "}foreign", "}note", "}fw", "}stamp", "}egXML")
