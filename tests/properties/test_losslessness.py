"""Nothing is lost: whatever is typed comes back letter for letter from the TEI, or is named among what was dropped."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from lxml import etree

from teikit.conversion import convert_bytes
from teikit.errors import SourceError
from teikit.relaxng import Schema
from teikit.rendering import Renderer
from teikit.resources import schema_path
from teikit.source.text import FORBIDDEN, letters

TEI = "{http://www.tei-c.org/ns/1.0}"
FRAGMENTS = [
    *(
        "[ ]",
        "[TN: name blacked out]",
        "[1½ lines not declassified]",
        "[Hata]",
        "[sic]",
        "[?]",
        "[1]",
        "[matter omitted]",
        "■■■",
    ),
    *(
        "NAFTA [North American Free Trade Agreement]",
        "(note: *Title*)",
        "（注：本）",
        "*bold*",
        "**x**",
        "## ",
        "# Head",
        "[garble—hope?]",
    ),
    *(
        "（総理）そのとおりである。",
        "(Clinton) I agree with that.",
        "The President: Good morning.",
        "Громов: Согласен с вами.",
        "K: Yes.",
    ),
    *(
        "SECRET",
        "極秘",
        "(続く)",
        "(continued)",
        "NNNN",
        "Page 2",
        "- 3 -",
        "To: The Foreign Minister",
        "From: X",
        "Subject: Fish",
    ),
    *(
        "February 12, 1994",
        "平成 6年 2月 13日",
        "11 a.m.",
        "confi-\ndential",
        "1. First point.",
        "(a) point",
        "| a | b |",
        "a    b    c",
    ),
    *(
        "**Citation:**",
        "**Summary:**",
        "**Contents:**",
        "PAGE 01 LA PAZ 00039 032026Z",
        "FM AMEMBASSY LA PAZ",
        "P R 031943Z JAN 74",
    ),
    *(
        "MEMORANDUM OF CONVERSATION",
        "PARTICIPANTS",
        "Washington, January 22, 1952.",
        "Dear Mr. Smith:",
        "FEEL STRONGLY",
        "秘密指定解除",
    ),
    *(
        "[",
        "]",
        "(",
        "（",
        "［",
        "*",
        "_",
        "<",
        "&",
        "\u200f",
        "\u202e",
        "\ufffc",
        "\ufeff",
        "e\u0301",
        "\t",
        "  ",
        "\n",
        "\n\n",
        "\r\n",
        "\f",
    ),
]

BETWEEN = st.sampled_from(["", " ", "\n", "\n\n"])


@cache
def transcript() -> Renderer:
    return Renderer("transcript")


@cache
def grammar() -> Schema:
    return Schema.load(schema_path())


def check(text: str) -> None:
    try:
        data = text.encode("utf-8")
        done = convert_bytes(data, "any.txt")
    except SourceError:
        assert not text.replace("\ufeff", "").strip() or "\x00" in text or _mostly_control(text)
        return
    kept = FORBIDDEN.sub("", done.cable.source.text)
    assert letters(transcript().render(done.tei)) == letters(kept)
    named = "".join(item.findtext(f"{TEI}q") or "" for item in etree.fromstring(done.tei).iter(f"{TEI}item"))
    told = {"\f"} if done.cable.source.pages else set()  # by page breaks
    for found in set(FORBIDDEN.findall(done.cable.source.text)) - told:
        assert f"U+{ord(found):04X}" in named
    problems = list(grammar().validate(done.tei))
    assert problems == []


def _mostly_control(text: str) -> bool:
    return sum(ord(character) < 32 for character in text) * 20 > len(text) or text.startswith(
        ("%PDF-", "PK\x03\x04", "{\\rtf", "GIF8")
    )


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.text(max_size=300))
@example("a\x07b and more text to hold it, quite enough of it")
@example(']]>&<?teikit-source "x"?><!-- -->')
def test_any_text_comes_back(text: str) -> None:
    """Any characters at all."""
    check(text)


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(st.sampled_from(FRAGMENTS) | st.text(alphabet="aA1 総б.\n", max_size=30), max_size=25),
    BETWEEN,
)
def test_any_mixture_of_marks_comes_back(pieces: list[str], between: str) -> None:
    """The pieces that cables are made of, in every order, valid against the schema."""
    check(between.join(pieces))


@pytest.mark.nightly
@settings(max_examples=20_000, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=30), max_size=40), BETWEEN)
def test_many_mixtures_come_back(pieces: list[str], between: str) -> None:
    """The same, long."""
    check(between.join(pieces))
