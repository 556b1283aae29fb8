"""Job evaluation by the points method (要素计点法): posts rated by factors, points, bands.

Choose factors, define levels, give each level points, weight, add up, and cut the totals into bands
(domain reference 6.1). There are no official weights: every figure here is bargained.

    points of a post = Σ over factors (weight × points of the level the post is rated at)

Exact, not rounded. A post's band is the highest whose least points it reaches.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import pairwise

from negotiator_desk.errors import InputError
from negotiator_desk.i18n import _
from negotiator_desk.pay.checks import (
    MOST_LINES,
    ZERO,
    check_count,
    check_decimal,
    check_name,
    check_names,
    check_whole,
)

MOST_POINTS = 100_000
"""Points of one level."""


@dataclass(frozen=True)
class Factor:
    """One thing that posts are rated by, such as 操作技能.

    Attributes:
        points: Points of each level, the lowest first, rising.
        weight: Multiplies the points, 4 decimals; 1 where the points themselves carry the weight.
        element: What it belongs to, such as 劳动技能; "" = none.
    """

    name: str
    points: tuple[int, ...]
    weight: Decimal = Decimal("1.0000")
    element: str = ""

    def __post_init__(self) -> None:
        check_name(self.name, _("Factor"))
        if self.element:
            check_name(self.element, _("Factor"))
        check_count(self.points, _("Levels of {name}").format(name=self.name), least=1, most=20)
        for points in self.points:
            check_whole(points, _("Points"), lowest=0, highest=MOST_POINTS)
        if any(low >= high for low, high in pairwise(self.points)):
            raise InputError(
                _("{name}: the points must rise with the level.").format(name=self.name)
            )
        what = _("Weight of {name}").format(name=self.name)
        check_decimal(self.weight, what, places=4, lowest=ZERO, highest=Decimal(100))


@dataclass(frozen=True)
class JobEvaluation:
    """How posts were rated and which points lead to which band.

    Attributes:
        ratings: Post → level of each factor, from 1, in the order of the factors.
        band_points: Least points of each band, in the order of the grid's bands, rising or falling;
            the lowest is 0, so that every post has a band.
    """

    factors: tuple[Factor, ...]
    ratings: tuple[tuple[str, tuple[int, ...]], ...]
    band_points: tuple[Decimal, ...]

    def __post_init__(self) -> None:
        check_count(self.factors, _("Factors"), least=1, most=40)
        check_names([factor.name for factor in self.factors], _("Factor"))
        check_count(self.ratings, _("Posts"), least=1, most=MOST_LINES)
        check_names([post for post, _levels in self.ratings], _("Job post"))
        for post, levels in self.ratings:
            if len(levels) != len(self.factors):
                raise InputError(
                    _("Job evaluation: {post} needs a level for every factor.").format(post=post)
                )
            for factor, level in zip(self.factors, levels, strict=True):
                what = f"{post} · {factor.name}"
                check_whole(level, what, lowest=1, highest=len(factor.points))
        check_count(self.band_points, _("Bands"), least=1, most=100)
        for least in self.band_points:
            highest = Decimal(MOST_POINTS * 4_000)
            check_decimal(least, _("Least points"), places=4, lowest=ZERO, highest=highest)
        rising = sorted(set(self.band_points))
        if list(self.band_points) not in (rising, rising[::-1]) or rising[0] != ZERO:
            raise InputError(
                _("Job evaluation: least points must rise from 0, each band above the one below.")
            )

    @cached_property
    def _levels(self) -> dict[str, tuple[int, ...]]:
        return dict(self.ratings)

    def points(self, post: str) -> Decimal:
        """Return the points of a rated post, exact.

        Raises:
            KeyError: The post is not rated.
        """
        levels = self._levels[post]
        return sum(
            (
                factor.weight * factor.points[level - 1]
                for factor, level in zip(self.factors, levels, strict=True)
            ),
            ZERO,
        )

    def band(self, post: str) -> int:
        """Return the place of the post's band among the grid's bands.

        Raises:
            KeyError: The post is not rated.
        """
        points = self.points(post)
        reached = [least for least in self.band_points if least <= points]
        return self.band_points.index(max(reached))
