"""Schema and encoder meet: whatever the model can say, the encoder writes so that the schema accepts it."""

from __future__ import annotations

import pytest
from lxml import etree

from teikit.resources import schema_path
from teikit.tei import encode
from tests.tools.random_cables import RandomCable


def check(seeds: range) -> None:
    grammar = etree.RelaxNG(etree.parse(schema_path("teikit.rng")))
    for seed in seeds:
        written = encode(RandomCable(seed).cable())
        assert grammar.validate(etree.fromstring(written)), f"seed {seed}: {grammar.error_log}\n{written.decode()}"


def test_what_is_encoded_is_valid() -> None:
    """Blocks in any order, inline nodes in one another, facts with and without words: the file is valid."""
    check(range(300))


@pytest.mark.nightly
def test_what_is_encoded_is_valid_at_length() -> None:
    """The same for many more cables."""
    check(range(300, 10_000))
