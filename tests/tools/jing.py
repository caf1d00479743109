"""jing as the oracle: one JVM for a whole test module, asked document by document."""

from __future__ import annotations

import base64
import subprocess
from pathlib import Path
from types import TracebackType

from tests.conftest import missing, require_program

_JARS = ("/usr/share/java/jing.jar", "/usr/share/java/jing-20181222.jar", "/usr/share/java/jing-20220510.jar")
_HERE = Path(__file__).parent


def jing_jar() -> Path:
    """The jar behind the `jing` command; skips the test where it is not found."""
    for candidate in _JARS:
        if Path(candidate).exists():
            return Path(candidate)
    missing(f"none of {', '.join(_JARS)} is there")
    raise AssertionError


class Jing:
    """jing with some schemas loaded. `ask` gives its first error, or `None` for a valid document."""

    def __init__(self, folder: Path, *schemas: Path, ids: bool = False) -> None:
        require_program("jing")
        jar = jing_jar()
        classpath = ":".join([str(folder), *sorted(str(path) for path in jar.parent.glob("*.jar") if _wanted(path))])
        subprocess.run(
            [require_program("javac"), "-cp", classpath, "-d", str(folder), str(_HERE / "JingServer.java")],
            check=True,
            timeout=120,
        )
        self._process = subprocess.Popen(
            [require_program("java"), "-cp", classpath, "JingServer", *(["ids"] if ids else []), *map(str, schemas)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        answer = self._line()
        if answer != "READY":
            self.close()
            raise AssertionError(answer)

    def ask(self, document: bytes | str, schema: int = 0) -> str | None:
        """What jing says of a document against the schema of that number."""
        data = document.encode() if isinstance(document, str) else document
        assert self._process.stdin is not None
        self._process.stdin.write(f"{schema} {base64.b64encode(data).decode()}\n")
        self._process.stdin.flush()
        answer = self._line()
        return None if answer == "OK" else answer

    def close(self) -> None:
        """End the JVM."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        try:
            self._process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            # The end of its input ends it; on a machine with much else to do that can take long.
            self._process.kill()
            self._process.wait()
        self._process.stdout.close()

    def __enter__(self) -> Jing:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _line(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline().rstrip("\n")


def _wanted(jar: Path) -> bool:
    """The jars that jing needs on its class path."""
    return jar.name in ("jing.jar", "isorelax.jar", "xml-resolver.jar", "xercesImpl.jar", "xml-apis.jar")
