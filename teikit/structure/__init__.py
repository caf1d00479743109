"""What the lines of a text are made of, in every dialect alike: numbered points, lists, tables, notes with their marks, attachments.

A dialect tells heads, paragraphs and turns; a typist's points and columns look the same in every layout, and are found here, after the
dialect and before an editor's corrections. Nothing is lost or moved: paragraphs are cut at their lines, and what is cut off becomes an
item, a row or a note.

Guidelines: 3.8 (lists), 3.9 (notes), 14.1 (tables), 4.1 (divisions).
"""

from teikit.structure.apply import structured

__all__ = ["structured"]
