"""The formats that teikit renders to: one stylesheet each, which says itself what it makes.

A stylesheet `xslt/to-<name>.xsl` names its format in a top-level element of teikit's own:

    <tk:format xmlns:tk="urn:x-teikit:format" name="text" suffix=".txt" media-type="text/plain">What it is.</tk:format>

A new format is one new stylesheet; nothing here changes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lxml import etree

from teikit.errors import RenderError
from teikit.resources import resource

FORMAT_ELEMENT = "{urn:x-teikit:format}format"


@dataclass(frozen=True, slots=True)
class Format:
    """A format and the stylesheet that makes it.

    Attributes:
        name: What `--to` calls it.
        suffix: The end of a file's name, with its dot.
        media_type: Its MIME type.
        description: One sentence for people.
        stylesheet: The XSLT 3.0 stylesheet.
    """

    name: str
    suffix: str
    media_type: str
    description: str
    stylesheet: Path


def read_format(stylesheet: Path) -> Format:
    """What a stylesheet says of its format.

    Raises:
        RenderError: The stylesheet is not well-formed, or names no format.
    """
    try:
        root = etree.parse(str(stylesheet), etree.XMLParser(resolve_entities=False, no_network=True)).getroot()
    except (etree.XMLSyntaxError, OSError) as error:
        raise RenderError(f"the stylesheet cannot be read: {error}", file=stylesheet) from error
    element = root.find(FORMAT_ELEMENT)
    name = "" if element is None else (element.get("name") or "")
    if element is None or not name:
        raise RenderError("the stylesheet names no format; give it a top-level tk:format with @name", file=stylesheet)
    return Format(
        name=name,
        suffix=element.get("suffix") or f".{name}",
        media_type=element.get("media-type") or "application/octet-stream",
        description=" ".join((element.text or "").split()),
        stylesheet=stylesheet,
    )


@cache
def formats() -> dict[str, Format]:
    """Every format, by name and in the order of the names.

    Raises:
        RenderError: Two stylesheets give one name, or one names no format.
    """
    found: dict[str, Format] = {}
    for path in sorted(resource("xslt").glob("to-*.xsl")):
        each = read_format(path)
        if each.name in found:
            raise RenderError(f'the format "{each.name}" is also made by {found[each.name].stylesheet.name}', file=path)
        found[each.name] = each
    return dict(sorted(found.items()))


def format_named(name: str) -> Format:
    """The format of that name.

    Raises:
        RenderError: There is none; the message names those there are.
    """
    known = formats()
    if name not in known:
        raise RenderError(f'there is no format "{name}"; choose one of {", ".join(known)}')
    return known[name]


def suffixes(wanted: Iterable[Format]) -> dict[str, str]:
    """The suffix of each format's files when these are written into one folder.

    A format asked for alone has its own suffix. Where several share one, the first by name keeps it and the others put their
    name before it: with `text` and `transcript` together, `X.txt` is the text and `X.transcript.txt` the transcript.
    """
    taken: set[str] = set()
    given: dict[str, str] = {}
    for each in sorted(set(wanted), key=lambda one: one.name):
        given[each.name] = each.suffix if each.suffix not in taken else f".{each.name}{each.suffix}"
        taken.add(given[each.name])
    return given
