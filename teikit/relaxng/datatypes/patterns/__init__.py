r"""Regular expressions as XML Schema Part 2, appendix F, defines them.

Not Python's, and not a translation into Python's alone: categories and blocks of Unicode, subtraction of classes, the
name characters `\i` and `\c`, and matching that no expression can make slow.
"""

from __future__ import annotations

from teikit.relaxng.datatypes.patterns.pattern import Pattern, compile_pattern

__all__ = ["Pattern", "compile_pattern"]
