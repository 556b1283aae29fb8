"""Ratings of whole packages either agree with the weights, or say where they do not."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negotiator_desk.bargaining.ratings import (
    MOST_PACKAGES,
    TIE_TO_OLD,
    Rated,
    Reversal,
    fit,
    propose_packages,
    review,
    whole_points,
)

SCORES = [0, 1_250, 3_333, 5_000, 7_000, 10_000]


@st.composite
def splits(draw: st.DrawFn, count: int, total: int = 100) -> list[int]:
    """Draw whole points for so many issues that add up to the total."""
    cuts = sorted(draw(st.lists(st.integers(0, total), min_size=count - 1, max_size=count - 1)))
    return [high - low for low, high in zip([0, *cuts], [*cuts, total], strict=True)]


@st.composite
def option_scores(draw: st.DrawFn, count: int) -> list[list[int]]:
    """Draw options for so many issues; each has one at the limit and one at the target."""
    more = st.lists(st.sampled_from(SCORES), max_size=3)
    return [draw(st.permutations([0, 10_000, *draw(more)])) for _ in range(count)]


def packages(scores: list[list[int]]) -> list[tuple[Fraction, ...]]:
    return [
        tuple(Fraction(scores[issue][place], 10_000) for issue, place in enumerate(package))
        for package in propose_packages(scores)
    ]


def rate(weights: list[int], shares: tuple[Fraction, ...]) -> Rated:
    """Rate a package as somebody does who has these weights at heart."""
    value = sum((weight * one for weight, one in zip(weights, shares, strict=True)), Fraction(0))
    return Rated(shares, int(value + Fraction(1, 2)))


@given(st.data(), st.integers(2, 6))
@settings(max_examples=60, deadline=None)
def test_ratings_made_from_true_weights_give_these_weights_back(
    data: st.DataObject, count: int
) -> None:
    true, entered = data.draw(splits(count)), data.draw(splits(count))
    rated = [rate(true, shares) for shares in packages(data.draw(option_scores(count)))]
    found = whole_points(fit(entered, 100, rated), 100)
    assert sum(found) == 100
    assert max(abs(one - two) for one, two in zip(found, true, strict=True)) <= 2


@given(st.data(), st.integers(2, 8))
@settings(max_examples=60, deadline=None)
def test_consistent_ratings_contradict_nothing_and_change_nothing(
    data: st.DataObject, count: int
) -> None:
    weights = data.draw(splits(count))
    rated = [rate(weights, shares) for shares in packages(data.draw(option_scores(count)))]
    found = review(weights, 100, rated)
    assert found.is_consistent
    assert found.weights == tuple(weights)
    assert found.reversals_left == ()


@given(st.data(), st.integers(1, 7))
@settings(max_examples=80, deadline=None)
def test_the_fit_is_the_best_there_is(data: st.DataObject, count: int) -> None:
    shares = st.tuples(*[st.sampled_from(SCORES).map(lambda n: Fraction(n, 10_000))] * count)
    rated = data.draw(
        st.lists(st.builds(Rated, shares, st.integers(0, 100)), min_size=1, max_size=6)
    )
    entered = data.draw(splits(count))
    best = fit(entered, 100, rated)
    assert sum(best) == 100
    assert min(best) >= 0

    def badness(weights: tuple[Fraction, ...]) -> Fraction:
        far = sum(
            (
                (sum(w * s for w, s in zip(weights, one.shares, strict=True)) - one.rating) ** 2
                for one in rated
            ),
            Fraction(0),
        )
        return far + TIE_TO_OLD * sum((w - o) ** 2 for w, o in zip(weights, entered, strict=True))

    least = badness(best)
    for other in (entered, data.draw(splits(count)), data.draw(splits(count))):
        # The whole way and a small step: were any way down, the first step would show it.
        for part in (Fraction(1), Fraction(1, 1_000)):
            mixed = tuple(w + (o - w) * part for w, o in zip(best, other, strict=True))
            assert badness(mixed) >= least


def test_the_fit_agrees_with_least_squares_where_no_weight_stops_at_zero() -> None:
    rated = [
        Rated((Fraction(1), Fraction(0), Fraction(1, 2)), 55),
        Rated((Fraction(0), Fraction(1), Fraction(1, 2)), 45),
        Rated((Fraction(1), Fraction(1), Fraction(0)), 70),
    ]
    entered = [40, 30, 30]
    shares = np.array([[float(one) for one in two.shares] for two in rated])
    matrix = shares.T @ shares + float(TIE_TO_OLD) * np.eye(3)
    wanted = shares.T @ np.array([one.rating for one in rated]) + float(TIE_TO_OLD) * np.array(
        entered
    )
    whole = np.block([[matrix, -np.ones((3, 1))], [np.ones((1, 3)), np.zeros((1, 1))]])
    expected = np.linalg.solve(whole, np.append(wanted, 100))[:3]
    assert [float(one) for one in fit(entered, 100, rated)] == pytest.approx(list(expected))


def test_contradictions_are_named_pair_by_pair() -> None:
    one, two = (Fraction(1), Fraction(0)), (Fraction(0), Fraction(1))
    found = review([70, 30], 100, [Rated(one, 40), Rated(two, 60)])
    assert found.values == (70, 30)
    assert found.reversals == (Reversal(liked=1, valued=0),)
    assert found.misjudged == (0, 1)
    assert found.weights == (40, 60)
    assert found.reversals_left == ()


def test_equal_values_and_equal_ratings_are_no_contradiction() -> None:
    one, two = (Fraction(1), Fraction(0)), (Fraction(0), Fraction(1))
    assert review([50, 50], 100, [Rated(one, 55), Rated(two, 45)]).is_consistent
    assert review([55, 45], 100, [Rated(one, 50), Rated(two, 50)]).is_consistent


def test_a_rating_far_from_the_value_is_pointed_out_even_where_the_order_is_right() -> None:
    one, two = (Fraction(1), Fraction(0)), (Fraction(0), Fraction(1))
    found = review([60, 40], 100, [Rated(one, 90), Rated(two, 10)])
    assert found.reversals == ()
    assert found.misjudged == (0, 1)
    assert found.weights == (90, 10)


def test_without_weights_the_ratings_start_from_an_even_split() -> None:
    half = Rated((Fraction(1), Fraction(0), Fraction(0)), 80)
    assert whole_points(fit([0, 0, 0], 100, [half]), 100) == (79, 11, 10)


def test_whole_points_keep_the_sum_and_favour_the_larger_remainder() -> None:
    third = Fraction(100, 3)
    assert whole_points([third, third, third], 100) == (34, 33, 33)
    assert whole_points([Fraction(1, 4), Fraction(3, 4), Fraction(99)], 100) == (0, 1, 99)


@given(st.data(), st.integers(2, 20))
@settings(max_examples=30, deadline=None)
def test_packages_are_whole_and_no_two_look_alike(data: st.DataObject, count: int) -> None:
    scores = data.draw(option_scores(count))
    found = propose_packages(scores)
    assert found == propose_packages(scores)
    assert 2 <= len(found) <= MOST_PACKAGES
    values = [tuple(scores[issue][place] for issue, place in enumerate(one)) for one in found]
    assert len(set(values)) == len(values)
    assert all(0 < sum(one) < 10_000 * count for one in values)


def test_nothing_is_proposed_where_ratings_could_say_nothing() -> None:
    assert propose_packages([]) == ()
    assert propose_packages([[0, 10_000]]) == ()
    assert propose_packages([[0, 10_000], [5_000], [7_000, 7_000]]) == ()
