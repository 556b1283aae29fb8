"""Promotion flow: how many move up the skill grades in each contract year, and what it costs.

Moves take effect at the start of a contract year, the first included, so that their cost is never
understated. A worker moves one grade a year at most, within the band; the top grade does not move;
who joins or leaves is not part of the flow. For grade g with share s of its heads n at the start of
a year:

    moves so far     = round(Σ over the years so far of s × n)
    moves            = moves so far − moves up to the year before

so that parts of a head are carried to the next year and not lost. Which bands they come from goes
by s × heads of each band, by the largest remainder, the lower band first where two are equal.

Heads of a cell (band × grade) are anonymous: each has the mean coefficient of the cell, and who
moves takes it along. A move from grade g to g + 1 costs, a month,

    (grid[band][g + 1] − grid[band][g]) × mean coefficient + skill allowance of g + 1 − that of g

Everything is exact (whole heads, fractions of fen) and each printed amount is rounded once, to the
fen, halves away from zero. Other allowances do not change with the grade. Shares are assumed by the
users; the program has none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import numpy as np

from negotiator_desk.errors import InputError
from negotiator_desk.i18n import _
from negotiator_desk.pay import skill_grades
from negotiator_desk.pay.apportion import largest_remainder
from negotiator_desk.pay.arithmetic import RATIO_ONE, divide_rounded_whole, scaled, yuan
from negotiator_desk.pay.assumptions import MONTHS_OF_YEAR, Assumptions
from negotiator_desk.pay.basis import Basis, Formula, LegalFigures, basis_of
from negotiator_desk.pay.checks import NOTHING, check_whole
from negotiator_desk.pay.dataset import Dataset, DatasetKind
from negotiator_desk.pay.result import require_kind
from negotiator_desk.pay.terms import AllowanceGroup, WageGrid

Heads = tuple[tuple[int, ...], ...]
"""Whole heads: one row per band, one number per skill grade."""


@dataclass(frozen=True)
class FlowYear:
    """One contract year of a promotion flow.

    Attributes:
        number: The contract year, from 1.
        months: Months it has.
        before: Heads at its start, before its moves.
        moves: Heads that move from each cell to the next higher grade.
        after: Heads during the year.
        monthly: Yuan a month that the moves of this year add.
        monthly_so_far: Yuan a month that all moves up to and with this year add.
        cost: Yuan that all moves so far cost in this year.
    """

    number: int
    months: int
    before: Heads
    moves: Heads
    after: Heads
    monthly: Decimal
    monthly_so_far: Decimal
    cost: Decimal

    @property
    def before_by_grade(self) -> tuple[int, ...]:
        """Heads of each grade at the start of the year, all bands together."""
        return tuple(map(sum, zip(*self.before, strict=True)))

    @property
    def moves_by_grade(self) -> tuple[int, ...]:
        """Heads that leave each grade upwards, all bands together."""
        return tuple(map(sum, zip(*self.moves, strict=True)))

    @property
    def after_by_grade(self) -> tuple[int, ...]:
        """Heads of each grade during the year, all bands together."""
        return tuple(map(sum, zip(*self.after, strict=True)))


@dataclass(frozen=True)
class PromotionFlow:
    """How a roster moves through a wage grid over the contract years."""

    basis: Basis
    bands: tuple[str, ...]
    grades: tuple[str, ...]
    years: tuple[FlowYear, ...]

    @property
    def cost(self) -> Decimal:
        """Yuan that the moves cost over the whole term: the sum of its years."""
        return sum((year.cost for year in self.years), NOTHING)


@dataclass(frozen=True)
class MorePromotions:
    """What some promotions more from one grade cost.

    Attributes:
        moves: Heads that move: the number asked for, or all that the grade has.
        monthly: Yuan a month.
        yearly: Yuan a year.
    """

    basis: Basis
    grade: str
    next_grade: str
    moves: int
    monthly: Decimal
    yearly: Decimal


def promotion_flow(
    dataset: Dataset, terms: WageGrid, assumptions: Assumptions, law: LegalFigures
) -> PromotionFlow:
    """Return the moves of each contract year and what they cost.

    Raises:
        InputError: The dataset is not a roster; a worker's post, grade or mark, or a grade of the
            assumptions, is unknown to the grid.
    """
    check_grades(terms, assumptions)
    years, so_far = [], Fraction(0)
    for number, (step, months) in enumerate(
        zip(_flow(dataset, terms, assumptions), assumptions.year_months, strict=True), start=1
    ):
        so_far += step.cost
        years.append(
            FlowYear(
                number=number,
                months=months,
                before=step.before,
                moves=step.moves,
                after=step.after,
                monthly=_yuan(step.cost),
                monthly_so_far=_yuan(so_far),
                cost=_yuan(so_far * months),
            )
        )
    basis = basis_of(dataset, terms, law, formula=Formula.PROMOTIONS)
    return PromotionFlow(basis, terms.bands, terms.grades, tuple(years))


def moves_so_far(
    dataset: Dataset, terms: WageGrid, assumptions: Assumptions
) -> tuple[Fraction, ...]:
    """Return, for each contract year, the fen a month that all moves so far add, exactly.

    A grade of the assumptions that the grid does not have has no heads, and so no moves.

    Raises:
        InputError: The dataset is not a roster, or a worker is unknown to the grid.
    """
    added, so_far = [], Fraction(0)
    for step in _flow(dataset, terms, assumptions):
        so_far += step.cost
        added.append(so_far)
    return tuple(added)


def cost_of_more(
    dataset: Dataset, terms: WageGrid, law: LegalFigures, n: int = 10
) -> tuple[MorePromotions, ...]:
    """Return what `n` promotions more cost, one entry for each grade but the top one.

    The heads come from the bands in proportion to their heads, by the largest remainder; a grade
    with fewer heads moves those it has.

    Raises:
        InputError: The dataset is not a roster, a worker is unknown to the grid, or `n` is not
            from 1 to 10,000.
    """
    check_whole(n, _("Promotions more"), lowest=1, highest=10_000)
    stand = _stand(dataset, terms)
    prices = _Prices(terms)
    basis = basis_of(dataset, terms, law, formula=Formula.PROMOTIONS)
    found = []
    for grade, (name, next_name) in enumerate(
        zip(terms.grades[:-1], terms.grades[1:], strict=True)
    ):
        heads = [row[grade] for row in stand.heads]
        moves = min(n, sum(heads))
        from_band = largest_remainder(moves, [moves * count for count in heads], sum(heads) or 1)
        cost = sum(
            (
                prices.of_moves(band, grade, count, stand.factors_of(band, grade, count))
                for band, count in enumerate(from_band)
                if count
            ),
            Fraction(0),
        )
        cost /= RATIO_ONE
        monthly, yearly = _yuan(cost), _yuan(cost * MONTHS_OF_YEAR)
        found.append(MorePromotions(basis, name, next_name, moves, monthly, yearly))
    return tuple(found)


def check_grades(terms: WageGrid, assumptions: Assumptions) -> None:
    """Refuse expected promotions from a grade that the grid does not have.

    Raises:
        InputError: Names the first such grade.
    """
    for promotion in assumptions.promotions:
        if promotion.grade not in terms.grades:
            raise InputError(
                _("Promotions: the wage grid has no skill grade “{grade}”.").format(
                    grade=promotion.grade
                )
            )


@dataclass(frozen=True)
class _Step:
    """One year's moves; what they add, in fen a month."""

    before: Heads
    moves: Heads
    after: Heads
    cost: Fraction


@dataclass
class _Stand:
    """Heads of each cell, and the sum of their coefficients in 1/10000."""

    heads: list[list[int]]
    factors: list[list[Fraction]]

    def factors_of(self, band: int, grade: int, count: int) -> Fraction:
        """Return the sum of the coefficients of some heads of a cell, each with its mean."""
        factors = self.factors[band][grade]
        heads = self.heads[band][grade]
        return Fraction(factors.numerator * count, factors.denominator * heads)

    def move(self, band: int, grade: int, count: int, factors: Fraction) -> None:
        """Move heads one grade up, together with the sum of their coefficients."""
        self.heads[band][grade] -= count
        self.heads[band][grade + 1] += count
        self.factors[band][grade] -= factors
        self.factors[band][grade + 1] += factors

    def frozen(self) -> Heads:
        """Return the heads as they stand."""
        return tuple(tuple(row) for row in self.heads)


class _Prices:
    """What moves from each cell cost a month."""

    def __init__(self, terms: WageGrid) -> None:
        skill = {
            item.key: scaled(item.amount, 2)
            for item in terms.allowances
            if item.group is AllowanceGroup.SKILL
        }
        allowances = [skill.get(grade, 0) for grade in terms.grades]
        cells = [[scaled(amount, 2) for amount in row] for row in terms.cells]
        self._steps = [[high - low for low, high in pairwise(row)] for row in cells]
        self._allowances = [(high - low) * RATIO_ONE for low, high in pairwise(allowances)]

    def of_moves(self, band: int, grade: int, count: int, factors: Fraction) -> Fraction:
        """Return what `count` moves from a cell add, in 1/10000 fen.

        Args:
            factors: The sum of the movers' coefficients, in 1/10000.
        """
        return factors * self._steps[band][grade] + count * self._allowances[grade]


def _flow(dataset: Dataset, terms: WageGrid, assumptions: Assumptions) -> list[_Step]:
    shares = {item.grade: scaled(item.share, 4) for item in assumptions.promotions}
    stand, prices = _stand(dataset, terms), _Prices(terms)
    due = [0] * len(terms.grades)
    moved = [0] * len(terms.grades)
    steps = []
    for _year in range(assumptions.years):
        before = stand.frozen()
        moves = [[0] * len(terms.grades) for _band in terms.bands]
        for grade, name in enumerate(terms.grades[:-1]):
            parts = [shares.get(name, 0) * row[grade] for row in before]
            due[grade] += sum(parts)
            count = divide_rounded_whole(due[grade], RATIO_ONE) - moved[grade]
            moved[grade] += count
            for band, heads in enumerate(largest_remainder(count, parts, RATIO_ONE)):
                moves[band][grade] = heads
        cost = _make(stand, prices, moves)
        steps.append(_Step(before, tuple(tuple(row) for row in moves), stand.frozen(), cost))
    return steps


def _make(stand: _Stand, prices: _Prices, moves: list[list[int]]) -> Fraction:
    """Make all moves of a year at once, and return what they add in fen a month."""
    going = [
        (band, grade, count, stand.factors_of(band, grade, count))
        for band, row in enumerate(moves)
        for grade, count in enumerate(row)
        if count
    ]
    cost = Fraction(0)
    for band, grade, count, factors in going:
        cost += prices.of_moves(band, grade, count, factors)
        stand.move(band, grade, count, factors)
    return cost / RATIO_ONE


def _stand(dataset: Dataset, terms: WageGrid) -> _Stand:
    require_kind(dataset, DatasetKind.ROSTER)
    band_number = {band: number for number, band in enumerate(terms.bands)}
    bands = {post: band_number[band] for post, band in terms.post_bands}
    grades = {grade: number for number, grade in enumerate(terms.grades)}
    marks: Mapping[str, int] = {mark: scaled(factor, 4) for mark, factor in terms.coefficients}
    heads = [[0] * len(grades) for _band in terms.bands]
    factors = [[0] * len(grades) for _band in terms.bands]
    for post, grade, mark, count in dataset.remember(_alike):
        known = post in bands and grade in grades and (not marks or not mark or mark in marks)
        if not known:
            skill_grades.pay(dataset, terms)  # says which worker and value it is
        band, place = bands[post], grades[grade]
        heads[band][place] += count
        factors[band][place] += count * (marks[mark] if marks and mark else RATIO_ONE)
    return _Stand(heads, [[Fraction(total) for total in row] for row in factors])


def _alike(dataset: Dataset) -> list[tuple[str, str, str, int]]:
    """Return how many workers have each post, skill grade and performance mark ("" = none)."""
    posts, grades = dataset.columns["post"], dataset.columns["grade"]
    performance = dataset.columns.get("performance")
    marks = ("",) if performance is None else ("", *performance.texts)
    mark = 0 if performance is None else performance.values + 1
    # Below 2^63 whatever the texts are: each dictionary has at most 2,000,000 entries.
    codes = (posts.values * len(grades.texts) + grades.values) * len(marks) + mark
    found, counts = np.unique(codes, return_counts=True)
    alike = []
    for code, count in zip(found.tolist(), counts.tolist(), strict=True):
        rest, mark_place = divmod(code, len(marks))
        post, grade = divmod(rest, len(grades.texts))
        alike.append((posts.texts[post], grades.texts[grade], marks[mark_place], count))
    return alike


def _yuan(fen: Fraction) -> Decimal:
    """Round to the fen, halves away from zero."""
    return yuan(divide_rounded_whole(fen.numerator, fen.denominator))
