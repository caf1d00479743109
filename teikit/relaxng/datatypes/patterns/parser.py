"""Reads the regular expressions of XSD (XML Schema Part 2, appendix F), by their grammar and nothing beyond it.

No anchors (an expression matches whole values, and `^` and `$` are ordinary characters), no groups to refer back to, no
reluctant quantifiers. An expression that is wrong is refused with the place and what to write instead.
"""

from __future__ import annotations

from teikit.relaxng.datatypes.datatype import show
from teikit.relaxng.datatypes.patterns.blocks import block, block_names
from teikit.relaxng.datatypes.patterns.characters import ANY, CATEGORIES, CharacterClass, Item, literal
from teikit.relaxng.datatypes.patterns.nodes import Characters, Choice, Node, Repeat, Sequence
from teikit.relaxng.errors import DatatypeError

MAX_DEPTH = 100
"""So many groups may stand within one another; more is no pattern that a person wrote."""

MAX_COUNT = 100_000
"""The greatest number in `{…}`."""

MAX_TERMS = 20_000
"""How large a state of the automaton may become, nested counts multiplied."""

_SINGLE_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", **{c: c for c in "\\|.?*+(){}-[]^"}}
_MULTI_ESCAPES = frozenset("sSiIcCdDwW")
_QUANTIFIERS = {"?": (0, 1), "*": (0, None), "+": (1, None)}


def parse(source: str) -> Node:
    """The tree of a regular expression.

    Raises:
        DatatypeError: It is none; the message says where and why.
    """
    parser = _Parser(source)
    node = parser.expression(0)
    if parser.at < len(source):
        raise parser.error('")" closes nothing; write "\\)" for the character')
    if node.terms > MAX_TERMS:
        raise DatatypeError(f"The pattern {show(source)} counts too high; nested repetitions multiply", rule="4.16")
    return node


class _Parser:
    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0

    def error(self, why: str, at: int | None = None) -> DatatypeError:
        place = (self.at if at is None else at) + 1
        return DatatypeError(
            f"The pattern {show(self.source)} is no XSD regular expression: at character {place}, {why}", rule="4.16"
        )

    def peek(self, ahead: int = 0) -> str:
        position = self.at + ahead
        return self.source[position] if position < len(self.source) else ""

    def expression(self, depth: int) -> Node:
        """Branches, up to a `)` or the end."""
        if depth > MAX_DEPTH:
            raise self.error(f"more than {MAX_DEPTH} groups within one another")
        branches = [self.branch(depth)]
        while self.peek() == "|":
            self.at += 1
            branches.append(self.branch(depth))
        if len(branches) == 1:
            return branches[0]
        return _choice(branches)

    def branch(self, depth: int) -> Node:
        parts: list[Node] = []
        while (character := self.peek()) and character not in "|)":
            parts.append(self.quantified(self.atom(depth)))
        return parts[0] if len(parts) == 1 else Sequence(tuple(parts))

    def atom(self, depth: int) -> Node:
        character = self.peek()
        if character == "(":
            start = self.at
            self.at += 1
            if self.peek() == "?":
                raise self.error('"(?" is not of this language: groups are "(…)" only')
            inner = self.expression(depth + 1)
            if self.peek() != ")":
                raise self.error('this "(" is never closed', start)
            self.at += 1
            return inner
        if character == "[":
            return Characters(self.bracketed(0))
        if character == ".":
            self.at += 1
            return Characters(ANY)
        if character == "\\":
            return Characters(self.escape())
        if character in "?*+":
            raise self.error(f'"{character}" repeats nothing; write "\\{character}" for the character')
        if character in "{}]":
            raise self.error(f'write "\\{character}" for the character "{character}"')
        self.at += 1
        return Characters(literal(character))

    def quantified(self, node: Node) -> Node:
        character = self.peek()
        if character in _QUANTIFIERS and character:
            self.at += 1
            least, most = _QUANTIFIERS[character]
        elif character == "{":
            least, most = self.quantity()
        else:
            return node
        if (again := self.peek()) and again in "?*+{":
            raise self.error(
                f'"{again}" follows a quantifier; put what comes before in "(…)" if it is to be repeated again'
            )
        return Sequence(()) if most == 0 else Repeat(node, least, most)

    def quantity(self) -> tuple[int, int | None]:
        start = self.at
        end = self.source.find("}", start)
        inside = self.source[start + 1 : end] if end > 0 else ""
        low, comma, high = inside.partition(",")
        if not _is_number(low) or (high and not _is_number(high)):
            raise self.error('a quantity is {n}, {n,} or {n,m}; write "\\{" for the character', start)
        if max(len(low.lstrip("0")), len(high.lstrip("0"))) > 6 or max(int(low), int(high or 0)) > MAX_COUNT:
            raise self.error(f"the quantity is over {MAX_COUNT:,}", start)
        self.at = end + 1
        if not comma:
            return int(low), int(low)
        if not high:
            return int(low), None
        if int(high) < int(low):
            raise self.error(f"the quantity goes from {low} down to {high}", start)
        return int(low), int(high)

    def escape(self) -> CharacterClass:
        """A backslash and what it says, outside or inside brackets."""
        start = self.at
        letter = self.peek(1)
        if letter in _SINGLE_ESCAPES and letter:
            self.at += 2
            return literal(_SINGLE_ESCAPES[letter])
        if letter in _MULTI_ESCAPES and letter:
            self.at += 2
            return CharacterClass(f"\\{letter}", (Item(letter.lower(), negated=letter.isupper()),))
        if letter and letter in "pP":
            return self.category(start)
        if not letter:
            raise self.error('the pattern ends in a lone "\\"; write "\\\\" for the character')
        hint = f'; "{letter}" needs no backslash' if not letter.isalnum() else ""
        raise self.error(f'"\\{letter}" is no escape of this language{hint}')

    def category(self, start: int) -> CharacterClass:
        end = self.source.find("}", start)
        if self.peek(2) != "{" or end < 0:
            raise self.error(r"a category is written \p{L} or \p{IsGreek}", start)
        negated = self.source[start + 1] == "P"
        name = self.source[start + 3 : end]
        self.at = end + 1
        written = self.source[start : end + 1]
        if name in CATEGORIES:
            return CharacterClass(written, (Item("category", name, negated=negated),))
        if name.startswith("Is"):
            spans = block(name[2:])
            if spans is not None:
                return CharacterClass(written, tuple(Item("range", *span) for span in spans), negated)
            from difflib import get_close_matches

            near = get_close_matches(name[2:], block_names(), n=1)
            raise self.error(
                f'"{name}" is no block of Unicode' + (f'; did you mean "Is{near[0]}"?' if near else ""), start
            )
        raise self.error(
            f'"{name}" is no category of Unicode; the categories are {", ".join(sorted(CATEGORIES))}', start
        )

    def bracketed(self, depth: int) -> CharacterClass:
        """A class in brackets, with what is subtracted from it."""
        if depth > MAX_DEPTH:
            raise self.error(f"more than {MAX_DEPTH} subtractions within one another")
        start = self.at
        self.at += 1
        negated = self.peek() == "^"
        if negated:
            self.at += 1
        items: list[Item] = []
        minus: CharacterClass | None = None
        first = True
        while True:
            character = self.peek()
            if not character:
                raise self.error('this "[" is never closed', start)
            if character == "]" and not first:
                break
            if character == "]":
                raise self.error("the brackets are empty", start)
            if character == "-" and self.peek(1) == "[" and not first:
                self.at += 1
                minus = self.bracketed(depth + 1)
                if self.peek() != "]":
                    raise self.error('a subtraction ends its class, so "]" must follow')
                break
            items.extend(self.member(first))
            first = False
        self.at += 1
        return CharacterClass(self.source[start : self.at], tuple(items), negated, minus)

    def member(self, first: bool) -> tuple[Item, ...]:
        """A character, a range or an escape inside brackets."""
        start = self.at
        low = self.single(first)
        if isinstance(low, CharacterClass):
            if self.peek() == "-" and self.peek(1) not in ("]", "["):
                raise self.error('a class such as "\\d" cannot begin a range; write "\\-" for the character "-"')
            # `\P{IsGreek}` keeps its negation in the class, not in the item.
            return low.items if not low.negated else _complement(low.items)
        if self.peek() != "-" or self.peek(1) in ("]", "[", ""):
            return (Item("range", low, low),)
        self.at += 1
        high = self.single(False, "range")
        if isinstance(high, CharacterClass):
            raise self.error('a class such as "\\d" cannot end a range; write "\\-" for the character "-"')
        if high < low:
            raise self.error(f'the range {low}-{high} runs backwards; write "\\-" for the character "-"', start)
        return (Item("range", low, high),)

    def single(self, first: bool, where: str = "class") -> str | CharacterClass:
        character = self.peek()
        if character == "\\":
            escaped = self.escape()
            return escaped.single if escaped.single is not None else escaped
        if character == "[":
            raise self.error('write "\\[" for the character "[" inside brackets')
        if character == "-" and (
            where == "range" or not (first or self.peek(1) == "]" or self.source.startswith("-[", self.at + 1))
        ):
            raise self.error('write "\\-" for the character "-" inside brackets, or put it first or last')
        self.at += 1
        return character


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _complement(spans: tuple[Item, ...]) -> tuple[Item, ...]:
    """Every character outside these spans, which are in order."""
    items: list[Item] = []
    after = 0
    for span in spans:
        if ord(span.first) > after:
            items.append(Item("range", chr(after), chr(ord(span.first) - 1)))
        after = ord(span.last) + 1
    if after <= 0x10FFFF:
        items.append(Item("range", chr(after), "\U0010ffff"))
    return tuple(items)


def _choice(branches: list[Node]) -> Node:
    """A choice; one of single characters only is a class, which a matcher need not try branch by branch."""
    if all(isinstance(branch, Characters) and _is_union(branch.members) for branch in branches):
        members = [branch.members for branch in branches if isinstance(branch, Characters)]
        items = tuple(item for member in members for item in member.items)
        return Characters(CharacterClass("(" + "|".join(member.source for member in members) + ")", items))
    return Choice(tuple(branches))


def _is_union(members: CharacterClass) -> bool:
    return not members.negated and members.minus is None
