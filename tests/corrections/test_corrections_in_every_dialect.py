"""Each kind of correction on a document of each dialect: it is made, or it is told that it is not; never neither."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache

import pytest
from click.testing import CliRunner
from lxml import etree

from teikit.cli.main import cli
from teikit.conversion import Conversion, convert_bytes
from teikit.corrections import begin_sidecar, read_sidecar
from teikit.corrections.sidecar import KINDS
from teikit.relaxng import Schema
from teikit.rendering import Renderer
from teikit.resources import schema_path
from teikit.source.text import letters
from tests.conftest import CHECKOUT

NS = {"t": "http://www.tei-c.org/ns/1.0"}
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
#: What a line of a kind is written as.
PATHS = {
    "paragraph": "t:p|.//t:item|.//t:cell",
    "turn": "t:speaker",
    "head": "t:head",
    "furniture": "t:fw",
    "opener": "t:opener",
    "closer": "t:closer",
    "trailer": "t:trailer",
    "note": "t:note",
}


@dataclass(frozen=True)
class Specimen:
    """A document and the words that its corrections quote.

    Attributes:
        name: The specimen.
        lines: Beginnings of lines that stand there once: in the head, in the text, at the end.
        label: What becomes a speaker's label by correction.
        silent: A label that speaks; empty where nobody does.
        pair: End of a paragraph and beginning of the next.
        inner: Words and those that follow them in one paragraph.
        border: Where a text in another language is said to begin.
    """

    name: str
    lines: tuple[str, ...]
    label: str
    silent: str
    pair: tuple[str, str]
    inner: tuple[str, str]
    border: str


SPECIMENS = {
    "telegram": Specimen(
        "en-telegram-weather-buoys",
        ("ACTION OFS-15", "TAGS:", "1. (U)", "DAMAGE BY SHIPS", "BUOY LATITUDE", "NNNN"),
        "6. (U) COMMENT:",
        "",
        ("NO PERSON OR BUOY IN IT EXISTS.", "2. (C) SUMMARY."),
        ("COD GROUNDS.", "HE HAD"),
        "4. (C) OUR CONTACT",
    ),
    "memcon": Specimen(
        "en-memcon-air-ferry",
        ("THE PRESIDENT'S HOUSE", "Dorothea Minns, Office", "pay for it.", "a year, on", "Drafted by:"),
        "The President:",
        "Secretary Hale",
        ("the voters. (C)", "Secretary Hale:"),
        ("in winter. We", "would like"),
        "Foreign Minister Rehn: The fuel",
    ),
    "frus": Specimen(
        "en-edited-fisheries-conference",
        ("Port Alden, October", "SUBJECT: The", "Miss Adela Foss", "You will see", "| 95 |", "[Attachment]", "[4] No record"),
        "Mr. Wren:",
        "Mr. Lyng",
        ("three quarters of the small fish.", "Mr. Marchbanks: I see it."),
        ("with ours, except for the haddock.", "We found fewer"),
        "It was agreed that",
    ),
    "cablegram": Specimen(
        "en-cablegram-weather-ship",
        ("MOST SECRET", "3. Penhallow", "(b) crew", "HARGREAVE", "2 See Document"),
        "Specimen (written for teikit; not a real cablegram).",
        "",
        ("as No. 4.", "HARGREAVE"),
        ("Penhallow was apologetic.", "He said that the vessel"),
        "4. I then raised",
    ),
    "generic": Specimen(
        "en-minutes-blacked-out-speakers",
        ("MINUTES OF", "Admiral Lucian Farrow", "It was agreed", "Miss Quayle: We", "[2 lines not", "The meeting adjourned"),
        "Adm. Farrow:",
        "Mr. Tope",
        ("They are in a drawer.", "Miss Quayle: Whose"),
        ("for the readings since September,", "and we"),
        "Miss Quayle: Whose drawer?",
    ),
    "wilson": Specimen(
        "ja-en-fisheries",
        ("外務大臣殿", "To: The", "This year", "（限定配布）", "である。この点を誤解されないよう"),
        "(Hart)",
        "（ハルト）",
        ("", ""),
        ("", ""),
        "This year",
    ),
}  # fmt: skip
WITH_PAIRS = [dialect for dialect, specimen in SPECIMENS.items() if specimen.pair[0]]


def source(dialect: str) -> bytes:
    return (CHECKOUT / "corpus" / "sources" / f"{SPECIMENS[dialect].name}.txt").read_bytes()


@cache
def tools() -> tuple[Renderer, Schema]:
    return Renderer("transcript"), Schema.load(schema_path())


def convert(dialect: str, sidecar: str) -> tuple[Conversion, etree._Element, list[str]]:
    """The document corrected, and what is told of the sidecar; nothing is lost and the file is valid whatever it says."""
    renderer, schema = tools()
    done = convert_bytes(
        source(dialect), f"{SPECIMENS[dialect].name}.txt", corrections=read_sidecar(sidecar, "x.teikit.toml")
    )
    assert letters(renderer.render(done.tei)) == letters(done.cable.source.text)
    assert list(schema.validate(done.tei)) == []
    told = [str(finding) for finding in done.findings if finding.location.file == "x.teikit.toml"]
    text = etree.fromstring(done.tei).find("t:text", NS)
    assert text is not None
    return done, text, told


def bare(words: str) -> str:
    return re.sub(r"[\s|]+", "", words)


def quoted(words: str) -> str:
    return json.dumps(words, ensure_ascii=False)


def holding(text: etree._Element, path: str, words: str) -> list[etree._Element]:
    return [
        node
        for node in text.xpath(f".//{path}", namespaces=NS)
        if bare(words) in bare("".join(str(one) for one in node.itertext()))
    ]


@pytest.mark.parametrize("dialect", SPECIMENS)
def test_the_specimen_is_of_the_dialect(dialect: str) -> None:
    done, _, told = convert(dialect, "")
    assert (done.recognition.dialect.name, told) == (dialect, [])


@pytest.mark.parametrize(("dialect", "words"), [(one, words) for one in SPECIMENS for words in SPECIMENS[one].lines])
def test_a_line_is_what_the_editor_says_or_it_is_told_why_not(dialect: str, words: str) -> None:
    told_of = set()
    for kind in KINDS:
        _, text, told = convert(dialect, f'[[line]]\ntext = {quoted(words)}\nis = "{kind}"\n')
        if told:
            assert len(told) == 1
            assert told[0].startswith("x.teikit.toml:1: warning TK912 the words “")
            told_of.add(kind)
        else:
            assert holding(text, PATHS[kind], words), f"{kind} was neither made nor told"
    assert bare(words)[:2] in ("[4", "2S") or not told_of & {"head", "note", "furniture"}  # but for notes with a mark


@pytest.mark.parametrize("dialect", SPECIMENS)
def test_another_dialect_reads_it(dialect: str) -> None:
    for other in SPECIMENS:
        done, _, told = convert(dialect, f'dialect = "{other}"\n')
        assert (done.recognition.dialect.name, told) == (other, [])


@pytest.mark.parametrize("dialect", SPECIMENS)
@pytest.mark.parametrize("lang", ["de", "ja"])
def test_a_border_of_languages(dialect: str, lang: str) -> None:
    border = SPECIMENS[dialect].border
    done, text, told = convert(dialect, f'[[language]]\nfrom = {quoted(border)}\nlang = "{lang}"\n')
    assert told == []
    last = text.xpath("t:body/t:div", namespaces=NS)[-1]
    assert last.get(LANG) == lang
    assert bare("".join(last.itertext())).startswith(bare(border))
    assert lang in done.cable.header.languages


@pytest.mark.parametrize("dialect", [one for one in SPECIMENS if one != "wilson"])
def test_the_language_of_the_whole(dialect: str) -> None:
    first = next(line.text for line in convert(dialect, "")[0].cable.source.lines if not line.blank)
    words = " ".join(convert(dialect, "")[0].cable.source.text.split()[:8])
    assert first.split()[0] == words.split()[0]
    _, text, told = convert(dialect, f'[[language]]\nfrom = {quoted(words)}\nlang = "fr"\n')
    assert told == []
    assert text.xpath("t:body/t:div", namespaces=NS)[0].get(LANG) == "fr"


def test_a_border_among_a_page_s_own_words_is_told() -> None:
    _, _, told = convert("wilson", '[[language]]\nfrom = "**Summary:**"\nlang = "de"\n')
    assert len(told) == 1
    assert "TK913 the dialect wilson does not begin a text in de at “**Summary:**”" in told[0]


@pytest.mark.parametrize("dialect", SPECIMENS)
def test_a_label_speaks_for_a_person(dialect: str) -> None:
    label = SPECIMENS[dialect].label
    _, text, told = convert(dialect, f'[[speaker]]\nlabel = {quoted(label)}\nperson = "somebody"\nname = "Some Body"\n')
    if dialect == "cablegram":  # what follows the label is a line of the text, and nothing is said in its own
        assert told == [] or "TK912" in told[0]
    else:
        assert told == []
        speakers = [turn for turn in text.iter(f"{{{NS['t']}}}sp") if turn.get("who") == "#somebody"]
        assert speakers
        assert all(holding(turn, "t:speaker", label) for turn in speakers if dialect != "wilson")


@pytest.mark.parametrize("dialect", [one for one in SPECIMENS if SPECIMENS[one].silent])
def test_a_label_that_nobody_speaks_behind(dialect: str) -> None:
    label = SPECIMENS[dialect].silent
    _, before, _ = convert(dialect, "")
    assert holding(before, "t:speaker", label)
    _, text, told = convert(dialect, f"[[not-speaker]]\nlabel = {quoted(label)}\n")
    assert told == []
    assert not [
        one for one in text.iter(f"{{{NS['t']}}}speaker") if bare("".join(one.itertext())).strip(":") == bare(label)
    ]


@pytest.mark.parametrize("dialect", WITH_PAIRS)
def test_two_paragraphs_are_one(dialect: str) -> None:
    before, after = SPECIMENS[dialect].pair
    _, text, told = convert(dialect, f"[[join]]\nbefore = {quoted(before)}\nafter = {quoted(after)}\n")
    assert told == []
    assert [
        node
        for node in text.xpath(".//t:p|.//t:closer|.//t:seg", namespaces=NS)
        if bare(before) + bare(after) in bare("".join(node.itertext()))
    ]


@pytest.mark.parametrize("dialect", WITH_PAIRS)
def test_one_paragraph_is_two(dialect: str) -> None:
    before, after = SPECIMENS[dialect].inner
    _, text, told = convert(dialect, f"[[split]]\nbefore = {quoted(before)}\nafter = {quoted(after)}\n")
    assert told == []
    assert [node for node in text.iter(f"{{{NS['t']}}}p") if bare("".join(node.itertext())).startswith(bare(after))]


@pytest.mark.parametrize("dialect", SPECIMENS)
def test_a_person_is_in_the_list(dialect: str) -> None:
    done, _, told = convert(dialect, '[[person]]\nkey = "absent"\nnames = ["Some Body"]\nroles = ["Keeper"]\n')
    assert told == []
    (person,) = etree.fromstring(done.tei).xpath("//t:person[@xml:id='absent']", namespaces=NS)
    assert " ".join("".join(person.itertext()).split()) in ("Some Body Keeper", "Some BodyKeeper")


@pytest.mark.parametrize("dialect", SPECIMENS)
def test_a_sidecar_begun_and_left_alone_changes_nothing(dialect: str) -> None:
    plain, _, _ = convert(dialect, "")
    begun, _, told = convert(dialect, begin_sidecar(plain.cable))
    assert told == []
    assert begun.tei == plain.tei


@pytest.mark.parametrize("dialect", SPECIMENS)
def test_a_sidecar_begun_and_made_valid_changes_nothing(dialect: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Every suggestion of it, taken as it stands, says what was recognised: same dialect, languages, speakers, persons."""
    folder = tmp_path_factory.mktemp("sidecar")
    path = folder / f"{SPECIMENS[dialect].name}.txt"
    path.write_bytes(source(dialect))
    runner = CliRunner()
    assert runner.invoke(cli, ["convert", str(path), "-q", "-o", str(folder / "plain")]).exit_code in (0, 1)
    assert runner.invoke(cli, ["inspect", str(path), "--write-sidecar"]).exit_code == 0
    sidecar = path.with_suffix(".teikit.toml")
    assert runner.invoke(cli, ["convert", str(path), "-q", "-o", str(folder / "begun")]).exit_code in (0, 1)
    written = [next((folder / name).glob("*.xml")).read_bytes() for name in ("plain", "begun")]
    assert written[0] == written[1]
    taken = uncommented(sidecar.read_text(encoding="utf-8"))
    sidecar.write_text(taken, encoding="utf-8")
    done = runner.invoke(cli, ["convert", str(path), "-o", str(folder / "taken")])
    assert done.exit_code in (0, 1), done.output
    assert "teikit.toml:" not in done.output
    one, other = (
        etree.fromstring(next((folder / name).glob("*.xml")).read_bytes()).find("t:text", NS)
        for name in ("plain", "taken")
    )
    assert one is not None
    assert other is not None
    for turn in one.xpath(".//t:sp[@cert]", namespaces=NS):
        del turn.attrib["cert"]  # who speaks is sure, since the editor says so
    assert etree.tostring(one) == etree.tostring(other)


def uncommented(text: str) -> str:
    """What a sidecar suggests, without the two lines of its head, the remarks and the tables that are empty."""
    rows = [row.removeprefix("# ") for row in text.split("\n") if re.match(r"# (?:\[\[|\w[\w-]* = )", row)]
    tables = "\n".join(rows).split("[[")
    return tables[0] + "".join(f"[[{table}" for table in tables[1:] if '= ""' not in table)
