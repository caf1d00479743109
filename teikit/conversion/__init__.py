"""From a transcript to a TEI file: source, dialect, enrichment, encoding, each once and in this order."""

from teikit.conversion.files import convert_files, transcripts
from teikit.conversion.single import Conversion, convert_bytes, read_cable
from teikit.conversion.usage import usage_report

__all__ = ["Conversion", "convert_bytes", "convert_files", "read_cable", "transcripts", "usage_report"]
