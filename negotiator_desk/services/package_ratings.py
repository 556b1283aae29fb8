"""Private layer: how good a side finds whole packages, as a check of how it weighs the issues.

This is the only module that reads or writes the table of ratings. Shared views, exports, contracts
and print have no way to it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from sqlalchemy import select
from sqlalchemy.orm import Session

from negotiator_desk.bargaining.mandate import ALL_POINTS, POINT, share_of_score
from negotiator_desk.bargaining.parties import Side
from negotiator_desk.bargaining.ratings import (
    MOST_PACKAGES,
    Rated,
    fit,
    propose_packages,
    review,
    whole_points,
)
from negotiator_desk.errors import InputError
from negotiator_desk.i18n import _
from negotiator_desk.models.private import PackageRating
from negotiator_desk.money import format_amount
from negotiator_desk.pay.arithmetic import divide_rounded_whole, yuan
from negotiator_desk.pay.terms_data import terms_fingerprint
from negotiator_desk.services.desk import Desk, Outcome
from negotiator_desk.services.lookup import find_case, find_open_case
from negotiator_desk.services.mandates import spread_points
from negotiator_desk.services.worths import IssueWorths, ValuedOption, case_worths
from negotiator_desk.storage.ids import new_id

MOST_RATING = 100
"""The rating of a package in which everything is at its target."""


@dataclass(frozen=True)
class RatedPackage:
    """A whole package that is to be rated.

    Attributes:
        options: One option for each rated issue, in their order.
        rating: 0–100; None while it was not rated.
    """

    options: tuple[ValuedOption, ...]
    rating: int | None


@dataclass(frozen=True)
class RatingSheet:
    """Packages to rate, and what they are made of.

    Attributes:
        issues: The issues that packages differ in, in the order of the agenda.
        packages: At most six; those rated before come first. Empty where fewer than two issues have
            options that differ in value.
        left_out: Titles of issues without such options; their points are not touched.
        total: Points that are there for the rated issues: 100 without those of the issues left out.
    """

    issues: tuple[IssueWorths, ...]
    packages: tuple[RatedPackage, ...]
    left_out: tuple[str, ...]
    total: int

    @property
    def points(self) -> tuple[int, ...]:
        """Points of the rated issues as entered."""
        return tuple(issue.weight for issue in self.issues)

    @property
    def is_weighed(self) -> bool:
        """Whether any points were given to the rated issues yet."""
        return any(self.points)


@dataclass(frozen=True)
class RatingCheck:
    """What ratings say about the weights.

    Attributes:
        values: Of each package by the entered weights on the scale of the ratings, in hundredths;
            None of packages that were not rated.
        contradictions: Plain sentences, pair by pair.
        misjudged: Plain sentences on ratings far from the value.
        points: Re-fitted points by issue id; the entered ones where nothing is wrong. Where no
            points were entered yet, those that the ratings ask for.
        still_wrong: How many pairs the re-fitted points leave in the wrong order.
    """

    values: tuple[int | None, ...]
    contradictions: tuple[str, ...]
    misjudged: tuple[str, ...]
    points: Mapping[str, int]
    still_wrong: int

    @property
    def is_consistent(self) -> bool:
        """Whether ratings and weights say the same."""
        return not self.contradictions and not self.misjudged


def rating_sheet(desk: Desk, case_id: str, side: Side) -> RatingSheet:
    """Return whole packages for a side to rate, with what it rated before.

    A rating holds for the terms it was given to; where one of these is no option any more, the
    package is left out.

    Raises:
        RuleError: There is no such case.
    """

    def query(session: Session) -> RatingSheet:
        case = find_case(session, case_id)
        all_issues = case_worths(session, desk, case.id, side)
        issues = tuple(issue for issue in all_issues if _differ(issue))
        left_out = [issue for issue in all_issues if issue not in issues]
        kept = _kept_packages(session, case.id, side, issues)
        known = [package.options for package in kept]
        proposed = [
            RatedPackage(options, None) for options in _proposed(issues) if options not in known
        ]
        total = ALL_POINTS - sum(issue.weight for issue in left_out)
        packages = (*kept, *proposed)[:MOST_PACKAGES] if len(issues) > 1 else ()
        titles = tuple(issue.title for issue in left_out)
        return RatingSheet(issues, packages, titles, total)

    return desk.read(query)


def check_ratings(sheet: RatingSheet, ratings: Sequence[int | None]) -> RatingCheck:
    """Hold ratings against the weights, without the store.

    Args:
        sheet: What was rated.
        ratings: One for each package, 0–100; None where it was not rated.
    """
    places = [place for place, rating in enumerate(ratings) if rating is not None]
    rated = [
        Rated(_shares(sheet.packages[place].options), rating)
        for place, rating in enumerate(ratings)
        if rating is not None
    ]
    issues = [issue.issue_id for issue in sheet.issues]
    values: list[int | None] = [None] * len(ratings)
    if not rated or sheet.total <= 0:
        return RatingCheck(tuple(values), (), (), dict(zip(issues, sheet.points, strict=True)), 0)
    if not sheet.is_weighed:
        points = whole_points(fit(sheet.points, sheet.total, rated), sheet.total)
        return RatingCheck(tuple(values), (), (), dict(zip(issues, points, strict=True)), 0)
    found = review(sheet.points, sheet.total, rated)
    exact = [_hundredths(value) for value in found.values]
    for place, value in zip(places, exact, strict=True):
        values[place] = value
    return RatingCheck(
        values=tuple(values),
        contradictions=tuple(
            _(
                "You rated package {liked} higher than package {valued} ({high} against {low}), "
                "but by your points it is worth less: {less} against {more}."
            ).format(
                liked=places[pair.liked] + 1,
                valued=places[pair.valued] + 1,
                high=rated[pair.liked].rating,
                low=rated[pair.valued].rating,
                less=points_text(exact[pair.liked]),
                more=points_text(exact[pair.valued]),
            )
            for pair in found.reversals
        ),
        misjudged=tuple(
            _(
                "You rated package {package} with {rating}; by your points it is worth {value}."
            ).format(
                package=places[place] + 1,
                rating=rated[place].rating,
                value=points_text(exact[place]),
            )
            for place in found.misjudged
        ),
        points=dict(zip(issues, found.weights, strict=True)),
        still_wrong=len(found.reversals_left),
    )


def save_ratings(
    desk: Desk,
    case_id: str,
    side: Side,
    sheet: RatingSheet,
    ratings: Sequence[int | None],
    *,
    points: Mapping[str, int] | None = None,
) -> Outcome[None]:
    """Keep how a side rated packages, in place of what it rated before.

    Args:
        points: By issue id, the points that the side takes over with it; None leaves them.

    Raises:
        InputError: A rating is outside 0–100, or the points do not add up to 100.
        RuleError: There is no such case, or it is in the trash.
    """

    def work(session: Session) -> None:
        case = find_open_case(session, case_id)
        for rating in ratings:
            if rating is not None and not 0 <= rating <= MOST_RATING:
                raise InputError(
                    _("A rating is outside 0–100; nothing was changed."),
                    hint=_("Enter a whole number from 0 to 100."),
                )
        for old in _ratings_of(session, case.id, side):
            session.delete(old)
        session.flush()
        for place, (package, rating) in enumerate(
            zip(sheet.packages, ratings, strict=True), start=1
        ):
            if rating is not None:
                session.add(
                    PackageRating(
                        id=new_id(),
                        case_id=case.id,
                        side=side,
                        position=place,
                        package={
                            issue.issue_id: terms_fingerprint(option.terms)
                            for issue, option in zip(sheet.issues, package.options, strict=True)
                        },
                        rating=rating,
                    )
                )
        if points is not None:
            spread_points(session, case.id, side, points, now=desk.now())

    return desk.run("save_ratings", work)


def points_text(hundredths: int) -> str:
    """Return hundredths of a point as points with two decimals."""
    return format_amount(yuan(hundredths))


def _differ(issue: IssueWorths) -> bool:
    return len({one.own_score for one in issue.options if one.own_score is not None}) > 1


def _proposed(issues: Sequence[IssueWorths]) -> list[tuple[ValuedOption, ...]]:
    """Return the packages that say most; options of unknown value are not in them."""
    options = [[one for one in issue.options if one.own_score is not None] for issue in issues]
    scores = [[one.own_score or 0 for one in some] for some in options]
    return [
        tuple(some[place] for some, place in zip(options, package, strict=True))
        for package in propose_packages(scores)
    ]


def _kept_packages(
    session: Session, case_id: str, side: Side, issues: Sequence[IssueWorths]
) -> list[RatedPackage]:
    by_terms = [
        {terms_fingerprint(one.terms): one for one in issue.options if one.own_score is not None}
        for issue in issues
    ]
    found = []
    for kept in _ratings_of(session, case_id, side):
        options = [
            known.get(kept.package.get(issue.issue_id))
            for issue, known in zip(issues, by_terms, strict=True)
        ]
        whole = tuple(option for option in options if option is not None)
        if len(whole) == len(issues):
            found.append(RatedPackage(whole, kept.rating))
    return found


def _ratings_of(session: Session, case_id: str, side: Side) -> Sequence[PackageRating]:
    return session.scalars(
        select(PackageRating)
        .where(PackageRating.case_id == case_id, PackageRating.side == side)
        .order_by(PackageRating.position, PackageRating.id)
    ).all()


def _shares(options: Sequence[ValuedOption]) -> tuple[Fraction, ...]:
    return tuple(share_of_score(option.own_score or 0) for option in options)


def _hundredths(value: Fraction) -> int:
    exact = value * POINT
    return divide_rounded_whole(exact.numerator, exact.denominator)
