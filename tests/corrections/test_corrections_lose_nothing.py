"""Whatever a sidecar says of whatever text: nothing is lost, nothing moves, the file is valid, nothing is raised."""

from __future__ import annotations

import json
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from teikit.conversion import convert_bytes
from teikit.corrections import read_sidecar
from teikit.corrections.sidecar import KINDS
from teikit.relaxng import Schema
from teikit.rendering import Renderer
from teikit.resources import schema_path
from teikit.source.text import FORBIDDEN, letters

LINES = [
    *(
        "SECRET",
        "Page 2",
        "MEMORANDUM OF CONVERSATION",
        "Washington, January 22, 1952.",
        "PARTICIPANTS",
        "The President",
    ),
    *(
        "The President: Good morning, and welcome to you all.",
        "Mr. Holt: Thank you [1 line not declassified] very much.",
    ),
    *(
        "（総理）そのとおりである。",
        "（大臣）同感である。よく分かった。",
        "日米の会談は、二月に行われた。",
        "(continued)",
        "NNNN",
    ),
    *(
        "A paragraph of *some* length, NAFTA [North American Free Trade Agreement] in it, on May 3, 1994.",
        "1. First point of it.",
    ),
    *(
        "a    b    c",
        "d    e    f",
        "| a | b |",
        "| c | d |",
        "# Head",
        "[Omitted here is more.]",
        "of confi-",
        "dential papers.",
    ),
    *(
        "Attachment",
        "Dear Mr. Smith:",
        "Sincerely,",
        "K: Yes.",
        "R 212015Z JAN 74",
        "FM AMEMBASSY LA PAZ",
        "TO SECSTATE WASHDC",
    ),
    *("Громов: Согласен с вами.", "Document Title", "Telegram From the Embassy in Laos to the Department of State"),
]
BETWEEN = st.sampled_from(["\n", "\n\n", "\n\n", "\n \n"])
DIALECTS = ("", "", "generic", "frus", "telegram", "memcon", "wilson")


@cache
def tools() -> tuple[Renderer, Schema]:
    return Renderer("transcript"), Schema.load(schema_path())


@st.composite
def cases(draw: st.DrawFn) -> tuple[str, str]:
    """A text of lines that no other line equals, mostly, and a sidecar that quotes it."""
    lines = draw(st.lists(st.sampled_from(LINES), min_size=1, max_size=14, unique=draw(st.booleans())))
    text = "".join(line + draw(BETWEEN) for line in lines)

    def quote() -> str:
        start = draw(st.integers(0, max(0, len(text) - 2)))
        line = draw(st.sampled_from(lines))
        part = draw(
            st.sampled_from(
                [
                    line,
                    line,
                    line[: len(line) // 2],
                    line.split(" ")[0],
                    line.split(": ")[0] + ":",
                    text[start : start + 12],
                ]
            )
        )
        return json.dumps(part if part.strip() else "nothing", ensure_ascii=False)

    def word(*words: str) -> str:
        return json.dumps(draw(st.sampled_from(words)))

    tables = []
    for _ in range(draw(st.integers(0, 6))):
        table = draw(
            st.sampled_from(["line", "line", "line", "speaker", "not-speaker", "join", "split", "language", "person"])
        )
        rows = {
            "line": lambda: (
                f"text = {quote()}\nis = {word(*KINDS)}\nevery = {draw(st.sampled_from(['true', 'false']))}"
            ),
            "speaker": lambda: (
                f"label = {quote()}\nperson = {word('holt', 'en', 'en-p1')}\nname = {word('A. Holt', 'B')}"
            ),
            "not-speaker": lambda: f"label = {quote()}",
            "join": lambda: f"before = {quote()}\nafter = {quote()}",
            "split": lambda: f"before = {quote()}\nafter = {quote()}",
            "language": lambda: f"from = {quote()}\nlang = {word('en', 'ja', 'ru')}",
            "person": lambda: f"key = {word('holt', 'vane', 'ja')}\nnames = [{word('Holt', 'Vane')}]",
        }[table]()
        tables.append(f"[[{table}]]\n{rows}\n")
    dialect = draw(st.sampled_from(DIALECTS))
    order = sorted(tables, key=lambda table: table.split("\n")[0])
    return text, (f'dialect = "{dialect}"\n' if dialect else "") + "".join(order)


def check(text: str, sidecar: str) -> None:
    renderer, schema = tools()
    done = convert_bytes(text.encode(), "any.txt", corrections=read_sidecar(sidecar, "any.teikit.toml"))
    assert letters(renderer.render(done.tei)) == letters(FORBIDDEN.sub("", text))
    assert list(schema.validate(done.tei)) == []


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(cases())
def test_no_correction_loses_a_letter(case: tuple[str, str]) -> None:
    check(*case)


@pytest.mark.nightly
@settings(max_examples=10_000, deadline=None, suppress_health_check=list(HealthCheck))
@given(cases())
def test_no_correction_of_many_loses_a_letter(case: tuple[str, str]) -> None:
    check(*case)
