"""Who gains: every worker and every group, before and after, to the fen.

    gain of a worker  = monthly pay after − monthly pay before
    mean of a group   = round_fen(Σ of its workers ÷ workers)
    gap               = (best mean − worst mean) ÷ best mean × 100, 2 decimals
    compression       = mean pay of a skill grade ÷ that of the next lower one, 4 decimals
    quantile p        = x[k] + (x[k + 1] − x[k]) × r ÷ 100, rounded to the fen,
                        with k and r from (n − 1) × p = 100 k + r and x in rising order

Gap and compression are worked out on exact means and rounded once. Rounding is halves away from
zero. Which comparisons are made is our own choice (yardstick C27); no law prescribes one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import numpy as np

from negotiator_desk.pay.arithmetic import (
    Whole,
    divide_rounded_whole,
    largest,
    require_room,
    scaled,
    sum_runs,
    yuan,
)
from negotiator_desk.pay.basis import Basis, ComparedWith, Formula
from negotiator_desk.pay.dataset import Dataset
from negotiator_desk.pay.gains import (
    SMALL_GROUP,
    DimensionGains,
    Flag,
    FlagKind,
    GainBoard,
    Gains,
    Gap,
    GradeStep,
    GroupKind,
    GroupRow,
    Spread,
    WorkerGain,
    ratio,
)
from negotiator_desk.pay.groups import EIGHT_GRADES, NOT_STATED, Dimension, Grouping, groupings
from negotiator_desk.pay.result import Pay

Rows = tuple[GroupRow, ...]


def who_gains(
    dataset: Dataset,
    before: Pay | None,
    after: Pay,
    basis: Basis,
    *,
    year: int,
    grades: Sequence[str] = EIGHT_GRADES,
) -> GainBoard:
    """Return who gains when pay goes from `before` to `after`.

    Args:
        before: Pay under the present terms or as recorded; None = nothing to compare with.
        basis: Of the terms that `after` is the pay of; it must say what is compared with.
        year: Calendar year in which ages are counted.
        grades: Skill grades in rising order; those that are not in it come after them and have no
            compression.

    Raises:
        InputError: The sums are too large to be worked out exactly.
        ValueError: The basis is another dataset's, or says that nothing is compared with although
            something is, or the reverse: a mistake of ours.
    """
    if basis.dataset_fingerprint != dataset.fingerprint:
        raise ValueError("the basis is of another dataset")
    if (before is None) != (basis.compared_with is ComparedWith.NOTHING):
        raise ValueError("the basis does not say what is compared with")
    pay_after = after.monthly
    pay_before = None if before is None else before.monthly
    order_of = {grade: place for place, grade in enumerate(grades)}
    gains, gain = None, None
    if pay_before is not None:
        require_room(largest(pay_before) + largest(pay_after))
        gain = pay_after - pay_before
        gains = _gains(dataset.worker_months.workers, pay_before, pay_after, gain)
    rows: dict[Dimension, Rows] = {}
    for dimension, grouping in groupings(dataset, year).items():
        found = group_rows(grouping, pay_before, pay_after, gain)
        if dimension is Dimension.GRADE:
            found = tuple(sorted(found, key=lambda row: _rank(row, order_of)))
        rows[dimension] = found
    known = [row for row in rows.get(Dimension.GRADE, ()) if row.name in order_of]
    board = GainBoard(
        basis=basis.for_formula(Formula.WHO_GAINS),
        workers=dataset.workers,
        pay_before=None if pay_before is None else spread(pay_before),
        pay_after=spread(pay_after),
        gains=gains,
        dimensions=tuple(_dimension(dimension, found) for dimension, found in rows.items()),
        compression=_compression(known),
        flags=(),
    )
    return replace(board, flags=_flags(board))


def shareable(board: GainBoard) -> GainBoard:
    """Return the board as both sides may see it: no single worker, no small group.

    The small groups of a dimension become one row, joined by the next smallest groups until it
    has `SMALL_GROUP` workers; a dimension with fewer workers has no rows. Whatever is compared
    is compared again over what is left, so that nothing can be worked back.
    """
    merged = tuple(
        _dimension(item.dimension, merge_small(item.groups)) for item in board.dimensions
    )
    kept = {row for item in merged if item.dimension is Dimension.GRADE for row in item.groups}
    gains = board.gains
    shared = replace(
        board,
        gains=None if gains is None else replace(gains, least=None, greatest=None),
        dimensions=merged,
        compression=tuple(
            step for step in board.compression if step.lower in kept and step.higher in kept
        ),
    )
    return replace(shared, flags=_flags(shared))


def group_rows(grouping: Grouping, before: Whole | None, after: Whole, gain: Whole | None) -> Rows:
    """Return what each group of workers is paid together.

    Args:
        before: Fen a month of each worker; None = nothing to compare with.
        after: Likewise.
        gain: After less before; None as above.

    Raises:
        InputError: The sums are too large to be worked out exactly.
    """
    count = len(grouping.names)
    nothing: list[None] = [None] * count
    order, starts = grouping.order, grouping.starts
    total_after = _yuan_each(sum_runs(after[order], starts))
    total_before: Sequence[Decimal | None] = nothing
    least: Sequence[Decimal | None] = nothing
    losing: Sequence[int | None] = nothing
    if before is not None and gain is not None and count:
        total_before = _yuan_each(sum_runs(before[order], starts))
        by_group = gain[order]
        least = _yuan_each(np.minimum.reduceat(by_group, starts))
        losing = np.add.reduceat((by_group < 0).astype(np.int64), starts).tolist()
    columns = (
        grouping.names,
        grouping.sizes.tolist(),
        total_before,
        total_after,
        least,
        losing,
    )
    return tuple(
        GroupRow(
            name,
            GroupKind.NOT_STATED if name == NOT_STATED else GroupKind.NAMED,
            *figures,
        )
        for name, *figures in zip(*columns, strict=True)
    )


def merge_small(rows: Rows) -> Rows:
    """Put small groups together, and further ones until nobody stands out.

    Without workers enough for that, there are no rows.
    """
    by_size = sorted(rows, key=lambda row: row.workers)
    taken = [row for row in by_size if row.is_small]
    if not taken:
        return rows
    rest = by_size[len(taken) :]
    while rest and sum(row.workers for row in taken) < SMALL_GROUP:
        taken.append(rest.pop(0))
    if sum(row.workers for row in taken) < SMALL_GROUP:
        return ()
    gone = set(taken)
    compared = all(row.total_before is not None for row in taken)
    merged = GroupRow(
        name=NOT_STATED,
        kind=GroupKind.MERGED,
        workers=sum(row.workers for row in taken),
        total_before=_total([row.total_before for row in taken]) if compared else None,
        total_after=_total([row.total_after for row in taken]),
        least_gain=min(row.least_gain or Decimal(0) for row in taken) if compared else None,
        losing=sum(row.losing or 0 for row in taken) if compared else None,
    )
    return (*(row for row in rows if row not in gone), merged)


def spread(amounts: Whole) -> Spread:
    """Return how amounts in fen are spread; see `Spread` for the rule of quantiles."""
    if not len(amounts):
        return Spread(*[yuan(0)] * 7)
    ordered = np.sort(amounts)

    def quantile(percent: int) -> Decimal:
        place, rest = divmod((len(ordered) - 1) * percent, 100)
        low = int(ordered[place])
        high = int(ordered[place + 1]) if rest else low
        return yuan(divide_rounded_whole(low * (100 - rest) + high * rest, 100))

    return Spread(*(quantile(percent) for percent in (0, 10, 25, 50, 75, 90, 100)))


def _gains(workers: tuple[str, ...], before: Whole, after: Whole, gain: Whole) -> Gains:
    def one(place: int) -> WorkerGain:
        return WorkerGain(workers[place], yuan(int(before[place])), yuan(int(after[place])))

    require_room(largest(gain) * len(gain))
    losing, gaining = int((gain < 0).sum()), int((gain > 0).sum())
    return Gains(
        spread=spread(gain),
        total=yuan(int(gain.sum())),
        least=one(int(gain.argmin())) if len(gain) else None,
        greatest=one(int(gain.argmax())) if len(gain) else None,
        losing=losing,
        staying=len(gain) - losing - gaining,
        gaining=gaining,
    )


def _yuan_each(fen: Whole) -> list[Decimal]:
    return [yuan(amount) for amount in fen.tolist()]


def _rank(row: GroupRow, order_of: dict[str, int]) -> tuple[bool, int]:
    """Place known grades first and in order; the others stay as they are, not stated last."""
    return row.kind is GroupKind.NOT_STATED, order_of.get(row.name, len(order_of))


def _dimension(dimension: Dimension, rows: Rows) -> DimensionGains:
    named = [row for row in rows if row.kind is GroupKind.NAMED]
    gains = [row for row in named if row.total_gain is not None]
    return DimensionGains(
        dimension=dimension,
        groups=rows,
        gap_before=_gap([(row.name, _exact_mean(row, row.total_before)) for row in gains]),
        gap_after=_gap([(row.name, _exact_mean(row, row.total_after)) for row in named]),
        smallest_mean_gain=min(
            gains, key=lambda row: _exact_mean(row, row.total_gain), default=None
        ),
        smallest_least_gain=min(gains, key=lambda row: row.least_gain or Decimal(0), default=None),
    )


def _exact_mean(row: GroupRow, total: Decimal | None) -> Fraction:
    """Return a total ÷ the group's workers, fen."""
    return Fraction(0 if total is None else scaled(total, 2), row.workers)


def _gap(means: Sequence[tuple[str, Fraction]]) -> Gap | None:
    if not means:
        return None
    best, most = max(means, key=lambda item: item[1])
    worst, least = min(means, key=lambda item: item[1])
    part = (most - least) / most if most > 0 else Fraction(0)
    hundredths = divide_rounded_whole(part.numerator * 10_000, part.denominator)
    return Gap(best, worst, Decimal(hundredths).scaleb(-2))


def _compression(grades: Sequence[GroupRow]) -> tuple[GradeStep, ...]:
    return tuple(_step(lower, higher) for lower, higher in pairwise(grades))


def _step(lower: GroupRow, higher: GroupRow) -> GradeStep:
    def of_means(upper: Decimal | None, under: Decimal | None) -> Decimal | None:
        if upper is None or under is None:
            return None
        return ratio(scaled(upper, 2) * lower.workers, scaled(under, 2) * higher.workers)

    lower_mean = _exact_mean(lower, lower.total_after)
    return GradeStep(
        lower=lower,
        higher=higher,
        before=of_means(higher.total_before, lower.total_before),
        after=of_means(higher.total_after, lower.total_after),
        is_inverted=_exact_mean(higher, higher.total_after) < lower_mean,
    )


def _flags(board: GainBoard) -> tuple[Flag, ...]:
    flags = []
    if board.gains is not None and board.gains.total > 0:
        for item in board.dimensions:
            negative = tuple(row for row in item.groups if (row.total_gain or Decimal(0)) < 0)
            if negative:
                workers = sum(row.workers for row in negative)
                flags.append(Flag(FlagKind.NEGATIVE_FOR_A_GROUP, item.dimension, negative, workers))
    if board.gains is not None and board.gains.losing:
        flags.append(Flag(FlagKind.SOMEBODY_LOSES, None, (), board.gains.losing))
    for step in board.compression:
        if step.is_inverted:
            pair = (step.higher, step.lower)
            workers = step.higher.workers + step.lower.workers
            flags.append(Flag(FlagKind.GRADES_INVERTED, Dimension.GRADE, pair, workers))
    return tuple(flags)


def _total(amounts: Sequence[Decimal | None]) -> Decimal:
    return sum((amount or Decimal(0) for amount in amounts), yuan(0))
