"""Terms of skill-grade wages: grid, allowances, yearly items, and the posts' places in them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from negotiator_desk.errors import InputError
from negotiator_desk.i18n import _
from negotiator_desk.pay.checks import (
    MOST_LINES,
    NOTHING,
    ZERO,
    check_amount,
    check_count,
    check_decimal,
    check_name,
    check_names,
    check_part,
    check_whole,
)
from negotiator_desk.pay.terms_evaluation import JobEvaluation

LARGEST_POOL = Decimal(1_000_000_000)
"""Yuan a year of one yearly item; anything above is mistyped."""


class AllowanceGroup(StrEnum):
    """The four groups of pay items of a skill-grade contract (domain reference 6)."""

    SKILL = "skill"
    EDUCATION = "education"
    INNOVATION = "innovation"
    HONOUR = "honour"


class YearlyKind(StrEnum):
    """What an item that is paid by the year is; the domain reference, 6, keeps them apart."""

    AWARD = "award"
    DIVIDEND = "dividend"
    TECHNOLOGY = "technology"


class PostClass(StrEnum):
    """The four classes of posts by importance, each with its own guided minimum (R30)."""

    BASIC = "basic"
    IMPORTANT = "important"
    KEY = "key"
    CORE = "core"


@dataclass(frozen=True)
class Allowance:
    """A monthly amount for whoever has what `key` names.

    Attributes:
        key: Skill grade, education, innovation result or honour as the roster writes it.
        amount: Yuan a month.
    """

    group: AllowanceGroup
    key: str
    amount: Decimal

    def __post_init__(self) -> None:
        check_name(self.key, _("Allowance"))
        check_part(self.key, _("Allowance"))
        check_amount(self.amount, _("Allowance {name}").format(name=self.key))


@dataclass(frozen=True)
class YearlyItem:
    """What the firm pays by the year beside monthly wages: awards, dividends, technology shares.

    It is a line of its own in a costing and never part of a month's pay.

    Attributes:
        name: As the contract prints it, such as 导师带徒奖 or 持股分红.
        amount: Yuan each time; for a dividend pool or a technology share, the pool of a year.
        times: How often a year it is expected to be paid.
    """

    kind: YearlyKind
    name: str
    amount: Decimal
    times: int = 1

    def __post_init__(self) -> None:
        check_name(self.name, _("Yearly item"))
        check_part(self.name, _("Yearly item"))
        what = _("Yearly item {name}").format(name=self.name)
        check_decimal(self.amount, what, places=2, lowest=NOTHING, highest=LARGEST_POOL)
        check_whole(self.times, what, lowest=0, highest=10_000)

    @property
    def yearly(self) -> Decimal:
        """Yuan a year."""
        return self.amount * self.times


@dataclass(frozen=True)
class WageGrid:
    """Skill-grade wages: band of the post × skill grade, performance, allowances.

    Attributes:
        grades: Skill grades in rising order.
        cells: One row per band, one amount per grade: yuan a month.
        post_bands: Post → band; several posts may share a band.
        coefficients: Performance mark → factor on the grid amount, 4 decimals; a worker without a
            mark has factor 1.
        yearly_items: Awards and pools paid by the year.
        post_classes: Post → class by importance; posts without one get no hint on their minimum.
        evaluation: The job evaluation that the bands come from; None = agreed without one. It must
            put every post that it rates in the band of `post_bands`.
    """

    bands: tuple[str, ...]
    grades: tuple[str, ...]
    cells: tuple[tuple[Decimal, ...], ...]
    post_bands: tuple[tuple[str, str], ...]
    coefficients: tuple[tuple[str, Decimal], ...] = ()
    allowances: tuple[Allowance, ...] = ()
    yearly_items: tuple[YearlyItem, ...] = ()
    post_classes: tuple[tuple[str, PostClass], ...] = ()
    evaluation: JobEvaluation | None = None

    def __post_init__(self) -> None:
        check_count(self.bands, _("Bands"), least=1, most=100)
        check_count(self.grades, _("Skill grades"), least=1, most=40)
        check_names(self.bands, _("Band"))
        check_names(self.grades, _("Skill grade"))
        for name in (*self.bands, *self.grades):
            check_part(name, _("Wage grid"))
        if [len(row) for row in self.cells] != [len(self.grades)] * len(self.bands):
            raise InputError(_("Wage grid: every band needs one amount for every skill grade."))
        for band, row in zip(self.bands, self.cells, strict=True):
            for grade, amount in zip(self.grades, row, strict=True):
                check_amount(amount, f"{band} · {grade}")
        self._check_posts()
        self._check_extras()
        self._check_evaluation()

    @property
    def yearly_total(self) -> Decimal:
        """Yuan a year of all yearly items together."""
        return sum((item.yearly for item in self.yearly_items), NOTHING)

    def _check_posts(self) -> None:
        check_count(self.post_bands, _("Posts"), least=1, most=MOST_LINES)
        check_names([post for post, _band in self.post_bands], _("Job post"))
        for post, band in self.post_bands:
            if band not in self.bands:
                raise InputError(
                    _("Post {post}: the grid has no band “{band}”.").format(post=post, band=band)
                )

    def _check_extras(self) -> None:
        check_count(self.coefficients, _("Performance marks"), least=0, most=100)
        check_names([mark for mark, _factor in self.coefficients], _("Performance mark"))
        for mark, factor in self.coefficients:
            what = _("Coefficient of {name}").format(name=mark)
            check_decimal(factor, what, places=4, lowest=ZERO, highest=Decimal(100))
        check_count(self.allowances, _("Allowances"), least=0, most=MOST_LINES)
        for group in AllowanceGroup:
            keys = [item.key for item in self.allowances if item.group is group]
            check_names(keys, _("Allowance"))
        check_count(self.yearly_items, _("Yearly items"), least=0, most=100)
        check_names([item.name for item in self.yearly_items], _("Yearly item"))
        check_names([post for post, _class in self.post_classes], _("Job post"))
        posts = dict(self.post_bands)
        for post, _class in self.post_classes:
            if post not in posts:
                raise InputError(_("Post {post} has a class but no band.").format(post=post))

    def _check_evaluation(self) -> None:
        if self.evaluation is None:
            return
        if len(self.evaluation.band_points) != len(self.bands):
            raise InputError(_("Job evaluation: every band needs its least points."))
        band_of = dict(self.post_bands)
        for post, _levels in self.evaluation.ratings:
            band = self.bands[self.evaluation.band(post)]
            if band_of.get(post) != band:
                raise InputError(
                    _(
                        "Job evaluation: {post} has {points} points and belongs in band “{band}”, "
                        "but the grid has it in another."
                    ).format(
                        post=post, points=f"{self.evaluation.points(post).normalize():f}", band=band
                    )
                )
