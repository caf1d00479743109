"""Files too large to be held in memory: read from end to end as a stream, for well-formedness and against RELAX NG.

What needs the whole document at once (XSD, Schematron, the rules of a corpus) is not run, and said not to be: a file that is
checked in part is no clean one. What grows with the file is the identifiers alone.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, cast
from xml.parsers import expat

from lxml import etree

from teikit.errors import SchemaError
from teikit.findings import Finding, Location, Severity
from teikit.validation.association import Schemas
from teikit.validation.document import Document, is_tei_root
from teikit.validation.plan import FileResult, Plan
from teikit.validation.relaxng import RelaxNG

_HEAD = 1_000_000
_NAMES = {"xsd": "XSD", "sch": "Schematron", "corpus": "the rules of the corpus"}


def check(
    name: str,
    path: Path,
    plan: Plan,
    schemas_of: Callable[[Document], Schemas],
    grammar_of: Callable[[Path], RelaxNG | SchemaError],
    *,
    named: bool,
) -> tuple[FileResult, list[tuple[SchemaError, Path]]]:
    """Check a large file as far as a stream allows.

    Args:
        name: The path as the user gave it.
        path: The file.
        plan: What to check.
        schemas_of: Chooses the schemas.
        grammar_of: Loads a grammar.
        named: Whether the user named the file.

    Returns:
        What came out, and the grammars that could not be used.

    Raises:
        OSError: The file cannot be read.
    """
    result = FileResult(name)
    head = _head(name, path)
    if head is None:
        result.findings += _well_formed(name, path)
        return result, []
    if cast("Any", head.root.getroottree().docinfo).doctype:
        message = "the file has a document type declaration, and is too large to be read with it"
        result.failures.append(Finding("xml:dtd", Severity.ERROR, Location(name, 1, 1), message, "Remove it."))
        return result, []
    if not is_tei_root(head.root) and (not named or plan.only_tei) and not head.root.tag.endswith("}teiCorpus"):
        result.skipped = True
        return result, []
    schemas = schemas_of(head)
    result.schemas = schemas.files([layer for layer in plan.layers if layer == "rng"])
    broken: list[tuple[SchemaError, Path]] = []
    result.failures += [
        Finding("xml:schema", Severity.ERROR, Location(name), problem) for _, problem in schemas.problems
    ]
    streamed = False
    if "rng" in plan.layers:
        for file in schemas.rng:
            grammar = grammar_of(file)
            if isinstance(grammar, SchemaError):
                broken.append((grammar, file))
            else:
                result.findings += grammar.findings_of_file(name, path)
                streamed = True
    if not streamed:
        result.findings += _well_formed(name, path)
    left = [
        words
        for layer, words in _NAMES.items()
        if layer in plan.layers and (layer == "corpus" or getattr(schemas, layer))
    ]
    if left:
        result.failures.append(_in_part(name, path.stat().st_size, plan.max_bytes, left, bool(streamed)))
    return result, broken


def _in_part(name: str, size: int, limit: int, left: list[str], streamed: bool) -> Finding:
    done = "well-formedness and RELAX NG were" if streamed else "well-formedness alone was"
    words = f"{', '.join(left[:-1])} and {left[-1]}" if len(left) > 1 else left[0]
    return Finding(
        "xml:too-large",
        Severity.ERROR,
        Location(name),
        f"the file has {size // 1_000_000} MB, more than the {limit // 1_000_000} that are taken into memory: "
        f"{done} checked; {words} {'was' if len(left) == 1 and left[0] != _NAMES['corpus'] else 'were'} not",
        "Split it, raise --max-megabytes (ten times its size is needed in memory), or ask for --layer xml,rng alone.",
    )


def _head(name: str, path: Path) -> Document | None:
    """The root with its attributes and what stands before it; `None` where the file does not get so far."""
    with path.open("rb") as stream:
        data = stream.read(_HEAD)
    parser = etree.XMLPullParser(("start",), resolve_entities=False, no_network=True, load_dtd=False, collect_ids=False)
    try:
        for start in range(0, len(data), 4096):
            parser.feed(data[start : start + 4096])
            for _, root in parser.read_events():
                return Document(name, path, b"", "", cast("etree._Element", root))
    except etree.XMLSyntaxError:
        return None
    return None


def _well_formed(name: str, path: Path) -> list[Finding]:
    parser = expat.ParserCreate(namespace_separator="}")
    try:
        with path.open("rb") as stream:
            while chunk := stream.read(1 << 20):
                parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        message = f"not well-formed: {expat.ErrorString(error.code)}"
        place = Location(name, error.lineno, error.offset + 1)
        return [Finding("xml:not-well-formed", Severity.ERROR, place, message)]
    except (LookupError, ValueError) as error:
        message = f"the file cannot be read as text: {error}"
        return [Finding("xml:encoding", Severity.ERROR, Location(name), message, "Save it as UTF-8.")]
    return []
