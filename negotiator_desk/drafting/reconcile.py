"""Holds every figure of a composed contract against the stored value it came from.

The printed text is read back, so a figure that was changed, rounded or written wrongly is found,
wherever it stands: in an article, in capital numerals or in an annex. What stands in the text
without knowing where it came from is found by composing the snapshot again
(`reconcile_text.altered_texts`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from negotiator_desk.drafting.blocks import (
    Article,
    Block,
    Content,
    Document,
    Entry,
    Figure,
    Form,
    Grid,
    Item,
    Note,
    Pair,
    Prose,
    Remark,
    inlines,
    plain,
)
from negotiator_desk.drafting.clauses import Parameter, ParameterKind
from negotiator_desk.drafting.reconcile_text import altered_texts
from negotiator_desk.drafting.snapshot import Snapshot
from negotiator_desk.drafting.values import Value, agreed_values, read_value
from negotiator_desk.drafting.wording import TextClause

_NAMED = frozenset(
    (
        "rate",
        "minutes",
        "quota",
        "minimum",
        "cell",
        "post",
        "coefficient",
        "yearly",
        "times",
        "class",
        "least",
        "points",
    )
)
"""Keys that go on with the names of the row, or of the row and the column, they stand in."""


class Fault(StrEnum):
    """What is wrong with a figure."""

    DIFFERS = "differs"
    """It states another value than was agreed, or than was filled in."""
    UNREADABLE = "unreadable"
    """It is not written as a value of its kind is."""
    UNKNOWN = "unknown"
    """Nothing was agreed or filled in under its key, or in its offer."""
    MISPLACED = "misplaced"
    """It stands in a row or under a head that names something else."""
    NOT_PRINTED = "not_printed"
    """Something was agreed that the contract does not print."""
    ALTERED = "altered"
    """A text is not the one that the snapshot makes."""


@dataclass(frozen=True)
class Discrepancy:
    """One figure that does not agree.

    Attributes:
        offer_id: "" where it did not come from an offer.
        key: Of an agreed value; the name of a clause's parameter; "" of an altered text.
        printed: What the contract says; "" where it says nothing.
        agreed: The stored value, or the text that should stand there; None where there is none.
        clause: Place of the clause it stands in; "" outside of clauses.
    """

    fault: Fault
    offer_id: str
    key: str
    printed: str
    agreed: Value | None
    clause: str = ""


def reconcile(document: Document, snapshot: Snapshot) -> tuple[Discrepancy, ...]:
    """Return everything in which a contract and the snapshot it was composed from differ."""
    return (
        *reconcile_figures(document, snapshot),
        *(
            Discrepancy(Fault.ALTERED, "", "", one.printed, one.expected, one.clause)
            for one in altered_texts(document, snapshot)
        ),
    )


def reconcile_figures(document: Document, snapshot: Snapshot) -> tuple[Discrepancy, ...]:
    """Return the figures that do not agree with their stored values, and what is not printed."""
    agreed = {issue.offer_id: agreed_values(issue.terms) for issue in snapshot.issues}
    clauses = {one.place: one for one in snapshot.text.clauses} if snapshot.text else {}
    return (
        *_discrepancies(document, agreed),
        *_entries(document, clauses),
        *_misplaced(document.blocks),
    )


def _discrepancies(
    document: Document, agreed: dict[str, dict[str, Value]]
) -> Iterator[Discrepancy]:
    printed: set[tuple[str, str]] = set()
    for clause, content in _contents(document.blocks):
        for figure in content:
            if not isinstance(figure, Figure):
                continue
            printed.add((figure.offer_id, figure.key))
            value = agreed.get(figure.offer_id, {}).get(figure.key)
            fault = _fault(figure, value)
            if fault is not None:
                yield Discrepancy(fault, figure.offer_id, figure.key, figure.text, value, clause)
    for offer_id, values in agreed.items():
        for key, value in values.items():
            if (offer_id, key) not in printed:
                yield Discrepancy(Fault.NOT_PRINTED, offer_id, key, "", value)


def _fault(figure: Figure, value: Value | None) -> Fault | None:
    if value is None:
        return Fault.UNKNOWN
    return _reading_fault(figure.text, figure.form, value)


def _reading_fault(text: str, form: Form, value: Value) -> Fault | None:
    """Return what is wrong with a printed value; None where it reads as the stored one."""
    try:
        stated = read_value(text, form)
    except ValueError:
        return Fault.UNREADABLE
    return None if stated == value else Fault.DIFFERS


def _entries(document: Document, clauses: dict[str, TextClause]) -> Iterator[Discrepancy]:
    """Yield what was filled into clauses and is printed as something else."""
    for part in inlines(document.blocks):
        if not isinstance(part, Entry):
            continue
        clause = clauses.get(part.clause)
        names = {} if clause is None else {one.name: one for one in clause.parameters}
        stored = {} if clause is None else dict(clause.values)
        if part.name not in names or not stored.get(part.name):
            yield Discrepancy(Fault.UNKNOWN, "", part.name, part.text, None, part.clause)
            continue
        value = _stored_value(names[part.name], stored[part.name])
        fault = _entry_fault(part, value)
        if fault is not None:
            yield Discrepancy(fault, "", part.name, part.text, value, part.clause)


def _entry_fault(entry: Entry, value: Value) -> Fault | None:
    if entry.form is Form.DATE:
        # A day is written in the language of the text; both name year, month and day in figures
        # or the month in words, so only its Chinese writing is read back letter by letter.
        day = date.fromisoformat(str(value))
        if "年" not in entry.text:
            is_there = str(day.year) in entry.text and str(day.day) in entry.text
            return None if is_there else Fault.DIFFERS
        return None if entry.text == f"{day.year}年{day.month}月{day.day}日" else Fault.DIFFERS
    return _reading_fault(entry.text, entry.form, value)


def _stored_value(parameter: Parameter, stored: str) -> Value:
    match parameter.kind:
        case ParameterKind.AMOUNT | ParameterKind.NUMBER:
            return Decimal(stored)
        case ParameterKind.PERCENT:
            return Decimal(stored) / 100
        case ParameterKind.DATE | ParameterKind.PERSON | ParameterKind.TEXT:
            return stored


def _misplaced(blocks: tuple[Block, ...]) -> Iterator[Discrepancy]:
    """Yield the figures of tables that stand beside other names than those they belong to."""
    for block in blocks:
        match block:
            case Grid() as grid:
                yield from _misplaced_in(grid)
            case Pair(left, right):
                yield from _misplaced((*left, *right))
            case _:
                pass


def _misplaced_in(grid: Grid) -> Iterator[Discrepancy]:
    for row in grid.rows:
        labels = "\n".join(plain(cell) for cell in row)
        for column, cell in zip(grid.columns, row, strict=False):
            for part in cell:
                if not isinstance(part, Figure):
                    continue
                names = _names(part.key)
                if any(name not in labels and name not in column.head for name in names):
                    yield Discrepancy(Fault.MISPLACED, part.offer_id, part.key, part.text, None)


def _names(key: str) -> tuple[str, ...]:
    """Return the names that must stand beside a figure in a table."""
    head, _colon, rest = key.partition(":")
    if head == "cell":
        return tuple(rest.split(":", 1))
    if head in {"allowance", "fee"}:
        group, colon, name = rest.partition(":")
        if head == "fee":
            return (name,) if group == "category" else ()
        return (name,) if colon and group.isascii() else (rest,)
    return (rest,) if head in _NAMED else ()


def _contents(blocks: tuple[Block, ...]) -> Iterator[tuple[str, Content]]:
    """Yield every stretch of text with the place of the clause it stands in."""
    for block in blocks:
        match block:
            case Article() | Item() | Prose() | Remark():
                yield block.clause, block.content
            case Note(content):
                yield "", content
            case Grid(rows=rows):
                for row in rows:
                    for cell in row:
                        yield "", cell
            case Pair(left, right):
                yield from _contents((*left, *right))
            case _:
                pass
