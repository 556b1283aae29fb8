"""The terms of a costing as lines of a table: what each value is called, was and becomes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from negotiator_desk.drafting.blocks import Form
from negotiator_desk.drafting.report_figures import MISSING
from negotiator_desk.drafting.report_parts import cut
from negotiator_desk.drafting.report_words import Words
from negotiator_desk.drafting.values import decimals_needed, write_value
from negotiator_desk.pay.cell import Cell, Unit
from negotiator_desk.pay.cells import cells
from negotiator_desk.pay.terms import CommissionSchedule, RateTable, TakeMethod, Terms, WageGrid

_CHOICES = frozenset({"method", "tier_rule", "minimum"})
"""Cells whose words are choices of the program."""

_OF_ALL = frozenset(
    {
        "guarantee",
        "method",
        "tier_rule",
        "order_cap",
        "monthly_cap",
        "monthly_cap_orders",
        "deduction_limit",
        "hourly_guarantee",
    }
)
"""Cells that hold for everybody under the terms."""

_PERCENT = frozenset({Unit.RATIO, Unit.PERCENT})

_LEAST_PLACES = {
    Unit.RATIO: 0,
    Unit.PERCENT: 0,
    Unit.COUNT: 0,
    Unit.PLAIN: 0,
    Unit.MINUTES: 0,
}
"""Decimals that values of a unit have at least; those of yuan have two."""

_STEPS = {
    Unit.RATIO: "step_points",
    Unit.PERCENT: "step_points",
    Unit.MINUTES: "step_minutes",
}

_BARE = frozenset({Unit.FACTOR, Unit.COUNT, Unit.PLAIN})
"""Units whose step is a number alone; that of any other is in yuan."""


@dataclass(frozen=True)
class TermsLine:
    """One value of the terms.

    Attributes:
        label: What it is, with its unit.
        before: Under the present terms; a dash where they do not have it. Likewise `after`.
        change: The difference with its sign; that words changed; "" where nothing did.
        difference: The same as a number; None for words and where one of both is missing.
        step: One step of the value; None for words.
        step_text: The same in words; "" for words.
        is_changed: Whether before and after differ. Without present terms nothing is changed.
        holds_for_all: Whether it holds for everybody, as a guarantee does, and not for some.
    """

    key: str
    label: str
    before: str
    after: str
    change: str
    difference: Decimal | None
    step: Decimal | None
    step_text: str
    is_changed: bool
    holds_for_all: bool


def terms_lines(
    words: Words, terms: Terms, present: Terms | None, letters: int | None = None
) -> tuple[TermsLine, ...]:
    """Return every value of the terms in reading order, then those that only the present ones have.

    Values of one unit have equally many decimals.

    Args:
        present: The terms in force; None = nothing to compare with.
        letters: Chinese letters to which names in labels are cut; None = they are whole.
    """
    new = {cell.key: cell for cell in cells(terms)}
    old = {} if present is None else {cell.key: cell for cell in cells(present)}
    writer = _Writer(words, (*new.values(), *old.values()))
    labels = _Labels(words, terms, letters)
    found = [
        writer.line(labels.of(cell), old.get(key), cell, is_compared=present is not None)
        for key, cell in new.items()
    ]
    if present is not None:
        labels = _Labels(words, present, letters)
        found += [
            writer.line(labels.of(cell), cell, None, is_compared=True)
            for key, cell in old.items()
            if key not in new
        ]
    return tuple(found)


class _Writer:
    """Writes the values of cells."""

    def __init__(self, words: Words, every: Sequence[Cell]) -> None:
        self._words = words
        shown: dict[Unit, list[Decimal]] = {}
        for cell in every:
            if isinstance(cell.value, Decimal):
                shown.setdefault(cell.unit, []).append(_shown(cell, cell.value))
        self._places = {
            unit: decimals_needed(iter(values), _LEAST_PLACES.get(unit, 2))
            for unit, values in shown.items()
        }

    def line(
        self, label: str, before: Cell | None, after: Cell | None, *, is_compared: bool
    ) -> TermsLine:
        """Return the line of a cell."""
        words, cell = self._words, after or before
        assert cell is not None, "a line is of a cell"
        difference = _difference(before, after)
        change = ""
        is_changed = is_compared and (
            before is None or after is None or before.value != after.value
        )
        if is_changed:
            if before is None or after is None:
                change = words("added" if before is None else "gone")
            else:
                change = words("changed") if difference is None else self._signed(cell, difference)
        is_number = isinstance(cell.value, Decimal)
        return TermsLine(
            key=cell.key,
            label=label,
            before=self._text(before),
            after=self._text(after),
            change=change,
            difference=difference,
            step=cell.step if is_number else None,
            step_text=_step_text(words, cell) if is_number else "",
            is_changed=is_changed,
            holds_for_all=cell.key in _OF_ALL or cell.key.startswith("overtime:"),
        )

    def _text(self, cell: Cell | None) -> str:
        if cell is None:
            return MISSING
        if isinstance(cell.value, Decimal):
            text = self._number(cell, cell.value)
            return f"{text}%" if cell.unit in _PERCENT else text
        kind = cell.key.partition(":")[0]
        if kind in _CHOICES:
            return self._words(f"choice_{cell.value}")
        return self._words(f"class_{cell.value}") if kind == "class" else cell.value

    def _number(self, cell: Cell, value: Decimal) -> str:
        return write_value(_shown(cell, value), Form.AMOUNT, places=self._places[cell.unit])

    def _signed(self, cell: Cell, difference: Decimal) -> str:
        text = self._number(cell, difference)
        signed = f"+{text}" if difference > 0 else text
        return self._words("change_points", change=signed) if cell.unit in _PERCENT else signed


def _difference(before: Cell | None, after: Cell | None) -> Decimal | None:
    """Return after less before, None for words and where one of both is missing."""
    if before is None or after is None:
        return None
    if isinstance(before.value, Decimal) and isinstance(after.value, Decimal):
        return after.value - before.value
    return None


def _shown(cell: Cell, value: Decimal) -> Decimal:
    """Return a value as it is shown: a part of one in per cent."""
    return value * 100 if cell.unit is Unit.RATIO else value


def _step_text(words: Words, cell: Cell) -> str:
    """Return one step: 0.01元, 1个百分点, 0.01."""
    step = write_value(_shown(cell, cell.step), Form.AMOUNT, places=0)
    if cell.unit in _BARE:
        return step
    return words("step_of", step=step, unit=words(_STEPS.get(cell.unit, "step_yuan")))


class _Labels:
    """Names the cells of some terms."""

    def __init__(self, words: Words, terms: Terms, letters: int | None) -> None:
        self._words = words
        self._terms = terms
        self._letters = letters

    def of(self, cell: Cell) -> str:
        """Return what a cell is called, with its unit."""
        kind, _colon, rest = cell.key.partition(":")
        match self._terms:
            case RateTable() as table:
                return self._of_rates(table, kind, rest)
            case CommissionSchedule() as schedule:
                return self._of_schedule(schedule, kind, rest)
            case WageGrid() as grid:
                return self._of_grid(grid, kind, rest, cell)
            case _:
                raise TypeError("only what is costed is reported on")

    def _name(self, name: str) -> str:
        return name if self._letters is None else cut(name, self._letters)

    def _of_rates(self, table: RateTable, kind: str, name: str) -> str:
        if kind == "allowance":
            kind = "difficulty"
        key = f"cell_{kind}_{name}" if kind == "overtime" else f"cell_{kind}"
        return self._words(key, name=self._name(name), unit=self._name(table.unit))

    def _of_schedule(self, schedule: CommissionSchedule, kind: str, rest: str) -> str:
        words = self._words
        match kind:
            case "tier" if schedule.method is TakeMethod.FLAT:
                return words("cell_tier_flat")
            case "tier":
                ends = [tier.up_to for tier in schedule.tiers]
                return words("cell_tier", span=self._span(ends, int(rest), "unit_yuan"))
            case "tier_end":
                return words("cell_tier_end", number=int(rest) + 1)
            case "guarantee":
                return words("cell_monthly_guarantee")
            case "fee":
                return self._of_fee(schedule, rest)
            case _:
                return words(f"cell_{kind}")

    def _of_fee(self, schedule: CommissionSchedule, key: str) -> str:
        words, table = self._words, schedule.fee_table
        assert table is not None, "a fee is of a fee table"
        kind, _colon, rest = key.partition(":")
        match kind:
            case "distance":
                ends = [end for end, _fee in table.distance_tiers]
                span = self._span(ends, int(rest), "unit_km")
                return words("cell_fee_distance", span=span)
            case "weight":
                ends = [end for end, _fee in table.weight_tiers]
                return words("cell_fee_weight", span=self._span(ends, int(rest), "unit_kg"))
            case "slot":
                start, _dash, end = rest.partition("-")
                return words("cell_fee_slot", start=start, end=end)
            case "category":
                return words("cell_fee_category", name=self._name(rest))
            case _:
                return words("cell_fee_base")

    def _of_grid(self, grid: WageGrid, kind: str, rest: str, cell: Cell) -> str:
        words = self._words
        match kind:
            case "cell":
                band, grade = cell.label
                return words("cell_cell", band=self._name(band), grade=self._name(grade))
            case "allowance":
                group, _colon, name = rest.partition(":")
                return words(f"cell_allowance_{group}", name=self._name(name))
            case "yearly":
                kinds = {item.name: item.kind for item in grid.yearly_items}
                return words(f"cell_yearly_{kinds[rest].value}", name=self._name(rest))
            case _:
                return words(f"cell_{kind}", name=self._name(rest))

    def _span(self, ends: Sequence[Decimal | None], number: int, unit: str) -> str:
        """Return 30至60元 for the second of three tiers."""
        values: Mapping[str, str] = {
            name: write_value(end, Form.AMOUNT, places=0)
            for name, end in (("low", ends[number - 1] if number else None), ("high", ends[number]))
            if end is not None
        }
        match "low" in values, "high" in values:
            case True, True:
                key = "span_between"
            case True, False:
                key = "span_last"
            case False, True:
                key = "span_first"
            case _:
                return self._words("span_all")
        return self._words(key, unit=self._words(unit), **values)
