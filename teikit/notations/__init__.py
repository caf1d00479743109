"""The notations of transcripts: what a bracket, a label, a date or a classification means, language by language.

The words are data, one TOML file a language; the grammar that puts them together is code, one module a construct.
"""

from teikit.notations.categories import Category, find_categories
from teikit.notations.dates import FoundDate, find_dates, read_date
from teikit.notations.languages import guess_language, language_code, language_name
from teikit.notations.marker import Found, Marker
from teikit.notations.markers import read_marker, scan
from teikit.notations.notation import Notation, available_languages, load_notation
from teikit.notations.release_stamps import goes_on_stamp, is_release_stamp

__all__ = [
    "Category",
    "Found",
    "FoundDate",
    "Marker",
    "Notation",
    "available_languages",
    "find_categories",
    "find_dates",
    "goes_on_stamp",
    "guess_language",
    "is_release_stamp",
    "language_code",
    "language_name",
    "load_notation",
    "read_date",
    "read_marker",
    "scan",
]
