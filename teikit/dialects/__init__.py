"""Readers: each knows one layout of transcripts and turns it into a `teikit.model.Cable`.

A dialect is a module with a `DIALECT` object (see `teikit.dialects.protocol`); what a bracket or a date means is shared by all and comes
from `teikit.notations`.
"""

from teikit.dialects.protocol import Declined, Dialect, Match, Trace
from teikit.dialects.registry import Recognition, dialects, recognise

__all__ = ["Declined", "Dialect", "Match", "Recognition", "Trace", "dialects", "recognise"]
