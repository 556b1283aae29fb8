"""How terms and their values are shown, in the interface's language."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from negotiator_desk.i18n import _, n_, p_
from negotiator_desk.money import format_amount
from negotiator_desk.pay.cells import Cell, Unit
from negotiator_desk.pay.terms import (
    AllowanceGroup,
    CommissionSchedule,
    NumberTerm,
    PostClass,
    RateTable,
    Terms,
    TextTerm,
    WageGrid,
    YearlyKind,
)
from negotiator_desk.ui.display import NONE, amount, number, percent, yuan_change

_POINTS = ("points:", "least:")
"""Beginnings of the keys of cells that count points, which are mostly whole."""


def signed(value: Decimal | None, *, places: int = 2) -> str:
    """A difference in yuan with its sign in front, for columns whose header names the unit."""
    if value is None:
        return NONE
    sign = "+" if value > 0 else "−" if value < 0 else "±"
    return f"{sign}{format_amount(abs(value), places=places)}"


def allowance_group(value: AllowanceGroup) -> str:
    """Which of the four groups of pay items an allowance belongs to."""
    match value:
        case AllowanceGroup.SKILL:
            return p_("allowance", "Skill")
        case AllowanceGroup.EDUCATION:
            return p_("allowance", "Education")
        case AllowanceGroup.INNOVATION:
            return p_("allowance", "Innovation")
        case AllowanceGroup.HONOUR:
            return p_("allowance", "Honour")


def post_class(value: PostClass) -> str:
    """Which of the four classes of importance a post is in."""
    match value:
        case PostClass.BASIC:
            return p_("class of post", "Basic")
        case PostClass.IMPORTANT:
            return p_("class of post", "Important")
        case PostClass.KEY:
            return p_("class of post", "Key")
        case PostClass.CORE:
            return p_("class of post", "Core")


def yearly_kind(value: YearlyKind) -> str:
    """What something paid by the year is."""
    match value:
        case YearlyKind.AWARD:
            return _("One-off award")
        case YearlyKind.DIVIDEND:
            return _("Dividend pool")
        case YearlyKind.TECHNOLOGY:
            return _("Technology share")


def cell_name(cell: Cell) -> str:
    """What a cell of the terms is, from the particular to the general: narrow columns cut the end.

    The price of an operation is known by the operation alone; a wage grid is read band first.
    """
    if cell.key.startswith("rate:"):
        return cell.label[-1]
    parts = cell.label if cell.key.startswith("cell:") else reversed(cell.label)
    return " · ".join(parts)


def cell_unit(cell: Cell) -> str:
    """What a cell's number counts; "" for words and factors."""
    match cell.unit:
        case Unit.YUAN_PER_UNIT:
            return _("yuan/{unit}").format(unit=cell.counted)
        case Unit.YUAN:
            return _("yuan")
        case Unit.YUAN_PER_HOUR:
            return _("yuan/hour")
        case Unit.YUAN_PER_MONTH:
            return _("yuan/month")
        case Unit.RATIO | Unit.PERCENT:
            return "%"
        case Unit.MINUTES:
            return _("minutes")
        case Unit.COUNT | Unit.PLAIN:
            return cell.counted
        case Unit.FACTOR | Unit.WORDS:
            return ""


def cell_text(cell: Cell | None) -> str:
    """Value of a cell without its unit; a dash where the terms have no such cell."""
    if cell is None:
        return NONE
    text = cell.text().removesuffix("%")
    if cell.unit is not Unit.PLAIN:
        return text
    whole, fraction = text.split(".")
    fraction = fraction.rstrip("0").ljust(0 if cell.key.startswith(_POINTS) else 2, "0")
    return f"{whole}.{fraction}" if fraction else whole


def cell_gap(cell: Cell, gap: Decimal | None) -> str:
    """How far two values of a cell are apart, in the cell's unit; a dash where they agree."""
    return NONE if not gap else cell_text(replace(cell, value=gap))


def cell_step(cell: Cell) -> str:
    """One step of a cell, with its sign and unit: `+0.01 yuan/件`, `+1 percentage point`."""
    if cell.unit in {Unit.RATIO, Unit.PERCENT}:
        return _("+1 percentage point")
    return f"+{number(cell.step)} {cell_unit(cell)}".rstrip()


def step_amount(value: Decimal | None) -> str:
    """Yuan a year of one more step, to the fen, so that the figures of a column line up."""
    return amount(value)


def step_change(value: Decimal) -> str:
    """The same as a difference: `+¥ 360.00`."""
    return yuan_change(value)


def terms_summary(terms: Terms | None) -> str:
    """One line that tells terms of one issue from others."""
    match terms:
        case None:
            return NONE
        case RateTable():
            rates = [item.rate for item in terms.rates]
            text = n_(
                "{count} rate, {low}–{high} yuan", "{count} rates, {low}–{high} yuan", len(rates)
            )
            return text.format(count=len(rates), low=number(min(rates)), high=number(max(rates)))
        case CommissionSchedule() if terms.fee_table is not None:
            return _("fee table from {base} yuan an order").format(
                base=amount(terms.fee_table.base_fee)
            )
        case CommissionSchedule():
            shares = [tier.take_rate for tier in terms.tiers]
            if len(shares) == 1:
                return _("share {share}").format(share=percent(shares[0]))
            return _("{count} tiers, share {low}–{high}").format(
                count=len(shares), low=percent(min(shares)), high=percent(max(shares))
            )
        case WageGrid():
            return _("{bands} bands × {grades} grades, {low}–{high} yuan").format(
                bands=len(terms.bands),
                grades=len(terms.grades),
                low=amount(min(map(min, terms.cells)), places=0),
                high=amount(max(map(max, terms.cells)), places=0),
            )
        case NumberTerm():
            return f"{number(terms.value)} {terms.unit}"
        case TextTerm():
            return " ".join(terms.text.split())
