"""Languages told by script and everyday words; names of languages in many languages."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teikit.notations import guess_language, language_code, language_name
from tests.conftest import shared_path
from tests.notations.test_notation_markers import rows


@pytest.mark.parametrize(("name", "code"), rows("languages.tsv"))
def test_a_language_is_known_by_its_name(name: str, code: str) -> None:
    assert (language_code(name) or "none") == code


@pytest.mark.parametrize(("code", "text"), rows("texts.tsv"))
def test_a_text_tells_its_language(code: str, text: str) -> None:
    assert (guess_language(text) or "none") == code


def test_codes_have_english_names_that_lead_back() -> None:
    for code in ("ja", "en", "zh", "ko", "ru", "de", "fr", "es", "pl", "hu", "it", "uk", "vi"):
        name = language_name(code)
        assert name is not None
        assert language_code(name) == code
    assert language_name("ja-Latn") == "Japanese"
    assert language_name("qq") is None


def test_the_languages_of_a_document_make_short_lines_sure() -> None:
    assert guess_language("極秘", among=("ja", "en")) == "ja"
    assert guess_language("(continued)", among=("ja", "en")) == "en"
    assert guess_language("12", among=("ja", "en")) is None
    assert guess_language("Der Kanzler und der Präsident", among=("de", "en")) == "de"


@pytest.mark.shared
@pytest.mark.parametrize(
    "folder",
    [
        "align_ami_ja_en_dev",
        "align_bsd_ja_en_dev",
        "align_news_ko_en_dev",
        "align_parice_en_is",
        "align_textberg_de_fr",
    ],
)
def test_parallel_texts_are_told_apart(folder: str) -> None:
    """Every file, and of its longer lines all but one in a hundred or nothing said."""
    wrong = said = 0
    for path in sorted(shared_path("data", folder).glob("*.txt")):
        match = re.search(r"\.([a-z]{2})\.txt$", path.name)
        assert match is not None
        text = path.read_text("utf-8")
        assert guess_language(text) == match[1], path.name
        for line in text.splitlines()[:200]:
            if len(line) > 60 and (found := guess_language(line)) is not None:
                said += 1
                wrong += found != match[1]
    assert said
    assert wrong / said < 0.01


@given(st.text(max_size=200))
def test_any_text_has_a_known_language_or_none(text: str) -> None:
    code = guess_language(text)
    assert code is None or language_name(code) is not None
