"""What brackets, blocks and codes mean: the cases of the tables beside this file, and the words of every language."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from teikit.notations import Found, Marker, available_languages, load_notation, read_marker, scan

CASES = Path(__file__).parent / "cases"
FIELDS = ("unit", "quantity", "at_most", "at_least", "extent", "precision", "resp", "certainty")


def rows(name: str) -> list[list[str]]:
    """The rows of a table, without its remarks."""
    lines = (CASES / name).read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def told(marker: Marker | None) -> str:
    """A reading as the tables write it."""
    if marker is None:
        return "nothing"
    parts: list[str] = [marker.kind]
    parts += [f"{name}={getattr(marker, name)}" for name in FIELDS if getattr(marker, name) is not None]
    if marker.exemptions:
        parts.append("exemptions=" + ",".join(marker.exemptions))
    return "; ".join(parts)


def placed(text: str, found: Found) -> str:
    """A marker in a text as the tables write it."""
    line = f"{text[found.start : found.end]} | {told(found.marker)}"
    if found.target_start is None:
        return line
    return f"{line} | {text[found.target_start : found.target_end]}"


@pytest.mark.parametrize(("lang", "text", "expected"), rows("markers.tsv"))
def test_expression_is_read_as_the_table_says(lang: str, text: str, expected: str) -> None:
    assert told(read_marker(text, lang)) == expected


@pytest.mark.parametrize(
    "case", tomllib.loads((CASES / "running_text.toml").read_text("utf-8"))["case"], ids=lambda case: case["title"]
)
def test_markers_are_found_where_they_stand(case: dict[str, str]) -> None:
    found = [placed(case["text"], one) for one in scan(case["text"], case["lang"])]
    assert found == [*case["found"]]


@pytest.mark.parametrize("lang", available_languages())
@pytest.mark.parametrize("kind", ["withheld", "illegible", "inaudible", "sic", "editorial", "blank", "incident"])
def test_every_word_of_a_kind_is_read_as_that_kind(lang: str, kind: str) -> None:
    notation = load_notation(lang)
    assert notation.verbs[kind]
    for phrase in notation.verbs[kind]:
        marker = read_marker(f"[{phrase}]", lang)
        assert marker is not None, phrase
        assert marker.kind == kind, phrase


@pytest.mark.parametrize("lang", available_languages())
def test_every_unit_takes_an_amount_with_every_withheld_word(lang: str) -> None:
    """Amount × unit × verb is a grammar: whatever the three words are, the sentence is read."""
    notation = load_notation(lang)
    # "page-long" and "c.d." are never counted.
    for phrase, unit in notation.units.items():
        if unit in ("second", "minute", "hour") or phrase in ("page-long",):
            continue
        for verb in notation.verbs["withheld"][:3]:
            marker = read_marker(f"[7 {phrase} {verb}]", lang)
            assert marker is not None, (phrase, verb)
            assert (marker.kind, marker.unit, marker.quantity) == ("withheld", unit, "7"), (phrase, verb)


@pytest.mark.parametrize("lang", available_languages())
def test_every_number_word_counts_lines(lang: str) -> None:
    notation = load_notation(lang)
    unit = next(phrase for phrase, unit in notation.units.items() if unit == "line")
    for word, number in notation.numbers.items():
        if len(word) == 1 and word.isascii():
            continue
        if "line" in word or "page" in word or "ligne" in word or "línea" in word or "строки" in word:
            continue
        marker = read_marker(f"[{word} {unit} {notation.verbs['withheld'][0]}]", lang)
        assert marker is not None, word
        assert marker.unit == "line", word
        if "-" in number:
            assert f"{marker.at_least}-{marker.at_most}" == number, word
            assert marker.quantity is None, word
        else:
            assert marker.quantity == number, word


@pytest.mark.parametrize("opening", ["[]", "［］", "【】", "〔〕", "（）", "()"])
def test_brackets_of_every_kind_hold_markers(opening: str) -> None:
    for words, lang in (("2 lines not declassified", "en"), ("2行不開示", "ja"), ("三行未解密", "zh")):
        marker = read_marker(f"{opening[0]}{words}{opening[1]}", lang)
        assert marker is not None
        assert (marker.kind, marker.unit) == ("withheld", "line")


@pytest.mark.parametrize("lang", available_languages())
def test_every_prefix_tells_the_hand(lang: str) -> None:
    notation = load_notation(lang)
    for hand in ("translator", "editor"):
        for prefix in notation.prefixes[hand]:
            marker = read_marker(f"[{prefix}: Gromyko Andrei]", lang)
            assert marker is not None, prefix
            assert (marker.kind, marker.resp) == ("note", hand), prefix
            assert marker.words == "Gromyko Andrei"


def test_quantity_never_stands_without_a_unit() -> None:
    for lang, text, _ in rows("markers.tsv"):
        marker = read_marker(text, lang)
        if marker is not None and (marker.quantity or marker.at_most or marker.at_least):
            assert marker.unit, text


def test_known_footnotes_decide_what_a_number_in_brackets_is() -> None:
    text = "He agreed [3] with telegram [196]."
    assert [one.marker.kind for one in scan(text)] == ["supplied", "supplied"]
    assert [one.marker.kind for one in scan(text, footnotes={"3"})] == ["footnote", "supplied"]
    assert [one.marker.kind for one in scan("See [1] now.", footnotes=())] == ["supplied"]
