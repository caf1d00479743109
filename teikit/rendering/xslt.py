"""TEI through XSLT 3.0: stylesheets compiled once, then closed off from everything but the document in hand.

Saxon reads a stylesheet's modules while it compiles. After that the processor is told to open nothing: no file, no network,
no environment, no result written aside. Documents are parsed by lxml, which names line and column of a fault and
neither loads a DTD nor follows an external entity, and handed over as text.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import saxonche
from lxml import etree

from teikit.errors import RenderError
from teikit.rendering.formats import Format, format_named

TEI_NAMESPACE = "http://www.tei-c.org/ns/1.0"
_ROOTS = (f"{{{TEI_NAMESPACE}}}TEI", f"{{{TEI_NAMESPACE}}}teiCorpus")

# The Java parser inside Saxon takes no more than 100 levels; a few are kept for a wrapper of somebody's own.
DEEPEST = 96

# After compiling: no protocol may be opened, and no extension called.
_CLOSED = (
    ("http://saxon.sf.net/feature/allowedProtocols", "none"),
    ("http://saxon.sf.net/feature/allow-external-functions", "false"),
)

_SHORT_SENTENCE = 400


class Renderer:
    """One format, compiled, for as many documents as come.

    Args:
        to: A format's name, or a format.

    Raises:
        RenderError: There is no such format, or its stylesheet does not compile.
    """

    def __init__(self, to: str | Format):
        self.format = to if isinstance(to, Format) else format_named(to)
        # A processor of its own: after a stylesheet that failed, Saxon's compiler goes on reporting that failure.
        self._processor: Any = saxonche.PySaxonProcessor(license=False)
        try:
            self._executable: Any = self._processor.new_xslt30_processor().compile_stylesheet(
                stylesheet_file=str(self.format.stylesheet)
            )
        except saxonche.PySaxonApiError as error:
            raise RenderError(
                f"the stylesheet does not compile: {_sentence(error)}", file=self.format.stylesheet
            ) from error
        for name, value in _CLOSED:
            self._processor.set_configuration_property(name, value)

    def render(self, tei: bytes | str | Path, *, name: str | None = None) -> str:
        """Render one document.

        Args:
            tei: The document: its bytes, its text, or the path of its file (text that does not begin with `<` is a path).
            name: What to call it in messages and, where a format does so, in the result; a file is called by its name.

        Returns:
            The result as text, lines ended by line feeds.

        Raises:
            RenderError: The file cannot be read, is not well-formed XML or no TEI, or the stylesheet gave up on it.
        """
        tei = _path_or_document(tei)
        called = name or (str(tei) if isinstance(tei, Path) else "-")
        text = parse(tei, name=called)
        self._executable.clear_parameters()
        shown = Path(called).name
        if shown and shown != "-":
            self._executable.set_parameter("document-name", self._processor.make_string_value(shown))
        try:
            node = self._processor.parse_xml(xml_text=text)
            result: str | None = self._executable.transform_to_string(xdm_node=node)
        except saxonche.PySaxonApiError as error:
            raise RenderError(f"cannot be rendered as {self.format.name}: {_sentence(error)}", file=called) from error
        if result is None:
            raise RenderError(f"cannot be rendered as {self.format.name}: the stylesheet gave no result", file=called)
        return result


def parse(tei: bytes | str | Path, *, name: str) -> str:
    """The document as well-formed text without a document type, once it is known to be TEI.

    Raises:
        RenderError: With line and column where the parser knows them.
    """
    data = _data(tei, name)
    if not data.strip():
        raise RenderError("the file is empty; a TEI document was expected", file=name)
    # huge_tree: a paragraph of 50 MB is a document too; entities cannot amplify, as none but internal ones are read.
    internal: Any = "internal"  # not yet among the types that lxml's stubs know
    # collect_ids: two elements of one name are a finding of the validator, and no reason not to show the document.
    parser = etree.XMLParser(
        resolve_entities=internal, no_network=True, load_dtd=False, huge_tree=True, collect_ids=False
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        line, column = error.position
        reason = re.sub(r", line \d+, column \d+.*$", "", error.msg or "unreadable")
        raise RenderError(f"not well-formed XML: {reason}", file=name, line=line, column=column) from error
    except ValueError as error:
        raise RenderError(f"not well-formed XML: {error}", file=name) from error
    if root.tag not in _ROOTS:
        tag = etree.QName(root)
        where = f"in the namespace {tag.namespace}" if tag.namespace else "in no namespace"
        message = f"the root element is {tag.localname} {where}; expected TEI in {TEI_NAMESPACE}"
        raise RenderError(message, file=name, line=_line(root))
    if root.tag != _ROOTS[0] and root.find(f".//{_ROOTS[0]}") is None:
        raise RenderError("a teiCorpus without a TEI document; render its documents one by one", file=name)
    _limit_depth(root, name)
    # Entities that nothing declares stay behind as nodes; they have no text to show.
    etree.strip_tags(root, etree.Entity)
    return etree.tostring(root, encoding="unicode", with_tail=False)


def _path_or_document(tei: bytes | str | Path) -> bytes | str | Path:
    if isinstance(tei, str) and tei.strip() and not tei.lstrip("\ufeff \t\r\n").startswith("<"):
        return Path(tei)
    return tei


def _data(tei: bytes | str | Path, name: str) -> bytes:
    if isinstance(tei, Path):
        try:
            return tei.read_bytes()
        except (OSError, ValueError) as error:  # a name with a NUL is a ValueError
            reason = getattr(error, "strerror", None) or str(error)
            raise RenderError(f"cannot read the file: {reason}", file=name[:200]) from error
    if isinstance(tei, bytes):
        return tei
    # Text is no longer in the encoding that its declaration names.
    return re.sub(r"^\ufeff?\s*<\?xml\s[^>]*\?>", "", tei).encode("utf-8", "surrogatepass")


def _limit_depth(root: etree._Element, name: str) -> None:
    depth = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > DEEPEST:
            message = f"elements stand more than {DEEPEST} deep in one another; such a document cannot be rendered"
            raise RenderError(message, file=name, line=_line(element))


def _line(element: etree._Element) -> int | None:
    line: Any = element.sourceline
    return line if isinstance(line, int) else None


def _sentence(error: Exception) -> str:
    """What Saxon said, in one line of bearable length."""
    words = " ".join(str(error).split())
    return words if len(words) <= _SHORT_SENTENCE else words[:_SHORT_SENTENCE] + "…"


@cache
def renderer(to: str) -> Renderer:
    """The renderer of a format, compiled when first asked for and kept for the life of the process."""
    return Renderer(to)


def render(tei: bytes | str | Path, to: str, *, name: str | None = None) -> str:
    """Render a TEI document.

    Args:
        tei: The document: its bytes, its text, or the path of its file (text that does not begin with `<` is a path).
        to: The format's name: `html`, `text`, `transcript` or another of `formats()`.
        name: What to call the document in messages; a file is called by its name.

    Returns:
        The result as text.

    Raises:
        RenderError: There is no such format, or the document cannot be rendered; with file and line where known.
    """
    return renderer(to).render(tei, name=name)
