"""Reads a document that is not valid a second time, and says what is wrong. Imported only when there is need."""

from __future__ import annotations

from typing import Any, BinaryIO
from xml.parsers import expat

from teikit.relaxng.automaton import Automaton
from teikit.relaxng.errors import LimitError
from teikit.relaxng.frames import Draft
from teikit.relaxng.places import ParserPlaces, Place, TreePlaces
from teikit.relaxng.problems import Problem
from teikit.relaxng.reader import CHUNK, EncodingError, EntityError, Prefixes, feed, new_parser
from teikit.relaxng.report import Report
from teikit.relaxng.trees import scope_of, walk
from teikit.relaxng.vocabulary import Vocabulary
from teikit.relaxng.wellformed import is_unclosed, not_well_formed


def explain(source: bytes | BinaryIO, automaton: Automaton, vocabulary: Vocabulary) -> list[Problem]:
    """Every problem of a document.

    Args:
        source: The document, from its beginning.
        automaton: The schema's.
        vocabulary: The schema's.
    """
    parser = new_parser()
    # Joined text would come with the place of what follows it.
    parser.buffer_text = False
    parser.namespace_prefixes = True
    places = ParserPlaces(parser)
    report = Report(automaton, vocabulary, places, Prefixes(parser).scope)
    parser.StartElementHandler = report.start
    parser.CharacterDataHandler = report.characters
    parser.EndElementHandler = report.end
    try:
        feed(parser, source, CHUNK)
    except expat.ExpatError as error:
        place = Place(error.lineno, error.offset + 1, parser.ErrorByteIndex)
        report.stop(not_well_formed(error, report.open_tag), place, unclosed=is_unclosed(error))
    except EntityError as error:
        hint = "Write out what it stands for; entities outside the document are not read."
        report.stop(Draft("entity", str(error), hint), places.here())
    except LimitError as error:
        report.stop(Draft("limit", error.message), places.here())
    except EncodingError as error:
        report.stop(Draft("not-well-formed", str(error), "Save the document as UTF-8."), places.here())
    return report.finish()


def explain_tree(root: Any, automaton: Automaton, vocabulary: Vocabulary) -> list[Problem]:
    """Every problem of a tree that lxml has read.

    Args:
        root: Its outermost element.
        automaton: The schema's.
        vocabulary: The schema's.
    """
    places = TreePlaces()
    report = Report(automaton, vocabulary, places, lambda: scope_of(places))
    try:
        walk(root, places, report.start, report.characters, report.end, prefixes=True)
    except EntityError as error:
        report.stop(Draft("entity", str(error), "Read the document with its entities resolved."), places.here())
    except LimitError as error:
        report.stop(Draft("limit", error.message), places.here())
    return report.finish()
