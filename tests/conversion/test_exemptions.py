"""Reasons for what is withheld, declared in the header in the words of the law."""

from __future__ import annotations

import pytest
from lxml import etree

from teikit.conversion import convert_bytes
from teikit.tei.taxonomies import category_label

TEI = "{http://www.tei-c.org/ns/1.0}"
XML = "{http://www.w3.org/XML/1998/namespace}"


@pytest.mark.parametrize(
    ("code", "label"),
    [
        ("foia-b1", "FOIA (b)(1)"),
        ("foia-b7c", "FOIA (b)(7)(C)"),
        ("eo13526-1.4c", "E.O. 13526, 1.4(c)"),
        ("eo13526-3.3b1", "E.O. 13526, 3.3(b)(1)"),
        ("eo12356-1.3a4", "E.O. 12356, 1.3(a)(4)"),
        ("eo-25x1-hum", "25X1-HUM"),
        ("pa-k2", "Privacy Act (k)(2)"),
        ("usc50-403g", "50 U.S.C. 403g"),
        ("usc50-3024.i1", "50 U.S.C. 3024(i)(1)"),
        ("jfk-5g4", "JFK Act, 5(g)(4)"),
    ],
)
def test_a_reason_is_called_as_the_law_calls_it(code: str, label: str) -> None:
    assert category_label(code) == label


def test_every_reason_of_a_gap_is_declared() -> None:
    source = (
        "Memorandum\n\nThe source [2–3 lines redacted, FOIA (b)(3) 50 U.S.C. 403g] met [name withheld; PA (j)(2), (k)(2)] "
        "and the group [E.O. 13526 1.4(a)-(c)] on the quay ▓▓▓▓▓▓ of the harbour.\n"
    )
    tree = etree.fromstring(convert_bytes(source.encode(), "reasons.txt").tei)
    gaps = list(tree.iter(TEI + "gap"))
    assert [(gap.get("unit"), gap.get("atLeast"), gap.get("atMost"), gap.get("quantity")) for gap in gaps] == [
        ("line", "2", "3", None),
        ("name", None, None, "1"),
        (None, None, None, None),
        ("char", None, None, "6"),
    ]
    pointers = [pointer for gap in gaps for pointer in gap.get("ana", "").split()]
    assert len(pointers) == 7
    declared = {f"#{category.get(XML + 'id')}" for category in tree.iter(TEI + "category")}
    assert set(pointers) <= declared
