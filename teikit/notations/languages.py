"""Which language a text is in, and what languages are called.

A text's language is told by its script, then by letters that only one language has, then by its everyday words. Where nothing
tells, nothing is said: a line of numbers has no language, and 極秘 is Japanese and Chinese alike.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Collection
from functools import cache, lru_cache
from itertools import chain, islice
from pathlib import Path

import regex

from teikit.notations.folding import fold_label
from teikit.notations.notation import available_languages, load_notation
from teikit.patterns import lazy_pattern

_FILE = Path(__file__).resolve().parent / "languages.toml"
_WORD = lazy_pattern(r"\p{L}[\p{L}\p{M}'’]*")
# Enough to tell any language; the cost must not grow with the text.
_SAMPLE = 20_000
_ENOUGH_WORDS = 2_000
# So many different letters count as words do, at most: a foreign name has letters of its own too.
_MOST_LETTERS = 2
_SCRIPTS = {
    **{
        "Han": None,
        "Hiragana": "ja",
        "Katakana": "ja",
        "Hangul": "ko",
        "Cyrillic": None,
        "Latin": None,
        "Arabic": None,
    },
    **{
        "Hebrew": "he",
        "Greek": "el",
        "Thai": "th",
        "Devanagari": "hi",
        "Georgian": "ka",
        "Armenian": "hy",
        "Khmer": "km",
    },
}
_SCRIPT_OF = {
    **dict.fromkeys(("ja", "zh", "ko"), "East"),
    **dict.fromkeys(("ru", "uk", "be", "bg", "sr", "mk", "mn"), "Cyrillic"),
    **dict.fromkeys(("ar", "fa", "ur"), "Arabic"),
    **{
        "he": "Hebrew",
        "el": "Greek",
        "th": "Thai",
        "hi": "Devanagari",
        "ka": "Georgian",
        "hy": "Armenian",
        "km": "Khmer",
    },
}
_SCRIPT = lazy_pattern("|".join(rf"(?P<{name}>\p{{Script={name}}})" for name in _SCRIPTS))
# Characters that Japan simplified in its own way, and characters of the mainland's simplification.
_ONLY_JAPANESE = frozenset(
    "処対経気図総発単実広応戦関売読済変駅県鉄銭労営歩悪圧囲壱為栄円塩桜仮価拡覚勧観帰拠挙暁訳択沢択払仏覧録団担辺竜滝両録込働峠畑"
)
_ONLY_CHINESE = frozenset(
    "们这说发经图总单实广应战关卖读济变县铁钱劳营压围为荣圆盐价扩觉劝观归据举译择泽览录担边龙两个时问间门见长东车马书贝话语请让认议记许论设访证评识试诗详调谁谈与业严丧"
)
_ONLY_TRADITIONAL = frozenset(
    "們這說對發經圖總單實廣應戰關賣讀濟變縣鐵錢勞營壓圍為榮圓鹽價擴覺勸觀歸據舉譯擇澤覽錄擔邊龍兩個時問間門見長東車馬書貝話語"
)


def guess_language(text: str, *, among: Collection[str] | None = None) -> str | None:
    """The BCP 47 code of the language a text is most likely in; `None` where nothing tells.

    Args:
        text: A block of text; the first twenty thousand characters are looked at.
        among: The languages it can only be in (those of the document, say); then its script alone may tell.
    """
    sample = text[:_SAMPLE]
    counts: Counter[str] = Counter()
    for letter, times in Counter(sample).items():
        if (name := _script_of(letter)) is not None:
            counts[name] += times
    if not counts:
        return None
    kana, hangul, han = counts["Hiragana"] + counts["Katakana"], counts["Hangul"], counts["Han"]
    # A character of these scripts weighs as much as some three letters of an alphabet.
    weights = {
        name: float(count) for name, count in counts.items() if name not in ("Han", "Hiragana", "Katakana", "Hangul")
    }
    weights["East"] = 3.0 * (kana + hangul + han)
    script: str = max(sorted(weights), key=lambda name: weights[name])
    if among is not None:
        written = [code for code in sorted(set(among)) if _SCRIPT_OF.get(code, "Latin") == script]
        if len(written) < 2:
            return written[0] if written else None
        if script == "Latin":
            return _latin(sample, frozenset(written))
    if script == "East":
        return _eastern(sample, kana, hangul, han)
    if script == "Cyrillic":
        return _cyrillic(sample)
    if script == "Arabic":
        return "fa" if any(letter in sample for letter in "پچژگ") else "ar"
    if script == "Latin":
        return _latin(sample)
    return _SCRIPTS[script]


@lru_cache(maxsize=20_000)
def _script_of(letter: str) -> str | None:
    match = _SCRIPT.match(letter)
    return match.lastgroup if match else None


def language_code(name: str) -> str | None:
    """The BCP 47 code of a language named in any language teikit knows ("Japanese", "日本語", "russisch").

    A code that is itself given ("ja") comes back; of several languages ("Chinese and English") the first counts.
    """
    names = _names()
    folded = fold_label(name)
    for one in (folded, *regex.split(r"\s*(?:[,;/&]|\band\b|\bund\b|\bet\b|、|・)\s*", folded)):
        bare: str = one.strip(" .()")
        if bare in names:
            return names[bare]
        if bare in _english_names():
            return bare
        # "in Japanese", "translated from the Russian", "русского языка", "język rosyjski"
        for word in regex.split(r"[\s,;()]+", bare):
            if word in names:
                return names[word]
    return None


def language_name(code: str) -> str | None:
    """The English name of a language; `None` where the code is not known."""
    return _english_names().get(code.split("-", 1)[0].casefold())


def _eastern(sample: str, kana: int, hangul: int, han: int) -> str | None:
    if hangul > kana and 2 * hangul >= han // 4:
        return "ko"
    if kana and kana * 20 >= han:
        return "ja"
    japanese = sum(char in _ONLY_JAPANESE for char in sample)
    chinese = sum(char in _ONLY_CHINESE for char in sample)
    traditional = sum(char in _ONLY_TRADITIONAL and char not in _ONLY_JAPANESE for char in sample)
    if japanese > chinese and (japanese * 4 >= traditional or kana):
        return "ja"
    if chinese > japanese:
        return "zh"
    # Thirty characters of Japanese are never without kana.
    return "zh" if han >= 30 and not kana else None


def _cyrillic(sample: str) -> str:
    letters = Counter(char for char in sample.casefold() if char.isalpha())
    if letters["ї"] or letters["ґ"] or letters["є"] > letters["э"] + letters["ы"]:
        return "uk"
    if letters["ў"]:
        return "be"
    if letters["ђ"] or letters["ћ"]:
        return "sr"
    if letters["ѓ"] or letters["ѕ"] or letters["ќ"]:
        return "mk"
    if letters["ө"] or letters["ү"]:
        return "mn"
    if letters["ъ"] > 2 and not letters["ы"] and not letters["э"]:
        return "bg"
    return "ru"


def _latin(sample: str, among: frozenset[str] | None = None) -> str | None:
    words = [match.group().casefold().replace("’", "'") for match in islice(_WORD.finditer(sample), _ENOUGH_WORDS)]
    counts = Counter(words)
    letters = Counter(letter for word in words if not word.isascii() for letter in word if not letter.isascii())
    writers = _writers()
    ranked = []
    for code, known in sorted(_function_words().items()):
        if among is not None and code not in among:
            continue
        found = [word for word in known if word in counts]
        # One letter proves little, one word said often less than several.
        hits = sum(counts[word] * (1.0 if len(word) > 1 else 0.3) for word in found)
        kinds = sum(len(word) > 1 for word in found)
        # A letter that few languages write speaks for each of them.
        written = [letter for letter in letters if code in writers.get(letter, ())]
        hits += sum(letters[letter] / len(writers[letter]) for letter in written)
        kinds += min(len(written), _MOST_LETTERS)
        ranked.append((hits * min(kinds, 8), hits, kinds, code))
    ranked.sort(key=lambda one: (-one[0], one[3]))
    if not ranked:
        return None
    score, hits, kinds, best = ranked[0]
    second = ranked[1][0] if len(ranked) > 1 else 0.0
    if kinds == 0 or (kinds < 2 and len(words) > 5) or hits / len(words) < 0.08:
        return None
    return best if score > second * 1.1 or hits >= 8 else None


@cache
def _tables() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(_FILE.read_text("utf-8"))


@cache
def _names() -> dict[str, str]:
    return {fold_label(name): code for code, names in _tables()["names"].items() for name in names}


@cache
def _english_names() -> dict[str, str]:
    return {code: names[0] for code, names in _tables()["names"].items()}


@cache
def _writers() -> dict[str, frozenset[str]]:
    """The languages that write a letter beyond the plain alphabet."""
    table: dict[str, set[str]] = {}
    for code, (letters, *_) in _tables()["letters"].items():
        for letter in letters:
            table.setdefault(letter, set()).add(code)
    return {letter: frozenset(codes) for letter, codes in table.items()}


@cache
def _function_words() -> dict[str, frozenset[str]]:
    own = ((code, load_notation(code).function_words) for code in available_languages())
    more = ((code, frozenset(words)) for code, words in _tables()["function_words"].items())
    return {code: words for code, words in chain(own, more) if words}
