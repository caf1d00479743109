"""Patterns drawn by chance, read by us and translated by trang: the same tree, for hundreds of definitions at a time.

trang checks the grammar of the compact syntax and nothing of sections 4 and 7, so the patterns need not make sense.
"""

from __future__ import annotations

import random
import subprocess
from pathlib import Path

import pytest

from teikit.relaxng.loader import parse
from tests.conftest import require_program
from tests.relaxng.test_compact_conformance import annotations, canonical

HEAD = """default namespace d = "urn:default"
namespace n = "urn:n"
namespace none = ""
namespace in = inherit
datatypes x = "http://www.w3.org/2001/XMLSchema-datatypes"
"""
NAMES = ["a", "b-c", "d.e", "\\text", "é", "日本", "\\x{66}oo", "_1"]
VALUES = [
    '"v"',
    "'it\"s'",
    '"a" ~ \'"\'',
    '"""two\nlines"""',
    "'''\"'''",
    '"\\x{e9}\\x{A}"',
    '""',
    "'  spaced '",
]


class Draw:
    """Draws texts in the compact syntax."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)

    def pick(self, *options: str) -> str:
        return self.chance.choice(options)

    def name(self) -> str:
        return self.chance.choice(NAMES)

    def annotated(self, text: str, grouping: bool = False) -> str:
        roll = self.chance.random()
        if roll < 0.06:
            return f"\n## about it,\n  ##   indented\n {text}"
        if roll < 0.12:
            return f'[ n:k = "1" n:e [ k = "2" "text" f [] n:g [ {self.chance.choice(VALUES)} ] ] ] {text}'
        if roll < 0.16 and not grouping:
            return f"({text} >> n:after [])"
        if roll < 0.2:
            return f"# a comment {{ \n {text}"
        return text

    def simple_name_class(self, depth: int, excepted: str = "") -> str:
        """A name class that can stand in a choice; `excepted` says of what it is an exception."""
        if depth > 0 and self.chance.random() < 0.3:
            return f"({self.name_class(depth - 1, excepted)})"
        wide = {"": ["*", "n:*", "none:*", "in:*"], "*": ["n:*", "none:*", "in:*"], "n:*": []}[excepted]
        return self.pick(*wide, f"n:{self.pick('p', 'q')}", "xml:id", "element", self.name(), self.name())

    def name_class(self, depth: int = 2, excepted: str = "") -> str:
        roll = self.chance.random()
        if roll < 0.15:
            return " | ".join(self.simple_name_class(depth, excepted) for _ in range(self.chance.randint(2, 3)))
        if roll < 0.3 and excepted != "n:*":
            kind = self.pick("*", "n:*") if not excepted else "n:*"
            return f"{kind} - {self.simple_name_class(depth, kind)}"
        if roll < 0.35:
            return f"## named\n{self.name()}"
        return self.simple_name_class(depth, excepted)

    def data(self) -> str:
        if self.chance.random() < 0.3:
            length = self.annotated('length = "3"', grouping=True)
            pattern = self.pick('"[a-z]" ~ "+"', "'a|b'")
            return f"{self.pick('xsd:string', 'x:token')} {{ pattern = {pattern} {length} }}"
        return self.pick("string", "token", "xsd:string", "x:date", "xsd:integer")

    def leaf(self) -> str:
        return self.annotated(
            self.pick(
                "empty", "text", "notAllowed", self.name(), f"parent {self.name()}", self.data(), self.chance.choice(VALUES),
                f"{self.pick('string', 'token', 'xsd:string')} {self.chance.choice(VALUES)}",
                "grammar { start = a }",
            )
        )  # fmt: skip

    def primary(self, depth: int) -> str:
        if depth <= 0:
            return self.leaf()
        roll = self.chance.random()
        if roll < 0.3:
            return self.annotated(f"({self.pattern(depth - 1)})", grouping=True)
        if roll < 0.45:
            return self.annotated(f"element {self.name_class()} {{ {self.pattern(depth - 1)} }}")
        if roll < 0.55:
            return self.annotated(f"attribute {self.name_class()} {{ {self.pattern(depth - 1)} }}")
        if roll < 0.65:
            return self.annotated(f"{self.pick('list', 'mixed')} {{ {self.pattern(depth - 1)} }}")
        if roll < 0.7:
            # Of the built-in types trang writes exceptions that lose their library.
            return f"({self.pick('xsd:string', 'x:date')} - {self.primary(0)})"
        if roll < 0.75:
            return f"(xsd:string - ({self.pattern(depth - 1)}))"
        return self.leaf()

    def particle(self, depth: int) -> str:
        follow = self.pick("", "", "", "", "", " >> n:f []")
        return self.primary(depth) + self.pick("", "", "", "?", "*", "+") + follow

    def pattern(self, depth: int = 3) -> str:
        if self.chance.random() < 0.4:
            return self.particle(depth)
        operator = self.pick(" , ", " | ", "&")
        return operator.join(self.particle(depth) for _ in range(self.chance.randint(2, 4)))

    def schema(self, definitions: int) -> str:
        lines = [HEAD, "start = a\n"]
        for number in range(definitions):
            roll = self.chance.random()
            definition = f"d{number} {self.pick('=', '|=', '&=')} {self.pattern()}\n"
            if roll < 0.05:
                definition = f"div {{ {definition} }}\n"
            elif roll < 0.1:
                definition = f"## defined\n[ n:k = 'v' ] {definition}"
            elif roll < 0.12:
                definition = f"n:between [ 'x' ]\n{definition}"
            lines.append(definition)
        lines += [f"{name} = empty\n" for name in NAMES]
        return "".join(lines)


def compare_with_trang(seed: int, folder: Path) -> None:
    compact, xml = folder / "drawn.rnc", folder / "drawn.rng"
    compact.write_text(Draw(seed).schema(250), encoding="utf-8")
    run = subprocess.run(
        [require_program("trang"), str(compact), str(xml)], capture_output=True, text=True, timeout=120, check=False
    )
    assert xml.exists(), run.stdout[:1000] + run.stderr[:1000]
    one, other = (parse(file.read_bytes(), str(file)) for file in (compact, xml))
    assert len(one.children) == len(other.children)
    inherited = (other.attributes.get("ns", ""), other.attributes.get("datatypeLibrary", ""))
    for ours, theirs in zip(one.children, other.children, strict=True):
        assert canonical(ours) == canonical(theirs, *inherited), ours.location
    assert annotations(one) == annotations(other)


@pytest.mark.jing
@pytest.mark.parametrize("seed", range(2))
def test_drawn_patterns_are_read_as_trang_reads_them(seed: int, tmp_path: Path) -> None:
    compare_with_trang(seed, tmp_path)


@pytest.mark.jing
@pytest.mark.nightly
@pytest.mark.parametrize("seed", range(100, 160))
def test_many_drawn_patterns_are_read_as_trang_reads_them(seed: int, tmp_path: Path) -> None:
    compare_with_trang(seed, tmp_path)
