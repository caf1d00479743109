"""The model written as TEI P5: the one place that knows how a cable is encoded."""

from teikit.tei.document import encode

__all__ = ["encode"]
