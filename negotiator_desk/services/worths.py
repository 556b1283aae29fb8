"""Private layer: what offers and options are worth to a side, and, as it thinks, to the other one.

All values are whole hundredths of a point; a side's 100 points are 10,000. One's own values are
exact, the other side's are estimates. This module has no table of its own: it asks those that have.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from negotiator_desk.bargaining.mandate import Scale, score
from negotiator_desk.bargaining.offers import STANDING, OfferState
from negotiator_desk.bargaining.options import OpenIssue, Option
from negotiator_desk.bargaining.parties import Side
from negotiator_desk.models.bargaining import Issue, Offer
from negotiator_desk.pay.terms import Terms
from negotiator_desk.pay.terms_data import terms_fingerprint, terms_from_data
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.issue_options import case_options
from negotiator_desk.services.lookup import find_case, find_issue
from negotiator_desk.services.mandates import (
    MandateDetails,
    case_mandates,
    other_aims,
    own_aims,
)
from negotiator_desk.services.measures import Measures
from negotiator_desk.services.offer_views import case_table
from negotiator_desk.services.option_views import OptionSource, OptionView, source_label


@dataclass(frozen=True)
class Worth:
    """What terms are worth, in hundredths of a point; None where it cannot be said.

    Attributes:
        own: To one's own side; exact.
        other: To the other side, as one's own side estimates it.
    """

    own: int | None
    other: int | None


@dataclass(frozen=True)
class ValuedOption:
    """Terms an issue could be settled on.

    Attributes:
        id: Of a kept option its own, otherwise the fingerprint of the terms; unique in the issue.
        name: As the side called it, or where it comes from.
        own: Value to one's own side in hundredths of a point; None where it cannot be said.
        other: Estimated value to the other side.
        own_score: Part of the weight, 0–10,000 in hundredths of a per cent; None likewise.
        other_score: The same of the other side, an estimate.
        sources: Everything the terms are, at least one.
    """

    id: str
    name: str
    terms: Terms
    own: int | None
    other: int | None
    own_score: int | None
    other_score: int | None
    sources: tuple[OptionSource, ...]

    @property
    def is_valued(self) -> bool:
        """Whether it is known what the option is worth to both sides."""
        return self.own is not None and self.other is not None


@dataclass(frozen=True)
class IssueWorths:
    """What can be chosen on an issue and what each choice is worth.

    Attributes:
        options: Each with other terms, the lower measure first; words by their own value.
        weight: Points of one's own side.
        other_weight: Points that the other side is thought to give the issue.
        agreed: Id of the option that was agreed; None while the issue is open.
        own_position: Id of the option that is one's own side's last standing offer, binding if it
            has one; None without one.
        other_position: The same of the other side.
    """

    issue_id: str
    title: str
    options: tuple[ValuedOption, ...]
    weight: int
    other_weight: int
    agreed: str | None
    own_position: str | None
    other_position: str | None

    def option(self, option_id: str) -> ValuedOption | None:
        """Return an option; None where the issue has none of that id."""
        return next((one for one in self.options if one.id == option_id), None)


def offer_worths(desk: Desk, case_id: str, side: Side) -> Mapping[str, Worth]:
    """Return what every offer of a case, of either side, is worth to `side`, by offer id.

    Raises:
        RuleError: There is no such case.
    """
    return desk.read(
        lambda session: case_offer_worths(session, desk, find_case(session, case_id).id, side)
    )


def case_offer_worths(
    session: Session, desk: Desk, case_id: str, side: Side
) -> Mapping[str, Worth]:
    """Do the same inside a transaction."""
    case = _Case(session, desk, case_id, side)
    return {
        offer_id: case.worth(issue, terms)
        for issue in case.issues
        for offer_id, terms, _state, _side in case.offers[issue.id]
    }


def worth_of(desk: Desk, issue_id: str, side: Side, terms: Terms) -> Worth:
    """Return what terms are worth to a side.

    Raises:
        RuleError: There is no such issue.
    """

    def query(session: Session) -> Worth:
        issue = find_issue(session, issue_id)
        return _Case(session, desk, issue.case_id, side, with_offers=False).worth(issue, terms)

    return desk.read(query)


def issue_worths(desk: Desk, case_id: str, side: Side) -> tuple[IssueWorths, ...]:
    """Return the options of every issue of a case, open or agreed, in the order of the agenda.

    Raises:
        RuleError: There is no such case.
    """
    return desk.read(
        lambda session: case_worths(session, desk, find_case(session, case_id).id, side)
    )


def case_worths(session: Session, desk: Desk, case_id: str, side: Side) -> tuple[IssueWorths, ...]:
    """Do the same inside a transaction."""
    case = _Case(session, desk, case_id, side)
    return tuple(case.issue_worths(issue) for issue in case.issues)


def open_issue(issue: IssueWorths, *, is_fixed: bool = False) -> OpenIssue:
    """Return an issue as the frontier and swaps take it: the options that both sides' values name.

    Args:
        is_fixed: What was agreed is the only option left.
    """
    return OpenIssue(
        issue.issue_id,
        tuple(
            Option(option.id, option.own, option.other)
            for option in issue.options
            if option.own is not None
            and option.other is not None
            and not (is_fixed and issue.agreed is not None and option.id != issue.agreed)
        ),
    )


class _Case:
    """All that values rest on, read once in one transaction."""

    def __init__(
        self, session: Session, desk: Desk, case_id: str, side: Side, *, with_offers: bool = True
    ) -> None:
        self._side = side
        self._measures = Measures(session, desk.costings)
        self._mandates = case_mandates(session, case_id, side)
        self._options = case_options(session, case_id, side)
        self._scales: dict[str, tuple[Scale, Scale]] = {}
        self.issues = session.scalars(
            select(Issue).where(Issue.case_id == case_id).order_by(Issue.position)
        ).all()
        self.offers = _offers(session, case_id, self.issues) if with_offers else {}

    def worth(self, issue: Issue, terms: Terms) -> Worth:
        own, other = self._scales_of(issue)
        measure = self._measures.of(issue, terms)
        return Worth(own.worth(terms, measure), other.worth(terms, measure))

    def issue_worths(self, issue: Issue) -> IssueWorths:
        kept = self._options.get(issue.id, ())
        found = _merged(kept, list(self._derived(issue)))
        own, other = self._scales_of(issue)
        options = []
        for option_id, name, terms, sources in found:
            measure = self._measures.of(issue, terms)
            worth = Worth(own.worth(terms, measure), other.worth(terms, measure))
            shares = own.share(terms, measure), other.share(terms, measure)
            option = ValuedOption(
                id=option_id,
                name=name,
                terms=terms,
                own=worth.own,
                other=worth.other,
                own_score=None if shares[0] is None else score(shares[0]),
                other_score=None if shares[1] is None else score(shares[1]),
                sources=sources,
            )
            options.append((_place(measure, worth), option))
        options.sort(key=lambda pair: pair[0])
        ordered = tuple(option for _place_, option in options)
        return IssueWorths(
            issue_id=issue.id,
            title=issue.title,
            options=ordered,
            weight=own.weight,
            other_weight=other.weight,
            agreed=_first(ordered, OptionSource.AGREED),
            own_position=_first(ordered, OptionSource.OWN_OFFER),
            other_position=_first(ordered, OptionSource.OTHER_OFFER),
        )

    def _derived(self, issue: Issue) -> list[tuple[OptionSource, Terms | None]]:
        mandate = self._mandates.get(issue.id, MandateDetails())
        agreed = [
            terms
            for _id, terms, state, _side in self.offers[issue.id]
            if state is OfferState.SETTLED
        ]
        present = terms_from_data(issue.present_terms) if issue.present_terms else None
        return [
            *((OptionSource.AGREED, terms) for terms in agreed),
            (OptionSource.PRESENT, present),
            (OptionSource.OWN_OFFER, self._position(issue, self._side)),
            (OptionSource.OTHER_OFFER, self._position(issue, self._side.other)),
            (OptionSource.TARGET, mandate.target),
            (OptionSource.LIMIT, mandate.limit),
            (OptionSource.OTHER_TARGET, mandate.other_target),
            (OptionSource.OTHER_LIMIT, mandate.other_limit),
        ]

    def _position(self, issue: Issue, side: Side) -> Terms | None:
        return next(
            (
                terms
                for _id, terms, state, who in self.offers[issue.id]
                if who is side and state in STANDING
            ),
            None,
        )

    def _scales_of(self, issue: Issue) -> tuple[Scale, Scale]:
        if issue.id not in self._scales:
            mandate = self._mandates.get(issue.id, MandateDetails())
            kept = [one.details for one in self._options.get(issue.id, ())]
            self._scales[issue.id] = (
                Scale(
                    mandate.weight,
                    own_aims(self._measures, issue, self._side, mandate),
                    tuple((one.terms, one.own_score) for one in kept if one.own_score is not None),
                ),
                Scale(
                    mandate.other_weight,
                    other_aims(self._measures, issue, self._side, mandate),
                    tuple(
                        (one.terms, one.other_score) for one in kept if one.other_score is not None
                    ),
                ),
            )
        return self._scales[issue.id]


_OfferRow = tuple[str, Terms, OfferState, Side]


def _offers(session: Session, case_id: str, issues: Sequence[Issue]) -> dict[str, list[_OfferRow]]:
    """Return the offers by issue id, binding ones first and of these the latest."""
    states = case_table(session, case_id).states()
    rows = session.execute(
        select(Offer.id, Offer.issue_id, Offer.terms, Offer.side)
        .join(Issue, Offer.issue_id == Issue.id)
        .where(Issue.case_id == case_id)
        .order_by(Offer.is_binding.desc(), Offer.round.desc())
    ).all()
    found: dict[str, list[_OfferRow]] = {issue.id: [] for issue in issues}
    for row in rows:
        found[row.issue_id].append((row.id, terms_from_data(row.terms), states[row.id], row.side))
    return found


_Merged = tuple[str, str, Terms, tuple[OptionSource, ...]]


def _merged(
    kept: Sequence[OptionView], derived: Sequence[tuple[OptionSource, Terms | None]]
) -> list[_Merged]:
    """Return each terms once, with everything they are."""
    found: dict[str, tuple[str, str, Terms, list[OptionSource]]] = {}
    for view in kept:
        terms = view.details.terms
        entry = (view.id, view.details.name, terms, [OptionSource.KEPT])
        found.setdefault(terms_fingerprint(terms), entry)
    for source, derived_terms in derived:
        if derived_terms is None:
            continue
        key = terms_fingerprint(derived_terms)
        sources = found.setdefault(key, (key, "", derived_terms, []))[3]
        if source not in sources:
            sources.append(source)
    return [
        (
            option_id,
            name or " · ".join(source_label(source) for source in sources),
            terms,
            tuple(sources),
        )
        for option_id, name, terms, sources in found.values()
    ]


def _place(measure: int | None, worth: Worth) -> tuple[bool, int, int]:
    """Where an option stands among the issue's: by its measure, words by what they are worth."""
    if measure is not None:
        return (False, measure, 0)
    return (
        True,
        -1 if worth.own is None else worth.own,
        -1 if worth.other is None else worth.other,
    )


def _first(options: Sequence[ValuedOption], source: OptionSource) -> str | None:
    return next((option.id for option in options if source in option.sources), None)
