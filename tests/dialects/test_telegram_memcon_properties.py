"""Whatever is typed in the forms of telegrams and memoranda: every letter comes back in its order, and the result is TEI."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from teikit.dialects import Trace, dialects
from teikit.enrichment import enrich
from teikit.source import SourceText
from teikit.source.text import FORBIDDEN
from teikit.tei import encode
from tests.tools.transcript import letters, transcript

SCHEMA = Path(__file__).parents[2] / "schemas" / "teikit.rng"
LINES = st.sampled_from(
    [
        "",
        "",
        "UNCLASSIFIED",
        "C O N F I D E N T I A L SECTION 1 OF 2 ALDEN 0417",
        "PAGE 01 ALDEN 00417 01 OF 02 112136Z",
        "PAGE 02 ALDEN 00417 112136Z",
        "ACTION OFS-15",
        "INFO OCT-01 NOR-10",
        "O 111955Z JUL 77",
        "FM AMEMBASSY ALDEN",
        "TO SECSTATE WASHDC 1",
        "E.O. 11652: GDS",
        "TAGS: ZZ",
        "SUBJECT: BUOYS AND THE FISH-",
        "ERMEN",
        "REF: (A) STATE 1",
        "1. (C) THE MINISTER SAID THAT",
        "- A POINT",
        "   2   61 14 N   004 52 W",
        "   3   61 09 N   005 10 W",
        "A SENTENCE THAT ENDS. TARRANT",
        "TARRANT",
        "NNNN",
        "NOTE BY OC/T: X",
        "*** Current Classification *** SECRET",
        "A. Clerk Declassified/Released US Department of State EO Systematic Review 20 Mar 2014",
        "MEMORANDUM OF CONVERSATION",
        "SUBJECT:      Goats (U)",
        "PARTICIPANTS  The P r e s i d e n t",
        "              Mr. Rehn, (notetaker)",
        "DATE, TIME    May 3, 1994, 10:05-10:50 a.m.",
        "AND PLACE:    Map Room",
        "The P r e s i d e n t : I see. (U)",
        "The President. I see it too.",
        "Mr. Rehn; They are many, and the is-",
        "[name not declassified]: Let us go.",
        "lands are small (C)",
        "[page break in PDF]",
        "COHFIDENT-ITa                5422",
        "                              PORT ALDEN            DECLASSIFIED",
        "-- End of Conversation --",
        "Drafted by: T. Osgood",
        "FOIA MARKER",
        "- 2 -",
    ]
)
TYPED = st.lists(st.one_of(LINES, LINES, LINES, st.text(max_size=40)), max_size=40).map("\n".join)


@pytest.fixture(scope="module")
def schema() -> etree.RelaxNG:
    return etree.RelaxNG(etree.parse(str(SCHEMA)))


@pytest.mark.parametrize("dialect", ["telegram", "memcon"])
@settings(deadline=None, max_examples=120)
@given(text=TYPED)
def test_nothing_is_lost_of_whatever_is_typed(schema: etree.RelaxNG, dialect: str, text: str) -> None:
    source = SourceText("typed.txt", text)
    trace = Trace()
    tei = encode(enrich(dialects()[dialect].read(source, trace)))
    assert letters(transcript(tei)) == letters(FORBIDDEN.sub("", text))
    assert set(trace.lines) == {line.number for line in source.lines if not line.blank}
    assert schema.validate(etree.fromstring(tei)), schema.error_log.last_error
