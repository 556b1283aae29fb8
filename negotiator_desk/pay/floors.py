"""Holds what a firm agrees against the floor of an industry's or a region's contract (NB-W 32).

The comparison is exact and one-sided: what is better for the workers is not reported. What only one
of the two settles, or settles in another measure, is reported as not compared and never passed in
silence; names are compared without regard to width, case and spaces.

    rates             each operation of the same name and unit: the firm's rate ≥ the floor's
    overtime          each percent ≥ the floor's
    guarantees        ≥ the floor's; none = 0
    unit allowances   each of the floor's; one that the firm does not name pays 0
    wage grids        each cell of the same band and skill grade; each post at each grade both have;
                      the lowest cell of all, and of each grade; coefficients; allowances
    numbers, texts    equal, or for people to compare: whether more is better is not known here
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from negotiator_desk.pay.checks import NOTHING
from negotiator_desk.pay.floors_commission import commission_shortfalls
from negotiator_desk.pay.floors_result import FloorItem, FloorVerdict, Shortfall, same_name
from negotiator_desk.pay.terms import (
    CommissionSchedule,
    NumberTerm,
    RateTable,
    Terms,
    TextTerm,
    WageGrid,
    YearlyKind,
)

BELOW, TO_COMPARE, NOT_COMPARED = (
    FloorVerdict.BELOW,
    FloorVerdict.TO_COMPARE,
    FloorVerdict.NOT_COMPARED,
)


def below_floor(firm: Terms, floor: Terms) -> tuple[Shortfall, ...]:
    """Return in what the firm's terms are below the floor's, and what was not compared.

    Empty when everything that the floor settles was compared and kept.
    """
    match firm, floor:
        case (RateTable(), RateTable()):
            return tuple(_rates(firm, floor))
        case (CommissionSchedule(), CommissionSchedule()):
            return tuple(commission_shortfalls(firm, floor))
        case (WageGrid(), WageGrid()):
            return tuple(_wages(firm, floor))
        case (NumberTerm(), NumberTerm()):
            return tuple(_number(firm, floor))
        case (TextTerm(), TextTerm()):
            return tuple(_text(firm, floor))
        case _:
            return (Shortfall(NOT_COMPARED, FloorItem.SUBJECT),)


def _rates(firm: RateTable, floor: RateTable) -> Iterator[Shortfall]:
    if same_name(firm.unit) == same_name(floor.unit):
        yield from _same_unit(firm, floor)
    else:
        yield Shortfall(NOT_COMPARED, FloorItem.UNIT, firm_words=firm.unit, floor_words=floor.unit)
    yield from _least(FloorItem.GUARANTEE, firm.monthly_guarantee, floor.monthly_guarantee)
    pairs = zip(firm.overtime_percents, floor.overtime_percents, strict=True)
    for number, (ours, theirs) in enumerate(pairs):
        yield from _least(FloorItem.OVERTIME, Decimal(ours), Decimal(theirs), str(number))


def _same_unit(firm: RateTable, floor: RateTable) -> Iterator[Shortfall]:
    theirs = {same_name(line.operation): line for line in floor.rates}
    ours = {same_name(line.operation): line for line in firm.rates}
    for key, line in ours.items():
        least = theirs.get(key)
        if least is None:
            yield Shortfall(NOT_COMPARED, FloorItem.RATE, line.operation, line.rate, None)
            continue
        yield from _least(FloorItem.RATE, line.rate, least.rate, line.operation)
        quota, other = line.quota_per_shift, least.quota_per_shift
        if quota is not None and (other is None or quota > other):
            yield Shortfall(
                TO_COMPARE,
                FloorItem.QUOTA,
                line.operation,
                Decimal(quota),
                None if other is None else Decimal(other),
            )
    for key, line in theirs.items():
        if key not in ours:
            yield Shortfall(NOT_COMPARED, FloorItem.RATE, line.operation, None, line.rate)
    paid = {same_name(item.difficulty): item for item in firm.allowances}
    for item in floor.allowances:
        own = paid.get(same_name(item.difficulty))
        amount = NOTHING if own is None else own.amount
        yield from _least(FloorItem.ALLOWANCE, amount, item.amount, item.difficulty)
        if own is not None and own.counts_towards_minimum and not item.counts_towards_minimum:
            yield Shortfall(TO_COMPARE, FloorItem.COUNTED, item.difficulty)


def _wages(firm: WageGrid, floor: WageGrid) -> Iterator[Shortfall]:
    yield from _cells(firm, floor)
    yield from _posts(firm, floor)
    yield from _lowest(firm, floor)
    ours = {same_name(mark): factor for mark, factor in firm.coefficients}
    for mark, factor in floor.coefficients:
        own = ours.get(same_name(mark))
        if own is None:
            yield Shortfall(NOT_COMPARED, FloorItem.COEFFICIENT, mark, None, factor)
        else:
            yield from _least(FloorItem.COEFFICIENT, own, factor, mark)
    paid = {(item.group, same_name(item.key)): item.amount for item in firm.allowances}
    for item in floor.allowances:
        amount = paid.get((item.group, same_name(item.key)), NOTHING)
        yield from _least(FloorItem.ALLOWANCE, amount, item.amount, item.key)
    yield from _yearly(firm, floor)


def _cells(firm: WageGrid, floor: WageGrid) -> Iterator[Shortfall]:
    """Compare the cells of the same band and grade; bands and grades of one alone are named."""
    ours, theirs = _amounts(firm), _amounts(floor)
    for key, (name, amount) in theirs.items():
        if key in ours:
            yield from _least(FloorItem.CELL, ours[key][1], amount, name)
    for bands, others, is_ours in (
        (firm.bands, floor.bands, True),
        (floor.bands, firm.bands, False),
        (firm.grades, floor.grades, True),
        (floor.grades, firm.grades, False),
    ):
        known = {same_name(name) for name in others}
        for name in bands:
            if same_name(name) not in known:
                yield Shortfall(
                    NOT_COMPARED,
                    FloorItem.CELL,
                    name,
                    firm_words=name if is_ours else "",
                    floor_words="" if is_ours else name,
                )


def _amounts(grid: WageGrid) -> dict[tuple[str, str], tuple[str, Decimal]]:
    return {
        (same_name(band), same_name(grade)): (f"{band} · {grade}", amount)
        for band, row in zip(grid.bands, grid.cells, strict=True)
        for grade, amount in zip(grid.grades, row, strict=True)
    }


def _posts(firm: WageGrid, floor: WageGrid) -> Iterator[Shortfall]:
    """Compare what a post is paid that the two have in bands of different names."""
    ours = _of_posts(firm)
    for key, (name, band, grade, amount) in _of_posts(floor).items():
        own = ours.get(key)
        if own is not None and same_name(own[1]) != same_name(band):
            yield from _least(FloorItem.POST, own[3], amount, f"{name} · {grade}")


def _of_posts(grid: WageGrid) -> dict[tuple[str, str], tuple[str, str, str, Decimal]]:
    rows = dict(zip(grid.bands, grid.cells, strict=True))
    return {
        (same_name(post), same_name(grade)): (post, band, grade, amount)
        for post, band in grid.post_bands
        for grade, amount in zip(grid.grades, rows[band], strict=True)
    }


def _lowest(firm: WageGrid, floor: WageGrid) -> Iterator[Shortfall]:
    least, floor_least = _least_cells(firm), _least_cells(floor)
    whole, floor_whole = min(least.values()), min(floor_least.values())
    yield from _least(FloorItem.LOWEST_WAGE, whole, floor_whole)
    ours = {same_name(grade): amount for grade, amount in least.items()}
    for grade, amount in floor_least.items():
        own = ours.get(same_name(grade))
        if own is not None:
            yield from _least(FloorItem.LOWEST_WAGE, own, amount, grade)


def _least_cells(grid: WageGrid) -> dict[str, Decimal]:
    columns = zip(*grid.cells, strict=True)
    return {grade: min(column) for grade, column in zip(grid.grades, columns, strict=True)}


def _yearly(firm: WageGrid, floor: WageGrid) -> Iterator[Shortfall]:
    """Compare awards; of a pool, the amount alone does not say what a worker gets."""
    ours = {same_name(item.name): item for item in firm.yearly_items}
    for item in floor.yearly_items:
        own = ours.get(same_name(item.name))
        if own is None or own.kind is not item.kind:
            yield Shortfall(NOT_COMPARED, FloorItem.YEARLY, item.name, None, item.yearly)
        elif own.amount < item.amount or own.times < item.times:
            is_award = item.kind is YearlyKind.AWARD and own.amount < item.amount
            verdict = BELOW if is_award else TO_COMPARE
            yield Shortfall(verdict, FloorItem.YEARLY, item.name, own.yearly, item.yearly)


def _number(firm: NumberTerm, floor: NumberTerm) -> Iterator[Shortfall]:
    if same_name(firm.unit) != same_name(floor.unit):
        yield Shortfall(NOT_COMPARED, FloorItem.UNIT, firm_words=firm.unit, floor_words=floor.unit)
    elif firm.value != floor.value:
        yield Shortfall(TO_COMPARE, FloorItem.NUMBER, firm.unit, firm.value, floor.value)


def _text(firm: TextTerm, floor: TextTerm) -> Iterator[Shortfall]:
    if firm.text.split() != floor.text.split():
        yield Shortfall(TO_COMPARE, FloorItem.TEXT, "", None, None, firm.text, floor.text)


def _least(item: FloorItem, firm: Decimal, floor: Decimal, name: str = "") -> Iterator[Shortfall]:
    if firm < floor:
        yield Shortfall(BELOW, item, name, firm, floor)


def worst_first(found: Iterable[Shortfall]) -> tuple[Shortfall, ...]:
    """Return shortfalls with those below the floor first, else in their order."""
    weight: Mapping[FloorVerdict, int] = {one: place for place, one in enumerate(FloorVerdict)}
    return tuple(sorted(found, key=lambda one: weight[one.verdict]))
