"""The head of a telegram, line by line: distribution, date-time group, addresses, classification, captions, SUBJECT, REF.

The head is a small state machine: before FM stands what the communications centre wrote, from FM to the classification line the
addresses, and after it the captions that the drafter typed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from teikit.dialects.telegram_labels import EXPORTED, slip
from teikit.dialects.telegram_lines import Told, categories_of
from teikit.dialects.telegram_names import read_address
from teikit.patterns import lazy_pattern
from teikit.source import Span

_DTG = lazy_pattern(
    r"^(?P<prec>(?:(?:[A-Z]{1,2}|0)\s+){0,4})(?P<dtg>\d{6}\s?[A-Zz]\s+[A-Z]{3,4}\s*(?:19|20)?\d\d)(?!\d)(?P<rest>.*)$"
)
_ADDRESS = lazy_pattern(r"^(?P<label>FM|FROM|TO|INFO|XMT|ZEN)(?P<sep>\s*:\s*|\s+)(?P<value>\S.*)$")
_ADDRESS_LABEL = lazy_pattern(r"^(?P<label>FM|FROM|TO|INFO)\s*:?$")
_TRANSMISSION = lazy_pattern(
    r"^(?P<label>ACTION|ORIGIN|INFO|DRAFTED BY|APPROVED BY|CLEARED BY)(?P<sep>\s*:?\s+)(?P<value>\S.*)$"
)
_ROUTING = lazy_pattern(r"^-{4,}.*$|^\d{1,3}$|^(?:POSS(?:IBLE)? DUPE)\b.*$")
_DISTRIBUTION = lazy_pattern(r"^(?:[A-Z]{1,6}-\d{2}|/\d{3}|[A-Z]{1,2}$)")
_LABEL = lazy_pattern(r"^(?P<label>[A-Z][A-Z.\d /]{0,24}?)(?P<sep>\s*[:;]\s*|\s*-\s+)(?P<value>.*)$")
_EO = lazy_pattern(r"^(?P<label>(?:DECL(?:AS)?:?\s*)?E\.?\s?O\.?(?=[\s:\d]))(?P<sep>\s*:?\s*)(?P<value>.*)$")
_BARE = lazy_pattern(
    r"^(?P<label>TAGS|SUBJECT|SUBJ|REFS?|REFTELS?)(?P<sep>\s*[:;.,\-]?\s+|\s*[:;.\-]\s*)(?P<value>\S.*)$"
)
NUMBER = lazy_pattern(
    r"(?P<place>\p{Lu}[\p{Lu}. '’-]*?)\s*(?P<number>\d{3,6})(?:/\d{1,2})?\s*"
    r"(?:CORRECTED COPY.*|\(?SECTION.*|(?:\(\s?)?\p{Lu}[\p{Lu}\d ./()-]{2,40})?$"
)
SECTION = lazy_pattern(r"\bSECTION\s+(?P<one>\d{1,2}|\p{Lu}+)\s+OF\s+(?P<all>\d{1,2}|\p{Lu}+)\b")
_PARAGRAPH = lazy_pattern(
    r"^(?:-\s+)?¶?(?:\(?\d{1,2}\s?[.)](?!\d)\s*\S|\(?[A-Z]\s?[.)]\s+\S)|^(?:SUMMARY|BEGIN SUMMARY|BEGIN TEXT|INTRODUCTION|COMMENT)\b"
)


#: A reference by its letter or number, or by the post and the year before it: "(B) STATE 110568", "77 LIMA 4455".
_ITEM = lazy_pattern(r"\(?[A-Z\d]{1,2}\s?[).:]\s*\S|(?:\d\d\s+)?\p{Lu}[\p{Lu}. ]*\s(?:[A-Z]-)?\d")
#: A list that is not at its end.
_LISTED = lazy_pattern(r"(?:[,;]|\bAND)$")
_LONGEST_ITEM = 60
#: Who classified a paper, and why.
_CLASSIFIED_BY = lazy_pattern(r"(?P<label>(?i:classified\s+by))(?P<sep>\s*:?\s+)(?P<value>\S.*)$")
#: What divides the address of a telegram from its text.
_BREAK = "BT"
_REACH = 14
_FARTHEST_ADDRESS = 60
_LONGEST = 140


@dataclass
class HeadLine:
    """A line of the head: its label, its value and its role (`""`: no role)."""

    told: Told
    role: str = ""
    label: Span | None = None
    value: Span | None = None
    continued: bool = False


@dataclass
class Head:
    """The head as found.

    Attributes:
        lines: Its lines in order; furniture and blank lines are among them, without a role.
        end: Index of the first line after it.
    """

    lines: list[HeadLine] = field(default_factory=list)
    end: int = 0


def is_number_line(text: str) -> bool:
    """Whether a line gives the classification and behind it the telegram's number or section."""
    if len(text) > _LONGEST:
        return False
    found = categories_of(text[:80])
    if not found or found[0].scheme != "classification" or found[0].start > 0:
        return False
    rest = text[found[0].end :].strip()
    return bool(rest) and (bool(NUMBER.search(rest)) or bool(SECTION.search(rest)))


def is_addressed(text: str) -> bool:
    """Whether a line by itself shows that it is of a head: an addressee, a date-time group, what the communications centre writes."""
    if len(text) > _LONGEST or _PARAGRAPH.match(text):
        return False
    if _DTG.match(text) or _ROUTING.match(text) or _TRANSMISSION.match(text) or text == _BREAK:
        return True
    address = _ADDRESS.match(text)
    name = address["value"] if address else text
    return text.isupper() and (read_address(name).short != read_address(name).name)


def read_head(told: Sequence[Told], start: int = 0, reach: int = 0) -> Head:
    """Find the head that begins at a line and tell what its lines are.

    Args:
        told: All lines.
        start: Index of the first.
        reach: How many lines to look at; all, where it is 0.
    """
    return _Reader(told[: start + reach] if reach else told, start).read()


class _Reader:
    def __init__(self, told: Sequence[Told], start: int):
        self.told, self.at, self.head = told, start, Head(end=start)
        self.phase = "transmission"
        self.role = ""
        self.blank = True
        self.furniture = False
        self.goes_on = False

    def read(self) -> Head:
        for index in range(self.at, len(self.told)):
            told = self.told[index]
            if told.kind == "blank":
                self.blank = True
                self.head.lines.append(HeadLine(told))
                continue
            if told.furniture and not (told.kind == "mark" and self.phase == "address"):
                self.furniture = True
                self.head.lines.append(HeadLine(told))
                continue
            if told.kind in ("end", "export"):
                break
            line = self._line(index, told)
            if line is None:
                break
            self.role = line.role
            self.goes_on = _LISTED.search(told.text) is not None
            self.head.lines.append(line)
            self.blank = self.furniture = False
            self.head.end = index + 1
        del self.head.lines[self.head.end - self.at :]
        return self.head

    def _line(self, index: int, told: Told) -> HeadLine | None:
        text = told.text
        if (dtg := _DTG.match(text)) and self.phase != "captions":
            return self._part(told, "date", dtg.start("dtg"), dtg.end("dtg"))
        address = _ADDRESS.match(text)
        if address and self._may_address(address["label"], address["value"]):
            label = address["label"]
            self.phase = "address"
            role = {"FM": "from", "FROM": "from", "TO": "to", "INFO": "info"}.get(label, "")
            return self._part(told, role, address.start("value"), len(text), address.end("label"))
        if (alone := _ADDRESS_LABEL.match(text)) and self._may_address(alone["label"], ""):
            # The posts stand below.
            self.phase = "address"
            role = {"FM": "from", "FROM": "from", "TO": "to", "INFO": "info"}[alone["label"]]
            return HeadLine(told, role, Span(told.span.start, told.span.start + alone.end("label")))
        if self.phase != "captions" and is_number_line(text):
            self.phase = "captions"
            return HeadLine(told, "number")
        if self.phase == "address":
            if text == _BREAK:
                return HeadLine(told)
            if told.kind == "mark":
                self.phase = "captions"
                return HeadLine(told, "number")
            if (
                self.role in ("to", "info", "from")
                and (not self.blank or self.furniture or read_address(text).short != read_address(text).name)
                and not _PARAGRAPH.match(text)
                and not self._label(text)
            ):
                return HeadLine(told, "info" if self.role == "info" else self.role, None, told.span, True)
            self.phase = "captions"
        if self.phase == "transmission":
            found = self._transmission(told)
            if found is not None:
                return found
        return self._caption(index, told)

    def _may_address(self, label: str, value: str) -> bool:
        if label in ("FM", "FROM"):
            return self.phase == "transmission"
        return self.phase == "address" and label != "FROM"

    def _part(self, told: Told, role: str, start: int, end: int, label: int = 0) -> HeadLine:
        at = told.span.start
        return HeadLine(told, role, Span(at, at + label) if label else None, Span(at + start, at + end))

    def _transmission(self, told: Told) -> HeadLine | None:
        text = told.text
        if found := _TRANSMISSION.match(text):
            role = {"ACTION": "action", "ORIGIN": "action", "INFO": "distribution"}.get(
                found["label"], found["label"].split()[0].lower()
            )
            return self._part(told, role, found.start("value"), len(text), found.end("label"))
        if _ROUTING.match(text):
            return HeadLine(told)
        if self.role in ("distribution", "action") and _DISTRIBUTION.match(text):
            return HeadLine(told, "distribution", None, told.span, True)
        if self.role in ("drafted", "approved", "cleared") and ":" in text + ":" and len(text) < 70:
            return HeadLine(told, "cleared" if self.role == "approved" else self.role, None, told.span, False)
        return None

    def _label(self, text: str) -> tuple[str, int, int] | None:
        """The role of a caption, where its label ends and where its value begins."""
        if found := _EO.match(text) or _CLASSIFIED_BY.match(text):
            return "executive_order", found.end("label"), found.start("value")
        if found := _BARE.match(text):
            return slip(found["label"]), found.end("label"), found.start("value")
        if found := _LABEL.match(text):
            label = found["label"].strip()
            role = slip(label) or EXPORTED.get(label.rstrip("0123456789 ").strip(), "")
            if role:
                return role, found.end("label"), found.start("value")
        return None

    def _caption(self, index: int, told: Told) -> HeadLine | None:
        text = told.text
        label = self._label(text)
        if label:
            role, end, value = label
            if role in ("from", "to", "info", "precedence", "classification", "date") and self.phase == "captions":
                return None
            return self._part(told, "" if role == "line" else role, value, len(text), end)
        if _PARAGRAPH.match(text) and not self._still(text):
            # What an archive or an edition has put before the head: "45. UNCLASSIFIED".
            return (
                HeadLine(told)
                if self.phase == "transmission" and not self.role and self._address_follows(index)
                else None
            )
        if not self.blank and self.role in ("subject", "tags", "reference", "executive_order"):
            return HeadLine(told, self.role, None, told.span, True)
        if self.role == "reference" and _reference_item(text) and len(text) < _LONGEST_ITEM:
            return HeadLine(told, "reference", None, told.span, True)
        if self.phase == "transmission" and self.head.end == 0:
            return HeadLine(told) if self._captions_follow(index) else None
        return HeadLine(told) if self._captions_follow(index) else None

    def _still(self, text: str) -> bool:
        """Whether a line that looks like a paragraph's beginning goes on with the caption above: a reference, or "E. STOKES"."""
        if self.blank:
            return self.role == "reference" and self.goes_on and len(text) < _LONGEST_ITEM and _reference_item(text)
        return (self.role == "reference" and _reference_item(text)) or (
            self.role == "subject" and text[0].isalpha() and text[1] == "."
        )

    def _address_follows(self, index: int) -> bool:
        """Whether the line of the sender is still to come, and a date-time group before it."""
        dated = False
        for told in self.told[index + 1 : index + _FARTHEST_ADDRESS]:
            if told.kind == "line":
                dated = dated or _DTG.match(told.text) is not None
                if dated and told.text.startswith(("FM ", "FROM ")):
                    return True
        return False

    def _captions_follow(self, index: int) -> bool:
        """Whether captions, or the beginning of the head, come soon after a line that says nothing by itself."""
        seen = 0
        for told in self.told[index + 1 : index + 6 * _REACH]:
            if told.kind != "line":
                continue
            seen += 1
            text = told.text
            if seen > _REACH:
                return False
            if self._label(text) or _DTG.match(text) or is_number_line(text):
                return True
            if self.phase == "transmission" and (_ADDRESS.match(text) or _TRANSMISSION.match(text)):
                return True
            if _PARAGRAPH.match(text):
                return False
        return False


def _reference_item(text: str) -> bool:
    return _ITEM.match(text) is not None and any(letter.isdigit() for letter in text)
