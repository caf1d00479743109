"""What holds for every value: round trips with Python's own types, and that no text breaks a datatype."""

from __future__ import annotations

import base64
import datetime as dt
import itertools
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from teikit.relaxng.datatypes import Datatype, Scope, get_library
from teikit.relaxng.datatypes.dates import Instant
from teikit.relaxng.datatypes.simpletype import SimpleType
from teikit.relaxng.syntax import XSD_DATATYPES

XSD = get_library(XSD_DATATYPES)
assert XSD is not None
TYPES = {name: XSD.create(name) for name in XSD.type_names}
ORDERED = [name for name, datatype in TYPES.items() if "minInclusive" in getattr(datatype, "facets", ())]
RESTRICTED = [
    XSD.create("token", [("pattern", r"[^\p{C}\p{Z}]+")]),
    XSD.create("token", [("pattern", r"[\d]+(\.[\d]+){0,2}")]),
    XSD.create("token", [("pattern", r"(\-?[\d]+/\-?[\d]+)")]),
    XSD.create("double", [("minInclusive", "0"), ("maxInclusive", "1")]),
    XSD.create("date", [("minExclusive", "1900-01-01"), ("pattern", "19.*")]),
    XSD.create("hexBinary", [("length", "4")]),
    XSD.create("NMTOKENS", [("minLength", "3")]),
    XSD.create("decimal", [("fractionDigits", "2"), ("minInclusive", "0")]),
    XSD.create("string", [("pattern", r"\p{IsCyrillic}{3}")]),
    XSD.create("string", [("pattern", r"[A-Z]{2}\d{4}-\d{2}"), ("pattern", "[^AEIOU].*")]),
    XSD.create("language", [("maxLength", "2")]),
]

zones = st.one_of(
    st.none(), st.integers(-14 * 60, 14 * 60).map(lambda minutes: dt.timezone(dt.timedelta(minutes=minutes)))
)
texts = st.one_of(
    st.text(max_size=30),
    st.text("0123456789-+:TZP.YMDHS/ eE", max_size=25),
    st.sampled_from(["1994-02-30", "en_GB", "a#b#c", "1,5", "24:00:00", "PT1.5S", "\ud800", "\x00", "x" * 500]),
)


@given(st.dates())
def test_every_day_is_a_date_and_no_day_after_the_last_of_a_month(day: dt.date) -> None:
    assert TYPES["date"].allows(day.isoformat())
    following = day + dt.timedelta(days=1) if day < dt.date.max else None
    if following is not None and following.day == 1:
        assert not TYPES["date"].allows(f"{day.isoformat()[:8]}{day.day + 1:02}")


@given(st.datetimes(timezones=zones), st.datetimes(timezones=zones))
def test_times_are_ordered_as_python_orders_them(one: dt.datetime, other: dt.datetime) -> None:
    datatype = TYPES["dateTime"]
    assert isinstance(datatype, SimpleType)
    left, right = (datatype.value(moment.isoformat()) for moment in (one, other))
    assert left is not None
    assert right is not None
    if (one.tzinfo is None) == (other.tzinfo is None):
        assert datatype.compare(left, right) == (one > other) - (one < other)
        assert (left == right) == (one == other)
    else:
        assert left != right


@given(st.datetimes(timezones=st.just(dt.UTC)), st.integers(-14 * 60, 14 * 60))
def test_an_instant_is_the_same_in_every_zone(moment: dt.datetime, minutes: int) -> None:
    zone = dt.timezone(dt.timedelta(minutes=minutes))
    if not 2 <= moment.year <= 9998:
        return
    elsewhere = moment.astimezone(zone)
    assert TYPES["dateTime"].value(moment.isoformat()) == TYPES["dateTime"].value(elsewhere.isoformat())


@given(st.integers(-20_000, 20_000), st.integers(1, 12), st.integers(1, 31))
def test_days_follow_one_another_through_the_years_before_christ(year: int, month: int, day: int) -> None:
    """The day after is one day later, and the calendar comes round after 400 years."""
    if year == 0:
        return
    written = f"{'-' if year < 0 else ''}{abs(year):04}-{month:02}-{day:02}"
    here = TYPES["date"].value(written)
    later = year + 400 + (1 if year < 0 <= year + 400 else 0)
    there = TYPES["date"].value(f"{'-' if later < 0 else ''}{abs(later):04}-{month:02}-{day:02}")
    assert (here is None) == (there is None)
    if isinstance(here, Instant) and isinstance(there, Instant):
        assert there.seconds - here.seconds == 146_097 * 86_400


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6))
def test_decimals_are_exact(number: Decimal) -> None:
    assert TYPES["decimal"].value(f"{number:f}") == number
    assert TYPES["double"].value(f"{number:f}") == float(number)


@given(st.binary())
def test_octets_come_back(octets: bytes) -> None:
    assert TYPES["hexBinary"].value(octets.hex()) == octets
    encoded = base64.b64encode(octets).decode("ascii")
    assert TYPES["base64Binary"].value(encoded) == octets
    assert TYPES["base64Binary"].value(" ".join(encoded)) == octets


@settings(max_examples=150, deadline=None)
@given(texts)
def test_any_text_is_of_a_type_or_not_and_then_it_is_said_why(text: str) -> None:
    scope = Scope({"p": "urn:p"})
    for datatype in (*TYPES.values(), *RESTRICTED):
        allowed = datatype.allows(text, scope)
        assert (datatype.value(text, scope) is not None) == allowed
        assert 0 <= datatype.nearness(text) <= 1
        why = datatype.why_not(text)
        if datatype.context_dependent:
            continue
        assert (why == "") == allowed
        if why:
            assert "; " in why
            assert len(why) < 400
            assert "\n" not in why


@pytest.mark.parametrize("datatype", [*TYPES.values(), *RESTRICTED], ids=repr)
def test_the_example_is_of_the_type(datatype: Datatype) -> None:
    scope = Scope()
    scope.unparsed_entities = frozenset(("photo1", "photo2"))
    assert datatype.allows(datatype.example(), scope)
    assert datatype.describe()
    assert datatype.nearness(datatype.example()) == 1 or datatype.context_dependent


@settings(max_examples=150, deadline=None)
@given(texts)
def test_what_is_offered_instead_would_be_allowed(text: str) -> None:
    """A message that says "write X" and no more must name a value of the type."""
    for name in (
        "date",
        "dateTime",
        "time",
        "gYear",
        "gYearMonth",
        "gMonthDay",
        "language",
        "anyURI",
        "integer",
        "boolean",
    ):
        why = TYPES[name].why_not(text)
        remedy = why.rpartition("; ")[2]
        if remedy.startswith("write ") and " " not in remedy[6:] and remedy[6:].isascii():
            assert TYPES[name].allows(remedy[6:]), why


@settings(max_examples=100, deadline=None)
@given(st.lists(st.integers(0, 40), min_size=12, max_size=12), st.booleans(), st.booleans())
def test_the_order_of_durations_can_be_turned_round(numbers: list[int], first: bool, second: bool) -> None:
    datatype = TYPES["duration"]
    assert isinstance(datatype, SimpleType)
    left, right = (
        datatype.value(f"{'-' if negative else ''}P{a}Y{b}M{c}DT{d}H{e}M{f}S")
        for negative, (a, b, c, d, e, f) in ((first, numbers[:6]), (second, numbers[6:]))
    )
    order = datatype.compare(left, right)
    assert datatype.compare(right, left) == (None if order is None else -order)
    assert datatype.compare(left, left) == 0


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(ORDERED), st.lists(texts, min_size=3, max_size=3))
def test_an_order_is_transitive(name: str, three: list[str]) -> None:
    datatype = TYPES[name]
    assert isinstance(datatype, SimpleType)
    values = [datatype.value(text) for text in three]
    for a, b, c in itertools.permutations([value for value in values if value is not None], 3):
        if datatype.compare(a, b) == -1 and datatype.compare(b, c) == -1:
            assert datatype.compare(a, c) == -1
