"""Whatever bytes come in: a report comes out, with places inside the file, the same each time."""

from __future__ import annotations

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from teikit.validation.checker import Checker
from teikit.validation.edits import Edit, apply
from teikit.validation.plan import FileResult, Plan
from tests.benchmarks.validate_documents import document

BASE = document("cable-1", 2500, 1).encode()
CHECKER = Checker(Plan(use_cache=False))

damage = st.lists(
    st.tuples(
        st.integers(0, len(BASE)),
        st.integers(0, 12),
        st.one_of(
            st.sampled_from(
                [
                    b"<",
                    b">",
                    b"&",
                    b"</p>",
                    b"<gap/>",
                    b'"',
                    b"<?teikit ignore='TK' reason='x'?>",
                    b"\xff",
                    b"\0",
                    b"]]>",
                ]
            ),
            st.binary(max_size=6),
        ),
    ),
    max_size=4,
)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(damage)
def test_damaged_files_are_findings_and_never_exceptions(cuts: list[tuple[int, int, bytes]]) -> None:
    data = bytearray(BASE)
    for start, length, put in cuts:
        data[start : start + length] = put
    result = CHECKER.check_data("cable-1.xml", Path("cable-1.xml"), bytes(data))
    lines = bytes(data).count(b"\n") + bytes(data).count(b"\r") + 1
    for finding in (*result.findings, *result.failures):
        assert finding.message
        assert finding.location.line is None or 1 <= finding.location.line <= lines
        assert finding.location.column is None or finding.location.column >= 1
    again = CHECKER.check_data("cable-1.xml", Path("cable-1.xml"), bytes(data))
    assert again == result
    assert FileResult.from_json(result.to_json()) == result


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused_in_words(data: bytes) -> None:
    result = CHECKER.check_data("x.xml", None, data)
    assert result.findings or result.failures or result.schemas


@given(
    st.binary(max_size=40), st.lists(st.tuples(st.integers(0, 40), st.integers(0, 5), st.text(max_size=3)), max_size=4)
)
def test_edits_change_only_their_places(data: bytes, wanted: list[tuple[int, int, str]]) -> None:
    edits = [Edit(min(start, len(data)), min(start + length, len(data)), text) for start, length, text in wanted]
    changed, made = apply(data, edits)
    assert made <= len(set(edits))
    if not edits:
        assert changed == data
    if len(set(edits)) == 1:
        edit = edits[0]
        assert changed == data[: edit.start] + edit.text.encode() + data[edit.end :]
