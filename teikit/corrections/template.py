"""A sidecar to begin with: what was recognised, every correction shown as a comment, nothing corrected yet."""

from __future__ import annotations

import json
from collections import Counter

from teikit.model import Cable, Division, Speech
from teikit.model.walk import walk

_HEAD = """\
# Corrections for {name}, applied whenever it is converted.
# Take the # away from what you need and change it; quote the words of the transcript, each so that they stand there once.
"""
_EXAMPLES = """\

# What a line is: paragraph, turn (quote the label alone), head, furniture, opener, closer, trailer or note.
# [[line]]
# text = ""
# is = "head"
# every = false

# Paragraphs that were cut in two, or are two in truth.
# [[join]]
# before = ""
# after = ""
# [[split]]
# before = ""
# after = ""
"""


def begin_sidecar(cable: Cable) -> str:
    """The text of a sidecar that corrects nothing yet: dialect, encoding, languages, speakers and persons as they were recognised.

    Args:
        cable: The cable, enriched.
    """
    out = [_HEAD.format(name=cable.source.stem), ""]
    out += [f"# dialect = {_quoted(cable.dialect)}", f"# encoding = {_quoted(cable.source.encoding)}"]
    out += ["", "# Where each language begins."]
    for division in cable.divisions:
        words = _first_words(cable, division)
        out += ["# [[language]]", f"# from = {_quoted(words)}", f"# lang = {_quoted(division.lang)}"]
    out += ["", "# Who speaks, and how often it was found."]
    persons = {person.key: person for person in cable.header.persons}
    for (label, who), times in _labels(cable).items():
        person = persons.get(who)
        name = person.names[0].text if person and person.names else ""
        out += [f"# [[speaker]]  # {times}", f"# label = {_quoted(label)}", f"# person = {_several(who)}"]
        out += [f"# name = {_quoted(name)}"] if name else []
    out += ["", "# Labels that nobody speaks behind.", "# [[not-speaker]]", '# label = ""']
    out += ["", "# Persons, their names and offices."]
    for person in cable.header.persons:
        out += ["# [[person]]", f"# key = {_quoted(person.key)}"]
        for key, facts in (("names", person.names), ("roles", person.roles)):
            listed = ", ".join(
                f"{{ text = {_quoted(fact.text)}, lang = {_quoted(fact.lang)} }}" if fact.lang else _quoted(fact.text)
                for fact in facts
            )
            out += [f"# {key} = [{listed}]"] if listed else []
    return "\n".join(out) + "\n" + _EXAMPLES


def _quoted(text: str) -> str:
    """A basic string of TOML; JSON's escapes are among those that TOML knows, but for DEL."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _several(who: str) -> str:
    """One person, or a list of those who speak as one; empty quotes to fill in for a speaker who is hidden."""
    keys = [_quoted(key) for key in who.split()]
    return f"[{', '.join(keys)}]" if len(keys) > 1 else _quoted(who)


def _first_words(cable: Cable, division: Division) -> str:
    """The beginning of a text: as many whole lines as it takes to stand in the source once."""
    source = cable.source
    first = source.line_at(division.span.start)
    words = ""
    for line in source.lines[first - 1 : first + 4]:
        words = f"{words} {' '.join(line.text.split())}".strip()
        if words and " ".join(source.text.split()).count(words) == 1:
            break
    return words


def _labels(cable: Cable) -> Counter[tuple[str, str]]:
    """Labels with their persons, in the order in which they first speak."""
    found: Counter[tuple[str, str]] = Counter()
    for turn in walk(cable.divisions):
        if isinstance(turn, Speech) and turn.speaker:
            label = cable.source.text[turn.speaker[0].span.start : turn.speaker[-1].span.end]
            found[" ".join(label.split()), turn.who] += 1
    return found
