"""The corrections of a sidecar made on the cable that a dialect read."""

from __future__ import annotations

from dataclasses import replace

from teikit.corrections.joins import join, split
from teikit.corrections.labels import not_speaker, speaker
from teikit.corrections.layout import Layout
from teikit.corrections.lines import line
from teikit.corrections.pieces import folded
from teikit.corrections.sidecar import Corrections
from teikit.corrections.standing import tell_misplaced
from teikit.dialects import Trace
from teikit.model import Cable


def correct(cable: Cable, corrections: Corrections, trace: Trace | None = None) -> Cable:
    """Make an editor's corrections.

    Args:
        cable: What a dialect read; the enrichments come afterwards.
        corrections: The sidecar.
        trace: What each line was taken for; corrected lines are noted in it.

    Returns:
        The cable corrected, with a finding for each correction that does not fit. Each letter is where it was.
    """
    if not corrections:
        return cable
    layout = Layout(cable, corrections, trace or Trace())
    _borders(layout)
    for table, make in (
        ("split", split),
        ("line", line),
        ("not-speaker", not_speaker),
        ("speaker", speaker),
        ("join", join),
    ):
        for entry in corrections.entries(table):
            make(layout, entry)
    divisions = tuple(
        replace(division, blocks=folded(pieces)) for division, pieces in zip(cable.divisions, layout.texts, strict=True)
    )
    tell_misplaced(layout, divisions)
    return replace(cable, divisions=divisions, findings=(*cable.findings, *layout.places.findings))


def _borders(layout: Layout) -> None:
    """Say which borders of languages the dialect did not heed."""
    begun = [(division.lang, division.span.start) for division in layout.cable.divisions]
    for entry in layout.corrections.entries("language"):
        found = layout.places.all(entry["from"])
        if len(found) != 1:
            continue  # told where the borders were set
        line = layout.source.lines[layout.source.line_at(found[0].start) - 1]
        if not any(lang == entry["lang"] and line.start <= start <= line.end for lang, start in begun):
            layout.places.unheeded(entry, layout.cable.dialect)
