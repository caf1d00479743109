"""A transcript as it came: its bytes decoded, its lines numbered, every character with its place."""

from teikit.source.decode import Decoded, decode
from teikit.source.text import Line, SourceText, Span, read_source

__all__ = ["Decoded", "Line", "SourceText", "Span", "decode", "read_source"]
