"""Documents of a wanted size for benchmarks: made up, valid against teikit.rng and against tei_all.rng, each different."""

from __future__ import annotations

import random
from pathlib import Path

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<?xml-model href="teikit.rng" type="application/xml" schematypens="http://relaxng.org/ns/structure/1.0"?>
<?xml-model href="teikit.sch" type="application/xml" schematypens="http://purl.oclc.org/dsdl/schematron"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="{name}" xml:lang="en">
 <teiHeader>
  <fileDesc>
   <titleStmt><title type="main">Conversation {name}</title>
    <respStmt xml:id="translator"><resp>translation</resp><persName>The translator</persName></respStmt></titleStmt>
   <publicationStmt><publisher>Nobody</publisher><availability status="free">
     <licence target="https://creativecommons.org/publicdomain/zero/1.0/">CC0</licence></availability></publicationStmt>
   <sourceDesc><msDesc><msIdentifier><repository>An archive</repository><idno>{name}</idno></msIdentifier></msDesc></sourceDesc>
  </fileDesc>
  <profileDesc>
   <creation><date when="1994-02-13"/></creation>
   <langUsage><language ident="ja">Japanese</language><language ident="en">English</language></langUsage>
   <particDesc><listPerson>
    <person xml:id="first"><persName xml:lang="en">The First</persName></person>
    <person xml:id="second"><persName xml:lang="en">The Second</persName></person></listPerson></particDesc>
  </profileDesc>
 </teiHeader>
 <text><body>
"""
_WORDS = {
    "ja": "総理 両国 関係 協議 経済 安全 保障 問題 努力 合意 必要 重要 交渉 市場 政府 の は を に で と が 述べた 続けたい 考える",
    "en": "the minister said that both sides would go on with talks on trade and security before the summit in spring",
}


def document(name: str, size: int, seed: int) -> str:
    """A cable of about so many bytes."""
    chance = random.Random(seed)
    turns: dict[str, list[str]] = {"ja": [], "en": []}
    length = len(_HEAD)
    number = 0
    while length < size:
        number += 1
        who = chance.choice(("first", "second"))
        gap = chance.random() < 0.3
        for language, other in (("ja", "en"), ("en", "ja")):
            words = _WORDS[language].split()
            text = ("" if language == "ja" else " ").join(chance.choice(words) for _ in range(chance.randint(20, 60)))
            hole = (
                f'<gap xml:id="{language}-g{number}" corresp="#{other}-g{number}" reason="redacted" unit="name" quantity="1" '
                f'resp="#translator"><desc>[name blacked out]</desc></gap> '
                if gap
                else ""
            )
            turn = (
                f'   <sp xml:id="{language}-s{number}" who="#{who}" corresp="#{other}-s{number}"><speaker>({who})</speaker>\n'
                f'    <p xml:id="{language}-p{number}" corresp="#{other}-p{number}">{hole}{text} '
                f'<date when="1994-03-{chance.randint(10, 28)}">{number}</date>.</p></sp>\n'
            )
            turns[language].append(turn)
            length += len(turn.encode())
    body = ""
    for kind, language, other in (("original", "ja", "en"), ("translation", "en", "ja")):
        hand = ' resp="#translator"' if kind == "translation" else ""
        start = f'  <div type="{kind}" xml:id="{language}" xml:lang="{language}" corresp="#{other}"{hand}>\n'
        body += start + "".join(turns[language]) + "  </div>\n"
    return f"{_HEAD.format(name=name)}{body} </body></text>\n</TEI>\n"


def corpus(folder: Path, count: int, size: int) -> list[str]:
    """So many files of such a size."""
    folder.mkdir(parents=True, exist_ok=True)
    names: list[str] = []
    for number in range(count):
        path = folder / f"cable-{number}.xml"
        path.write_text(document(path.stem, size, number), encoding="utf-8")
        names.append(str(path))
    return names
