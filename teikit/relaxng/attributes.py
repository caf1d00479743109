"""Explains attributes: unknown, misplaced, missing, with a wrong value."""

from __future__ import annotations

from teikit.relaxng.automaton import Automaton, ScopeGetter
from teikit.relaxng.completion import alternatives
from teikit.relaxng.derivatives import attributes_of, named
from teikit.relaxng.frames import Draft, Frame
from teikit.relaxng.lookups import Lookups, raw
from teikit.relaxng.names import QName, describe, is_infinite
from teikit.relaxng.nearness import nearest
from teikit.relaxng.patterns import Attribute, Pattern
from teikit.relaxng.states import Plan, Rest
from teikit.relaxng.syntax import tidy
from teikit.relaxng.values import describe as describe_value
from teikit.relaxng.values import why_not
from teikit.relaxng.wording import MAX_NAMES, Namer, clip, listed, tag


class Attributes:
    """Explains the attributes of elements.

    Args:
        lookups: What the schema allows.
    """

    def __init__(self, lookups: Lookups) -> None:
        self._lookups = lookups
        self._automaton = lookups.automaton
        self._vocabulary = lookups.vocabulary

    def leaves(self, plan: Plan) -> list[Attribute]:
        """Every attribute that an element could have, in the schema's order."""
        found: dict[Attribute, None] = {}
        for content in plan.contents:
            found.update(dict.fromkeys(attributes_of(content)))
        return list(found)

    def names(self, plan: Plan) -> list[QName]:
        """The names of those attributes, required ones first."""
        required: list[QName] = []
        others: list[QName] = []
        for leaf in self.leaves(plan):
            for name in named(leaf):
                (required if raw(name.pair) in plan.required else others).append(name.pair)
        return list(dict.fromkeys((*required, *others)))

    def unknown(
        self, frame: Frame, plan: Plan, attribute: tuple[QName, str], present: set[QName], namer: Namer
    ) -> tuple[Draft, QName | None]:
        """Explain an attribute that the element cannot have.

        Args:
            frame: The element.
            plan: How its attributes are read.
            attribute: The attribute's name, and how the document writes it.
            present: The attributes that the element has.
            namer: Writes names.

        Returns:
            What is wrong, and the attribute that was probably meant.
        """
        name, shown = attribute[0], clip(attribute[1])
        free = [other for other in self.names(plan) if other not in present]
        on = tag(frame.shown)
        same_local = [other for other in free if other[1] == name[1]]
        draft = Draft("attribute-unknown", f"{on} has no attribute @{shown}", name=f"@{shown}")
        meant: QName | None = None
        bearers = [bearer for bearer in self._vocabulary.bearers.get(name, ()) if bearer != frame.name]
        near = nearest(name[1], [local for _ns, local in free])
        if same_local:
            meant = same_local[0]
            draft.code = "attribute-namespace"
            draft.hint = f"Write it as @{namer.attribute(meant)}."
        elif near and (not bearers or _very_near(name[1], near[0])):
            meant = next(other for other in free if other[1] == near[0])
            draft.hint = f"Did you mean @{namer.attribute(meant)}?"
        if bearers and not same_local:
            draft.code = "attribute-not-allowed"
            draft.message = f"@{shown} is not allowed on {on}"
            where = f"It may be on {listed([tag(bearer) for bearer in namer.elements(self._lookups.rank(bearers))], 'and', 4)}."
            draft.hint = f"{draft.hint} {where}" if draft.hint else where
        ranked = list(dict.fromkeys([*([meant] if meant else []), *free]))
        expected = [f"@{namer.attribute(other)}" for other in ranked]
        wild = [leaf for leaf in self.leaves(plan) if is_infinite(leaf.name_class)]
        expected += dict.fromkeys(f"an attribute of {describe(leaf.name_class)}" for leaf in wild)
        draft.expected = tuple(expected[:MAX_NAMES])
        draft.expected_more = max(0, len(expected) - MAX_NAMES)
        draft.documentation = self._vocabulary.documentation(frame.name)
        return draft, meant

    def value(self, frame: Frame, leaves: tuple[Attribute, ...], shown: str, text: str, scope: ScopeGetter) -> Draft:
        """Explain a value that no pattern of the attribute matches."""
        patterns = self._automaton.patterns
        pattern: Pattern = patterns.choice(leaf.value for leaf in leaves)
        reason = why_not(pattern, text, scope(), patterns)
        draft = Draft("attribute-value", f"@{shown}: {reason.message}", reason.hint, name=f"@{shown}")
        draft.expected = reason.expected or (describe_value(pattern),)
        draft.expected_more = reason.more
        documentation = next((tidy(leaf.documentation) for leaf in leaves if leaf.documentation), "")
        draft.documentation = documentation
        return draft

    def combination(self, frame: Frame, shown: str, present: list[str]) -> Draft:
        """Explain an attribute that the element can have, but not with the others that it has."""
        others = listed([f"@{other}" for other in present if other != shown], "and")
        message = f"@{shown} is not allowed on {tag(frame.shown)}"
        if others:
            message += f" together with {others}"
        return Draft("attribute-combination", message, "Leave one of them out.", name=f"@{shown}")

    def missing(self, frame: Frame, plan: Plan, absent: list[QName], rest: Rest, namer: Namer) -> list[Draft]:
        """Explain attributes that are needed and not there.

        Args:
            frame: The element.
            plan: How its attributes are read.
            absent: The required ones that are not there.
            rest: What is left of the others.
            namer: Writes names.
        """
        drafts = [self._needs(frame, [name], plan, namer) for name in absent]
        if rest.closed is None:
            options: dict[tuple[QName, ...], None] = {}
            for pattern in rest.patterns:
                for items in alternatives(_only_attributes(pattern, self._automaton)):
                    leaves = [item for item in items if isinstance(item, Attribute)]
                    options[tuple(n.pair for leaf in leaves for n in named(leaf)[:1])] = None
            fewest = min((len(option) for option in options if option), default=0)
            choices = [option for option in options if len(option) == fewest]
            if fewest == 1:
                drafts.append(self._needs(frame, [option[0] for option in choices], plan, namer))
            elif choices:
                drafts += [self._needs(frame, [name], plan, namer) for name in choices[0]]
            else:
                message = f"the attributes of {tag(frame.shown)} do not fit together"
                drafts.append(Draft("attribute-combination", message, name=frame.shown))
        return drafts

    def _needs(self, frame: Frame, names: list[QName], plan: Plan, namer: Namer) -> Draft:
        shown = [f"@{namer.attribute(name)}" for name in names]
        draft = Draft("attribute-missing", f"{tag(frame.shown)} needs the attribute {listed(shown, 'or')}")
        leaf = next((leaf for leaf in self.leaves(plan) for name in names if leaf.name_class.contains(name)), None)
        if leaf is not None and len(names) == 1:
            words = describe_value(leaf.value)
            draft.hint = f"Its value is {words}."
            draft.documentation = tidy(leaf.documentation)
        draft.name = shown[0]
        draft.expected = tuple(shown[:MAX_NAMES])
        return draft


def _very_near(written: str, name: str) -> bool:
    return written.casefold() == name.casefold()


def _only_attributes(pattern: Pattern, automaton: Automaton) -> Pattern:
    """The pattern without its content: what is left to read in a tag."""
    from teikit.relaxng.patterns import EMPTY, Choice, Group, Interleave, OneOrMore

    patterns = automaton.patterns
    if isinstance(pattern, Attribute):
        return pattern
    if not attributes_of(pattern):
        return EMPTY
    if isinstance(pattern, Choice):
        return patterns.choice(_only_attributes(member, automaton) for member in pattern.members)
    if isinstance(pattern, OneOrMore):
        return patterns.one_or_more(_only_attributes(pattern.pattern, automaton))
    assert isinstance(pattern, Group | Interleave)
    return patterns.group([_only_attributes(member, automaton) for member in pattern.members])
