"""Each correction: what it makes of a text, when it no longer fits, and that no letter is lost by it."""

from __future__ import annotations

import pytest
from lxml import etree

from teikit.conversion import convert_bytes
from teikit.corrections import read_sidecar
from teikit.corrections.sidecar import KINDS
from teikit.relaxng import Schema
from teikit.rendering import Renderer
from teikit.resources import schema_path
from teikit.source.text import letters

TEI = {"t": "http://www.tei-c.org/ns/1.0", "xml": "http://www.w3.org/XML/1998/namespace"}
ID = "{http://www.w3.org/XML/1998/namespace}id"
TALK = """\
Report on a Talk

The talk took place in the harbour office, and everybody came to it on time.

Minister Vane: The nets are dry. That is one of

Leaf 2

the things I wanted to say.

Mr. Holt: They were wet yesterday.

Comment: This was said with a smile.

Minister Vane: That was yesterday.

Remarks

Mr. Holt: I see what you mean by that. In the afternoon it rained.
"""
RENDERER = Renderer("transcript")
SCHEMA = Schema.load(schema_path())


def convert(source: str, sidecar: str) -> tuple[etree._Element, list[str]]:
    """The document and the findings of the sidecar; nothing is lost and the file is valid, whatever the sidecar says."""
    done = convert_bytes(source.encode(), "talk.txt", corrections=read_sidecar(sidecar, "talk.teikit.toml"))
    assert letters(RENDERER.render(done.tei)) == letters(source)
    assert list(SCHEMA.validate(done.tei)) == []
    mine = [str(finding) for finding in done.findings if finding.location.file == "talk.teikit.toml"]
    return etree.fromstring(done.tei), mine


def test_a_line_of_a_head_may_be_a_head_of_its_own() -> None:
    source = "Telegram From the Embassy in Laos to the Department\nAND MORE OF IT\n\nThe first sentence of this paragraph is long enough.\n"
    root, findings = convert(source, 'dialect = "frus"\n[[line]]\ntext = "AND MORE"\nis = "head"\n')
    assert findings == []
    assert texts(root, "t:head") == ["Telegram From the Embassy in Laos to the Department", "AND MORE OF IT"]


def words(node: etree._Element) -> str:
    return " ".join("".join(node.itertext()).split())


def texts(root: etree._Element, path: str) -> list[str]:
    return [words(node) for node in root.xpath(f"//t:text//{path}", namespaces=TEI)]


def test_without_corrections_it_is_read_as_it_is() -> None:
    root, findings = convert(TALK, "")
    assert findings == []
    assert len(texts(root, "t:sp")) >= 4


@pytest.mark.parametrize(
    ("kind", "path"),
    [
        ("head", "t:head"),
        ("furniture", "t:fw"),
        ("paragraph", "t:p"),
        ("note", "t:note"),
    ],
)
def test_a_line_is_what_the_editor_says(kind: str, path: str) -> None:
    root, findings = convert(TALK, f'[[line]]\ntext = "Remarks"\nis = "{kind}"\n')
    assert findings == []
    assert "Remarks" in texts(root, path)


@pytest.mark.parametrize(
    ("kind", "why"),
    [
        ("closer", "cannot close the text, of which more follows"),
        ("trailer", "cannot close the text, of which more follows"),
        ("opener", "cannot open the text, of which some stands before them"),
    ],
)
def test_what_stands_at_the_edge_stands_there_only(kind: str, why: str) -> None:
    root, findings = convert(TALK, f'[[line]]\ntext = "Remarks"\nis = "{kind}"\n')
    assert len(findings) == 1
    assert f"TK912 the words “Remarks” {why}; they are a paragraph." in findings[0]
    assert "Remarks" in texts(root, "t:p")


def test_what_follows_may_close_the_text_too() -> None:
    source = "The text is long enough for a paragraph of its own.\n\nSo said the Minister\n\nat the harbour in May.\n"
    lines = [
        f'[[line]]\ntext = "{words}"\nis = "closer"\n' for words in ("So said the Minister", "at the harbour in May.")
    ]
    root, findings = convert(source, 'dialect = "generic"\n' + "".join(lines))
    assert findings == []
    assert texts(root, "t:closer") == ["So said the Minister at the harbour in May."]
    root, findings = convert(
        source, 'dialect = "generic"\n' + lines[0] + '[[line]]\ntext = "at the harbour"\nis = "paragraph"\n'
    )
    assert len(findings) == 1


def test_two_speak_as_one() -> None:
    sidecar = '[[speaker]]\nlabel = "Mr. Holt:"\nperson = ["holt", "vane"]\n[[person]]\nkey = "holt"\nnames = ["Jasper Holt"]\n'
    root, findings = convert(TALK, sidecar)
    assert findings == []
    said = root.xpath("//t:sp[starts-with(t:speaker, 'Mr. Holt')]", namespaces=TEI)
    assert {node.get("who") for node in said} == {"#holt #vane"}
    people = {node.get(ID): words(node) for node in root.xpath("//t:person", namespaces=TEI)}
    assert people["holt"] == "Jasper Holt"
    assert "vane" in people


def test_a_line_in_the_middle_of_a_paragraph_stands_alone() -> None:
    source = (
        "The first sentence of this paragraph is long enough.\nCHAPTER TWO\nThe second sentence is long enough too.\n"
    )
    root, findings = convert(source, 'dialect = "generic"\n[[line]]\ntext = "CHAPTER TWO"\nis = "head"\n')
    assert findings == []
    assert texts(root, "t:head") == ["CHAPTER TWO"]
    assert texts(root, "t:p") == [
        "The first sentence of this paragraph is long enough.",
        "The second sentence is long enough too.",
    ]


def test_furniture_is_lifted_out_of_its_sentence() -> None:
    source = "The first half of this sentence is long enough\nOFFICE COPY 7\nto show the second half of it.\n"
    root, findings = convert(source, 'dialect = "generic"\n[[line]]\ntext = "OFFICE COPY"\nis = "furniture"\n')
    assert findings == []
    assert texts(root, "t:p/t:fw") == ["OFFICE COPY 7"]
    assert len(texts(root, "t:p")) == 1


def test_words_that_stand_often_are_all_meant_where_the_editor_says_so() -> None:
    source = "\n\n".join(
        f"The paragraph with the number {number} is long enough to be one." + "\n\nsecret copy" for number in range(4)
    )
    line = '[[line]]\ntext = "secret copy"\nis = "furniture"\n'
    root, findings = convert(source, line + "every = true\n")
    assert findings == []
    assert texts(root, "t:fw") == ["secret copy"] * 4
    _, findings = convert(source, line)
    assert len(findings) == 1
    assert findings[0].startswith("talk.teikit.toml:1: warning TK911 the words “secret copy” stand 4 times in talk.txt")


def test_a_line_becomes_a_turn_with_all_that_follows() -> None:
    source = (
        "The conversation was short, but it was a good one.\n\n（クリスタファー 國務長官）\n\nThat is quite right, I think.\n\n"
        "And there is more to say about it."
    )
    root, findings = convert(source, '[[line]]\ntext = "（クリスタファー 國務長官）"\nis = "turn"\n')
    assert findings == []
    assert texts(root, "t:speaker") == ["（クリスタファー 國務長官）"]
    assert texts(root, "t:sp/t:p") == ["That is quite right, I think.", "And there is more to say about it."]


def test_a_turn_that_is_none_goes_on_with_the_turn_before() -> None:
    root, findings = convert(TALK, '[[not-speaker]]\nlabel = "Comment"\n')
    assert findings == []
    assert not any(label.startswith("Comment") for label in texts(root, "t:speaker"))
    assert "Comment: This was said with a smile." in texts(root, "t:sp/t:p")
    root, findings = convert(TALK, '[[line]]\ntext = "Minister Vane: That was"\nis = "paragraph"\n')
    assert findings == []
    assert "Minister Vane: That was yesterday." in texts(root, "t:sp/t:p")


def test_a_speaker_is_a_person_with_a_name() -> None:
    sidecar = (
        '[[speaker]]\nlabel = "Mr. Holt:"\nperson = "holt"\nname = "Jasper Holt"\n'
        '[[person]]\nkey = "holt"\nnames = ["Jasper B. Holt"]\nroles = ["Keeper of the nets"]\n'
        '[[person]]\nkey = "absent"\nnames = ["Somebody Else"]\n'
    )
    root, findings = convert(TALK, sidecar)
    assert findings == []
    said = root.xpath("//t:sp[starts-with(t:speaker, 'Mr. Holt')]", namespaces=TEI)
    assert said
    assert {node.get("who") for node in said} == {"#holt"}
    people = {node.get(ID): words(node) for node in root.xpath("//t:person", namespaces=TEI)}
    assert "Jasper B. Holt" in people["holt"]
    assert "Keeper of the nets" in people["holt"]
    assert people["absent"] == "Somebody Else"
    assert not any("Mr. Holt" in text for key, text in people.items() if key != "holt")


def test_a_label_that_nothing_bears_out_speaks_because_the_editor_says_so() -> None:
    source = (
        "It is a long text in which one person speaks once, and once alone.\n\n"
        "K: Let us go home, then.\n\nAnd they all went home, as it was late."
    )
    root, findings = convert(source, '[[speaker]]\nlabel = "K:"\nperson = "kellner"\nname = "K. Kellner"\n')
    assert findings == []
    assert texts(root, "t:speaker") == ["K:"]
    assert root.xpath("string(//t:sp/@who)", namespaces=TEI) == "#kellner"


def test_two_paragraphs_are_one_across_a_page() -> None:
    source = "The question is one of\n\nLeaf 2 of the papers\n\n\nsaying what we mean, and of no more than that."
    sidecar = (
        'dialect = "generic"\n[[line]]\ntext = "Leaf 2 of"\nis = "furniture"\n'
        '[[line]]\ntext = "The question is"\nis = "paragraph"\n'
        '[[join]]\nbefore = "…is one of"\nafter = "saying what"\n'
    )
    root, findings = convert(source, sidecar)
    assert findings == []
    (paragraph,) = root.xpath("//t:text//t:p", namespaces=TEI)
    assert [etree.QName(node).localname for node in paragraph] == ["pb", "fw"]
    for furniture in paragraph.xpath(".//t:fw", namespaces=TEI):
        furniture.text = ""
        furniture[:] = []
    assert words(paragraph) == "The question is one of saying what we mean, and of no more than that."


def test_a_word_cut_in_two_is_whole_again() -> None:
    source = "It was a matter of confi-\n\ndential papers, and of nothing else that day.\n\nSo it was, and so it will be again."
    sidecar = (
        '[[line]]\ntext = "It was a matter"\nis = "paragraph"\n[[join]]\nbefore = "confi-"\nafter = "dential papers"\n'
    )
    root, findings = convert(source, sidecar)
    assert findings == []
    assert root.xpath("count(//t:p/t:lb[@break='no'])", namespaces=TEI) == 1


def test_one_paragraph_is_two() -> None:
    root, findings = convert(TALK, '[[split]]\nbefore = "mean by that."\nafter = "In the afternoon"\n')
    assert findings == []
    assert texts(root, "t:sp/t:p")[-2:] == ["I see what you mean by that.", "In the afternoon it rained."]


def test_a_border_of_languages_is_where_the_editor_sets_it() -> None:
    source = (
        "Number: 12\n\nA short line\n\nDie Fischer trafen sich am Abend im Hafen, und sie sprachen nicht über das Wetter.\n\n"
        "Es war schon dunkel, als sie nach Hause gingen.\n"
    )
    root, findings = convert(
        source, '[[language]]\nfrom = "Number"\nlang = "en"\n[[language]]\nfrom = "Die Fischer"\nlang = "de"\n'
    )
    assert findings == []
    divisions = root.xpath("//t:body/t:div", namespaces=TEI)
    assert [node.get("{http://www.w3.org/XML/1998/namespace}lang") for node in divisions] == ["en", "de"]
    assert words(divisions[1]).startswith("Die Fischer")


@pytest.mark.parametrize(
    ("sidecar", "rule"),
    [
        ('[[line]]\ntext = "no such words"\nis = "head"', "TK910"),
        ('[[line]]\ntext = "no such words"\nis = "head"\nevery = true', "TK910"),
        ('[[line]]\ntext = "Minister Vane"\nis = "head"', "TK911"),
        ('[[line]]\ntext = "it rained."\nis = "turn"', "TK912"),
        ('[[speaker]]\nlabel = "Nobody:"\nperson = "nobody"', "TK910"),
        ('[[not-speaker]]\nlabel = "Nobody"', "TK910"),
        ('[[join]]\nbefore = "no such words"\nafter = "Comment"', "TK910"),
        ('[[join]]\nbefore = "wet yesterday."\nafter = "Remarks"', "TK912"),
        ('[[split]]\nbefore = "no such"\nafter = "words"', "TK910"),
        ('[[language]]\nfrom = "no such words"\nlang = "en"', "TK910"),
        ('[[speaker]]\nlabel = "on time."\nperson = "nobody"', "TK912"),
        ('[[speaker]]\nlabel = "Mr. Holt:"\nperson = "en-p1"', "TK914"),
    ],
)
def test_what_fits_no_longer_is_found(sidecar: str, rule: str) -> None:
    _, findings = convert(TALK, sidecar)
    assert len(findings) == 1, findings
    assert f" warning {rule} " in findings[0]
    assert findings[0].startswith("talk.teikit.toml:")
    plain = sidecar.splitlines()
    assert int(findings[0].split(":")[1]) == next(n for n, line in enumerate(plain, 1) if line.startswith("[["))


NOTES = """\
Cablegram 12 LONDON, 3 March 1947, 5.30 p.m.

SECRET

Your telegram 9[1] reached me on the evening of 1 March, and I saw him at the office this morning.[2]

HARGREAVE

1 Dispatched 28 February, and it asked
for an early interview.

2 See Document 17.

[SPECIMEN: S1947, W/12/1]
"""


@pytest.mark.parametrize("kind", KINDS)
def test_a_note_keeps_its_identifier(kind: str) -> None:
    """A mark that points to a note points to one note, whatever becomes of its lines."""
    root, _ = convert(NOTES, f'[[line]]\ntext = "for an early interview."\nis = "{kind}"\n')
    identifiers = root.xpath("//@xml:id", namespaces=TEI)
    assert len(identifiers) == len(set(identifiers))
    assert set(root.xpath("//t:text//@target", namespaces=TEI)) <= {f"#{one}" for one in identifiers}
    assert len(root.xpath("//t:text//t:ref[@target]", namespaces=TEI)) == 2
    root, findings = convert(NOTES, '[[line]]\ntext = "2 See Document"\nis = "paragraph"\n')
    assert "are a note that a mark in the text points to" in findings[0]
    identifiers = root.xpath("//@xml:id", namespaces=TEI)
    assert set(root.xpath("//t:text//@target", namespaces=TEI)) <= {f"#{one}" for one in identifiers}


def test_words_may_run_over_a_line_end() -> None:
    source = (
        "It was a long day in the harbour, and the nets\n   were dry at last.\n\nThen the rain came, and it stayed.\n"
    )
    root, findings = convert(source, '[[split]]\nbefore = "the nets"\nafter = "were   dry"\n')
    assert findings == []
    assert texts(root, "t:p")[:2] == ["It was a long day in the harbour, and the nets", "were dry at last."]
