"""The compiler's stylesheets, compiled once and then run with every way out of the process closed.

An ODD may come from a stranger. Documents go in as text and come out as text; once the stylesheets are compiled, the
processor may read no file, no address and no environment (the settings are `allowedProtocols` and
`allow-external-functions`, measured to deny all of them).
"""

from __future__ import annotations

import functools
from types import TracebackType

from saxonche import PySaxonApiError, PySaxonProcessor, PyXsltExecutable

from teikit.errors import SchemaError
from teikit.resources import stylesheet_path

STEPS = ("check", "merge", "resolve", "to-rng", "to-xsd", "to-sch", "to-html")


class Stylesheets:
    """The steps of the compiler, ready to run. Use it from one thread.

    Raises:
        TeikitError: A stylesheet is missing from the installation.
    """

    def __init__(self) -> None:
        self._processor = PySaxonProcessor(license=False)
        self._steps: dict[str, PyXsltExecutable] = {}
        for step in STEPS:
            compiler = self._processor.new_xslt30_processor()
            self._steps[step] = compiler.compile_stylesheet(stylesheet_file=str(stylesheet_path(f"schema/{step}.xsl")))
        self._processor.set_configuration_property("http://saxon.sf.net/feature/allowedProtocols", "none")
        self._processor.set_configuration_property("http://saxon.sf.net/feature/allow-external-functions", "false")

    def run(self, step: str, document: str) -> str:
        """Run one step.

        Args:
            step: One of `STEPS`.
            document: The XML that goes in.

        Returns:
            The XML that comes out.

        Raises:
            SchemaError: The step failed on this document in a way that it does not report itself.
        """
        executable = self._steps[step]
        try:
            node = self._processor.parse_xml(xml_text=document)
            result = executable.transform_to_string(xdm_node=node)
        except PySaxonApiError as error:
            raise SchemaError(f"the ODD cannot be compiled; step {step} says: {error}") from error
        return str(result)

    def __enter__(self) -> Stylesheets:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None


@functools.cache
def stylesheets() -> Stylesheets:
    """The stylesheets of this process; compiling them takes most of a short build."""
    return Stylesheets()
