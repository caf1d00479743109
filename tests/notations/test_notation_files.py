"""The words of each language: complete, well-formed, extensible; a wrong file is named with its key."""

from __future__ import annotations

from pathlib import Path

import pytest

from teikit.errors import ConfigError
from teikit.notations import available_languages, find_categories, load_notation, read_marker
from tests.notations.test_notation_markers import rows

NEEDED = {"ja", "en", "zh", "ko", "ru", "de", "fr", "es", "pl", "hu"}


def test_the_languages_promised_are_there() -> None:
    assert set(available_languages()) >= NEEDED


@pytest.mark.parametrize("lang", sorted(NEEDED))
def test_every_language_has_words_for_everything(lang: str) -> None:
    notation = load_notation(lang)
    for kind in (
        "withheld",
        "withheld_weak",
        "illegible",
        "inaudible",
        "unclear",
        "editorial",
        "blank",
        "sic",
        "incident",
    ):
        assert notation.verbs[kind], kind
    for role in ("from", "to", "subject", "date", "place", "number", "participants", "reference", "original_language"):
        assert notation.labels[role], role
    for table in (notation.classifications, notation.precedences, notation.stamps, notation.units, notation.numbers):
        assert table
    assert {"line", "word", "name", "paragraph", "page", "sentence", "char"} <= set(notation.units.values())
    assert notation.continued
    assert notation.titles
    assert notation.not_speakers
    assert len(notation.months) >= 12 or lang in ("ja", "zh", "ko")
    assert set(notation.months.values()) in (set(range(1, 13)), set())
    assert notation.prefixes["translator"]
    assert notation.prefixes["editor"]


def test_a_language_without_a_notation_gets_the_english_one() -> None:
    assert load_notation("xx") is load_notation("en")
    assert load_notation("ja-Latn") is load_notation("ja")


def test_a_notation_is_read_once() -> None:
    assert load_notation("ru") is load_notation("ru")


def test_a_project_adds_its_own_words(tmp_path: Path) -> None:
    extra = tmp_path / "notation.toml"
    extra.write_text(
        '[markers]\nwithheld = ["struck by the censor"]\n[units]\nstanza = ["stanza", "stanzas"]\n', "utf-8"
    )
    notation = load_notation("en", extra)
    marker = read_marker("[2 stanzas struck by the censor]", notation)
    assert marker is not None
    assert (marker.kind, marker.unit, marker.quantity) == ("withheld", "stanza", "2")
    assert read_marker("[2 lines not declassified]", notation) is not None
    assert read_marker("[2 stanzas struck by the censor]", "en") is None


@pytest.mark.parametrize(
    ("content", "named"),
    [
        ("[marker]\nwithheld = []\n", "[marker]"),
        ('[markers]\nhidden = ["x"]\n', "[markers] hidden"),
        ('[markers]\nwithheld = "x"\n', "[markers] withheld"),
        ("[units]\nline = [1]\n", "[units] line"),
        ('[units]\n"Two Words" = ["x"]\n', "[units] Two Words"),
        ('[numbers]\ntwo = ["two"]\n', "[numbers] two"),
        ('[dates]\n13 = ["x"]\n', "[dates] 13"),
        ("markers = 1\n", "[markers]"),
        ("lang = 1\n", "lang"),
        ("[markers\n", "TOML"),
    ],
)
def test_a_wrong_file_is_told_with_its_key(tmp_path: Path, content: str, named: str) -> None:
    path = tmp_path / "wrong.toml"
    path.write_text(content, "utf-8")
    with pytest.raises(ConfigError) as told:
        load_notation("en", path)
    assert named in str(told.value)
    assert str(path) in str(told.value)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="nowhere"):
        load_notation("en", tmp_path / "nowhere.toml")


@pytest.mark.parametrize(("lang", "label", "role", "never", "title"), rows("labels.tsv"))
def test_labels_have_the_role_that_the_table_says(lang: str, label: str, role: str, never: str, title: str) -> None:
    notation = load_notation(lang)
    assert (notation.role_of(label) or "-") == role
    assert notation.never_speaks(label) is (never == "never")
    assert notation.has_title(label) is (title == "title")


@pytest.mark.parametrize(("lang", "line", "expected"), rows("categories.tsv"))
def test_categories_are_found_in_a_line(lang: str, line: str, expected: str) -> None:
    found = [f"{line[one.start : one.end]} = {one.scheme} {one.key}" for one in find_categories(line, lang)]
    assert (" | ".join(found) or "none") == expected


@pytest.mark.parametrize("lang", available_languages())
def test_every_marking_of_a_language_is_found_in_it(lang: str) -> None:
    notation = load_notation(lang)
    for scheme, table in (("classification", notation.classifications), ("release", notation.stamps)):
        for phrase, key in table.items():
            found = find_categories(phrase.upper(), lang)
            assert (scheme, key) in [(one.scheme, one.key) for one in found], phrase
