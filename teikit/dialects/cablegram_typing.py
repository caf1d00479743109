"""How a document types its names: what a file's name has lost of capitals, hyphens, stops and apostrophes comes back from there."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from teikit.dialects.cablegram_offices import name_key, offices
from teikit.patterns import lazy_pattern

SMALL = frozenset(
    ["to", "from", "and", "of", "the", "in", "on", "by", "for", "with", "at", "a", "an", "de", "la", "von", "between"]
)
#: Names typed with a hyphen, a stroke or an apostrophe in the text, initials that are one name ("U.K.").
_TYPED = lazy_pattern(r"(?<![\p{L}\d])[\p{L}\d]+(?:[-’'/]\p{L}[\p{L}\d]*)+|(?<!\p{L})(?:\p{Lu}\.){2,4}")
_WORD = lazy_pattern(r"\p{L}+")
#: A word with a capital, and the word before it.
_PAIR = lazy_pattern(r"(?<!\p{L})(\p{L}++) (?=(\p{Lu}\p{L}*))")
_ACRONYM = 4  # letters; a longer word in capitals is a name that somebody typed in capitals


class Typing:
    """How the document types its names."""

    def __init__(self, text: str) -> None:
        self.apostrophe = "’" if "’" in text else "'"
        self.compounds: dict[tuple[str, ...], str] = {}
        self.joined: dict[str, str] = {}
        forms: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
        for match in _TYPED.finditer(text):
            forms[name_key(match[0])][match[0]] += 1
        self.cases: dict[str, Counter[str]] = defaultdict(Counter)
        said = "\n".join(line for line in text.splitlines() if not line.isupper())
        for word, times in Counter(_WORD.findall(said)).items():
            self.cases[word.casefold()][word] += times
        self.pairs = {(one.casefold(), other.casefold()) for one, other in set(_PAIR.findall(text))}
        for key, typed in forms.items():
            best = max(typed.items(), key=lambda item: (item[1], item[0]))[0]
            if any(part in SMALL for part in key) or best.islower():
                continue
            self.compounds[key] = best
            glued = "".join(key)
            if ("'" in best or "’" in best) and glued not in self.cases:
                self.joined[glued] = best

    def compound(self, words: Sequence[str]) -> tuple[int, str]:
        """How many of these words are typed as one name, and how; 0 and nothing where they are not."""
        for size in range(min(3, len(words)), 0, -1):
            if (typed := offices().joined.get(tuple(words[:size]))) is not None:
                return size, typed
        for size in range(min(4, len(words)), 1, -1):
            if (typed := self.compounds.get(tuple(words[:size]))) is not None:
                return size, typed
        return 0, ""

    def case(self, word: str) -> str:
        """A word with the capitals that the text gives it: `mcewen` is "McEwen", `anzus` "ANZUS"."""
        if word in self.joined:
            return self.joined[word]
        if word in offices().short:
            return offices().short[word]
        plain = word[:1].upper() + word[1:]
        typed = self.cases.get(word)
        if not typed or plain in typed or word in typed:
            return plain
        best = max(typed.items(), key=lambda item: (item[1], item[0]))[0]
        return plain if best.isupper() and len(best) > _ACRONYM else best

    def completed(self, cut: str) -> str | None:
        """The word that a cut one begins, if the text has one alone, its plural and other endings aside."""
        if len(cut) < _ACRONYM or cut in self.cases:
            return None
        table = [word for word in offices().words if word.startswith(cut)]
        if table:
            return table[0] if all(word.startswith(table[0]) for word in table) else None
        found = sorted(
            (
                word
                for word, typed in self.cases.items()
                if word.startswith(cut) and any(one[0].isupper() for one in typed)
            ),
            key=lambda word: (len(word), word),
        ) or sorted((word for word in self.cases if word.startswith(cut)), key=lambda word: (len(word), word))
        return found[0] if found and all(word.startswith(found[0]) for word in found) else None
