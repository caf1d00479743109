"""Schemas kept on disk: they say what fresh ones say, and count only while nothing has changed."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from teikit.relaxng import Schema, cache
from tests.conftest import shared_path

CASES = sorted((Path(__file__).parent / "messages").glob("*.xml"))


def entries(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.json"))


@pytest.mark.shared
@pytest.mark.parametrize("name", ["tei_all.rng", "dracor.rng", "frus.rnc"])
def test_a_kept_schema_says_the_same(name: str, tmp_path: Path) -> None:
    path = shared_path("tei", name)
    fresh = Schema.load(path)
    first = Schema.load(path, cache=tmp_path)
    kept = Schema.load(path, cache=tmp_path)
    assert len(entries(tmp_path)) == 1
    for case in CASES:
        expected = fresh.validate(case)
        assert first.validate(case) == expected
        assert kept.validate(case) == expected
    assert kept.elements() == fresh.elements()
    assert kept.files == fresh.files
    assert kept.id_conflicts() == fresh.id_conflicts()


EVERYTHING = r"""
default namespace = "urn:d"
namespace x = "urn:x"
datatypes xsd = "http://www.w3.org/2001/XMLSchema-datatypes"
start = element doc {
  attribute q { xsd:QName "x:a" }, attribute * - (q | x:* | xml:*) { text }*, attribute xml:id { xsd:ID }?,
  (element a { list { xsd:int { minInclusive = "1" }+ } } | element b { xsd:token - ("no" | "never") })*,
  (element c { mixed { element * - (doc | c) { empty }* } } & element x:* { notAllowed | text }?) }
"""
DOCUMENTS = [
    b'<doc xmlns="urn:d" xmlns:p="urn:x" q="p:a" n="1"><a>1 2</a><b>yes</b><c>t<e xmlns=""/></c></doc>',
    b'<doc xmlns="urn:d" xmlns:p="urn:y" q="p:a"><a>1 2</a><c/></doc>',
    b'<doc xmlns="urn:d" xmlns:p="urn:x" q="p:a"><a>0</a><b>never</b><c/></doc>',
    b'<doc xmlns="urn:d" xmlns:p="urn:x" q="p:a"><p:z/><c/></doc>',
    b'<doc xmlns="urn:d" xmlns:p="urn:x" q="p:a" xml:id="i"><c/><c/></doc>',
    b'<doc xmlns="urn:d"><c/></doc>',
]


def test_every_kind_of_pattern_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "s.rnc"
    path.write_text(EVERYTHING, encoding="utf-8")
    fresh = Schema.load(path)
    Schema.load(path, cache=tmp_path / "cache")
    kept = Schema.load(path, cache=tmp_path / "cache")
    verdicts = [fresh.is_valid(document) for document in DOCUMENTS]
    assert verdicts == [True, False, False, True, False, False]
    for document in DOCUMENTS:
        assert kept.validate(document) == fresh.validate(document)


def schema_files(folder: Path, name: str) -> Path:
    (folder / "inner.rnc").write_text(f"inner = element {name} {{ empty }}\n", encoding="utf-8")
    main = folder / "main.rnc"
    main.write_text('include "inner.rnc"\nstart = element doc { inner }\n', encoding="utf-8")
    return main


def test_a_change_in_any_file_is_seen(tmp_path: Path) -> None:
    path = schema_files(tmp_path, "old")
    folder = tmp_path / "cache"
    assert Schema.load(path, cache=folder).is_valid(b"<doc><old/></doc>")
    assert Schema.load(path, cache=folder).is_valid(b"<doc><old/></doc>")
    schema_files(tmp_path, "new")
    assert Schema.load(path, cache=folder).is_valid(b"<doc><new/></doc>")
    assert not Schema.load(path, cache=folder).is_valid(b"<doc><old/></doc>")
    (tmp_path / "inner.rnc").unlink()
    with pytest.raises(Exception, match="cannot be read"):
        Schema.load(path, cache=folder)


def test_another_version_of_the_package_reads_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = schema_files(tmp_path, "a")
    Schema.load(path, cache=tmp_path / "cache")
    monkeypatch.setattr(cache, "_package_stamp", lambda: "another")
    assert cache.Cache(str(tmp_path / "cache")).get(str(path)) is None


@pytest.mark.parametrize("damage", ["", "{", "[]", "null", '{"package": 1}', "\x00", "patterns", "numbers"])
def test_a_damaged_entry_is_read_anew(damage: str, tmp_path: Path) -> None:
    path = schema_files(tmp_path, "a")
    folder = tmp_path / "cache"
    Schema.load(path, cache=folder)
    (entry,) = entries(folder)
    if damage in ("patterns", "numbers"):
        kept = json.loads(entry.read_text(encoding="utf-8"))
        kept["patterns"] = kept["patterns"][1:] if damage == "patterns" else [[99, "choice", [77, 78]]]
        damage = json.dumps(kept)
    entry.write_text(damage, encoding="utf-8")
    assert Schema.load(path, cache=folder).is_valid(b"<doc><a/></doc>")
    assert json.loads(entry.read_text(encoding="utf-8"))["package"]


def test_a_folder_that_cannot_be_written_does_no_harm(tmp_path: Path) -> None:
    path = schema_files(tmp_path, "a")
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert Schema.load(path, cache=tmp_path / "file").is_valid(b"<doc><a/></doc>")
    assert Schema.load(path, cache=os.devnull).is_valid(b"<doc><a/></doc>")
