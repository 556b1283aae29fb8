"""What is still possible is what the frontier says of the options, and nobody else is told."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from itertools import product
from pathlib import Path

import pytest

import negotiator_desk
from negotiator_desk.bargaining.frontier_points import Solution, bargaining_points
from negotiator_desk.bargaining.interactions import frontier_with
from negotiator_desk.bargaining.options import Point
from negotiator_desk.bargaining.parties import Side
from negotiator_desk.errors import InputError
from negotiator_desk.pay.terms import NumberTerm, Terms, TextTerm
from negotiator_desk.services import possibilities
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.issue_options import list_options, save_bonus, save_option
from negotiator_desk.services.mandates import MandateDetails, save_mandate
from negotiator_desk.services.offers import accept_offer, table_offer, withdraw_offer
from negotiator_desk.services.option_steps import fill_in_every_issue
from negotiator_desk.services.option_views import BonusDetails, OptionDetails
from negotiator_desk.services.possibilities import Possibilities, read_possibilities
from negotiator_desk.services.side_briefs import BriefDetails, get_brief, save_brief
from negotiator_desk.services.worths import issue_worths
from tests.services.conftest import REST, Bargaining, meeting, number, rate_table

OURS, THEIRS = Side.EMPLOYEE, Side.EMPLOYER
PACKAGE = Path(negotiator_desk.__file__).parent
HEAT = MandateDetails(
    target=number("400"),
    limit=number("300"),
    weight=40,
    other_target=number("300"),
    other_limit=number("400"),
    other_weight=20,
)
RATES = MandateDetails(
    target=rate_table("0.9000", "1.0500"),
    limit=rate_table("0.8000", "0.9500"),
    weight=60,
    other_target=rate_table("0.8000", "0.9500"),
    other_limit=rate_table("0.9000", "1.0500"),
    other_weight=80,
)
MIDDLE = rate_table("0.8500", "1.0000")


@pytest.fixture
def aims(desk: Desk, table: Bargaining) -> Bargaining:
    """Mandates on the allowance and the rates; the words on rest have none."""
    save_mandate(desk, table.heat, OURS, HEAT)
    save_mandate(desk, table.rates, OURS, RATES)
    return table


def say(
    desk: Desk,
    session: str,
    side: Side,
    *terms: tuple[str, Terms],
    binding: bool = True,
) -> tuple[str, ...]:
    return table_offer(desk, session, side, list(terms), binding=binding).value


def values(view: Possibilities, side: Side) -> list[Point]:
    return [point.point for point in view.paths[side]]


def by_title(view: Possibilities) -> Mapping[str, str]:
    return {left.title: left.reason for left in view.left_out}


def test_the_frontier_is_what_no_package_of_the_options_beats(desk: Desk, aims: Bargaining) -> None:
    save_option(desk, aims.heat, OURS, OptionDetails("中间", number("350"), 7_000, 6_000))
    save_option(desk, aims.rates, OURS, OptionDetails("中间", MIDDLE, None, 7_500))
    view = read_possibilities(desk, aims.case)
    worths = [one for one in issue_worths(desk, aims.case, OURS) if one.issue_id != aims.rest]
    sums = {
        Point(sum(one.own or 0 for one in package), sum(one.other or 0 for one in package))
        for package in product(*(issue.options for issue in worths))
    }
    best = {
        one
        for one in sums
        if not any(two != one and two.own >= one.own and two.other >= one.other for two in sums)
    }
    assert view.frontier is not None
    assert view.frontier.is_exact
    assert set(view.frontier.points) == best
    assert len(best) > 3
    assert view.points == bargaining_points(view.frontier)
    for place, point in enumerate(view.frontier.points):
        package = view.package(place)
        assert [issue.issue_id for issue, _option in package] == [aims.rates, aims.heat]
        assert sum(option.own or 0 for _issue, option in package) == point.own
        assert sum(option.other or 0 for _issue, option in package) == point.other


def test_the_points_count_gains_above_what_each_side_has_without_a_deal(
    desk: Desk, aims: Bargaining
) -> None:
    before = read_possibilities(desk, aims.case)
    assert before.is_walk_away_known == (False, False)
    assert before.walk_away == Point(0, 0)
    # The four packages: (0, 100), (40, 80), (60, 20), (100, 0).
    assert before.points.nash is not None
    assert before.points.nash.point == Point(4_000, 8_000)
    save_brief(desk, aims.case, OURS, BriefDetails("", walk_away=5_000, other_walk_away=1_000))
    view = read_possibilities(desk, aims.case)
    assert view.is_walk_away_known == (True, True)
    for solution in Solution:
        chosen = view.points.of(solution)
        assert chosen is not None
        assert chosen.point == Point(6_000, 2_000)
        assert (chosen.own_gain, chosen.other_gain) == (1_000, 1_000)
    assert view.common_share == 1
    save_brief(desk, aims.case, OURS, BriefDetails("", walk_away=10_000, other_walk_away=1))
    nothing = read_possibilities(desk, aims.case)
    assert nothing.points.nash is None
    assert nothing.common_share is None


def test_what_an_issue_lacks_is_named(desk: Desk, aims: Bargaining) -> None:
    view = read_possibilities(desk, aims.case)
    assert by_title(view).keys() == {"休息安排"}
    assert "spread the 100 points" in by_title(view)["休息安排"]
    save_mandate(desk, aims.heat, OURS, replace(HEAT, weight=30))
    save_mandate(desk, aims.rest, OURS, MandateDetails(weight=10))
    said = say(desk, aims.session, OURS, (aims.rest, REST))[0]
    view = read_possibilities(desk, aims.case)
    assert by_title(view)["休息安排"].startswith("None of its options has a value")
    accept_offer(desk, said, THEIRS, aims.session)
    view = read_possibilities(desk, aims.case)
    assert by_title(view)["休息安排"].startswith("What was agreed has no value")
    save_option(desk, aims.rest, OURS, OptionDetails("一天", REST, 5_000, 5_000))
    assert read_possibilities(desk, aims.case).left_out == ()


def test_without_any_value_there_is_no_frontier(desk: Desk, table: Bargaining) -> None:
    view = read_possibilities(desk, table.case)
    assert view.frontier is None
    assert len(view.left_out) == 3
    assert view.issues == view.swaps == view.better == ()
    assert not view.is_settled
    assert view.deal is None


def test_an_agreed_issue_stays_as_agreed_until_everything_is(desk: Desk, aims: Bargaining) -> None:
    session = aims.session
    half = say(desk, session, THEIRS, (aims.heat, number("350")))[0]
    accept_offer(desk, half, OURS, session)
    view = read_possibilities(desk, aims.case)
    assert view.frontier is not None
    assert view.deal is None
    heat = [dict(view.frontier.package(place))[aims.heat] for place in range(len(view.frontier))]
    assert set(heat) == {next(one.agreed for one in view.issues if one.issue_id == aims.heat)}
    assert view.frontier.points == (Point(2_000, 9_000), Point(8_000, 1_000))
    rest = say(desk, session, OURS, (aims.rates, MIDDLE))[0]
    accept_offer(desk, rest, THEIRS, session)
    view = read_possibilities(desk, aims.case)
    assert view.is_settled
    assert view.frontier is not None
    assert Point(4_000, 8_000) in view.frontier.points
    assert view.swaps == ()


def test_after_the_deal_better_packages_are_named_and_the_distances_measured(
    desk: Desk, aims: Bargaining
) -> None:
    said = say(desk, aims.session, OURS, (aims.heat, number("300")), (aims.rates, MIDDLE))
    for offer in said:
        accept_offer(desk, offer, THEIRS, aims.session)
    view = read_possibilities(desk, aims.case)
    assert view.deal is not None
    place = view.deal.place
    # The allowance for them, half the rates for us: 30 and 60; they give 20 for 40 of ours.
    assert place.point == Point(3_000, 6_000)
    assert [(one.own_gain, one.other_gain) for one in view.better] == [(1_000, 2_000)]
    better = view.better[0]
    assert better.point == Point(4_000, 8_000)
    assert {change.issue for change in better.changes} == {aims.heat, aims.rates}
    assert (place.room.own_more, place.room.other_more) == (1_000, 2_000)
    assert str(place.distance.points) == "22.36"
    assert view.frontier is not None
    assert view.frontier.points[place.nearest] == Point(4_000, 8_000)
    assert view.points.nash is not None
    nash = view.points.nash.point
    assert (
        place.to_points[Solution.NASH].squared
        == (3_000 - nash.own) ** 2 + (6_000 - nash.other) ** 2
    )
    assert set(place.to_points) == set(Solution)
    assert view.positions[OURS] == view.positions[THEIRS] == view.deal


def test_a_side_stands_where_its_standing_offers_are_and_at_the_present_terms_elsewhere(
    desk: Desk, aims: Bargaining
) -> None:
    say(desk, aims.session, OURS, (aims.heat, number("400")))
    view = read_possibilities(desk, aims.case)
    assert set(view.positions) == {OURS}
    assert view.positions[OURS].place.point == Point(4_000, 8_000)
    assert view.positions[OURS].place.distance.squared == 0
    gone = say(desk, aims.session, THEIRS, (aims.heat, number("350")))[0]
    view = read_possibilities(desk, aims.case)
    assert view.positions[THEIRS].place.point == Point(2_000, 9_000)
    withdraw_offer(desk, gone)
    assert set(read_possibilities(desk, aims.case).positions) == {OURS}


def test_words_over_time_make_one_point_a_move_and_end_at_what_was_accepted(
    desk: Desk, aims: Bargaining
) -> None:
    first = aims.session
    say(desk, first, OURS, (aims.heat, number("400")), (aims.rates, RATES.target or REST))
    say(desk, first, OURS, (aims.heat, number("320")), binding=False)
    say(desk, first, THEIRS, (aims.heat, number("320")))
    second = meeting(desk, aims.case, day=21)
    kept = say(desk, second, OURS, (aims.heat, number("350")))[0]
    accept_offer(desk, kept, THEIRS, second)
    view = read_possibilities(desk, aims.case)
    assert values(view, OURS) == [Point(10_000, 0), Point(8_000, 1_000)]
    assert values(view, THEIRS) == [Point(800, 9_600), Point(2_000, 9_000)]
    assert [point.session_number for point in view.paths[THEIRS]] == [1, 2]
    assert [point.number for point in view.paths[OURS]] == [1, 2]
    rates, heat = view.paths[THEIRS][-1].words
    assert (rates.issue_id, rates.offer_id, rates.terms) == (
        aims.rates,
        None,
        rate_table("0.8000", "0.9500"),
    )
    assert (heat.offer_id, heat.terms) == (kept, number("350"))


def test_a_word_that_cannot_be_valued_has_no_point(desk: Desk, aims: Bargaining) -> None:
    save_mandate(desk, aims.heat, OURS, replace(HEAT, weight=30, other_weight=10))
    save_mandate(desk, aims.rest, OURS, MandateDetails(weight=10, other_weight=10))
    save_option(desk, aims.rest, OURS, OptionDetails("一天", REST, 10_000, 0))
    say(desk, aims.session, OURS, (aims.heat, number("400")))
    # There are no present terms on rest, and nothing was said on it.
    assert values(read_possibilities(desk, aims.case), OURS) == []
    say(desk, aims.session, OURS, (aims.rest, REST))
    assert values(read_possibilities(desk, aims.case), OURS) == [Point(4_000, 8_000)]
    say(desk, aims.session, OURS, (aims.rest, TextTerm("另议")))
    assert len(values(read_possibilities(desk, aims.case), OURS)) == 1


def test_options_that_come_together_count_in_frontier_position_and_path(
    desk: Desk, aims: Bargaining
) -> None:
    heat = save_option(desk, aims.heat, OURS, OptionDetails("高", number("400"))).value
    rates = save_option(desk, aims.rates, OURS, OptionDetails("中", MIDDLE)).value
    save_bonus(desk, aims.case, OURS, BonusDetails((heat, rates), 700, 300))
    say(desk, aims.session, OURS, (aims.heat, number("400")), (aims.rates, MIDDLE))
    view = read_possibilities(desk, aims.case)
    assert view.frontier is not None
    assert Point(7_700, 4_300) in view.frontier.points
    assert view.positions[OURS].place.point == Point(7_700, 4_300)
    assert values(view, OURS) == [Point(7_700, 4_300)]


def test_a_bonus_of_an_option_that_is_not_to_be_had_any_more_is_left_out(
    desk: Desk, aims: Bargaining
) -> None:
    heat = save_option(desk, aims.heat, OURS, OptionDetails("高", number("400"))).value
    rates = save_option(desk, aims.rates, OURS, OptionDetails("中", MIDDLE)).value
    save_bonus(desk, aims.case, OURS, BonusDetails((heat, rates), 700, 300))
    agreed = say(desk, aims.session, THEIRS, (aims.heat, number("350")))[0]
    accept_offer(desk, agreed, OURS, aims.session)
    view = read_possibilities(desk, aims.case)
    assert view.frontier is not None
    assert view.frontier.bonuses == ()


def test_where_too_much_interacts_the_frontier_says_that_it_is_a_sample(
    desk: Desk, aims: Bargaining, monkeypatch: pytest.MonkeyPatch
) -> None:
    heat = save_option(desk, aims.heat, OURS, OptionDetails("高", number("400"))).value
    rates = save_option(desk, aims.rates, OURS, OptionDetails("中", MIDDLE)).value
    save_bonus(desk, aims.case, OURS, BonusDetails((heat, rates), 700, 300))
    small = partial(frontier_with, most_options=1, most_moves=0, samples=4)
    monkeypatch.setattr(possibilities, "frontier_with", small)
    first, again = read_possibilities(desk, aims.case), read_possibilities(desk, aims.case)
    assert first.frontier is not None
    assert again.frontier is not None
    assert not first.frontier.is_exact
    assert first.frontier.samples > 0
    assert first.frontier.points == again.frontier.points


def test_each_side_sees_its_own_values_and_this_computers_side_is_asked_for_by_default(
    desk: Desk, aims: Bargaining
) -> None:
    save_mandate(desk, aims.heat, THEIRS, replace(HEAT, weight=70))
    assert read_possibilities(desk, aims.case).side is OURS
    theirs = read_possibilities(desk, aims.case, THEIRS)
    assert [issue.weight for issue in theirs.issues] == [70]
    save_brief(desk, aims.case, THEIRS, get_brief(desk, aims.case, THEIRS), own=THEIRS)
    assert read_possibilities(desk, aims.case).side is THEIRS


def test_steps_are_filled_in_between_both_positions_of_every_open_issue_at_once(
    desk: Desk, aims: Bargaining
) -> None:
    say(desk, aims.session, OURS, (aims.heat, number("380")))
    say(desk, aims.session, THEIRS, (aims.heat, number("340")))
    # The allowance between both offers, the rates between own and estimated target.
    assert fill_in_every_issue(desk, aims.case, OURS, 3).value == 6
    kept = [one.details.terms for one in list_options(desk, aims.heat, OURS)]
    assert {term.value for term in kept if isinstance(term, NumberTerm)} == {350, 360, 370}
    assert len(list_options(desk, aims.rates, OURS)) == 3
    assert list_options(desk, aims.rest, OURS) == ()
    assert list_options(desk, aims.heat, THEIRS) == ()
    assert fill_in_every_issue(desk, aims.case, OURS, 3).value == 0
    desk.undo()
    assert list_options(desk, aims.heat, OURS) == list_options(desk, aims.rates, OURS) == ()


def test_agreed_issues_and_issues_with_words_are_not_filled_in(
    desk: Desk, aims: Bargaining
) -> None:
    agreed = say(desk, aims.session, THEIRS, (aims.heat, number("350")))[0]
    accept_offer(desk, agreed, OURS, aims.session)
    say(desk, aims.session, OURS, (aims.rest, REST))
    say(desk, aims.session, THEIRS, (aims.rest, TextTerm("另议")))
    assert fill_in_every_issue(desk, aims.case, OURS, 2).value == 2
    assert list_options(desk, aims.heat, OURS) == list_options(desk, aims.rest, OURS) == ()


def test_a_number_of_steps_that_cannot_be_used_is_refused(desk: Desk, aims: Bargaining) -> None:
    with pytest.raises(InputError, match="0 steps"):
        fill_in_every_issue(desk, aims.case, OURS, 0)


@pytest.mark.parametrize(
    ("module", "users"),
    [
        (
            "possibilities",
            {
                "ui/pages/table_possible.py",
                "ui/pages/table_possible_choices.py",
                "ui/pages/table_possible_words.py",
            },
        ),
        ("offer_paths", {"services/possibilities.py", "ui/pages/table_possible_choices.py"}),
        ("option_steps", {"ui/pages/table_possible_tools.py"}),
    ],
)
def test_only_the_private_tab_reads_what_is_possible(module: str, users: set[str]) -> None:
    found = {
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module == f"negotiator_desk.services.{module}"
    }
    assert found == users
