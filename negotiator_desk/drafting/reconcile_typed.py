"""Numbers that users typed, held against the agreed values and against each other.

What a clause of the library prints comes from stored values. In a user's own wording, and in terms
that were agreed in words, a number is mere text: it may repeat an agreed value and get it wrong, or
an amount in figures and its capital numerals may differ.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

from negotiator_desk.drafting.agreed_facts import AgreedFact, agreed_facts
from negotiator_desk.drafting.blocks import plain
from negotiator_desk.drafting.clauses import ParameterKind
from negotiator_desk.drafting.composition import Composition, PlacedClause
from negotiator_desk.drafting.library import FIELD
from negotiator_desk.drafting.prose_numbers import (
    CAPITALS,
    NumberKind,
    ProseNumber,
    prose_numbers,
    read_capitals,
)
from negotiator_desk.drafting.wording import Provenance
from negotiator_desk.pay.terms import TextTerm


class TypedKind(StrEnum):
    """What is wrong with a typed number."""

    PAIR_DIFFERS = "pair_differs"
    """Two writings of one number beside each other say different things."""
    CAPITALS_UNREADABLE = "capitals_unreadable"
    """Capital numerals are written as no amount is."""
    SLIP = "slip"
    """It differs from the agreed value that is named beside it by a slip of the hand."""
    OTHER_VALUE = "other_value"
    """It differs from the agreed value that is named right in front of it."""
    NEAR = "near"
    """It differs from an agreed value by a slip of the hand; nothing beside it names that value."""


@dataclass(frozen=True)
class TypedNumber:
    """A typed number that something is wrong with.

    Attributes:
        clause: Place of its clause.
        text: As typed.
        expected: The agreed value, or the other writing; "" where capitals cannot be read.
        label: What names the agreed value; "" where nothing does.
    """

    kind: TypedKind
    clause: str
    text: str
    expected: str = ""
    label: str = ""


_SENTENCE = re.compile(r"[^。；;！？\n]+")
_FILLED = "\ufffc"
"""Stands for what a field was filled with: it is no typed text."""

_REACH = 30
"""Characters between a name and a number that still belong together."""

_DIRECT = 12
"""Characters between a name and the number that states its value."""

_ADDITION = re.compile(r"[加另奖补扣罚增减降超满以达过]|[^0-9]低于|高于|不足")
"""Words between the two behind which the number is another thing: 另加, 超过, 奖励."""

_FEW = 3
"""Significant digits from which a number is told from another that looks like it."""

_BETWEEN = re.compile(
    r"\s*[元圆]?整?\s*[）)]?\s*[（(，,、/]?\s*(?:大写|小写|人民币|即|合计|计|¥|[：:（(\s])*"
)
_RESTATED = re.compile(r"\s*[（(]\s*(?:即|计|共)?\s*")
_ENOUGH_NUMERALS = re.compile("[壹贰叁肆伍陆柒捌玖]|零元")


def check_typed(composition: Composition) -> Iterator[TypedNumber]:
    """Yield the typed numbers of a contract that something is wrong with."""
    facts = [fact for issue in composition.snapshot.issues for fact in agreed_facts(issue)]
    for placed in composition.clauses():
        place = placed.text.place
        for text in _typed_texts(placed):
            for sentence in _SENTENCE.findall(text):
                yield from _against_agreed(sentence, facts, place)
        for block in composition.clause_blocks(placed):
            yield from check_pairs(plain(block.content), place)


def check_pairs(text: str, clause: str = "") -> Iterator[TypedNumber]:
    """Yield the numbers that are written twice beside each other and say different things."""
    numbers = prose_numbers(text)
    for match in CAPITALS.finditer(text):
        if not _ENOUGH_NUMERALS.search(match.group()):
            continue
        beside = _amount_beside(text, match, numbers)
        try:
            value = read_capitals(match.group())
        except ValueError:
            yield TypedNumber(TypedKind.CAPITALS_UNREADABLE, clause, match.group())
            continue
        if beside is not None and beside.value != value:
            yield TypedNumber(TypedKind.PAIR_DIFFERS, clause, match.group(), beside.text)
    for one, other in pairwise(numbers):
        if _is_restated(text, one, other) and one.value != other.value:
            yield TypedNumber(TypedKind.PAIR_DIFFERS, clause, other.text, one.text)


def _typed_texts(placed: PlacedClause) -> Iterator[str]:
    """Yield what users typed of a clause; fields in it are blotted out."""
    clause = placed.text
    if clause.provenance not in {Provenance.LIBRARY, Provenance.VARIANT}:
        yield FIELD.sub(_FILLED, clause.text)
    if placed.issue is not None and isinstance(placed.issue.terms, TextTerm):
        yield placed.issue.terms.text
    words = {one.name for one in clause.parameters if one.kind is ParameterKind.TEXT}
    yield from (value for name, value in clause.values if name in words)


def _against_agreed(
    sentence: str, facts: Sequence[AgreedFact], place: str
) -> Iterator[TypedNumber]:
    named = _named(sentence, facts)
    for number in prose_numbers(sentence):
        if any(start <= number.start < end for start, end, _label in named):
            continue
        fault = _judge(sentence, number, facts, named)
        if fault is not None:
            kind, fact, label = fault
            written = number.text if number.unit in number.text else number.text + number.unit
            yield TypedNumber(kind, place, written, fact.printed, label)


def _named(sentence: str, facts: Iterable[AgreedFact]) -> list[tuple[int, int, str]]:
    """Return where agreed values are named in a sentence, names within longer names left out."""
    labels = {label for fact in facts for label in fact.labels}
    found = [
        (match.start(), match.end(), label)
        for label in sorted(labels)
        if label in sentence
        for match in re.finditer(re.escape(label), sentence)
    ]
    return [
        one
        for one in found
        if not any(
            other[0] <= one[0] and one[1] <= other[1] and len(other[2]) > len(one[2])
            for other in found
        )
    ]


def _judge(
    sentence: str,
    number: ProseNumber,
    facts: Sequence[AgreedFact],
    named: Sequence[tuple[int, int, str]],
) -> tuple[TypedKind, AgreedFact, str] | None:
    alike = [fact for fact in facts if _is_comparable(fact, number)]
    before = [one for one in named if 0 <= number.start - one[1] <= _REACH]
    for _start, end, label in sorted(before, key=lambda one: -one[1])[:1]:
        meant = [fact for fact in alike if label in fact.labels and _is_meant(fact, sentence)]
        if any(fact.value == number.value for fact in meant):
            return None
        slip = next((fact for fact in meant if _is_slip(fact.value, number, few=1)), None)
        if slip is not None:
            return TypedKind.SLIP, slip, label
        between = sentence[end : number.start]
        if meant and len(between) <= _DIRECT and not _ADDITION.search(between):
            return TypedKind.OTHER_VALUE, meant[0], label
    if any(fact.value == number.value for fact in alike):
        return None
    near = next((fact for fact in alike if _is_slip(fact.value, number, few=_FEW)), None)
    return None if near is None else (TypedKind.NEAR, near, "")


def _is_meant(fact: AgreedFact, sentence: str) -> bool:
    return all(word in sentence for word in fact.beside)


def _is_comparable(fact: AgreedFact, number: ProseNumber) -> bool:
    if fact.kind is not number.kind:
        return False
    return fact.kind is not NumberKind.COUNT or fact.unit == number.unit


def _is_slip(agreed: Decimal, number: ProseNumber, *, few: int) -> bool:
    """Whether a number is an agreed one but for a slip.

    That is: off by one in the last written place, a decimal point or a per cent elsewhere, one
    numeral changed, two neighbours swapped.

    Args:
        few: Significant digits that the agreed value has at least.
    """
    if agreed == number.value or agreed <= 0:
        return False
    ours, theirs = _digits(agreed), _digits(number.value)
    if len(ours) < few and len(theirs) < few:
        return False
    if abs(agreed - number.value) <= min(number.step, _step(agreed)):
        return True
    if ours == theirs:
        return True
    if max(len(ours), len(theirs)) < max(few, _FEW):
        return False
    if agreed.adjusted() != number.value.adjusted():
        return False
    width = max(len(ours), len(theirs))
    return _is_one_off(ours.ljust(width, "0"), theirs.ljust(width, "0"))


def _is_one_off(ours: str, theirs: str) -> bool:
    unlike = [place for place, one in enumerate(ours) if one != theirs[place]]
    if len(unlike) == 1:
        return len(ours) > _FEW or abs(int(ours[unlike[0]]) - int(theirs[unlike[0]])) == 1
    if len(unlike) != 2 or unlike[1] - unlike[0] != 1:
        return False
    first, second = unlike
    return ours[first] == theirs[second] and ours[second] == theirs[first]


def _digits(value: Decimal) -> str:
    """Return the significant digits of a value."""
    return "".join(map(str, value.as_tuple().digits)).strip("0") or "0"


def _step(value: Decimal) -> Decimal:
    exponent = value.normalize().as_tuple().exponent
    return Decimal(1).scaleb(min(exponent, 0) if isinstance(exponent, int) else 0)


def _amount_beside(
    text: str, capitals: re.Match[str], numbers: Sequence[ProseNumber]
) -> ProseNumber | None:
    """Return the amount in figures or numerals that capitals repeat, in front or behind."""
    for one in numbers:
        if one.kind is not NumberKind.AMOUNT or one.start == capitals.start():
            continue
        if one.end <= capitals.start() and _BETWEEN.fullmatch(text, one.end, capitals.start()):
            return one
        if capitals.end() <= one.start and _BETWEEN.fullmatch(text, capitals.end(), one.start):
            return one
    return None


def _is_restated(text: str, one: ProseNumber, other: ProseNumber) -> bool:
    """Whether a number says in figures what the one in front says in numerals, or the reverse."""
    if (one.kind, one.unit) != (other.kind, other.unit):
        return False
    is_other_writing = one.text[0].isdigit() is not other.text[0].isdigit()
    between = text[one.end : other.start].removeprefix(one.unit)
    return is_other_writing and _RESTATED.fullmatch(between) is not None
