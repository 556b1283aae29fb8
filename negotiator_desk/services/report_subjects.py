"""The sections of a report that one subject has: quotas, shares of orders, the ladder of a grid."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from negotiator_desk.drafting.report_sections import (
    LadderLine,
    LadderTable,
    QuotaLine,
    QuotaTable,
    SampleLine,
    ShareLine,
    ShareTable,
)
from negotiator_desk.pay.order_shares import OrderShares, order_shares
from negotiator_desk.pay.quota import sample_sheet
from negotiator_desk.pay.terms import CommissionSchedule, RateTable, Terms, WageGrid
from negotiator_desk.services.costing_pictures import ladder_picture, quota_picture
from negotiator_desk.services.costing_sheets import CostingSheet

_MOST_BARS = 20
"""Lines of whole per cent that a page can show; a wider spread is shown by five per cent."""


def quota_table(
    sheet: CostingSheet, terms: Terms, numbers: Sequence[str], *, with_names: bool
) -> QuotaTable | None:
    """Return whether the quotas can be finished; None for terms without one.

    Args:
        numbers: What each worker is called, in dataset order; without names a running number, and
            then the samples stand in its order.
    """
    if not isinstance(terms, RateTable):
        return None
    if all(rate.quota_per_shift is None for rate in terms.rates):
        return None
    found = quota_picture(sheet, terms)
    attainment = found.attainment
    highest, rates = found.quota_of, found.rate_of
    called = dict(zip(sheet.facts.worker_months.workers, numbers, strict=True))
    samples = [
        SampleLine(
            worker=called[row.worker],
            operation=row.operation,
            units=row.units,
            hours=row.hours,
            units_per_shift=row.units_per_shift,
            quota=row.quota,
            attained=row.attained,
        )
        for row in sample_sheet(sheet.facts, terms, sheet.law).rows
    ]
    if not with_names:
        samples.sort(key=lambda one: int(one.worker))
    return QuotaTable(
        formula=attainment.basis.formula,
        more_formulas=(found.quotas.basis.formula, found.rates.basis.formula),
        shift_hours=attainment.shift_hours,
        least_share=attainment.least_share,
        source=attainment.source,
        lines=tuple(
            QuotaLine(
                operation=one.operation,
                quota=one.quota,
                samples=one.samples,
                attained=one.attained,
                share=one.share,
                interval=one.interval,
                verdict=one.verdict,
                highest=highest.get(one.operation),
                rate_needed=rates.get(one.operation),
            )
            for one in (*attainment.operations, attainment.overall)
        ),
        rows_without_hours=attainment.rows_without_hours,
        samples=tuple(samples),
    )


def share_table(sheet: CostingSheet, terms: Terms) -> ShareTable | None:
    """Return how the platform's share is spread over the orders; None for other terms."""
    if not isinstance(terms, CommissionSchedule):
        return None
    after = order_shares(sheet.facts, terms, sheet.law, cap=terms.order_cap)
    before: OrderShares | None = None
    if isinstance(sheet.present, CommissionSchedule):
        before = order_shares(sheet.facts, sheet.present, sheet.law)
    cap = after.over_cap
    return ShareTable(
        formula=after.basis.formula,
        orders=after.orders,
        without_total=after.without_total,
        lines=_share_lines(before, after),
        share_before=None if before is None else before.share,
        share_after=after.share,
        settled_before=None if before is None else before.after_return,
        settled_after=after.after_return,
        cap=None if cap is None else cap.cap,
        over_cap=None if cap is None else cap.orders,
    )


def ladder_table(sheet: CostingSheet, terms: Terms) -> LadderTable | None:
    """Return what the ladder of a wage grid breaks; None for other terms."""
    if not isinstance(terms, WageGrid):
        return None
    found = ladder_picture(sheet, terms)
    return LadderTable(
        formula=found.basis.formula,
        faults=tuple(
            LadderLine(
                kind=one.kind,
                band=one.band,
                grade=one.grade,
                amount=one.amount,
                compared_with=one.compared_with,
                needed=one.needed,
                lower=one.lower,
                areas=one.areas,
                mark=one.mark,
                post_class=one.post_class,
                is_hint=one.is_hint,
            )
            for one in found.faults
        ),
        hint_source=found.rules.class_source,
    )


def _share_lines(before: OrderShares | None, after: OrderShares) -> tuple[ShareLine, ...]:
    """Count the orders by whole per cent, or by five, from the first that has any to the last."""
    sides = (after,) if before is None else (after, before)
    filled = [place for side in sides for place, orders in enumerate(side.counts) if orders]
    lines = []
    if any(side.below_zero for side in sides):
        was = None if before is None else before.below_zero
        lines.append(ShareLine(None, _part_of_one(0), was, after.below_zero))
    if filled:
        width = 1 if max(filled) - min(filled) < _MOST_BARS else 5
        for start in range(min(filled) // width * width, max(filled) + 1, width):
            bars = slice(start, start + width)
            was = None if before is None else sum(before.counts[bars])
            low, high = after.edges[start], after.edges[min(start + width, len(after.edges) - 1)]
            now = sum(after.counts[bars])
            lines.append(ShareLine(_part_of_one(low), _part_of_one(high), was, now))
    return tuple(lines)


def _part_of_one(percent: int) -> Decimal:
    return Decimal(percent).scaleb(-2)
