"""Numbers, references and depths that no program writes: text or one clear sentence, never a traceback."""

from __future__ import annotations

import pytest

from teikit.containers import read_transcript
from teikit.errors import TeikitError
from tests.containers.documents import alto, docx, line, odt, page, par, region, zipped

HUGE = "9" * 5000
LEVELS = (
    f'<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="{HUGE}"/><w:lvl w:ilvl="0"><w:start w:val="{HUGE}"/><w:lvlText w:val="%1"/></w:lvl>'
    f'</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="{HUGE}"/>'
    "</w:lvlOverride></w:num>"
)
OUTLINE = (
    '<office:styles><text:outline-style><text:outline-level-style text:level="1" style:num-format="I"/>'
    "</text:outline-style></office:styles>"
)
LIST = f'<text:list><text:list-item text:start-value="{HUGE}"><text:p>word</text:p></text:list-item></text:list>'
NOTE = '<w:r><w:footnoteReference w:id="8"/></w:r>'
LOOP = '<w:style w:styleId="A"><w:basedOn w:val="B"/></w:style><w:style w:styleId="B"><w:basedOn w:val="A"/></w:style>'
FILES = {
    "level.docx": docx(
        par("word", properties=f'<w:numPr><w:ilvl w:val="{HUGE}"/><w:numId w:val="1"/></w:numPr>'), {"numbering": LEVELS}
    ),
    "styles in a circle.docx": docx(par("word", properties='<w:pStyle w:val="A"/>'), {"styles": LOOP}),
    "a note of itself.docx": docx(par("word", NOTE), {"footnotes": f'<w:footnote w:id="8">{par("note", NOTE)}</w:footnote>'}),
    "deep.docx": docx("<w:sdt><w:sdtContent>" * 120 + par("word") + "</w:sdtContent></w:sdt>" * 120),
    "too deep.docx": docx("<w:sdt>" * 5000 + par("word") + "</w:sdt>" * 5000),
    "outline.odt": odt(f'<text:h text:outline-level="{HUGE}">word</text:h>', shared=OUTLINE),
    "levels.odt": odt('<text:h text:outline-level="0">word</text:h><text:h text:outline-level="99">x</text:h>', shared=OUTLINE),
    "start.odt": odt(LIST),
    "blanks.odt": odt(f'<text:p><text:s text:c="{HUGE}"/>word</text:p>'),
    "deep.odt": odt("<text:p>" + "<text:span>" * 240 + "word" + "</text:span>" * 240 + "</text:p>"),
    "order.xml": page(region("a", line("word"), custom=f"readingOrder {{index:{HUGE};}}")).encode(),
    "index.xml": page(region("a", line("word").replace("<TextEquiv>", f'<TextEquiv index="{HUGE}">'))).encode(),
    "tag.xml": page(region("a", line("word", f"unclear {{offset:{HUGE}; length:{HUGE};}}"))).encode(),
    "deep.xml": page('<TextRegion id="a">' * 240 + line("word") + "</TextRegion>" * 240).encode(),
    "size.xml": alto(
        '<TextBlock HPOS="1e999" VPOS="nan" WIDTH="inf" HEIGHT="-1"><TextLine><String CONTENT="word"/></TextLine></TextBlock>'
    ).replace('ID="p"', 'ID="p" WIDTH="1e999" HEIGHT="nan"').encode(),
    "names.zip": zipped({f"p/{HUGE}.xml": page(region("a", line("word"))), "p/1.xml": page(region("a", line("word")))}),
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_a_word_or_a_reason(name: str) -> None:
    try:
        text = read_transcript(name, FILES[name]).text
    except TeikitError as error:
        assert name == "too deep.docx"
        text = f"word: {error.message}"
    assert "word" in text
