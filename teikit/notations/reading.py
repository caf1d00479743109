"""What the words inside one pair of brackets mean, apart from where they stand.

A grammar, not a list: a verb of the language ("not declassified", 墨塗り), whatever amount it speaks of, the hand that says so,
the codes that justify it. Slips of the typist are forgiven where nothing else can be meant.
"""

from __future__ import annotations

from dataclasses import replace

import regex

from teikit.notations.acts import is_act
from teikit.notations.amounts import only_amounts, read_amount
from teikit.notations.blocks import block_runs
from teikit.notations.codes import exemptions, is_only_codes, without_codes
from teikit.notations.edges import addresses, beginning, ends, starts, touches
from teikit.notations.folding import fold, is_unspaced
from teikit.notations.hands import fold_ends, name_hand
from teikit.notations.marker import Kind, Marker
from teikit.notations.notation import Notation
from teikit.notations.verbs import slip_pattern, verb_pattern, whole_words
from teikit.patterns import lazy_pattern

SQUARE = "[〔［【"
_ELLIPSIS = lazy_pattern(r"[.…·・\s*⋯‥]*(?:\.\s?\.|…|⋯|‥|\*|・・)[.…·・\s*⋯‥]*|-{2,}|—+")
_FOOTNOTE = lazy_pattern(r"\(?\^?(?P<mark>\d{1,3}[a-z]?|[*†‡§]{1,3})\)?")
_PAGE = lazy_pattern(
    r"(?:p(?:age|\.|g\.)?|seite|s\.|стр\.|с\.|página|pág\.|strona|oldal)\s*(?P<n>\d{1,4}|[ivxlc]{1,6})|(?P<h>\d{1,4})\s*[頁页]"
)
_EMPHASIS = lazy_pattern(r"^[\s_*]+|[\s_*]+$")
_READING = lazy_pattern(r"[^—–:,-]{1,40}?(?:[—–:-]+\s*(?P<reading>[^\n]{1,80})|,\s*(?P<reading>[^\n]{1,80}\?))\Z")
_TAB = lazy_pattern(r"(\p{L}+)(?:\s*[—–-]\s*\p{L}+)?\s*(?:\p{Lu}(?:[-–]\p{N})?|\p{N}{1,3}|[a-z]|[IVX]{1,4})?[.]?")
_PROPOSED = lazy_pattern(r"\s*[—–:-]+\s*[\p{L}\p{N}]")
# The longest that a short remark may be, in words: laughter, a blank, a sign of doubt.
_SHORT = 6
# The longest that tells what somebody did.
_CLAUSE = 16
# What may stand between round brackets too.
_ROUND = ("sic", "incident", "illegible", "inaudible", "withheld", "continued", "editorial")


def read_inner(inner: str, opening: str, notation: Notation) -> Marker | None:
    """Read what stands between two brackets.

    Args:
        inner: The text between them.
        opening: The opening bracket; round ones hold much that is no marker.
        notation: The language.
    """
    words = _EMPHASIS.sub("", inner)
    if not words:
        return _empty(inner, opening)
    square = opening in SQUARE
    folded = fold_ends(words)
    resp, rest, folded = name_hand(words, folded, notation, square)
    marker = _by_meaning(rest, folded, notation, square)
    if marker is not None and marker.kind == "incident" and resp is not None and is_act(rest, notation):
        marker = Marker("note", rest)  # "TN: he points to the map" is what the translator says of it
    if marker is None and resp is not None and (resp != "drafter" or not square):
        marker = Marker("note", rest)
    if marker is None:
        return None
    return replace(marker, resp=marker.resp or (resp if resp != "drafter" or marker.kind == "note" else None))


def is_amount(inner: str, notation: Notation) -> Marker | None:
    """An amount without a verb (`[3 lines]`), which means something only among markers that have one."""
    folded = fold(_EMPHASIS.sub("", inner)).strip(" .,;:")
    if len(folded) > 60 or not regex.search(r"\p{N}", folded) or not only_amounts(folded, notation):
        return None
    amount = read_amount(folded, notation)
    if amount is None or amount.unit not in ("line", "paragraph", "sentence", "word", "page") or amount.start > 12:
        return None
    return replace(_with_amount("withheld", inner.strip(), folded, notation), certainty="medium")


def _empty(inner: str, opening: str) -> Marker | None:
    if opening in SQUARE:
        if "*" in inner:
            return Marker("editorial" if inner.count("*") > 2 else "footnote", inner.strip())
        return Marker("withheld", "") if "_" not in inner else Marker("blank", inner)
    return Marker("blank", "") if opening == "（" and inner else None


def _by_meaning(words: str, folded: str, notation: Notation, square: bool) -> Marker | None:
    if _ELLIPSIS.fullmatch(words):
        return Marker("editorial", words)
    bare = folded.strip(" .,;:!")
    if not bare:
        # "[!]" is the short form of "sic" in much of Europe.
        return Marker("sic", words) if square and folded in ("!", "!!", "!!!") else None
    if (runs := block_runs(words, bracketed=square)) and (marker := _blocks(words, folded, runs, notation)) is not None:
        return marker
    if is_only_codes(words, marker=square) and (square or len(words) > 3):
        return Marker("withheld", words, exemptions=exemptions(words, marker=square))
    if bare in ("?", "??", "???", "(?)"):
        return Marker("unclear", words)
    exact = whole_words(notation).get(bare)
    if exact is not None and (square or exact in _ROUND):
        if exact in ("withheld", "illegible", "inaudible", "blank"):
            return _with_amount(exact, words, "", notation)
        return Marker(exact, words)
    if (marker := _withheld(words, folded, notation, square)) is not None:
        return marker
    for kind in ("illegible", "inaudible", "blank"):
        if (marker := _hole(kind, words, folded, notation)) is not None:
            return marker
    if not square:
        return None
    return _remark(words, folded, bare, notation)


def _blocks(words: str, folded: str, runs: list[tuple[int, int, int, bool]], notation: Notation) -> Marker | None:
    """Blocks and nothing else ("[████ ██]"), or with what the transcriber says of them ("[████ 2 lines]")."""
    beside = list(words)
    for start, end, _, _ in runs:
        beside[start:end] = " " * (end - start)
    rest = fold("".join(beside)).strip(" .,;:—–-")
    kind: Kind = "illegible" if all(run[3] for run in runs) else "withheld"
    if not rest:
        return Marker(kind, words, unit="char", quantity=str(sum(run[2] for run in runs)))
    marker = _withheld(words, folded, notation, square=True) or _hole("illegible", words, folded, notation)
    if marker is None and only_amounts(rest, notation) and read_amount(rest, notation) is not None:
        return _with_amount(kind, words, rest, notation)
    return marker


def _withheld(words: str, folded: str, notation: Notation, square: bool) -> Marker | None:
    verb = verb_pattern("withheld", notation).search(folded)
    if verb is None:
        verb = _weak_verb(folded, notation) if square else None
    if verb is None and len(folded) <= 200 and (slip := slip_pattern(folded, "withheld", notation)) is not None:
        verb = slip.search(folded)
        # A slip counts where an amount or nothing strange stands beside it.
        if verb is not None and not (
            only_amounts(_without(folded, verb), notation)
            or (len(verb.group()) > 12 and read_amount(_subject(folded, verb, notation), notation) is not None)
        ):
            verb = None
    if verb is None:
        return None
    subject = _subject(folded, verb, notation)
    if not square and len(folded) > 120:
        return None
    if not square and not only_amounts(_without(folded, verb), notation) and not exemptions(words):
        return None
    return _with_amount("withheld", words, subject, notation)


def _weak_verb(folded: str, notation: Notation) -> regex.Match[str] | None:
    """An everyday verb counts only where everything else in the bracket is an amount or a thing hidden."""
    if len(folded) > 160 or (match := verb_pattern("withheld_weak", notation).search(folded)) is None:
        return None
    rest = _without(folded, match)
    # The code of an exemption beside it leaves no doubt.
    if not only_amounts(rest, notation) and not exemptions(folded):
        return None
    # "[declassified]" is a stamp; "[less than 1 line declassified]" has lost its "not".
    if match.group() in ("declassified", "classified", "cut") and read_amount(rest, notation) is None:
        return None
    return match


def _hole(kind: Kind, words: str, folded: str, notation: Notation) -> Marker | None:
    if len(folded) > 160 or (verb := verb_pattern(kind, notation).search(folded)) is None:
        return None
    rest = _without(folded, verb)
    proposed = verb.start() == 0 and _PROPOSED.match(folded, verb.end()) is not None
    if only_amounts(rest, notation) and not (proposed and read_amount(rest, notation) is None):
        return _with_amount(kind, words, rest, notation)
    # "[garble—had earlier?]": the reading that the editor proposes.
    if verb.start() == 0 and (reading := _READING.match(words)) is not None:
        return Marker("unclear", reading["reading"].rstrip("? "), certainty="low")
    return None


def _remark(words: str, folded: str, bare: str, notation: Notation) -> Marker | None:
    verbs = notation.verbs
    count = len(folded.split()) if not is_unspaced(folded) else len(folded) // 2
    if (start := beginning(bare, verbs.get("editorial_start", ()))) is not None:
        rest = bare[len(start) :]
        return _with_amount("editorial", words, rest if only_amounts(rest, notation) else "", notation)
    if (verb := verb_pattern("editorial", notation).search(folded)) is not None and count <= 2 * _SHORT:
        rest = _without(folded, verb)
        if verb.start() == 0 or not regex.search(r"\p{L}", folded[verb.end() :]) or only_amounts(rest, notation):
            reading = _READING.match(words) if verb.start() == 0 and folded.endswith("?") else None
            if reading is not None:
                return Marker("unclear", reading["reading"].rstrip("? "), certainty="low")
            return _with_amount("editorial", words, rest, notation)
    slip = slip_pattern(folded, "editorial", notation) if count <= _SHORT else None
    verb = slip.search(folded) if slip is not None else None
    if verb is not None and (only_amounts(_without(folded, verb), notation) or verb.start() == 0):
        return Marker("editorial", words)
    if (page := _PAGE.fullmatch(bare)) is not None:
        return Marker("pagebreak", page["n"] or page["h"])
    if (mark := _FOOTNOTE.fullmatch(bare)) is not None:
        return Marker("footnote", mark["mark"])
    if (verb := verb_pattern("unclear", notation).search(folded)) is not None:
        if verb.start() == 0 and (reading := _READING.match(words)) is not None:
            return Marker("unclear", reading["reading"].rstrip("? "), certainty="low")
        rest = _without(folded, verb)
        if only_amounts(rest, notation):
            return _with_amount("unclear", words, rest, notation)
        if verb.start() == 0 and count <= _SHORT:
            if folded[verb.end() :].startswith(" "):
                # "[possibly Smith]"
                return Marker("unclear", words.split(None, len(verb.group().split()))[-1].strip(" ?"), certainty="low")
            return Marker("unclear", words)
    tab = _TAB.fullmatch(words)
    if tab is not None and tab[1].casefold() in verbs.get("structure", ()):
        return Marker("structure", words)
    if count <= _SHORT and touches(bare, verbs.get("incident", ())):
        return Marker("incident", words)
    if count <= _SHORT and starts(bare, verbs.get("incident_start", ())) and addresses(words, bare):
        return Marker("incident", words)
    if count <= _CLAUSE and is_act(words, notation):
        return Marker("incident", words)
    if starts(bare, verbs.get("note_start", ())) or ends(bare, verbs.get("note_end", ())):
        return Marker("note", words)
    if count <= _SHORT and touches(bare, verbs.get("note", ())):
        return Marker("note", words)
    if folded.endswith("?") and count <= _SHORT and regex.search(r"[\p{L}\p{N}]", words):
        return Marker("unclear", words.rstrip("? "), certainty="low")
    return None


def _with_amount(kind: Kind, words: str, subject: str, notation: Notation) -> Marker:
    codes = exemptions(words, marker=True) if kind == "withheld" else ()
    if codes:
        # "E.O. 13526 sec. 3.3(b)(1)" measures nothing.
        subject = without_codes(subject)
    amount = read_amount(subject, notation) if subject else None
    if amount is None:
        return Marker(kind, words, exemptions=codes)
    return Marker(
        kind,
        words,
        unit=amount.unit,
        quantity=amount.quantity,
        at_most=amount.at_most,
        at_least=amount.at_least,
        extent=_as_written(amount.extent, words) if amount.extent else None,
        precision=amount.precision,
        exemptions=codes,
        certainty=amount.certainty,
    )


def _as_written(extent: str, words: str) -> str:
    """A measure in the transcriber's own letters, where folding changed them."""
    pattern = r"\s+".join(regex.escape(word) for word in extent.split())
    match = regex.search(pattern, words, regex.IGNORECASE)
    return match.group() if match is not None else extent


def _subject(folded: str, verb: regex.Match[str], notation: Notation) -> str:
    """What the verb speaks of: the clause before it, or where that is empty or measures nothing what follows."""
    before, after = folded[: verb.start()], folded[verb.end() :]
    if len(before) > 80:
        before = regex.split(r"[.;]\s+", before)[-1]
    if not regex.search(r"[\p{L}\p{N}]", before):
        return after
    # "text not declassified (3 lines)", 此处删去三行: before the verb stand only words that say nothing of the size.
    if only_amounts(before, notation) and read_amount(before, notation) is None:
        return after
    return before


def _without(folded: str, verb: regex.Match[str]) -> str:
    return f"{folded[: verb.start()]} {folded[verb.end() :]}".strip()
