"""Which lines are a reviewer's stamp and which only speak of release."""

from __future__ import annotations

import pytest

from teikit.notations import goes_on_stamp, is_release_stamp

STAMPS = """
Approved For Release 2001/03/05 : CIA-RDP79T00975A001700010001-4
Declassified in Part - Sanitized Copy Approved for Release 2012/05/03 : CIA-RDP90G01353R000100010001-1
Declassified/Released US Department of State EO Systematic Review 30 JUN 2005
DECLASSIFIED UNDER AUTHORITY OF THE INTERAGENCY SECURITY CLASSIFICATION APPEALS PANEL, E.O. 13526, SECTION 5.3(b)(3)
UNCLASSIFIED U.S. Department of State Case No. F-2014-20439 Doc No. C05779650 Date: 08/31/2015
DECLASSIFIED, E.O. 12958, SEC. 3.4 By cbw NARA, Date 5/12/98
2025 RELEASE UNDER THE PRESIDENT JOHN F. KENNEDY ASSASSINATION RECORDS ACT OF 1992
RELEASE IN PART B1, 1.4(D)
Authority NND 959000
By JJ NARA Date 3/14/05
""".strip().splitlines()
OTHERS = """
The paper was declassified in part under E.O. 12958 by the Department of State.
Approved for release by the President was the ship.
Declassified by the Minister
SECRET
Department of State
Date: 3 May 1961
by the way
By order of the Minister
""".strip().splitlines()


@pytest.mark.parametrize("line", STAMPS)
def test_stamp_is_told(line: str) -> None:
    assert is_release_stamp(line)


@pytest.mark.parametrize("line", OTHERS)
def test_text_is_no_stamp(line: str) -> None:
    assert not is_release_stamp(line)


@pytest.mark.parametrize(
    "line",
    ["PA/HO Department of State", "E.O. 12958, as amended", "June 9, 2005", "B1, 1.4(B), 1.4(D)", "By cbw, NARA"],
)
def test_line_under_a_stamp_goes_on_with_it(line: str) -> None:
    assert goes_on_stamp(line)


@pytest.mark.parametrize("line", ["44-62", "E.O. 11652: GDS", "FM AMEMBASSY PORT VANE", "ACTION EUR-12", "PTQ1011"])
def test_head_of_a_telegram_is_no_stamp(line: str) -> None:
    assert not goes_on_stamp(line)
