"""Private layer: what one side wants on an issue, where it stops, and what it thinks of the other.

This is the only module that reads or writes the table of mandates. Shared views, exports, contracts
and print have no way to it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from negotiator_desk.bargaining.mandate import (
    ALL_POINTS,
    NUMBER_PLACES,
    Aims,
    check_order,
    check_points,
    money_direction,
    outside,
)
from negotiator_desk.bargaining.parties import Side
from negotiator_desk.errors import InputError, RuleError
from negotiator_desk.i18n import _
from negotiator_desk.models.bargaining import Issue
from negotiator_desk.models.evidence import Dataset
from negotiator_desk.models.private import Mandate
from negotiator_desk.money import format_amount
from negotiator_desk.pay.arithmetic import yuan
from negotiator_desk.pay.terms import NumberTerm, Terms
from negotiator_desk.pay.terms_data import terms_from_data, terms_to_data
from negotiator_desk.services.desk import Desk, Outcome
from negotiator_desk.services.fields import long_text
from negotiator_desk.services.lookup import find_case, find_issue, find_open_case
from negotiator_desk.services.measures import Measures, is_money, number_text
from negotiator_desk.services.side_briefs import grant_first_mandate, standing_of
from negotiator_desk.services.suitability import check_fit
from negotiator_desk.storage.ids import new_id


@dataclass(frozen=True)
class MandateDetails:
    """One side's private aims on one issue, and its estimate of the other side's.

    Attributes:
        target: What the side hopes for.
        limit: What the side will not go beyond.
        weight: How much the issue matters: 0–100 points, at most 100 over all issues of the side.
        opening: What the side would say first.
        other_target: What the other side is thought to hope for.
        other_limit: What the other side is thought not to go beyond.
        other_weight: Points that the other side is thought to give the issue, as `weight`.
    """

    target: Terms | None = None
    limit: Terms | None = None
    weight: int = 0
    note: str = ""
    opening: Terms | None = None
    other_target: Terms | None = None
    other_limit: Terms | None = None
    other_weight: int = 0

    @property
    def terms(self) -> tuple[Terms, ...]:
        """All terms that were entered."""
        aims = (self.opening, self.target, self.limit, self.other_target, self.other_limit)
        return tuple(terms for terms in aims if terms is not None)


@dataclass(frozen=True)
class MandateWarning:
    """Why an offer that is about to be tabled is not covered by its side's mandate.

    Attributes:
        issue_id: The issue it is about; None where it is about the whole mandate.
        text: A plain sentence for the side's own eyes.
    """

    issue_id: str | None
    text: str


def save_mandate(desk: Desk, issue_id: str, side: Side, details: MandateDetails) -> Outcome[None]:
    """Enter or change a side's mandate on an issue.

    The first mandate of a side is held by the chief representative of that moment.

    Raises:
        InputError: A field cannot be used.
        RuleError: The terms do not suit the issue or are in the wrong order, the points exceed 100,
            the case is in the trash.
    """

    def work(session: Session) -> None:
        issue = find_issue(session, issue_id)
        find_open_case(session, issue.case_id)
        note = long_text(details.note, _("Note"))
        for weight in (details.weight, details.other_weight):
            _check_range(weight)
        _check_sums(session, issue, side, details)
        _check_terms(session, issue, details.terms)
        measures = Measures(session, desk.costings)
        check_order(own_aims(measures, issue, side, details), issue.title)
        check_order(other_aims(measures, issue, side, details), _estimate_of(issue))
        mandate = _mandate_for(session, issue.id, side)
        mandate.opening = _data(details.opening)
        mandate.target = _data(details.target)
        mandate.limit = _data(details.limit)
        mandate.weight = details.weight
        mandate.note = note
        mandate.other_target = _data(details.other_target)
        mandate.other_limit = _data(details.other_limit)
        mandate.other_weight = details.other_weight
        grant_first_mandate(session, issue.case_id, side, desk.now())

    return desk.run("save_mandate", work)


def save_points(
    desk: Desk,
    case_id: str,
    side: Side,
    points: Mapping[str, int],
    other_points: Mapping[str, int] | None = None,
) -> Outcome[None]:
    """Spread a side's 100 points over the issues of a case, all at once.

    Args:
        desk: The desk.
        case_id: The case.
        side: Whose private layer it is.
        points: Points by issue id; an issue that is not named gets none.
        other_points: How the other side is thought to spread its own; None = left as they are.

    Raises:
        InputError: The points do not add up to 100, or one is outside 0–100.
        RuleError: An issue is not of the case, or the case is in the trash.
    """

    def work(session: Session) -> None:
        spread_points(session, case_id, side, points, other_points, now=desk.now())

    return desk.run("save_points", work)


def spread_points(
    session: Session,
    case_id: str,
    side: Side,
    points: Mapping[str, int],
    other_points: Mapping[str, int] | None = None,
    *,
    now: datetime,
) -> None:
    """Do the same as part of an operation."""
    case = find_open_case(session, case_id)
    issues = session.scalars(select(Issue.id).where(Issue.case_id == case.id)).all()
    for split in (points, other_points):
        if split is not None:
            _check_split(split, issues)
    for issue_id in issues:
        own = points.get(issue_id, 0)
        other = None if other_points is None else other_points.get(issue_id, 0)
        if _mandate_of(session, issue_id, side) is None and not own and not other:
            continue
        mandate = _mandate_for(session, issue_id, side)
        mandate.weight = own
        if other is not None:
            mandate.other_weight = other
    grant_first_mandate(session, case.id, side, now)


def get_mandate(desk: Desk, issue_id: str, side: Side) -> MandateDetails | None:
    """Return a side's mandate on an issue; None where none is entered.

    Raises:
        RuleError: There is no such issue.
    """

    def query(session: Session) -> MandateDetails | None:
        mandate = _mandate_of(session, find_issue(session, issue_id).id, side)
        return None if mandate is None else _details(mandate)

    return desk.read(query)


def list_mandates(desk: Desk, case_id: str, side: Side) -> Mapping[str, MandateDetails]:
    """Return a side's mandates by issue id; issues without one are left out.

    Raises:
        RuleError: There is no such case.
    """
    return desk.read(lambda session: case_mandates(session, find_case(session, case_id).id, side))


def check_offer(
    desk: Desk, side: Side, terms_by_issue: Sequence[tuple[str, Terms]]
) -> tuple[MandateWarning, ...]:
    """Return what a side should know, privately, before it tables an offer.

    A side that entered no mandate at all is not warned.

    Raises:
        RuleError: There is no such issue.
    """

    def query(session: Session) -> tuple[MandateWarning, ...]:
        measures = Measures(session, desk.costings)
        issues = [(find_issue(session, issue_id), terms) for issue_id, terms in terms_by_issue]
        warnings = _lapses(session, side, sorted({issue.case_id for issue, _terms in issues}))
        for issue, terms in issues:
            mandate = _mandate_of(session, issue.id, side)
            if mandate is not None:
                aims = own_aims(measures, issue, side, _details(mandate))
                beyond = outside(aims, measures.of(issue, terms))
                if beyond:
                    warnings.append(MandateWarning(issue.id, _beyond(issue, terms, beyond)))
        return tuple(warnings)

    return desk.read(query)


def case_mandates(session: Session, case_id: str, side: Side) -> dict[str, MandateDetails]:
    """Return a side's mandates by issue id, in one query."""
    found = session.scalars(
        select(Mandate)
        .join(Issue, Mandate.issue_id == Issue.id)
        .where(Issue.case_id == case_id, Mandate.side == side)
        .order_by(Issue.position)
    )
    return {mandate.issue_id: _details(mandate) for mandate in found}


def own_aims(measures: Measures, issue: Issue, side: Side, details: MandateDetails) -> Aims:
    """Return a side's aims as measures."""
    return Aims(
        opening=measures.of(issue, details.opening),
        target=measures.of(issue, details.target),
        limit=measures.of(issue, details.limit),
        direction=money_direction(side) if is_money(issue.subject) else None,
    )


def other_aims(measures: Measures, issue: Issue, side: Side, details: MandateDetails) -> Aims:
    """Return what a side thinks the other side's aims are, as measures."""
    return Aims(
        target=measures.of(issue, details.other_target),
        limit=measures.of(issue, details.other_limit),
        direction=money_direction(side.other) if is_money(issue.subject) else None,
    )


def discard_mandates(session: Session, issue_id: str) -> None:
    """Delete both sides' mandates of an issue that leaves the agenda or changes its subject."""
    for mandate in session.scalars(select(Mandate).where(Mandate.issue_id == issue_id)):
        session.delete(mandate)
    session.flush()


def _details(mandate: Mandate) -> MandateDetails:
    return MandateDetails(
        target=_terms(mandate.target),
        limit=_terms(mandate.limit),
        weight=mandate.weight,
        note=mandate.note,
        opening=_terms(mandate.opening),
        other_target=_terms(mandate.other_target),
        other_limit=_terms(mandate.other_limit),
        other_weight=mandate.other_weight,
    )


def _terms(data: Mapping[str, object] | None) -> Terms | None:
    return terms_from_data(data) if data else None


def _data(terms: Terms | None) -> dict[str, object] | None:
    return None if terms is None else terms_to_data(terms)


def _mandate_of(session: Session, issue_id: str, side: Side) -> Mandate | None:
    return session.scalar(select(Mandate).where(Mandate.issue_id == issue_id, Mandate.side == side))


def _mandate_for(session: Session, issue_id: str, side: Side) -> Mandate:
    """Return the side's mandate on the issue, an empty one where there is none."""
    mandate = _mandate_of(session, issue_id, side)
    if mandate is None:
        mandate = Mandate(
            id=new_id(), issue_id=issue_id, side=side, weight=0, note="", other_weight=0
        )
        session.add(mandate)
    return mandate


def _lapses(session: Session, side: Side, case_ids: Sequence[str]) -> list[MandateWarning]:
    warnings = []
    for case_id in case_ids:
        standing = standing_of(session, case_id, side)
        if standing.is_lapsed and case_mandates(session, case_id, side):
            text = _("The mandate has lapsed: {reason}").format(reason=standing.reason)
            warnings.append(MandateWarning(None, text))
    return warnings


def _beyond(issue: Issue, terms: Terms, beyond: int) -> str:
    if isinstance(terms, NumberTerm):
        number = number_text(Decimal(beyond).scaleb(-NUMBER_PLACES))
        return _("“{issue}” is {number} {unit} beyond the limit of the mandate.").format(
            issue=issue.title, number=number, unit=terms.unit
        )
    return _("“{issue}” is {amount} yuan a year beyond the limit of the mandate.").format(
        issue=issue.title, amount=format_amount(yuan(beyond))
    )


def _estimate_of(issue: Issue) -> str:
    return _("{issue}, estimate of the other side").format(issue=issue.title)


def _check_terms(session: Session, issue: Issue, entered: Sequence[Terms]) -> None:
    dataset = None if issue.dataset_id is None else session.get(Dataset, issue.dataset_id)
    present = terms_from_data(issue.present_terms) if issue.present_terms else None
    for terms in entered:
        check_fit(
            session,
            terms,
            title=issue.title,
            subject=issue.subject,
            dataset=dataset,
            present=present,
        )


def _check_range(weight: int) -> None:
    if not 0 <= weight <= ALL_POINTS:
        raise InputError(
            _("A weight of {weight} points is outside 0–100; nothing was changed.").format(
                weight=weight
            ),
            hint=_("Enter a whole number from 0 to 100."),
        )


def _check_split(split: Mapping[str, int], issues: Sequence[str]) -> None:
    for weight in split.values():
        _check_range(weight)
    if not set(split) <= set(issues):
        raise RuleError(
            _("An issue is not on the agenda any more; nothing was changed."),
            hint=_("Open the points again."),
        )
    check_points(split.values())


def _check_sums(session: Session, issue: Issue, side: Side, details: MandateDetails) -> None:
    """Refuse weights that exceed 100 together with those of the case's other issues."""
    own, other = session.execute(
        select(func.sum(Mandate.weight), func.sum(Mandate.other_weight))
        .join(Issue, Mandate.issue_id == Issue.id)
        .where(Issue.case_id == issue.case_id, Mandate.side == side, Mandate.issue_id != issue.id)
    ).one()
    total = (own or 0) + details.weight
    if total > ALL_POINTS:
        raise RuleError(
            _(
                "With {weight} points here the side's weights add up to {total}, "
                "more than 100; nothing was changed."
            ).format(weight=details.weight, total=total),
            hint=_("Lower this weight or that of another issue."),
        )
    total = (other or 0) + details.other_weight
    if total > ALL_POINTS:
        raise RuleError(
            _(
                "With {weight} points here the estimated weights of the other side add up to "
                "{total}, more than 100; nothing was changed."
            ).format(weight=details.other_weight, total=total),
            hint=_("Lower this weight or that of another issue."),
        )
