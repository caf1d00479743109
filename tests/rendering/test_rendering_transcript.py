"""The transcript comes back letter for letter, whatever the letters are."""

from __future__ import annotations

import json
import re
from xml.sax.saxutils import escape, quoteattr

from hypothesis import given, settings
from hypothesis import strategies as st

from teikit.rendering import render

HEADER = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>t</title></titleStmt>'
    "<publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc>{xeno}</teiHeader><text><body><div>"
)

# What XML 1.0 can hold, without the carriage return that a parser turns into a line feed.
LETTERS = st.text(
    st.characters(blacklist_categories=["Cs", "Cc"], blacklist_characters="\ufffe\uffff"), min_size=1, max_size=12
)
ANYTHING = st.text(max_size=12)  # any code point: in an instruction it is escaped


def letters(text: str) -> str:
    """The text without white space, as the transcript promises it."""
    return re.sub(r"\s+", "", text)


def instruction(source: str) -> str:
    """A teikit-source instruction: a JSON string in which nothing can end the instruction."""
    value = json.dumps(source).replace("?>", "?\\u003e")
    return f"<?teikit-source {value}?>"


MARKS = st.sampled_from([("[", "]"), ("（", "）"), ("(", ")"), ("<", ">"), ("{", "?}")])


@st.composite
def pieces(draw: st.DrawFn) -> tuple[str, str]:
    """A piece of encoded text and the letters of the source that it holds."""
    words = draw(LETTERS)
    safe = escape(words)
    kind = draw(st.integers(0, 9))
    if kind == 0:
        marker = f"[{words}]"
        return f'<gap reason="redacted"><desc>{escape(marker)}</desc></gap>', marker
    if kind == 1:
        return f"<supplied>{safe}</supplied>", f"[{words}]"
    if kind == 2:
        opening, closing = draw(MARKS)
        return f"<supplied rend={quoteattr(opening + ' ' + closing)}>{safe}</supplied>", opening + words + closing
    if kind == 3:
        return f'<supplied rend="none">{safe}</supplied>', words
    if kind == 4:
        return f"<choice><abbr>{safe}</abbr><expan>{safe}</expan></choice>", f"{words}[{words}]"
    if kind == 5:
        source = draw(ANYTHING)
        source = re.sub(r"[\ud800-\udfff]|[\x00-\x1f]|[\ufffe\uffff]", "", source)
        return instruction(source), source
    if kind == 6:
        return f"<choice><sic>{safe}</sic><corr>other</corr></choice>", words
    if kind == 7:
        return f'{safe}<lb break="no" rend="-"/>', f"{words}-"
    if kind == 8:
        return f"<pb/><fw><stamp>{safe}</stamp></fw>", words
    return f"<hi>{instruction('**')}{safe}{instruction('**')}</hi><lb/>", f"**{words}**"


@settings(max_examples=300, deadline=None)
@given(st.lists(pieces(), max_size=8), LETTERS, LETTERS)
def test_every_letter_comes_back_in_order(parts: list[tuple[str, str]], before: str, after: str) -> None:
    """Text, markers, brackets, marks and line ends stand in the transcript as they stood in the source."""
    xeno = (
        f'<xenoData type="transcript-before">{escape(before)}</xenoData>'
        f'<xenoData type="transcript-after">{escape(after)}</xenoData>'
    )
    body = "".join(encoded for encoded, _ in parts)
    speech = f"<sp><speaker>(A)</speaker><p>{body}</p></sp><trailer>{instruction('## ')}end</trailer></div></body></text></TEI>"
    tei = HEADER.format(xeno=xeno) + f"<p>{body}</p>" + speech
    source = "".join(said for _, said in parts)
    assert letters(render(tei, "transcript")) == letters(before + source + "(A)" + source + "## end" + after)


def test_an_instruction_that_is_no_json_is_taken_as_it_is() -> None:
    """A hand-written instruction loses nothing either."""
    tei = HEADER.format(xeno="") + "<p><?teikit-source **?>bold</p></div></body></text></TEI>"
    assert render(tei, "transcript") == "**bold\n"


def test_other_formats_leave_the_source_marks_out() -> None:
    """A page and a text are for reading."""
    tei = HEADER.format(xeno="") + f"<p>{instruction('@@')}word</p></div></body></text></TEI>"
    assert "@@" not in render(tei, "html")
    assert "@@" not in render(tei, "text")
