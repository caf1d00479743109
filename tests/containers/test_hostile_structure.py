"""Containers whose XML is bent: attributes gone, elements renamed, doubled or dropped. A valid TEI file or one clear sentence."""

from __future__ import annotations

import io
import re
import zipfile
from functools import cache
from random import Random

import pytest

from teikit.conversion import convert_bytes
from teikit.conversion.usage import usage_report
from teikit.errors import TeikitError
from teikit.relaxng import Schema
from teikit.resources import schema_path
from tests.containers.documents import docx, odt, par, run, zipped
from tests.containers.test_facsimile import EXPORT, NEXT

NUMBERING = (
    '<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
)
CELL = f"<w:tc>{par('Gromov')}</w:tc>"
DOCUMENTS = {
    "a.docx": docx(
        par(NEXT, '<w:r><w:footnoteReference w:id="8"/></w:r>', run("unseen", "<w:vanish/>"))
        + par("Point", properties='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')
        + f"<w:tbl><w:tr>{CELL}{CELL}</w:tr></w:tbl>"
        + par("Then", '<w:r><w:lastRenderedPageBreak/><w:br w:type="page"/></w:r>', NEXT),
        {"footnotes": f'<w:footnote w:id="8">{par("At noon.")}</w:footnote>', "numbering": NUMBERING, "header": par("SECRET")},
    ),
    "a.odt": odt(
        f'<text:h text:outline-level="1">H</text:h><text:p text:style-name="P">{NEXT}<text:note><text:note-body><text:p>At noon.</text:p>'
        '</text:note-body></text:note><text:span text:style-name="T">x</text:span></text:p><text:list text:style-name="L"><text:list-item>'
        "<text:p>Point</text:p></text:list-item></text:list><table:table><table:table-row><table:table-cell><text:p>a</text:p>"
        "</table:table-cell></table:table-row></table:table>",
        '<style:style style:name="P" style:family="paragraph"><style:paragraph-properties fo:break-before="page"/></style:style>'
        '<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="1"/></text:list-style>',
        shared="<office:master-styles><style:master-page><style:header><text:p>SECRET</text:p></style:header></style:master-page>"
        "</office:master-styles>",
    ),
    "a.zip": zipped(EXPORT),
}  # fmt: skip
ATTRIBUTE = re.compile(r' [\w:]+="([^"]*)"')
ELEMENT = re.compile(r"<(\w[\w:]*)[^<>]*?(?:/>|>[^<>]*</\1>)")
NAME = re.compile(r"<([\w:]+)[ >/]")
VALUES = ("", "x", "-1", "0", "99", "²", "1e9", "#", "a b")


@cache
def grammar() -> Schema:
    return Schema.load(schema_path())


def bent(text: str, chance: Random) -> str:
    """The text of an XML file with one thing changed; most often it stays well-formed."""
    kind = chance.randrange(5)
    found = list((ATTRIBUTE if kind < 2 else ELEMENT).finditer(text))
    names = sorted(set(NAME.findall(text)))
    if not found or not names:
        return text
    one = chance.choice(found)
    if kind == 0:
        return text[: one.start()] + text[one.end() :]
    if kind == 1:
        return text[: one.start(1)] + chance.choice(VALUES) + text[one.end(1) :]
    if kind == 2:
        return text[: one.start()] + text[one.end() :]
    if kind == 3:
        return text[: one.end()] + one.group() + text[one.end() :]
    old, new = chance.choice(names), chance.choice(names)
    return re.sub(rf"(</?){re.escape(old)}(?=[ >/])", lambda found: found[1] + new, text)


def check(seed: int) -> bool:
    """Bend a document and convert it; whether it could be."""
    chance = Random(seed)
    name = chance.choice(sorted(DOCUMENTS))
    with zipfile.ZipFile(io.BytesIO(DOCUMENTS[name])) as archive:
        members = {member: archive.read(member) for member in archive.namelist()}
    member = chance.choice([one for one in sorted(members) if one.endswith((".xml", ".rels"))])
    text = members[member].decode("utf-8")
    for _ in range(chance.randint(1, 3)):
        text = bent(text, chance)
    try:
        done = convert_bytes(zipped(members | {member: text}), name)
    except TeikitError:
        return False
    assert list(grammar().validate(done.tei)) == []
    assert not usage_report(done.cable)["lost"]
    return True


@pytest.mark.parametrize("start", range(0, 120, 20))
def test_bent_containers(start: int) -> None:
    assert sum(check(seed) for seed in range(start, start + 20)) >= 10  # most are read, or nothing is tested


@pytest.mark.nightly
def test_many_bent_containers() -> None:
    assert sum(check(seed) for seed in range(1000, 6000)) >= 2500
