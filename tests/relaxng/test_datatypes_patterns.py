"""XSD's regular expressions: what they match, by clause of XML Schema Part 2, appendix F, and that none is slow."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from teikit.relaxng.datatypes.patterns import Pattern, compile_pattern
from teikit.relaxng.datatypes.patterns.automaton import MAX_TRANSITIONS
from teikit.relaxng.errors import DatatypeError

MATCHES = [
    # expression, matched, not matched
    (
        r"[^\p{C}\p{Z}]+",
        ["word", "é", "日本", "a\u0301", "€"],
        ["", "a b", "\u200b", "\u00ad", "\ue000", "\u0378", "a\u00a0b", "\u2028", "\t", "\x85"],
    ),
    (r"\S+", ["a\u00a0b", "\u2028", "\u3000", "\u200b"], ["", "a b", "a\tb", "\n", "\r"]),
    (r"\s", [" ", "\t", "\n", "\r"], ["\u00a0", "\x0b", "\x85", "\u2003"]),
    (r"[\S]+", ["a\u00a0"], ["a b"]),
    (r"[^\s]+", ["a\u00a0"], ["a b"]),
    (r"[^\S]+", [" \t"], ["a", "\u00a0"]),
    (r".", ["a", "\u2028", "\x85", "\U0001f600", "\t"], ["\n", "\r", "ab", ""]),
    (r"\i\c*", ["a", "_a", ":", "é1", "日"], ["1", "-", ".", "\u0300a", "a b", ""]),
    (r"[\i-[:]][\c-[:]]*", ["a-b.c"], ["a:b", ":"]),
    (r"\I", ["1", "-", " ", "\u0300"], ["a", ":", "_"]),
    (r"\C+", [" !", "\u20ac"], ["a", "1", "-"]),
    (r"\d+", ["0", "٣", "१"], ["a", "²", "Ⅷ", ""]),
    (r"\D", ["a", "²"], ["1", "٣"]),
    (r"\w+", ["a1", "é", "+", "€", "a\u0301", "²"], ["_", "-", " ", "\u200b", "."]),
    (r"\W+", ["_- ", "\u200b", "«"], ["a", "+"]),
    (r"\p{Lu}\p{Ll}*", ["É", "Aa", "Жж"], ["a", "AA", "ǅ", ""]),
    (r"\P{L}+", ["1 !"], ["a", "é"]),
    (r"\p{Cn}", ["\u0378"], ["a", "\ue000"]),
    (r"\p{IsGreek}+", ["λόγος"[:1], "αβ"], ["a", "ж"]),
    (r"\p{IsGreekandCoptic}", ["α"], ["a"]),
    (r"\P{IsBasicLatin}+", ["é日"], ["a", "éa"]),
    (r"[\P{IsBasicLatin}x]+", ["éx"], ["a"]),
    (r"\p{IsPrivateUse}", ["\ue000", "\U000f0000"], ["a"]),
    (r"[a-z-[aeiou]]+", ["bcd"], ["abc", "B"]),
    (r"[^a-c-[x]]", ["y", "A"], ["a", "x"]),
    (r"[a-z-[b-y-[m]]]+", ["amz"], ["b", "n"]),
    (r"[-a]+", ["-a"], ["b"]),
    (r"[a-]+", ["-a"], ["b"]),
    (r"[\-a]+", ["-a"], ["b", "\\"]),
    (r"[^^]", ["a"], ["^"]),
    (r"[a^]+", ["^a"], ["b"]),
    (r"^a$", ["^a$"], ["a"]),
    (r"[.]", ["."], ["a"]),
    (r"[$*+?(){}|]+", ["$*+?(){}|"], ["a"]),
    (r"\.\\\?\*\+\(\)\{\}\[\]\|\-\^\n\r\t", [".\\?*+(){}[]|-^\n\r\t"], [""]),
    (r"a||b", ["a", "b", ""], ["ab"]),
    (r"(|a)b", ["b", "ab"], ["a"]),
    (r"", [""], ["a"]),
    (r"()", [""], ["a"]),
    (r"a{0}b", ["b"], ["ab"]),
    (r"a{2}", ["aa"], ["a", "aaa"]),
    (r"a{2,}", ["aa", "aaaa"], ["a"]),
    (r"a{0,2}", ["", "aa"], ["aaa"]),
    (r"(ab){1,2}", ["ab", "abab"], ["", "ababab", "aba"]),
    (r"(a?){3}a{3}", ["aaa", "aaaaaa"], ["aa", "aaaaaaa"]),
    (r"(a*)*b", ["b", "aaab"], ["a"]),
    (r"(ab|a)(bc|c)?", ["ab", "abc", "abbc", "ac", "a"], ["abcc"]),
    (r"a&&b~~c", ["a&&b~~c"], ["a"]),
    (r"[&&~~]+", ["&~"], ["a"]),
]


@pytest.mark.parametrize(
    ("source", "text", "expected"),
    [
        pytest.param(source, text, expected, id=f"{source} {text!r}")
        for source, matched, unmatched in MATCHES
        for texts, expected in ((matched, True), (unmatched, False))
        for text in texts
    ],
)
def test_an_expression_matches(source: str, text: str, expected: bool) -> None:
    pattern = Pattern(source)
    assert pattern.matches(text) == expected
    assert pattern.automaton.matches(text) == expected


WRONG = [
    ("a{", 2, r"write \"\\{\" for the character"),
    ("a{1,2", 2, "a quantity is"),
    ("a{,2}", 2, "a quantity is"),
    ("a{2,1}", 2, "from 2 down to 1"),
    ("a{1000000}", 2, "over 100,000"),
    ("*a", 1, "repeats nothing"),
    ("a|*", 3, "repeats nothing"),
    ("a**", 3, "follows a quantifier"),
    ("a+?", 3, "follows a quantifier"),
    ("(a", 1, "never closed"),
    ("a)", 2, "closes nothing"),
    ("(?:a)", 2, "not of this language"),
    ("[", 1, "never closed"),
    ("[]", 1, "empty"),
    ("[^]", 1, "empty"),
    ("[b-a]", 2, "runs backwards"),
    ("[a-b-c]", 5, "put it first or last"),
    ("[a[b]", 3, r"write \"\\[\""),
    ("[a-\\d]", 6, "cannot end a range"),
    ("[\\d-z]", 4, "cannot begin a range"),
    ("[a-[b]c]", 7, '"]" must follow'),
    ("a]", 2, r"write \"\\]\""),
    ("a}", 2, r"write \"\\}\""),
    ("\\", 1, "ends in a lone"),
    ("\\$", 1, "needs no backslash"),
    ("\\b", 1, "no escape of this language"),
    ("\\1", 1, "no escape of this language"),
    ("\\p{Cs}", 1, "no category"),
    ("\\p{Latin}", 1, "no category"),
    ("\\pL", 1, "is written"),
    ("\\p{IsGreec}", 1, 'did you mean "IsGreek"?'),
    ("(" * 200, 102, "more than 100 groups"),
]


@pytest.mark.parametrize(("source", "place", "message"), [pytest.param(*w, id=w[0][:20]) for w in WRONG])
def test_what_is_no_expression_is_refused_with_its_place(source: str, place: int, message: str) -> None:
    with pytest.raises(DatatypeError) as caught:
        compile_pattern(source)
    assert f"at character {place}, " in caught.value.message
    assert message.replace('\\"', '"').replace("\\\\", "\\") in caught.value.message


def test_nested_counts_are_bounded() -> None:
    with pytest.raises(DatatypeError, match="counts too high"):
        compile_pattern("(((a{1,100}b){100}c){100}d){100}")


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (r"(a+)+b", "a" * 20_000),
        (r"(a|aa)*b", "a" * 20_000),
        (r"(.*,)*x", ",a" * 10_000),
        (r"a*a*a*a*a*b", "a" * 20_000),
        (r"(\S+\s?)*;", "word " * 4_000),
        (r"([^\p{C}\p{Z}]+\s?)+;", "слово " * 4_000),
    ],
)
def test_no_expression_takes_more_than_linear_time(source: str, text: str) -> None:
    """Backtracking would take longer than the universe is old."""
    pattern = Pattern(source)
    started = time.process_time()
    assert not pattern.matches(text)
    assert time.process_time() - started < 5


def test_the_automaton_forgets_before_it_grows_too_large() -> None:
    pattern = Pattern(r"\p{L}*")
    many = "".join(chr(code) for code in range(0x4E00, 0x9FA5)) + "".join(chr(code) for code in range(0xAC00, 0xD7A0))
    for start in range(3):
        assert pattern.automaton.matches(many[start:])
    assert sum(len(state.following) for state in pattern.automaton._states.values()) <= MAX_TRANSITIONS


def test_a_text_is_followed_as_far_as_it_goes() -> None:
    index, state = Pattern(r"\d+(\.\d+){0,2}").automaton.stuck("1.2.x")
    assert index == 4
    assert [members.source for members in state.expected()] == [r"\d"]


LEAVES = st.sampled_from(["a", "b", "c", ".", "[ab]", "[^a]", r"\d", "[a-c-[b]]", "1", ""])


def _grown(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    quantifiers = st.sampled_from(["?", "*", "+", "{2}", "{1,3}", "{0,1}", "{2,}"])
    return st.one_of(
        st.tuples(inner, inner).map("".join),
        st.tuples(inner, inner).map(lambda pair: f"({pair[0]}|{pair[1]})"),
        st.tuples(inner, quantifiers).map(lambda pair: f"({pair[0]}){pair[1]}"),
    )


@settings(max_examples=300, deadline=None)
@given(st.recursive(LEAVES, _grown, max_leaves=8), st.lists(st.text("abc1\n", max_size=8), min_size=1, max_size=6))
def test_both_matchers_say_what_python_says(source: str, texts: list[str]) -> None:
    """Where the two languages mean the same, which here is but for subtraction and the wildcard."""
    theirs = re.compile(source.replace("[a-c-[b]]", "[ac]").replace(".", r"[^\n\r]"))
    pattern = Pattern(source)
    for text in texts:
        expected = theirs.fullmatch(text) is not None
        assert pattern.matches(text) == expected
        assert pattern.automaton.matches(text) == expected


@settings(max_examples=400, deadline=None)
@given(st.text(st.sampled_from("ab\\[]()-^|?*+{}1,.pPLdiIs"), max_size=14), st.text("ab1-", max_size=5))
def test_any_text_is_an_expression_or_an_error(source: str, text: str) -> None:
    try:
        pattern = Pattern(source)
    except DatatypeError:
        return
    assert pattern.matches(text) == pattern.automaton.matches(text)
