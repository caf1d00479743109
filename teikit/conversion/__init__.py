"""From a transcript to a TEI file: source, dialect, enrichment, encoding, each once and in this order."""

from teikit.conversion.files import convert_files, transcripts
from teikit.conversion.overview import overview
from teikit.conversion.single import Conversion, FileRead, convert_bytes, convert_file, read_cable, read_file
from teikit.conversion.usage import usage_report

__all__ = [
    "Conversion",
    "FileRead",
    "convert_bytes",
    "convert_file",
    "convert_files",
    "overview",
    "read_cable",
    "read_file",
    "transcripts",
    "usage_report",
]
