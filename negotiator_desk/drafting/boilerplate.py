"""How much of a contract is the model's wording, and which duties in it are empty.

A clause counts as copied when its wording is the library's and nothing of this contract stands in
it: no agreed figure, no value, no name of a party, no day. A duty is worth what it can be held to:
a figure, a time, somebody who is responsible.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from negotiator_desk.drafting.blocks import Blank, Entry, Figure, Form, Inline, inlines, plain
from negotiator_desk.drafting.clauses import Clause, Parameter, ParameterKind
from negotiator_desk.drafting.composition import Composition, PlacedClause
from negotiator_desk.drafting.library import CAPITALS, FIELD, find_clause
from negotiator_desk.drafting.prose_numbers import prose_numbers
from negotiator_desk.drafting.wording import Provenance
from negotiator_desk.money import round_to

_OWN_FIELDS = ("企业方", "职工方", "起始日期", "终止日期", "主合同", "主合同签订日期")
"""Fields that say something of this contract alone."""

_DUTY = re.compile(r"应当|不得|必须|负责|\bshall\b|\bmust\b", re.IGNORECASE)
_TIMES = frozenset(
    ("日", "天", "小时", "分钟", "工作日", "个工作日", "日历日", "个月", "个季度", "月", "年", "周")
)
_TIME = re.compile("每日|每月|按月|逐月|次月|当月|每季|每半年|每年|逐日|当日|同日|即日|月底|年底")
_ANNEX = "附件"
"""A clause that points at an annex has its figures there."""

_PERSON = re.compile(
    "负责人|首席代表|工会主席|法定代表人|部门|小组|委员会|专人|专员|经办人|联系人|主管|经理|[^内全一]部负责"
)


class Detail(StrEnum):
    """What a duty can be held to."""

    FIGURE = "figure"
    TIME = "time"
    PERSON = "person"


class ProposalKind(StrEnum):
    """What would give a duty what it lacks."""

    FILL_IN = "fill_in"
    """The parameter `name` of the clause, which is still open."""
    CHOOSE = "choose"
    """The variant `name` of the library; "" = its ordinary wording."""


@dataclass(frozen=True)
class Proposal:
    """What would give a duty what it lacks.

    Attributes:
        label, label_english: What the parameter or the variant is called.
    """

    kind: ProposalKind
    name: str
    label: str
    label_english: str
    gives: tuple[Detail, ...]


@dataclass(frozen=True)
class Duty:
    """A clause that states a duty and leaves open what it can be held to.

    Attributes:
        clause: Its place.
        number: Of its article.
        missing: What it lacks.
        proposal: None where the library has nothing better.
    """

    clause: str
    number: int
    title: str
    missing: tuple[Detail, ...]
    proposal: Proposal | None

    @property
    def is_bare(self) -> bool:
        """Whether it has neither figure nor time nor anybody responsible."""
        return len(self.missing) == len(Detail)


@dataclass(frozen=True)
class Boilerplate:
    """How much of a contract is the model's.

    Attributes:
        clauses: How many it has.
        copied: Places of those that are the model's word for word.
        duties: Those that lack something, the barest first, else in order.
    """

    clauses: int
    copied: tuple[str, ...]
    duties: tuple[Duty, ...]

    @property
    def share(self) -> Decimal:
        """Copied clauses of all, 4 decimals; 0 where there is none."""
        if not self.clauses:
            return Decimal(0)
        return round_to(Decimal(len(self.copied)) / self.clauses, Decimal("0.0001"))

    @property
    def bare(self) -> tuple[Duty, ...]:
        """The duties that nobody can be held to."""
        return tuple(one for one in self.duties if one.is_bare)


def measure(composition: Composition) -> Boilerplate:
    """Return how much of a contract is the model's wording, and its empty duties."""
    placed = list(composition.clauses())
    duties = [duty for one in placed if (duty := _duty(composition, one)) is not None]
    return Boilerplate(
        clauses=len(placed),
        copied=tuple(one.text.place for one in placed if _is_copied(composition, one)),
        duties=tuple(sorted(duties, key=lambda duty: -len(duty.missing))),
    )


def _is_copied(composition: Composition, placed: PlacedClause) -> bool:
    clause = placed.text
    if clause.provenance not in {Provenance.LIBRARY, Provenance.VARIANT}:
        return False
    names = set(FIELD.findall(composition.resolved(placed, clause.text)))
    for name in _OWN_FIELDS:
        if name in names and not any(isinstance(p, Blank) for p in composition.fields[name]):
            return False
    return not any(isinstance(part, Figure | Entry) for part in _parts(composition, placed))


def _duty(composition: Composition, placed: PlacedClause) -> Duty | None:
    parts = _parts(composition, placed)
    text = plain(parts)
    if not _DUTY.search(text):
        return None
    has = set(_details(parts, text, placed.text.parameters))
    missing = tuple(one for one in Detail if one not in has)
    if not missing:
        return None
    clause = placed.text
    proposal = _proposal(placed, set(missing))
    return Duty(clause.place, placed.number, clause.title, missing, proposal)


def _parts(composition: Composition, placed: PlacedClause) -> tuple[Inline, ...]:
    return tuple(inlines(composition.clause_blocks(placed)))


def _details(
    parts: Iterable[Inline], text: str, parameters: Iterable[Parameter]
) -> Iterator[Detail]:
    """Yield what a clause's printed text can be held to."""
    yield from _of_wording(text)
    kinds = {one.name: _of_parameter(one) for one in parameters}
    for part in parts:
        if isinstance(part, Figure) and part.form is not Form.WORDS:
            yield Detail.FIGURE
        elif isinstance(part, Entry):
            yield from kinds.get(part.name, ())


def _of_wording(text: str) -> Iterator[Detail]:
    for number in prose_numbers(text):
        yield Detail.TIME if number.unit in _TIMES else Detail.FIGURE
    if _ANNEX in text:
        yield Detail.FIGURE
    if _TIME.search(text):
        yield Detail.TIME
    if _PERSON.search(text):
        yield Detail.PERSON


def _of_parameter(parameter: Parameter) -> tuple[Detail, ...]:
    match parameter.kind:
        case ParameterKind.AMOUNT | ParameterKind.PERCENT:
            return (Detail.FIGURE,)
        case ParameterKind.NUMBER:
            return (Detail.TIME if parameter.unit in _TIMES else Detail.FIGURE,)
        case ParameterKind.DATE:
            return (Detail.TIME,)
        case ParameterKind.PERSON:
            return (Detail.PERSON,)
        case ParameterKind.TEXT:
            return ()


def _proposal(placed: PlacedClause, missing: set[Detail]) -> Proposal | None:
    """Return the open parameter, or the library's wording, that gives most of what is missing."""
    clause = placed.text
    used = {name.removesuffix(CAPITALS) for name in FIELD.findall(clause.text)}
    filled = {name for name, value in clause.values if value}
    for one in clause.parameters:
        gives = tuple(detail for detail in _of_parameter(one) if detail in missing)
        if gives and one.name in used - filled:
            return Proposal(ProposalKind.FILL_IN, one.name, one.name, one.english, gives)
    model = find_clause(clause.key)
    if model is None:
        return None
    offers = [one for one in _wordings(model, missing) if one.name != clause.variant]
    best = max(offers, key=lambda one: len(one.gives), default=None)
    return best if best is not None and best.gives else None


def _bare_field(match: re.Match[str]) -> str:
    """Return what stands for a field before anything is filled in."""
    return _ANNEX if match.group(1) == _ANNEX else " "


def _wordings(model: Clause, missing: set[Detail]) -> Iterator[Proposal]:
    for name, label, english, text in (
        ("", model.title, model.title_english, model.text),
        *((one.key, one.label, one.label_english, one.text) for one in model.variants),
    ):
        gives = set(_of_wording(FIELD.sub(_bare_field, text)))
        used = {field.removesuffix(CAPITALS) for field in FIELD.findall(text)}
        for parameter in model.parameters:
            if parameter.name in used:
                gives |= set(_of_parameter(parameter))
        found = tuple(one for one in Detail if one in gives & missing)
        yield Proposal(ProposalKind.CHOOSE, name, label, english, found)
