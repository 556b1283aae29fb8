"""Private layer: on what terms a side thinks an issue could be settled, and what goes together.

This is the only module that reads or writes the tables of options and of their bonuses. Shared
views, exports, contracts and print have no way to it.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from negotiator_desk.bargaining.between import steps_between
from negotiator_desk.bargaining.mandate import FULL_SCORE
from negotiator_desk.bargaining.options import Bonus
from negotiator_desk.bargaining.parties import Side
from negotiator_desk.errors import InputError, RuleError
from negotiator_desk.i18n import _
from negotiator_desk.models.bargaining import Issue
from negotiator_desk.models.evidence import Dataset
from negotiator_desk.models.private import IssueOption, OptionBonus
from negotiator_desk.pay.terms import NumberTerm, Terms
from negotiator_desk.pay.terms_data import terms_from_data, terms_to_data
from negotiator_desk.services.desk import Desk, Outcome
from negotiator_desk.services.fields import required_line
from negotiator_desk.services.lookup import find_case, find_issue, find_open_case
from negotiator_desk.services.measures import number_text
from negotiator_desk.services.option_views import (
    BonusDetails,
    BonusView,
    OptionDetails,
    OptionView,
)
from negotiator_desk.services.suitability import check_fit
from negotiator_desk.storage.ids import new_id

MOST_OPTIONS = 100
"""Options that a side can keep for one issue."""

MOST_BONUSES = 50
"""Bonuses that a side can keep for one case."""

MOST_BONUS = 10_000
"""The largest bonus either way, in hundredths of a point."""


def list_options(desk: Desk, issue_id: str, side: Side) -> tuple[OptionView, ...]:
    """Return the options a side keeps for an issue, in its order.

    Raises:
        RuleError: There is no such issue.
    """

    def query(session: Session) -> tuple[OptionView, ...]:
        issue = find_issue(session, issue_id)
        return case_options(session, issue.case_id, side).get(issue.id, ())

    return desk.read(query)


def save_option(
    desk: Desk, issue_id: str, side: Side, details: OptionDetails, option_id: str | None = None
) -> Outcome[str]:
    """Keep an option, or change one that is kept; the outcome's value is its id.

    Raises:
        InputError: The name or a score cannot be used.
        RuleError: The terms do not suit the issue, the name is taken, too many are kept, the option
            is gone, the case is in the trash.
    """

    def work(session: Session) -> str:
        issue = find_issue(session, issue_id)
        find_open_case(session, issue.case_id)
        name = required_line(details.name, _("Name of the option"))
        for score in (details.own_score, details.other_score):
            _check_score(score)
        _check_terms(session, issue, details.terms)
        kept = _options_of(session, issue.id, side)
        option = next((one for one in kept if one.id == option_id), None)
        if option is None:
            if option_id is not None:
                raise _gone()
            option = _new_option(issue.id, side, kept)
        if any(one.name == name and one is not option for one in kept):
            raise RuleError(
                _("Another option of “{issue}” is called “{name}”; nothing was changed.").format(
                    issue=issue.title, name=name
                ),
                hint=_("Choose another name."),
            )
        option.name = name
        option.terms = terms_to_data(details.terms)
        option.own_score = details.own_score
        option.other_score = details.other_score
        session.add(option)
        return option.id

    return desk.run("save_option", work)


def fill_in_options(
    desk: Desk, issue_id: str, side: Side, first: Terms, last: Terms, steps: int
) -> Outcome[int]:
    """Keep the steps between two terms as options; the outcome's value says how many were new.

    Terms that are kept already are left as they are.

    Args:
        steps: How many steps to put between the two, from 1.

    Raises:
        InputError: The number of steps cannot be used.
        RuleError: The two are not of one shape, nothing lies between them, too many would be kept,
            the case is in the trash.
    """

    def work(session: Session) -> int:
        issue = find_issue(session, issue_id)
        find_open_case(session, issue.case_id)
        return add_steps(session, issue, side, steps_between(first, last, steps))

    return desk.run("fill_in_options", work)


def add_steps(session: Session, issue: Issue, side: Side, steps: Sequence[Terms]) -> int:
    """Keep steps as options of a side, leave those kept already; return how many were new.

    Raises:
        InputError: The terms do not suit the issue.
        RuleError: The same, or too many would be kept.
    """
    kept = _options_of(session, issue.id, side)
    known = [terms_from_data(one.terms) for one in kept]
    count = 0
    for place, terms in enumerate(steps, start=1):
        if terms in known:
            continue
        _check_terms(session, issue, terms)
        option = _new_option(issue.id, side, kept)
        option.name = _free_name(_step_name(terms, place, len(steps)), kept)
        option.terms = terms_to_data(terms)
        session.add(option)
        kept.append(option)
        count += 1
    return count


def remove_option(desk: Desk, option_id: str) -> Outcome[None]:
    """Remove an option and the bonuses that need it; undo brings them back.

    Raises:
        RuleError: It is not there any more, or its case is in the trash.
    """

    def work(session: Session) -> None:
        option = session.get(IssueOption, option_id)
        if option is None:
            raise _gone()
        case = find_open_case(session, find_issue(session, option.issue_id).case_id)
        _discard_bonuses(session, case.id, {option.id})
        session.delete(option)

    return desk.run("remove_option", work)


def list_bonuses(desk: Desk, case_id: str, side: Side) -> tuple[BonusView, ...]:
    """Return what a side says of options that come together.

    Raises:
        RuleError: There is no such case.
    """
    return desk.read(lambda session: case_bonuses(session, find_case(session, case_id).id, side))


def save_bonus(desk: Desk, case_id: str, side: Side, details: BonusDetails) -> Outcome[str]:
    """Keep what options are worth together; the outcome's value is its id.

    Raises:
        InputError: The points cannot be used.
        RuleError: Fewer than two options are named, two are of one issue, one is gone, too many
            bonuses are kept, or the case is in the trash.
    """

    def work(session: Session) -> str:
        case = find_open_case(session, case_id)
        for points in (details.own_points, details.other_points):
            if not -MOST_BONUS <= points <= MOST_BONUS:
                raise InputError(
                    _("A bonus is at most 100 points either way; nothing was changed."),
                    hint=_("Enter points from −100 to 100 with at most two decimals."),
                )
        known = {
            one.id: issue_id
            for issue_id, options in case_options(session, case.id, side).items()
            for one in options
        }
        if not set(details.options) <= set(known):
            raise _gone()
        if len({known[one] for one in details.options}) != len(details.options):
            raise RuleError(
                _("Two of the options are of one issue; nothing was changed."),
                hint=_("Choose one option for each issue that has to come together."),
            )
        if len(details.options) < 2:
            raise RuleError(
                _("One option alone cannot come together with another; nothing was changed."),
                hint=_("Choose options of at least two issues."),
            )
        if len(_bonuses_of(session, case.id, side)) >= MOST_BONUSES:
            raise RuleError(
                _("{most} bonuses are kept for this case already; nothing was kept.").format(
                    most=MOST_BONUSES
                ),
                hint=_("Remove one that is not needed any more."),
            )
        bonus = OptionBonus(
            id=new_id(),
            case_id=case.id,
            side=side,
            options=list(details.options),
            own_points=details.own_points,
            other_points=details.other_points,
        )
        session.add(bonus)
        return bonus.id

    return desk.run("save_bonus", work)


def remove_bonus(desk: Desk, bonus_id: str) -> Outcome[None]:
    """Remove a bonus; undo brings it back.

    Raises:
        RuleError: It is not there any more, or its case is in the trash.
    """

    def work(session: Session) -> None:
        bonus = session.get(OptionBonus, bonus_id)
        if bonus is None:
            raise RuleError(_("This bonus is not there any more; nothing was changed."))
        find_open_case(session, bonus.case_id)
        session.delete(bonus)

    return desk.run("remove_bonus", work)


def case_options(session: Session, case_id: str, side: Side) -> dict[str, tuple[OptionView, ...]]:
    """Return the options a side keeps by issue id, in one query."""
    found: dict[str, list[OptionView]] = {}
    for one in session.scalars(
        select(IssueOption)
        .join(Issue, IssueOption.issue_id == Issue.id)
        .where(Issue.case_id == case_id, IssueOption.side == side)
        .order_by(Issue.position, IssueOption.position, IssueOption.id)
    ):
        details = OptionDetails(
            one.name, terms_from_data(one.terms), one.own_score, one.other_score
        )
        found.setdefault(one.issue_id, []).append(OptionView(one.id, one.issue_id, details))
    return {issue_id: tuple(options) for issue_id, options in found.items()}


def case_bonuses(session: Session, case_id: str, side: Side) -> tuple[BonusView, ...]:
    """Return a side's bonuses, the first kept first."""
    rows = session.execute(
        select(Issue.id, Issue.title).where(Issue.case_id == case_id).order_by(Issue.position)
    )
    titles = {row.id: row.title for row in rows}
    options = {
        one.id: one for kept in case_options(session, case_id, side).values() for one in kept
    }
    views = []
    for bonus in _bonuses_of(session, case_id, side):
        parts = [options[one] for one in bonus.options]
        parts.sort(key=lambda one: list(titles).index(one.issue_id))
        views.append(
            BonusView(
                id=bonus.id,
                details=BonusDetails(tuple(bonus.options), bonus.own_points, bonus.other_points),
                names=tuple(
                    _("{issue}: {option}").format(
                        issue=titles[one.issue_id], option=one.details.name
                    )
                    for one in parts
                ),
                bonus=Bonus(
                    {one.issue_id: one.id for one in parts}, bonus.own_points, bonus.other_points
                ),
            )
        )
    return tuple(views)


def discard_options(session: Session, issue_id: str) -> None:
    """Delete both sides' options of an issue that leaves the agenda or changes its subject."""
    issue = find_issue(session, issue_id)
    gone = session.scalars(select(IssueOption).where(IssueOption.issue_id == issue_id)).all()
    _discard_bonuses(session, issue.case_id, {option.id for option in gone})
    for option in gone:
        session.delete(option)
    session.flush()


def _options_of(session: Session, issue_id: str, side: Side) -> list[IssueOption]:
    return list(
        session.scalars(
            select(IssueOption)
            .where(IssueOption.issue_id == issue_id, IssueOption.side == side)
            .order_by(IssueOption.position, IssueOption.id)
        )
    )


def _new_option(issue_id: str, side: Side, kept: Sequence[IssueOption]) -> IssueOption:
    if len(kept) >= MOST_OPTIONS:
        raise RuleError(
            _("{most} options are kept for this issue already; nothing was kept.").format(
                most=MOST_OPTIONS
            ),
            hint=_("Remove some that are not needed any more."),
        )
    position = max((one.position for one in kept), default=0) + 1
    return IssueOption(id=new_id(), issue_id=issue_id, side=side, position=position)


def _bonuses_of(session: Session, case_id: str, side: Side) -> Sequence[OptionBonus]:
    return session.scalars(
        select(OptionBonus)
        .where(OptionBonus.case_id == case_id, OptionBonus.side == side)
        .order_by(OptionBonus.id)
    ).all()


def _discard_bonuses(session: Session, case_id: str, options: set[str]) -> None:
    for side in Side:
        for bonus in _bonuses_of(session, case_id, side):
            if options & set(bonus.options):
                session.delete(bonus)
    session.flush()


def _check_terms(session: Session, issue: Issue, terms: Terms) -> None:
    check_fit(
        session,
        terms,
        title=issue.title,
        subject=issue.subject,
        dataset=None if issue.dataset_id is None else session.get(Dataset, issue.dataset_id),
        present=terms_from_data(issue.present_terms) if issue.present_terms else None,
    )


def _check_score(score: int | None) -> None:
    if score is not None and not 0 <= score <= FULL_SCORE:
        raise InputError(
            _("A score is outside 0–100 %; nothing was changed."),
            hint=_("Enter a per cent of the issue's weight from 0 to 100."),
        )


def _step_name(terms: Terms, place: int, count: int) -> str:
    if isinstance(terms, NumberTerm):
        return f"{number_text(terms.value)} {terms.unit}"
    return _("Step {place} of {count}").format(place=place, count=count)


def _free_name(name: str, kept: Sequence[IssueOption]) -> str:
    taken = {one.name for one in kept}
    number = 2
    free = name
    while free in taken:
        free = f"{name} ({number})"
        number += 1
    return free


def _gone() -> RuleError:
    return RuleError(
        _("This option is not there any more; nothing was changed."),
        hint=_("Open the options again."),
    )
