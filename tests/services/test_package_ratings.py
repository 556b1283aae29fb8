"""Whole packages are rated, kept, and held against the points."""

from __future__ import annotations

import pytest

from negotiator_desk.bargaining.parties import Side
from negotiator_desk.bargaining.ratings import MOST_PACKAGES
from negotiator_desk.errors import InputError, RuleError
from negotiator_desk.services.cases import trash_case
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.issue_options import save_option
from negotiator_desk.services.mandates import (
    MandateDetails,
    list_mandates,
    save_mandate,
    save_points,
)
from negotiator_desk.services.option_views import OptionDetails
from negotiator_desk.services.package_ratings import (
    RatingSheet,
    check_ratings,
    rating_sheet,
    save_ratings,
)
from tests.services.conftest import REST, Bargaining, number, rate_table

OURS = Side.EMPLOYEE


@pytest.fixture
def weighed(desk: Desk, table: Bargaining) -> Bargaining:
    """A case in which two issues can be valued: 60 and 25 points; words have 15."""
    aims = MandateDetails(rate_table("0.90", "1.05"), rate_table("0.80", "0.95"), 60)
    save_mandate(desk, table.rates, OURS, aims)
    save_mandate(desk, table.heat, OURS, MandateDetails(number("400"), number("300"), 25))
    save_mandate(desk, table.rest, OURS, MandateDetails(weight=15))
    save_option(desk, table.heat, OURS, OptionDetails("中间", number("350")))
    return table


def true_ratings(sheet: RatingSheet, *points: int) -> list[int]:
    """Rate as somebody does who has these points at heart."""
    return [
        int(
            sum(
                weight * (option.own_score or 0)
                for weight, option in zip(points, package.options, strict=True)
            )
            / (100 * sum(points))
            + 0.5
        )
        for package in sheet.packages
    ]


def test_packages_are_made_of_options_that_can_be_valued(desk: Desk, weighed: Bargaining) -> None:
    sheet = rating_sheet(desk, weighed.case, OURS)
    assert [issue.issue_id for issue in sheet.issues] == [weighed.rates, weighed.heat]
    assert (sheet.left_out, sheet.total, sheet.points) == (("休息安排",), 85, (60, 25))
    assert 2 <= len(sheet.packages) <= MOST_PACKAGES
    assert all(package.rating is None for package in sheet.packages)
    assert all(one.own_score is not None for two in sheet.packages for one in two.options)
    assert sheet == rating_sheet(desk, weighed.case, OURS)


def test_ratings_that_agree_change_nothing(desk: Desk, weighed: Bargaining) -> None:
    sheet = rating_sheet(desk, weighed.case, OURS)
    found = check_ratings(sheet, true_ratings(sheet, 60, 25))
    assert found.is_consistent
    assert found.points == {weighed.rates: 60, weighed.heat: 25}


def test_ratings_that_disagree_are_named_and_give_other_points(
    desk: Desk, weighed: Bargaining
) -> None:
    sheet = rating_sheet(desk, weighed.case, OURS)
    found = check_ratings(sheet, true_ratings(sheet, 15, 70))
    assert not found.is_consistent
    assert "You rated package " in found.contradictions[0]
    assert ", but by your points it is worth less: " in found.contradictions[0]
    assert sum(found.points.values()) == 85
    assert abs(found.points[weighed.heat] - 70) <= 1
    assert found.still_wrong == 0
    save_points(desk, weighed.case, OURS, {**found.points, weighed.rest: 15})
    assert rating_sheet(desk, weighed.case, OURS).points == tuple(found.points.values())


def test_packages_without_a_rating_are_passed_over(desk: Desk, weighed: Bargaining) -> None:
    sheet = rating_sheet(desk, weighed.case, OURS)
    nothing = [None] * len(sheet.packages)
    assert check_ratings(sheet, nothing).is_consistent
    one = check_ratings(sheet, [100, *nothing[1:]])
    assert [value is None for value in one.values] == [False, *([True] * (len(nothing) - 1))]
    assert one.contradictions == ()


def test_ratings_alone_give_points_where_none_were_split(desk: Desk, weighed: Bargaining) -> None:
    for issue_id in (weighed.rates, weighed.heat):
        details = list_mandates(desk, weighed.case, OURS)[issue_id]
        save_mandate(desk, issue_id, OURS, MandateDetails(details.target, details.limit))
    sheet = rating_sheet(desk, weighed.case, OURS)
    assert not sheet.is_weighed
    found = check_ratings(sheet, true_ratings(sheet, 17, 68))
    assert sum(found.points.values()) == 85
    assert abs(found.points[weighed.heat] - 68) <= 1


def test_ratings_are_kept_in_place_of_those_before(desk: Desk, weighed: Bargaining) -> None:
    sheet = rating_sheet(desk, weighed.case, OURS)
    ratings = [90, *([None] * (len(sheet.packages) - 2)), 20]
    save_ratings(desk, weighed.case, OURS, sheet, ratings)
    again = rating_sheet(desk, weighed.case, OURS)
    assert [one.rating for one in again.packages][:3] == [90, 20, None]
    assert [one.options for one in again.packages[:2]] == [
        sheet.packages[0].options,
        sheet.packages[-1].options,
    ]
    assert rating_sheet(desk, weighed.case, OURS.other).packages == ()
    save_ratings(desk, weighed.case, OURS, again, [None] * len(again.packages))
    assert rating_sheet(desk, weighed.case, OURS) == sheet
    desk.undo()
    assert rating_sheet(desk, weighed.case, OURS) == again


def test_a_rating_of_terms_that_are_no_option_any_more_is_passed_over(
    desk: Desk, weighed: Bargaining
) -> None:
    sheet = rating_sheet(desk, weighed.case, OURS)
    save_ratings(desk, weighed.case, OURS, sheet, [50] * len(sheet.packages))
    save_mandate(desk, weighed.heat, OURS, MandateDetails(number("500"), number("420"), 25))
    heat = {number("500"), number("420")}
    rated = [one for one in rating_sheet(desk, weighed.case, OURS).packages if one.rating]
    assert all(one.options[1].terms not in heat for one in rated)


def test_a_rating_outside_the_scale_is_refused(desk: Desk, weighed: Bargaining) -> None:
    sheet = rating_sheet(desk, weighed.case, OURS)
    ratings = [101, *([None] * (len(sheet.packages) - 1))]
    with pytest.raises(InputError, match="outside 0–100"):
        save_ratings(desk, weighed.case, OURS, sheet, ratings)


def test_with_one_valued_issue_there_is_nothing_to_rate(desk: Desk, table: Bargaining) -> None:
    save_mandate(desk, table.heat, OURS, MandateDetails(number("400"), number("300"), 100))
    save_option(desk, table.rest, OURS, OptionDetails("每周一天", REST, 5_000))
    sheet = rating_sheet(desk, table.case, OURS)
    assert sheet.packages == ()
    assert check_ratings(sheet, []).is_consistent


def test_ratings_of_a_case_in_the_trash_are_left_alone(desk: Desk, weighed: Bargaining) -> None:
    sheet = rating_sheet(desk, weighed.case, OURS)
    trash_case(desk, weighed.case)
    with pytest.raises(RuleError, match="trash"):
        save_ratings(desk, weighed.case, OURS, sheet, [1] * len(sheet.packages))
