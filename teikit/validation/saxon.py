"""The one Saxon processor of a process, closed off from files, network and the system.

Saxon reads what it likes by default. Here every protocol is closed from the start and extension functions with them:
stylesheets and documents are handed over as text. A processor belongs to one thread; work in parallel goes to processes.
Saxon writes the place of a dynamic error, and warnings about patterns that could not be evaluated, to file descriptor 2
and nowhere else, so that it is redirected while Saxon runs.
"""

from __future__ import annotations

import atexit
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import IO, Any

from teikit.errors import TeikitError

_FEATURE = "http://saxon.sf.net/feature/"


class SaxonError(TeikitError):
    """A stylesheet that does not compile, or an expression that cannot be evaluated."""


@dataclass(slots=True)
class Noise:
    """What a run wrote to file descriptor 2."""

    text: str = ""


class Saxon:
    """A processor without access to anything outside what it is given."""

    def __init__(self, *, files: bool = False) -> None:
        from saxonche import PySaxonProcessor

        self._processor: Any = PySaxonProcessor(license=False)
        # The value cannot be widened again on the same processor.
        self._processor.set_configuration_property(_FEATURE + "allowedProtocols", "file" if files else "none")
        self._processor.set_configuration_property(_FEATURE + "allow-external-functions", "false")
        self._spool: IO[bytes] | None = None

    @contextmanager
    def _quiet(self) -> Iterator[Noise]:
        noise = Noise()
        if self._spool is None:
            self._spool = tempfile.TemporaryFile()  # noqa: SIM115  # it lives as long as the process
            atexit.register(self._spool.close)
        spool = self._spool.fileno()
        saved = os.dup(2)
        os.dup2(spool, 2)
        try:
            yield noise
        finally:
            os.dup2(saved, 2)
            os.close(saved)
            if size := os.lseek(spool, 0, os.SEEK_CUR):
                os.lseek(spool, 0, os.SEEK_SET)
                noise.text = os.read(spool, min(size, 100_000)).decode("utf-8", "replace")
                os.lseek(spool, 0, os.SEEK_SET)
                os.ftruncate(spool, 0)

    def compile(self, stylesheet: str) -> Any:
        """A stylesheet made ready to run.

        Raises:
            SaxonError: It has static errors; all of them are in the message.
        """
        # A compiler that failed once keeps the error and fails on the next sound stylesheet.
        with self._quiet():
            try:
                return self._processor.new_xslt30_processor().compile_stylesheet(stylesheet_text=stylesheet)
            except Exception as error:  # saxonche raises its own class and, for some faults, plain Exception
                raise SaxonError(str(error)) from error

    def parse(self, text: str, base: str = "") -> Any:
        """A document as Saxon's tree.

        Args:
            text: The document.
            base: Its URI, for `base-uri()`.

        Raises:
            SaxonError: Saxon refuses what lxml accepted.
        """
        builder = self._processor.new_document_builder()
        if base:
            builder.set_base_uri(base)
        with self._quiet() as noise:
            try:
                return builder.parse_xml(xml_text=text)
            except Exception as error:
                problem = str(error)
        raise SaxonError(problem or noise.text)

    def run(self, executable: Any, document: Any, parameters: dict[str, str | bool] | None = None) -> tuple[str, str]:
        """The result of a transformation, and what was written to file descriptor 2 meanwhile.

        Raises:
            SaxonError: A dynamic error; for `xsl:message terminate="yes"`, the text of the message.
        """
        problem = ""
        executable.set_save_xsl_message(True)
        for name, value in (parameters or {}).items():
            atom = self._processor
            made = atom.make_boolean_value(value) if isinstance(value, bool) else atom.make_string_value(value)
            executable.set_parameter(name, made)
        result: str | None = None
        with self._quiet() as noise:
            try:
                result = executable.transform_to_string(xdm_node=document)
            except Exception as error:
                problem = str(error)
        if problem:
            messages = executable.get_xsl_messages()
            said = messages.item_at(messages.size - 1).string_value if messages is not None and messages.size else ""
            executable.clear_xsl_messages()
            raise SaxonError(str(said) or f"{problem} {noise.text}".strip())
        return result or "", noise.text


@cache
def processor() -> Saxon:
    """The closed processor of this process."""
    return Saxon()


@cache
def processor_with_files() -> Saxon:
    """A processor that may read local files: for rules that a user trusts with them."""
    return Saxon(files=True)
