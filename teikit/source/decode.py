"""Bytes into characters: the encodings in which archives hand out transcripts, and what was assumed.

A byte order mark decides; then UTF-8, if the bytes are UTF-8; then UTF-16 without a mark; then ISO-2022-JP by its escapes.
What is left are the encodings of eight-bit days, told apart by how well the text that comes out reads. A guess is reported, so that
an editor can name the encoding instead.
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from teikit.errors import SourceError
from teikit.findings import Finding, Location, Severity
from teikit.patterns import lazy_pattern

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
#: Tried on bytes that are neither Unicode nor marked. The order decides between equals.
_CANDIDATES = (
    "shift_jis",
    "euc_jp",
    "gb18030",
    "euc_kr",
    "big5",
    "windows-1251",
    "koi8-r",
    "windows-1252",
    "windows-1250",
    "cp932",
)
#: The control characters that no text has, but for those that divide it.
_CONTROLS = bytes((*range(0x09), *range(0x0E, 0x1B), *range(0x1C, 0x20)))
_SIGNATURES = {
    b"%PDF-": "a PDF file",
    b"PK\x03\x04": "a ZIP archive (a Word or OpenDocument file, perhaps)",
    b"\xd0\xcf\x11\xe0": "an old Word file",
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"II*\x00": "a TIFF image",
    b"MM\x00*": "a TIFF image",
    b"GIF8": "a GIF image",
    b"\x1f\x8b": "a gzip file",
    b"{\\rtf": "an RTF file",
}
_SAMPLE = 200_000
_PLAIN = lazy_pattern(
    r"[ -~\n\r\t\u00a0-\u024f\u2010-\u2030\u3000-\u303f\uff01-\uff9f"
    r"\p{Greek}\p{Cyrillic}\p{Hiragana}\p{Katakana}\p{Han}\p{Hangul}\p{Arabic}\p{Hebrew}]"
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """Decoded text, the encoding it was read in, and what had to be assumed."""

    text: str
    encoding: str
    findings: tuple[Finding, ...] = ()


def decode(data: bytes, name: str, encoding: str | None = None) -> Decoded:
    """Decode the bytes of a transcript.

    Args:
        data: The bytes.
        name: The file's name, for messages.
        encoding: The encoding, if the user names one.

    Raises:
        SourceError: There is nothing in it, it is not text, or the encoding named does not fit.
    """
    if not data.strip():
        raise SourceError("the file is empty; there is nothing to convert", file=name)
    if encoding:
        return _named(data, name, encoding)
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return _marked(data[len(mark) :], name, codec)
    for signature, what in _SIGNATURES.items():
        if data.startswith(signature):
            raise SourceError(
                f"this is {what}, not a text transcript; give its text, or the file with its own ending", file=name
            )
    if (wide := _unmarked_utf16(data)) is not None:
        return _assumed(data.decode(wide), name, wide, "it holds zero bytes as UTF-16 does")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _legacy(data, name, error)
    if "\x1b$" in text or "\x1b(" in text:
        try:
            return _assumed(
                data.decode("iso2022_jp_2"), name, "iso-2022-jp", "it switches character sets as ISO-2022-JP does"
            )
        except UnicodeDecodeError:
            pass
    _refuse_binary(data, name)
    return Decoded(text, "utf-8")


def _named(data: bytes, name: str, encoding: str) -> Decoded:
    try:
        text = data.decode(codecs.lookup(encoding).name)
    except LookupError as error:
        raise SourceError(
            f"no encoding is called {encoding!r}; try utf-8, shift_jis, gb18030, koi8-r or windows-1252", file=name
        ) from error
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise SourceError(
            f"byte {error.start} (0x{data[error.start]:02X}) is not {encoding}; name another encoding",
            file=name,
            line=line,
        ) from error
    return Decoded(text.removeprefix("\ufeff"), encoding.lower())


def _marked(data: bytes, name: str, codec: str) -> Decoded:
    try:
        return Decoded(data.decode(codec), codec)
    except UnicodeDecodeError as error:
        text = data.decode(codec, errors="surrogatepass" if codec.startswith("utf-16") else "replace")
        return Decoded(text, codec, (_broken(data, name, codec, error.start),))


def _unmarked_utf16(data: bytes) -> str | None:
    """UTF-16 without a byte order mark, as some exports write it: it alone of all encodings of text has zero bytes."""
    if len(data) % 2 or b"\x00" not in data[:_SAMPLE]:
        return None
    best: tuple[float, str] | None = None
    for codec in ("utf-16-le", "utf-16-be"):
        try:
            text = data.decode(codec)[: _SAMPLE // 2]
        except UnicodeDecodeError:
            continue
        good = len(_PLAIN.findall(text)) / len(text)
        if good > 0.9 and (best is None or good > best[0]):
            best = (good, codec)
    return best[1] if best else None


def _refuse_binary(data: bytes, name: str) -> None:
    """Text has hardly any control characters; a program, an image or a database has many."""
    sample = data[:_SAMPLE]
    if (len(sample) - len(sample.translate(None, _CONTROLS))) * 20 > len(sample):
        raise SourceError(
            "this is not text: too many of its bytes are control characters; give the transcript as text", file=name
        )


def _legacy(data: bytes, name: str, error: UnicodeDecodeError) -> Decoded:
    _refuse_binary(data, name)
    mostly = data.decode("utf-8", errors="replace")
    broken = mostly.count("\ufffd")
    whole = sum(1 for character in mostly if ord(character) > 127) - broken
    if whole > 3 * broken:
        return Decoded(
            data.decode("utf-8", errors="surrogateescape"), "utf-8", (_broken(data, name, "utf-8", error.start),)
        )
    sample = _whole_lines(data)
    best: tuple[float, str] | None = None
    for codec in _CANDIDATES:
        try:
            score = _reads_as_text(sample.decode(codec), codec)
            data.decode(codec)
        except UnicodeDecodeError:
            continue
        if best is None or score > best[0]:
            best = (score, codec)
    if best is None:
        asked = _ask_library(data)
        if asked is None:
            text = data.decode("windows-1252", errors="surrogateescape")
            return Decoded(text, "windows-1252", (_broken(data, name, "windows-1252", error.start),))
        return _assumed(data.decode(asked), name, asked, "its bytes fit no other encoding as well")
    codec = best[1]
    return _assumed(data.decode(codec), name, codec, "it is not UTF-8, and reads best so")


def _ask_library(data: bytes) -> str | None:
    from charset_normalizer import from_bytes

    match = from_bytes(data[:_SAMPLE]).best()
    if match is None:
        return None
    try:
        data.decode(match.encoding)
    except UnicodeDecodeError:
        return None
    return match.encoding


def _whole_lines(data: bytes) -> bytes:
    """A sample that does not cut a character in two."""
    if len(data) <= _SAMPLE:
        return data
    cut = data.rfind(b"\n", 0, _SAMPLE)
    return data[: cut + 1] if cut > 0 else data


_GOOD = {
    "shift_jis": lazy_pattern(r"[\p{Hiragana}\p{Katakana}ー。、「」（）・]"),
    "cp932": lazy_pattern(r"[\p{Hiragana}\p{Katakana}ー。、「」（）・]"),
    "euc_jp": lazy_pattern(r"[\p{Hiragana}\p{Katakana}ー。、「」（）・]"),
    "gb18030": lazy_pattern(
        r"[的一是不了在人有我他这中大来上国个到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可她里后，。、《》“”（）]"
    ),
    "big5": lazy_pattern(
        r"[的一是不了在人有我他這中大來上國個到說們為子和你地出道也時年得就那要下以生會，。、「」（）]"
    ),
    "euc_kr": lazy_pattern(r"[\p{Hangul}]"),
    "windows-1251": lazy_pattern(r"[оеаинтсрвлк ]"),
    "koi8-r": lazy_pattern(r"[оеаинтсрвлк ]"),
    "windows-1252": lazy_pattern(r"[éèàùâêîôûëïìòõãýÿçäöüßñáíóúåøæÉÈÀÄÖÜÅØÇÑ‘’“”–—…£§°]"),
    "windows-1250": lazy_pattern(r"[ąćęłńóśźżáéíóöőúüűčďěňřšťůž‘’“”„–—…]"),
}
_STRANGE = lazy_pattern(r"[\p{Co}\p{Cn}\x80-\x9f\u2500-\u259f\ufffd\uff66-\uff9f]|\p{Ll}\p{Lu}\p{Ll}")
_HIGH = lazy_pattern(r"[^\x00-\x7f]")

_CYRILLIC = ("windows-1251", "koi8-r")
_ONE_BYTE = (*_CYRILLIC, "windows-1252", "windows-1250")
#: A Cyrillic letter inside a Latin word, or three accented letters in a row: signs that the other alphabet was meant.
_MIXED = lazy_pattern(r"[A-Za-z]\p{Cyrillic}|\p{Cyrillic}[A-Za-z]")
_CROWDED = lazy_pattern(r"[^\x00-\x7f\P{L}]{3}")


def _reads_as_text(text: str, codec: str) -> float:
    """How much of what is not ASCII are the letters that such a text is made of, less what no such text holds."""
    high = _HIGH.findall(text)
    if not high:
        return 0.0
    good = sum(1 for _ in _GOOD[codec].finditer("".join(high)))
    strange = sum(1 for _ in _STRANGE.finditer(text))
    strange += sum(1 for _ in (_MIXED if codec in _CYRILLIC else _CROWDED).finditer(text)) if codec in _ONE_BYTE else 0
    return (good - 4 * strange) / len(high)


def _assumed(text: str, name: str, codec: str, why: str) -> Decoded:
    finding = Finding(
        "TK903",
        Severity.INFORMATION,
        Location(name, 1, 1),
        f"read as {codec}: {why}",
        "If letters look wrong, name the encoding with --encoding.",
    )
    return Decoded(text.removeprefix("\ufeff"), codec, (finding,))


def _broken(data: bytes, name: str, codec: str, at: int) -> Finding:
    line = data.count(b"\n", 0, at) + 1
    column = at - data.rfind(b"\n", 0, at)
    return Finding(
        "TK902",
        Severity.WARNING,
        Location(name, line, column),
        f"mixed encodings: byte {at} (0x{data[at] if at < len(data) else 0:02X}) does not fit {codec}, in which the rest is written",
        "What does not fit is left out of the text and listed among what was dropped; save the file as UTF-8.",
    )
