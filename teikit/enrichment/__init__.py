"""From what a reader saw to what the texts say to each other: who speaks, which paragraph answers which, and a name for every unit.

Each enrichment is a function from a cable to a cable. Their order matters and is written down in `enrich`.
"""

from teikit.enrichment.alignment import align_cable
from teikit.enrichment.identifiers import identify
from teikit.enrichment.pages import place_pages
from teikit.enrichment.people import name_speakers
from teikit.enrichment.set_off import mark_set_off
from teikit.model import Cable


def enrich(cable: Cable) -> Cable:
    """Apply every enrichment.

    Identifiers come first, for alignment points to them; people follow the alignment; pages cut what all others want whole, and
    so does the look of single words.
    """
    return mark_set_off(place_pages(name_speakers(align_cable(identify(cable)))))


__all__ = ["enrich"]
