"""The frontier of what is still possible: ours, and NegMAS where every package can be looked at.

`python -m benchmarks.frontier` (through `make bench`). NegMAS gets the same issues as additive
utility functions; before its time is shown, its frontier and its points are asserted to be ours.
"""

from __future__ import annotations

import random
import statistics
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from math import prod

import numpy as np
from negmas.outcomes import make_issue, make_os
from negmas.preferences import LinearAdditiveUtilityFunction
from negmas.preferences.ops import (
    kalai_points,
    ks_points,
    max_welfare_points,
    nash_points,
    pareto_frontier,
    pareto_frontier_numpy,
)

from benchmarks.measure import heading, median_ms, peak_mb
from negotiator_desk.bargaining.frontier import Frontier, frontier_of
from negotiator_desk.bargaining.frontier_points import (
    BargainingPoints,
    ChosenPoint,
    Solution,
    bargaining_points,
    better_packages,
)
from negotiator_desk.bargaining.interactions import MOST_MOVES, frontier_with
from negotiator_desk.bargaining.options import Bonus, OpenIssue, Option, Point
from negotiator_desk.bargaining.swaps import SwapKind, best_swaps

TOP = 10_000
SMALL_CASES = 1000


class Rival:
    """NegMAS on the same issues.

    Attributes:
        space: Its outcome space.
        sides: Its two utility functions.
    """

    def __init__(self, issues: Sequence[OpenIssue], walk_away: Point) -> None:
        self.space = make_os(
            [make_issue([option.id for option in issue.options], issue.id) for issue in issues]
        )
        self.sides = [
            LinearAdditiveUtilityFunction(
                {
                    issue.id: {option.id: float(values(option)) for option in issue.options}
                    for issue in issues
                },
                outcome_space=self.space,
                reserved_value=float(reserved),
            )
            for values, reserved in (
                (lambda option: option.own, walk_away.own),
                (lambda option: option.other, walk_away.other),
            )
        ]

    def frontier(self) -> list[tuple[float, float]]:
        """Return the points of its frontier, from its utility functions."""
        points, _places = pareto_frontier(self.sides, issues=self.space.issues)
        return [(float(own), float(other)) for own, other in points]

    def everything(self) -> object:
        """Return its frontier and its four kinds of points, as a user would ask for them."""
        points, _places = pareto_frontier(self.sides, issues=self.space.issues)
        return [
            find(self.sides, points, outcome_space=self.space)
            for find in (nash_points, kalai_points, ks_points, max_welfare_points)
        ]

    def values(self) -> np.ndarray:
        """Return the values of all packages."""
        outcomes = self.space.enumerate_or_sample()
        return np.array([[float(side(one)) for side in self.sides] for one in outcomes])


def falling(count: int, options: int, seed: int, top: int = TOP) -> list[OpenIssue]:
    """Return issues whose every option is on the issue's own frontier: nothing can be dropped."""
    chance = random.Random(seed)
    return [
        _issue(
            f"issue {place}",
            sorted(chance.sample(range(top + 1), options)),
            sorted(chance.sample(range(top + 1), options), reverse=True),
        )
        for place in range(count)
    ]


def opposed(count: int, options: int, seed: int) -> list[OpenIssue]:
    """Return issues in which what one side gains the other loses: every sum stays."""
    chance = random.Random(seed)
    issues = []
    for place in range(count):
        own = chance.sample(range(TOP + 1), options)
        issues.append(_issue(f"issue {place}", own, [TOP - value for value in own]))
    return issues


def scattered(chance: random.Random, sizes: Sequence[int], low: int, high: int) -> list[OpenIssue]:
    """Return issues with values in no order, tied where the range is small."""
    return [
        _issue(
            f"issue {place}",
            [chance.randint(low, high) for _option in range(size)],
            [chance.randint(low, high) for _option in range(size)],
        )
        for place, size in enumerate(sizes)
    ]


def measure_large() -> None:
    """Cases whose packages nobody can look at one by one."""
    heading("frontiers of more packages than can be enumerated; exact, medians of 15")
    for what, issues in (
        ("12 × 100, every option unbeaten", falling(12, 100, 1)),
        ("12 × 100, opposed to the last hundredth", opposed(12, 100, 2)),
        ("12 × 100, values in no order", scattered(random.Random(3), [100] * 12, 0, TOP)),
        ("12 × 400, every option unbeaten", falling(12, 400, 4)),
        ("40 × 100, every option unbeaten", falling(40, 100, 5)),
        ("12 × 100, a total of 100 points a side", falling(12, 100, 6, TOP // 12)),
        ("12 × 100, values up to 1,000,000", falling(12, 100, 7, 1_000_000)),
        ("2 × 5,000, every option unbeaten", falling(2, 5000, 8)),
    ):
        frontier = frontier_of(issues)
        deal = {issue.id: issue.options[len(issue.options) // 2].id for issue in issues}
        print(
            f"{what:44} {median_ms(lambda issues=issues: frontier_of(issues)):8.2f} ms  "
            f"{len(frontier):7,} points of 10^{len(str(_packages(issues))) - 1} packages; "
            f"four points {median_ms(lambda f=frontier: bargaining_points(f)):.2f} ms, "
            f"five better packages "
            f"{median_ms(lambda f=frontier, d=deal: better_packages(f, d)):.2f} ms"
        )
        _assert_traceable(frontier)
    issues = falling(40, 100, 9)
    ours = {issue.id: issue.options[-1].id for issue in issues}
    theirs = {issue.id: issue.options[0].id for issue in issues}
    kinds = (SwapKind.FULL, SwapKind.STEP)
    taken = median_ms(lambda: best_swaps(issues, ours, theirs, kinds=kinds))
    print(f"{'five best swaps of 40 issues, both kinds':44} {taken:8.2f} ms")


def measure_interactions() -> None:
    """Merged, followed case by case, and sampled."""
    heading("interacting issues: each joined to the next by a bonus; medians of 5")
    for what, issues, linked, most_moves in (
        ("5 of 12 issues of 10 options, merged", falling(12, 10, 1), 5, MOST_MOVES),
        ("12 issues of 100 options, case by case", falling(12, 100, 2), 12, MOST_MOVES),
        ("12 issues of 100 options, sampled", falling(12, 100, 2), 12, 0),
    ):
        bonuses = [
            Bonus({one.id: one.options[3].id, two.id: two.options[6].id}, 1500, 1500)
            for one, two in pairwise(issues[:linked])
        ]

        def work(
            issues: list[OpenIssue] = issues,
            bonuses: list[Bonus] = bonuses,
            most_moves: int = most_moves,
        ) -> Frontier:
            return frontier_with(issues, bonuses, seed=1, most_moves=most_moves)

        frontier = work()
        best = max(point.own + point.other for point in frontier.points)
        print(
            f"{what:44} {median_ms(work, 5):8.2f} ms  {len(frontier):7,} points, the best sum "
            f"{best:,}, exact: {frontier.is_exact}, looked at: {frontier.samples:,}"
        )
        _assert_traceable(frontier)


def measure_small() -> None:
    """Against NegMAS, asserted to be equal."""
    heading("against NegMAS: frontier and four points, from the options' values")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for sizes in ([10] * 3, [10] * 4, [10] * 5, [47] * 3, [10] * 6, [100] * 3):
            _measure_against(
                f"{len(sizes)} × {sizes[0]}, unbeaten", falling(len(sizes), sizes[0], 1)
            )
            issues = scattered(random.Random(2), sizes, 0, TOP)
            _measure_against(f"{len(sizes)} × {sizes[0]}, in no order", issues)
        chance = random.Random(11)
        shares = [_assert_same(*case) for case in _small_cases(chance)]
    print(
        f"{len(shares)} small cases with ties and negative values: frontiers, Nash, egalitarian "
        f"and maximum-welfare points identical; NegMAS's Kalai–Smorodinsky point is ours in "
        f"{shares.count(True)}, the one beside it on the frontier in {shares.count(False)}; "
        f"{shares.count(None)} have no package that both would sign"
    )


def _measure_against(what: str, issues: Sequence[OpenIssue]) -> None:
    packages = _packages(issues)
    lowest = _lowest(issues)
    _assert_same(issues, lowest)
    _assert_same(issues, _part_of_the_way(issues, lowest))

    def ours() -> BargainingPoints:
        return bargaining_points(frontier_of(issues), lowest)

    rival = Rival(issues, lowest)
    repeats = 5 if packages < 10**5 else 3
    theirs = _median_ms(rival.everything, repeats)
    values = rival.values()
    search = _median_ms(lambda: pareto_frontier_numpy(values), repeats)
    own = median_ms(ours, 51)
    print(
        f"{what:24} {packages:9,} packages  {own:6.3f} ms  NegMAS {theirs:9.1f} ms "
        f"(×{theirs / own:,.0f}), its search alone in values already worked out {search:7.2f} ms "
        f"(×{search / own:,.0f})"
    )


def _assert_same(issues: Sequence[OpenIssue], walk_away: Point) -> bool | None:
    """Assert that NegMAS finds what we find; return whether its Kalai–Smorodinsky point is ours.

    None where both find that no package reaches both walk-away values.
    """
    rival = Rival(issues, walk_away)
    frontier = frontier_of(issues)
    ours = [
        point
        for point in frontier.points
        if point.own >= walk_away.own and point.other >= walk_away.other
    ]
    theirs = rival.frontier()
    assert sorted(theirs) == ours
    found = bargaining_points(frontier, walk_away)
    if not ours:
        assert found == BargainingPoints()
        return None
    for solution, find in (
        (Solution.NASH, nash_points),
        (Solution.EGALITARIAN, kalai_points),
        (Solution.WELFARE, max_welfare_points),
    ):
        best = [point for point, _place in find(rival.sides, theirs, outcome_space=rival.space)]
        chosen = _chosen(found, solution)
        # NegMAS returns all that are equal, the larger sums first; ours is one of the first.
        assert chosen.point in best
        assert sum(chosen.point) == sum(best[0])
        _assert_own_package(frontier, chosen, rival)
    return _is_same_by_shares(found, ours, theirs, rival)


def _is_same_by_shares(
    found: BargainingPoints,
    ours: Sequence[Point],
    theirs: Sequence[tuple[float, float]],
    rival: Rival,
) -> bool:
    chosen = _chosen(found, Solution.KALAI_SMORODINSKY)
    assert found.ideal_own is not None
    assert found.ideal_other is not None
    ranges = [
        (side.reserved_value, side.reserved_value + ideal)
        for side, ideal in zip(rival.sides, (found.ideal_own, found.ideal_other), strict=True)
    ]
    # NegMAS's Kalai point of the shares is the largest smaller share: our definition.
    shares = [
        tuple(
            (value - low) / ((high - low) or 1)
            for value, (low, high) in zip(p, ranges, strict=True)
        )
        for p in theirs
    ]
    if found.ideal_own and found.ideal_other:
        unreserved = [_Unreserved(), _Unreserved()]
        best = kalai_points(unreserved, shares, ranges=[(0.0, 1.0)] * 2)
        assert chosen.point in [theirs[place] for _share, place in best]
    # Its own Kalai–Smorodinsky points are those whose shares differ least.
    least = [point for point, _place in ks_points(rival.sides, theirs, ranges=ranges)]
    places = [ours.index(Point(*point)) for point in least]
    distance = min(abs(ours.index(chosen.point) - place) for place in places)
    assert distance <= 1
    return distance == 0


class _Unreserved:
    reserved_value = 0.0


def _assert_own_package(frontier: Frontier, chosen: ChosenPoint, rival: Rival) -> None:
    outcome = tuple(frontier.package(chosen.place).values())
    assert tuple(float(side(outcome)) for side in rival.sides) == chosen.point


def _assert_traceable(frontier: Frontier) -> None:
    for place in range(0, len(frontier), max(1, len(frontier) // 50)):
        assert frontier.value_of(frontier.package(place)) == frontier.points[place]


def _small_cases(chance: random.Random) -> Iterator[tuple[list[OpenIssue], Point]]:
    for case in range(SMALL_CASES):
        sizes = [chance.randint(1, 5) for _issue in range(chance.randint(2, 4))]
        reach = (3, 20, TOP)[case % 3]
        issues = scattered(chance, sizes, -reach, reach)
        lowest = _lowest(issues)
        highest = _lowest(issues, max)
        # NegMAS calls every package best where a side can gain nothing at all.
        if lowest.own < highest.own and lowest.other < highest.other:
            yield issues, lowest if case % 2 else _part_of_the_way(issues, lowest)


def _part_of_the_way(issues: Sequence[OpenIssue], lowest: Point) -> Point:
    highest = _lowest(issues, max)
    return Point(
        lowest.own + (highest.own - lowest.own) // 3,
        lowest.other + (highest.other - lowest.other) // 3,
    )


def _lowest(issues: Sequence[OpenIssue], pick: Callable[[Iterator[int]], int] = min) -> Point:
    return Point(
        sum(pick(option.own for option in issue.options) for issue in issues),
        sum(pick(option.other for option in issue.options) for issue in issues),
    )


def _packages(issues: Sequence[OpenIssue]) -> int:
    return prod(len(issue.options) for issue in issues)


def _chosen(found: BargainingPoints, solution: Solution) -> ChosenPoint:
    chosen = found.of(solution)
    assert chosen is not None
    return chosen


def _issue(name: str, own: Sequence[int], other: Sequence[int]) -> OpenIssue:
    pairs = enumerate(zip(own, other, strict=True))
    return OpenIssue(name, tuple(Option(str(place), *pair) for place, pair in pairs))


def _median_ms(work: Callable[[], object], repeats: int) -> float:
    times = []
    for _round in range(repeats):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times) * 1000


def main() -> None:
    """Measure everything."""
    measure_large()
    measure_interactions()
    print(f"most memory so far: {peak_mb()} MB")
    measure_small()


if __name__ == "__main__":
    main()
