"""A transcript as it came: its bytes decoded, its lines numbered, every character with its place."""

from teikit.source.decode import Decoded, decode
from teikit.source.groups import Group
from teikit.source.left_out import LeftOut
from teikit.source.pages import Page, PageWords, SetOff, Zone
from teikit.source.span import Line, Span
from teikit.source.text import SourceText, read_source

__all__ = [
    "Decoded",
    "Group",
    "LeftOut",
    "Line",
    "Page",
    "PageWords",
    "SetOff",
    "SourceText",
    "Span",
    "Zone",
    "decode",
    "read_source",
]
