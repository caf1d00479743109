"""teikit turns released cables and memoranda of conversation into TEI P5, validates TEI, and renders it."""

__version__ = "0.1.0"
