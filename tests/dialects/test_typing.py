"""However its blanks and line ends were typed, a transcript is read alike."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from teikit.conversion import convert_bytes

CASES = sorted(Path(__file__).parent.glob("*/*.txt"))
#: What tells of the file's bytes and lines and not of its words.
_BYTES = re.compile(r'<idno type="SHA-256">[^<]*|<note type="encoding">[^<]*|\(lines? \d[^)]*\)')


def _every_third_blank(text: str) -> str:
    places = [found.start() for found in re.finditer(r"(?<=\S) (?=\S)", text)][::3]
    letters = list(text)
    for at, place in enumerate(places):
        letters[place] = "\u00a0\u2009\u202f"[at % 3]
    return "".join(letters)


TYPINGS: dict[str, Callable[[str], str]] = {
    "blanks that no line breaks at": _every_third_blank,
    "CR LF": lambda text: text.replace("\n", "\r\n"),
    "a blank at each line end": lambda text: "\n".join(f"{line} " if line else line for line in text.split("\n")),
    "blank lines around it": lambda text: f"\n\n{text}\n\n\n",
    "a byte order mark": lambda text: f"\ufeff{text}",
}


def _words(text: str, name: str) -> str:
    tei = _BYTES.sub("", convert_bytes(text.encode(), name).tei.decode())
    return " ".join(tei.replace('"transcript-before">', '"transcript-before"> ').split())


@pytest.mark.parametrize("typing", TYPINGS)
@pytest.mark.parametrize("path", CASES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_typing_of_blanks_changes_nothing(path: Path, typing: str) -> None:
    """What was found and where it stands in the TEI file stays the same."""
    text = path.read_text("utf-8")
    assert _words(TYPINGS[typing](text), path.name) == _words(text, path.name)
