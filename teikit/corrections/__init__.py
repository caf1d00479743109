"""An editor's corrections: the sidecar `X.teikit.toml` beside `X.raw.txt`, `X.txt` or `X.md`.

Where teikit reads a transcript wrongly, the editor says so once, beside it, and it holds at every later conversion. A correction points
to the words of the transcript, never to line numbers; runs of white space in it stand for one another, so that words may run over a line
end. What is quoted must stand in the transcript once: where it does not, the correction is left out and told as a finding.

    dialect = "wilson"                     # read with this dialect
    encoding = "shift_jis"                 # decode as this

    [[language]]                           # from these words on, up to the next border, the text is in this language
    from = "Number: [TN"
    lang = "en"

    [[line]]                               # what a line is
    text = "（クリスタファー 國務長官）"       # for a turn: its label, and no more
    is = "turn"                            # paragraph, turn, head, furniture, opener, closer, trailer or note
    every = false                          # true: wherever the words stand, for stamps and running heads

    [[speaker]]                            # paragraphs that begin so are turns, and this person speaks
    label = "K:"
    person = "kissinger"
    name = "Henry Kissinger"               # (several who speak as one: person = ["kissinger", "rabin"])

    [[not-speaker]]                        # paragraphs that begin so are no turns
    label = "Comment"

    [[join]]                               # two paragraphs are one
    before = "the question is one of"
    after = "saying what"

    [[split]]                              # one paragraph is two
    before = "ended at noon."
    after = "In the afternoon"

    [[person]]                             # a name may be a string, or a table with its language
    key = "kissinger"
    names = ["Henry A. Kissinger", { text = "キッシンジャー", lang = "ja" }]
    roles = ["Secretary of State"]

`correct` works on the cable that a dialect read, before the enrichments; `name_persons` on what they made of it. Neither loses or moves a
letter: blocks change their kind, are cut and put together, and nothing else.

Findings: TK910 the words are not there; TK911 they stand more than once; TK912 they stand where the correction cannot be made; TK913 the
dialect does not heed a border of languages; TK914 an identifier is taken.
"""

from teikit.corrections.apply import correct
from teikit.corrections.people import name_persons
from teikit.corrections.places import with_borders
from teikit.corrections.sidecar import NONE, Corrections, load_sidecar, read_sidecar, sidecar_of
from teikit.corrections.template import begin_sidecar

__all__ = [
    "NONE",
    "Corrections",
    "begin_sidecar",
    "correct",
    "load_sidecar",
    "name_persons",
    "read_sidecar",
    "sidecar_of",
    "with_borders",
]
