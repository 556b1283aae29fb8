"""Rules of a wage grid's ladder, with the exact cell that breaks each.

For the amount of a cell (band × skill grade), all in yuan a month:

    grade              amount ≥ lower + step, or > lower + step       lower: next lower skill grade
    band               the same                                       lower: next lower band
    compression        amount ≥ lower × least ratio                   lower: next lower skill grade
    minimum            round_fen(amount × lowest coefficient) + skill allowance of the grade
                       above (or at least) the minimum wage of each area
    class minimum      amount + skill allowance ≥ share of the class × highest minimum wage
    net of allowance   amount ≥ highest minimum wage, where the grade has a skill allowance

A step of p per cent is lower × p ÷ 100. Comparisons are of whole fen and exact; the amount that a
rule needs is rounded up to the fen, so that it keeps the rule. The bands may be listed from either
end; equal ends count as rising.

The first three are bargained; that a minimum rises with each grade of a class is asked for by
人社厅发〔2025〕52号 [V2]. The minimum wage is held against what a cell pays at the lowest
coefficient agreed, or at 1 if that is lower, since a worker without a mark has 1; a skill allowance
is paid to everyone of the grade and counts (N-MW 12). Whether pay must be above the minimum
(ZJ-CC 5) or only reach it depends on the place.

The last two are guidance and never more than a hint (R30): 技能人才最低工资分类参考指引,
人社厅发〔2025〕52号 [V2/V3], names at least 105, 120, 150 and 200 % of the local minimum wage for
basic, important, key and core posts, and asks that pay without the skill allowance reaches it too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

from negotiator_desk.errors import InputError
from negotiator_desk.i18n import _
from negotiator_desk.pay.arithmetic import RATIO_ONE, divide_rounded_whole, scaled, yuan
from negotiator_desk.pay.basis import Basis, Formula, LegalFigures, basis_of
from negotiator_desk.pay.checks import (
    LARGEST_PAY,
    NOTHING,
    ONE,
    ZERO,
    check_amount,
    check_decimal,
)
from negotiator_desk.pay.dataset import Dataset, DatasetKind
from negotiator_desk.pay.ladder_fault import LadderFault, LadderFaultKind
from negotiator_desk.pay.result import require_kind
from negotiator_desk.pay.terms import AllowanceGroup, PostClass, WageGrid

LARGEST_MULTIPLE = Decimal(100)
"""A ratio of two amounts above this is mistyped."""


class StepUnit(StrEnum):
    """What a least step is given in."""

    YUAN = "yuan"
    PERCENT = "percent"


@dataclass(frozen=True)
class Step:
    """How much an amount must be above the next lower one.

    Attributes:
        size: Yuan a month or per cent of the lower amount, two decimals; 0 with `more_than` means
            that it must rise, 0 without that it must not fall.
        more_than: Whether a rise of exactly this size is too little.
    """

    size: Decimal
    unit: StepUnit = StepUnit.YUAN
    more_than: bool = False

    def __post_init__(self) -> None:
        highest = LARGEST_PAY if self.unit is StepUnit.YUAN else LARGEST_MULTIPLE * 100
        check_decimal(self.size, _("Least step"), places=2, lowest=ZERO, highest=highest)

    def needed(self, lower: int) -> int:
        """Return the least amount above a lower one, both in fen; rounded up."""
        size = scaled(self.size, 2)
        if self.unit is StepUnit.YUAN:
            return lower + size + self.more_than
        exact = lower * (RATIO_ONE + size)
        return exact // RATIO_ONE + 1 if self.more_than else _up(exact, RATIO_ONE)


RISES = Step(NOTHING, more_than=True)
"""An amount must be above the lower one, by whatever."""

DOES_NOT_FALL = Step(NOTHING)
"""An amount may equal the lower one."""


@dataclass(frozen=True)
class LadderRules:
    """What a ladder is held against; None = not checked.

    Attributes:
        grade_step: Over the next lower skill grade of the band.
        band_step: Over the same skill grade of the next lower band.
        least_ratio: Least ratio of a skill grade's amount to the next lower one's, 1 to 100, four
            decimals; below it the ladder is compressed.
        above_minimum: Whether pay must be above the minimum wage (ZJ-CC 5); otherwise it may equal
            it.
        class_shares: Multiple of the highest minimum wage for each class of posts, four decimals; a
            class that is not named gets no hint.
        class_source: Where these come from, with verification mark; "" without any.
    """

    grade_step: Step | None = RISES
    band_step: Step | None = DOES_NOT_FALL
    least_ratio: Decimal | None = None
    above_minimum: bool = True
    class_shares: tuple[tuple[PostClass, Decimal], ...] = ()
    class_source: str = ""

    def __post_init__(self) -> None:
        shares = [share for _class, share in self.class_shares]
        what = _("Share of the minimum wage")
        for share in shares:
            check_decimal(share, what, places=4, lowest=ZERO, highest=LARGEST_MULTIPLE)
        if len({post_class for post_class, _share in self.class_shares}) < len(shares):
            raise InputError(_("A class of posts has two shares of the minimum wage."))
        if self.least_ratio is not None:
            what = _("Least ratio of two skill grades")
            check_decimal(self.least_ratio, what, places=4, lowest=ONE, highest=LARGEST_MULTIPLE)


@dataclass(frozen=True)
class LadderReport:
    """What a ladder breaks.

    Attributes:
        faults: In reading order of the grid as it is listed; a cell's faults in the order of
            `LadderFaultKind`, areas from the highest minimum wage.
    """

    basis: Basis
    rules: LadderRules
    faults: tuple[LadderFault, ...]


def ladder_report(
    dataset: Dataset, terms: WageGrid, law: LegalFigures, rules: LadderRules
) -> LadderReport:
    """Return what the grid breaks, with its basis.

    Args:
        dataset: The roster that the grid is costed on.

    Raises:
        InputError: The dataset is not a roster, or a minimum wage cannot be used.
    """
    require_kind(dataset, DatasetKind.ROSTER)
    basis = basis_of(dataset, terms, law, formula=Formula.LADDER)
    return LadderReport(basis, rules, ladder_faults(terms, rules, law))


def ladder_faults(
    terms: WageGrid, rules: LadderRules, law: LegalFigures | None = None
) -> tuple[LadderFault, ...]:
    """Return what the grid breaks by itself, whoever works under it, in reading order.

    Args:
        law: Its minimum wages; None = rules on the minimum wage are not checked.

    Raises:
        InputError: A minimum wage cannot be used.
    """
    faults = [*_rising(terms, rules)]
    if law is not None:
        for area in law.minimum_wages:
            check_amount(area.monthly, _("Monthly minimum wage"))
        faults += [*_under_minimum(terms, rules, law), *_guidance(terms, rules, law)]
    band = {name: place for place, name in enumerate(terms.bands)}
    grade = {name: place for place, name in enumerate(terms.grades)}
    kind = {one: place for place, one in enumerate(LadderFaultKind)}
    faults.sort(key=lambda one: (band[one.band], grade[one.grade], kind[one.kind]))
    return tuple(faults)


def rises_downwards(terms: WageGrid) -> bool:
    """Whether the lowest band is listed first: by least points, else by what the ends pay."""
    if terms.evaluation is not None:
        return terms.evaluation.band_points[0] <= terms.evaluation.band_points[-1]
    return sum(terms.cells[0]) <= sum(terms.cells[-1])


def _rising(terms: WageGrid, rules: LadderRules) -> Iterator[LadderFault]:
    """Hold each cell against the next lower skill grade and the next lower band."""
    fen = [[scaled(amount, 2) for amount in row] for row in terms.cells]
    least_ratio = None if rules.least_ratio is None else scaled(rules.least_ratio, 4)
    for band, row in enumerate(fen):
        for grade, (lower, amount) in enumerate(pairwise(row), start=1):
            pair = ((band, grade - 1), (band, grade))
            if rules.grade_step is not None and amount < rules.grade_step.needed(lower):
                needed = rules.grade_step.needed(lower)
                yield _step_fault(terms, LadderFaultKind.GRADE, *pair, needed)
            if least_ratio is not None and amount * RATIO_ONE < lower * least_ratio:
                needed = _up(lower * least_ratio, RATIO_ONE)
                yield _step_fault(terms, LadderFaultKind.COMPRESSION, *pair, needed)
    if rules.band_step is None:
        return
    places = range(len(fen)) if rises_downwards(terms) else range(len(fen) - 1, -1, -1)
    for below, band in pairwise(places):
        for grade, (lower, amount) in enumerate(zip(fen[below], fen[band], strict=True)):
            needed = rules.band_step.needed(lower)
            if amount < needed:
                cells = ((below, grade), (band, grade))
                yield _step_fault(terms, LadderFaultKind.BAND, *cells, needed)


def _step_fault(
    terms: WageGrid,
    kind: LadderFaultKind,
    lower: tuple[int, int],
    cell: tuple[int, int],
    needed: int,
) -> LadderFault:
    below, below_grade = lower
    band, grade = cell
    return LadderFault(
        kind=kind,
        band=terms.bands[band],
        grade=terms.grades[grade],
        amount=terms.cells[band][grade],
        compared_with=terms.cells[below][below_grade],
        needed=yuan(needed),
        lower=(terms.bands[below], terms.grades[below_grade]),
    )


def _under_minimum(terms: WageGrid, rules: LadderRules, law: LegalFigures) -> Iterator[LadderFault]:
    """Hold what each cell pays at the lowest coefficient against each area's minimum wage."""
    mark, factor = min(terms.coefficients, key=lambda one: one[1], default=("", ONE))
    mark, lowest = (mark, scaled(factor, 4)) if factor < ONE else ("", RATIO_ONE)
    for band, grade, amount, allowance in _cells(terms):
        paid = divide_rounded_whole(amount * lowest, RATIO_ONE) + allowance
        for area in law.minimum_wages:
            least = scaled(area.monthly, 2) + rules.above_minimum
            if paid < least:
                yield LadderFault(
                    kind=LadderFaultKind.MINIMUM,
                    band=band,
                    grade=grade,
                    amount=yuan(amount),
                    compared_with=area.monthly,
                    needed=_least_cell(least - allowance, lowest),
                    areas=area.areas,
                    mark="" if amount + allowance < least else mark,
                )


def _least_cell(paid: int, factor: int) -> Decimal | None:
    """Return the least amount that, times a factor in 1/10000, rounds to at least `paid` fen."""
    if not factor:
        return None
    return yuan(_up(paid * RATIO_ONE - RATIO_ONE // 2, factor))


def _guidance(terms: WageGrid, rules: LadderRules, law: LegalFigures) -> Iterator[LadderFault]:
    """Hold each cell against the guided minimum of its posts' classes, and without allowances."""
    if not law.minimum_wages:
        return
    highest = law.minimum_wages[0]
    minimum = scaled(highest.monthly, 2)
    shares = {one: scaled(share, 4) for one, share in rules.class_shares}
    class_of = dict(terms.post_classes)
    classes: dict[str, set[PostClass]] = {name: set() for name in terms.bands}
    for post, name in terms.post_bands:
        if class_of.get(post) in shares:
            classes[name].add(class_of[post])
    for band, grade, amount, allowance in _cells(terms):
        for post_class in (one for one in PostClass if one in classes[band]):
            least = _up(minimum * shares[post_class], RATIO_ONE)
            if amount + allowance < least:
                yield LadderFault(
                    kind=LadderFaultKind.CLASS_MINIMUM,
                    band=band,
                    grade=grade,
                    amount=yuan(amount),
                    compared_with=highest.monthly,
                    needed=yuan(least - allowance),
                    areas=highest.areas,
                    post_class=post_class,
                )
        if allowance and amount < minimum:
            yield LadderFault(
                kind=LadderFaultKind.NET_OF_ALLOWANCE,
                band=band,
                grade=grade,
                amount=yuan(amount),
                compared_with=highest.monthly,
                needed=highest.monthly,
                areas=highest.areas,
            )


def _cells(terms: WageGrid) -> Iterator[tuple[str, str, int, int]]:
    """Yield band, skill grade, amount and skill allowance of each cell, fen."""
    allowances = {
        item.key: scaled(item.amount, 2)
        for item in terms.allowances
        if item.group is AllowanceGroup.SKILL
    }
    for band, row in zip(terms.bands, terms.cells, strict=True):
        for grade, amount in zip(terms.grades, row, strict=True):
            yield band, grade, scaled(amount, 2), allowances.get(grade, 0)


def _up(numerator: int, denominator: int) -> int:
    """Divide and round up."""
    return -(-numerator // denominator)
