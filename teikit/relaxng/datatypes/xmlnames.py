"""Names as XML has them since its fifth edition (productions 4 and 4a), which Namespaces in XML narrows by the colon.

XSD 1.0 points to the second edition, whose tables stop at Unicode 2.0 and at the sixteen-bit plane; XML itself replaced
them in 2008, XSD 1.1 followed, and every name that was one before still is. So the wider tables are used.
"""

from __future__ import annotations

import re

NAME_START_CHARACTERS = (
    "A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f\u2c00-\u2fef"
    "\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
"""Without the colon; the inside of a class of `re`."""

NAME_CHARACTERS = NAME_START_CHARACTERS + r"\-.0-9" + "\u00b7\u0300-\u036f\u203f\u2040"
"""Without the colon; the inside of a class of `re`."""

NCNAME = re.compile(f"[{NAME_START_CHARACTERS}][{NAME_CHARACTERS}]*")
NAME = re.compile(f"[:{NAME_START_CHARACTERS}][:{NAME_CHARACTERS}]*")
NMTOKEN = re.compile(f"[:{NAME_CHARACTERS}]+")
QNAME = re.compile(f"(?:({NCNAME.pattern}):)?({NCNAME.pattern})")


def is_ncname(text: str) -> bool:
    """Whether the text is a name without a colon."""
    return NCNAME.fullmatch(text) is not None
