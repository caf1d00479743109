"""Writes the words of a file's name as the titles of *Documents on Australian Foreign Policy* are written."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from teikit.dialects.cablegram_offices import offices
from teikit.dialects.cablegram_typing import SMALL, Typing
from teikit.patterns import lazy_pattern

_KIND = lazy_pattern(
    r"(?:cablegram|cable|telegram|telex|letter|memorandum|minute|note|despatch|dispatch|message|savingram|submission|statement|report|"
    r"paper|record|aide-?memoire)$"
)
_MONTH = lazy_pattern(r"(?:january|february|march|april|may|june|july|august|september|october|november|december)$")
#: Countries and bodies known by their initials; the edition types them with stops.
_INITIALS = {
    ("u", "k"): "U.K.",
    ("u", "s", "s", "r"): "U.S.S.R.",
    ("u", "s"): "U.S.",
    ("u", "n"): "U.N.",
    ("n", "z"): "N.Z.",
}
FIXED = "\0"  # behind a "to" that divides nothing
_NAMES = 3  # at most, after an honorific without initials: "Mr Malcolm MacDonald"


class Writer:
    """Writes the words of a title as the edition would."""

    def __init__(self, words: Sequence[str], typing: Typing, unmarked: Collection[str]) -> None:
        self.words = list(words)
        self.typing = typing
        self.unmarked = unmarked
        self.table = offices()
        self.out: list[str] = []
        self.at = 0
        self.office = False
        self.lists = self._lists()

    def text(self) -> str:
        """The title, a `FIXED` behind each "to" that is part of an office."""
        while self.at < len(self.words):
            for rule in (
                self._kind,
                self._phrase,
                self._honorific,
                self._mark,
                self._figure,
                self._typed,
                self._divider,
            ):
                if rule():
                    break
            else:
                self._word()
        return " ".join(self.out).replace(" ,", ",")

    def _next(self, ahead: int = 1) -> str:
        at = self.at + ahead
        return self.words[at] if at < len(self.words) else ""

    def _comma(self) -> None:
        if self.out and self.out[-1][-1] not in ",;":
            self.out[-1] += ","

    def _kind(self) -> bool:
        """Kind and parties: "Letter, Hasluck to Gorton", "Submission No. 71, Barnes to Cabinet", "Memorandum, DOT (Rose) to DEA"."""
        if self.at or not _KIND.match(self.words[0]):
            return False
        if self.words[-1] == "meeting" and self.words[1] not in SMALL:
            self.out.append(self.typing.case(self.words[0]) + ",")
            self.at = 1
            return True
        if "to" not in self.words[2:]:
            return False
        self.out.append(self.typing.case(self.words[0]))
        self.at = 1
        if self.words[1] == "no" and len(self.words) > 2:
            self._figure()
        if self.words[self.at] in SMALL:
            return True
        self._comma()
        for size in (1, 2):
            short = self.table.short.get("".join(self.words[self.at : self.at + size]))
            end = self.words.index("to", self.at)
            if short is not None:
                self.out.append(short)
                self.at += size
                if 0 < end - self.at <= 2:
                    inside = " ".join(self.typing.case(word) for word in self.words[self.at : end])
                    self.out.append(f"({inside})")
                    self.at = end
                break
        return True

    def _phrase(self) -> bool:
        found = self.table.at(tuple(self.words[self.at :]))
        if found is None:
            return False
        self.at += len(found.key)
        self.out.append(found.text)
        named = self.office and not found.comma
        self.office = False
        if (
            (found.comma or named)
            and self.at < len(self.words)
            and self.words[self.at] in ("to", "and", "of", "on", "with")
        ):
            self._comma()
        return True

    def _honorific(self) -> bool:
        """A man and his office: "Mr S. M. Bruce, High Commissioner", "Sir Geoffrey Whiskard, U.K. High Commissioner"."""
        if self.words[self.at] not in self.table.honorifics or not self._names_follow():
            return False
        words, table = self.words, self.table
        while self.at < len(words) and words[self.at] in table.honorifics:
            self.out.append(self.typing.case(words[self.at]))
            self.at += 1
        initials = 0
        while self.at < len(words) and len(words[self.at]) == 1 and words[self.at].isalpha():
            self.out.append(words[self.at].upper() + ".")
            initials += 1
            self.at += 1
        for count in range(_NAMES):
            if self.at >= len(words) or words[self.at] in SMALL or words[self.at].isdigit():
                break
            if count and words[self.at] in table.office_words:
                break
            if count and initials and (count > 1 or self._next() not in table.office_words):
                break  # one word is a surname, unless an office stands only behind the second: "E. E. Longfield Lloyd, Commissioner"
            size, typed = self.typing.compound(words[self.at :])
            self.out.append(typed if size else self.typing.case(words[self.at]))
            self.at += size or 1
        if self.at < len(words) and words[self.at] not in SMALL:
            self._comma()
            self.office = True
        return True

    def _names_follow(self) -> bool:
        ahead = self._next()
        return bool(ahead) and ahead not in SMALL - {"a"} and not (ahead in self.table.office_words and ahead != "u")

    def _mark(self) -> bool:
        """The mark of a footnote to the title."""
        word = self.words[self.at]
        if (
            word not in self.unmarked
            or not self.at
            or self.words[self.at - 1] == "no"
            or _MONTH.match(self._next() or "-")
        ):
            return False
        self.out.append(f"[{word}]")
        self.at += 1
        return True

    def _figure(self) -> bool:
        """Figures: "No. 262", "2/1948", "MU37/44", "2.03 p.m."."""
        word, ahead = self.words[self.at], self._next()
        if word == "no" and ahead[:1].isalnum() and any(one.isdigit() for one in ahead):
            self.out.append("No.")
            self.at += 1
            return self._figure() or True
        if (word, ahead) in (("p", "m"), ("a", "m")):
            self.out.append(f"{word}.m.")
            self.at += 2
            return True
        if not word[-1].isdigit():
            return False
        if len(ahead) == 2 and self._next(2) in ("a", "p") and self._next(3) == "m" and ahead.isdigit():
            self.out.append(f"{word}.{ahead}")
            self.at += 2
            return True
        day = _MONTH.match(ahead) or (self.at and _MONTH.match(self.words[self.at - 1]))
        if _MONTH.match(ahead) and self.at and self.words[self.at - 1] not in (*SMALL, "received"):
            self._comma()
        if day and len(word) == 4 and self._next(2) in ("a", "p", *(str(one) for one in range(60))):
            self.out.append(f"{word},")
            self.at += 1
            return True
        if len(ahead) == 1 and ahead.isalpha() and self.at + 2 == len(self.words):
            self.out.append(f"{word.upper()} ({ahead.upper()})")
            self.at += 2
            return True
        if ahead.isdigit() and len(ahead) in (2, 4) and not day:
            self.out.append(f"{word.upper()}/{ahead}")
            self.at += 2
            return True
        self.out.append(word.upper() if word[0].isdigit() or len(word) < 7 else self.typing.case(word))
        self.at += 1
        return True

    def _typed(self) -> bool:
        """Names of several words as the text types them, initials of countries, what an apostrophe was lost from."""
        word = self.words[self.at]
        size, typed = self.typing.compound(self.words[self.at :])
        if size:
            self.out.append(typed)
            self.at += size
            if self.at - 1 in self.lists:
                self._comma()
            return True
        for key, initials in _INITIALS.items():
            if tuple(self.words[self.at : self.at + len(key)]) == key and self._next(len(key)) not in ("s", "n"):
                self.out.append(initials)
                self.at += len(key)
                return True
        if word == "s" and self.at and len(self.words[self.at - 1]) > 2:
            self.out[-1] += f"{self.typing.apostrophe}s"
            self.at += 1
            return True
        if word in ("extract", "extracts") and self.at > 1 and any(one.isdigit() for one in self.words[self.at - 1]):
            self.out.append(f"({word})")
            self.at += 1
            return True
        if word == "d" and self._next()[:1] in tuple("aeiou"):
            self.out.append(f"d{self.typing.apostrophe}{self.typing.case(self._next())}")
            self.at += 2
            return True
        return False

    def _divider(self) -> bool:
        """A "to" between sender and recipient, or one that belongs to an office."""
        word = self.words[self.at]
        if word != "to" or not self.at:
            return False
        before, ahead = self.words[self.at - 1], self._next()
        held = before in self.table.held_to and self.words[max(0, self.at - 2)] != "prime"
        divides = ahead in self.table.honorifics or self.table.at(tuple(self.words[self.at + 1 :])) is not None
        if held and self.office and not divides and self.at + 1 < len(self.words):
            self.out.append("to" + FIXED)
            self.at += 1
            return True
        if self.office:
            self._comma()
            self.office = False
        self.out.append("to")
        self.at += 1
        return True

    def _word(self) -> None:
        word = self.words[self.at]
        if self.office and word in ("of", "on") and self._next() == "conversation":
            self._comma()
            self.office = False
        if self._whereabouts():
            return
        if self.at and word in SMALL:
            self.out.append(word)
        elif len(word) == 1 and word.isalpha():
            self.out.append(word.upper() + ("." if self.at + 1 < len(self.words) else ""))
        else:
            self.out.append(self.typing.case(word))
        if self.at in self.lists:
            self._comma()
        self.at += 1

    def _whereabouts(self) -> bool:
        """Where the recipient was: "Hodgson to Evatt (in Washington)"."""
        at, words = self.at, self.words
        if words[at] != "in" or at + 2 != len(words) or at < 3 or words[at - 2] != "to":
            return False
        if words[at - 1] in self.table.office_words | self.table.held_to | {"commission"}:
            return False
        self.out.append(f"(in {self.typing.case(words[at + 1])})")
        self.at += 2
        return True

    def _lists(self) -> frozenset[int]:
        """Words behind which a list of names has its comma: "Chifley to Addison, Fraser and Weightman"."""
        commas: set[int] = set()
        words, table = self.words, self.table
        for end, word in enumerate(words):
            if word != "and":
                continue
            start = max((at for at in range(end) if words[at] in SMALL), default=-1) + 1
            run = words[start:end]
            if not start or len(run) < 2 or not words[end + 1 : end + 2]:
                continue
            known = table.office_words | table.honorifics | set(table.short)
            if any(one in known or not one.isalpha() or len(one) < 2 or _KIND.match(one) for one in run):
                continue
            ends = [
                at
                for at in range(start, end - 1)
                if (words[at], words[at + 1]) not in self.typing.pairs
                and self.typing.compound(words[at : at + 2])[0] < 2
            ]
            commas.update(ends)
        return frozenset(commas)
