"""How every character of a transcript was used: as text, marker, header fact, furniture, or dropped and why."""

from __future__ import annotations

from collections import Counter

from teikit.model import Cable, Furniture, Gap, Mark, Stamp, Text
from teikit.source.text import FORBIDDEN, letters


def usage_report(cable: Cable) -> dict[str, object]:
    """Account for the letters of a cable's source.

    Returns:
        `letters` in the source, `used` by kind, `dropped` pieces with line and reason, and `lost`: the letters that nothing accounts for.
    """
    used: Counter[str] = Counter()
    carried: list[str] = []
    if cable.before:
        carried.append(cable.source.text[cable.before.start : cable.before.end])
        used["page"] += len(letters(carried[-1]))
    _walk(cable.divisions, used, carried, "text")
    if cable.after:
        carried.append(cable.source.text[cable.after.start : cable.after.end])
        used["page"] += len(letters(carried[-1]))
    want = Counter(letters(FORBIDDEN.sub("", cable.source.text)))
    lost = want - Counter(letters(FORBIDDEN.sub("", "".join(carried))))
    # Form feeds that end pages are told by page breaks.
    told = "\f" if cable.source.pages else ""
    forbidden = [found.start() for found in FORBIDDEN.finditer(cable.source.text) if found.group() not in told]
    return {
        "source": cable.source.name,
        "encoding": cable.source.encoding,
        "dialect": cable.dialect,
        "letters": len(letters(cable.source.text)),
        "used": dict(sorted(used.items())),
        "dropped": [
            {"line": cable.source.line_at(piece.span.start), "text": piece.text, "reason": piece.reason}
            for piece in cable.dropped
        ],
        "forbidden": [
            {"line": cable.source.line_at(at), "character": f"U+{ord(cable.source.text[at]):04X}"}
            for at in forbidden[:1000]
        ],
        "lost": "".join(sorted(lost.elements())),
    }


def _walk(nodes: tuple[object, ...], used: Counter[str], carried: list[str], kind: str) -> None:
    stack = [(node, kind) for node in reversed(nodes)]
    while stack:
        node, inside = stack.pop()
        if isinstance(node, Text | Mark):
            carried.append(node.text)
            used["mark" if isinstance(node, Mark) else inside] += len(letters(node.text))
            continue
        if isinstance(node, tuple):
            stack += [(inner, inside) for inner in reversed(node)]
            continue
        marker = getattr(node, "marker", "")
        if marker:
            carried.append(marker)
            used["marker"] += len(letters(marker))
        hyphen = getattr(node, "hyphen", "")
        if hyphen:
            carried.append(hyphen)
            used["mark"] += 1
        if isinstance(node, Furniture | Stamp):
            inside = "furniture"
        marks = getattr(node, "marks", ()) if not isinstance(node, Gap) else ()
        carried += marks
        used["marker"] += sum(len(letters(mark)) for mark in marks)
        between = getattr(node, "between", "")
        carried.append(between)
        for name in ("blocks", "rows", "content", "items", "expan", "abbr", "lines", "label", "head", "speaker"):
            inner = getattr(node, name, None)
            if isinstance(inner, tuple):
                stack += [(one, inside) for one in reversed(inner)]
