"""Transcripts that come inside something else: Word, OpenDocument, PDF, PAGE and ALTO XML, and the ZIP of pages that a platform exports.

One file a format. Each takes the text out in reading order, a blank line between paragraphs and a form feed between pages, and hands
on an ordinary `SourceText`, so that dialects, notations and the proof that nothing is lost hold for these as for any transcript.
Nothing is unpacked to disk and nothing is fetched.
"""

from teikit.containers.reading import container_in, is_container, read_transcript

__all__ = ["container_in", "is_container", "read_transcript"]
