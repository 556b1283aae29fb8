"""The ledger of concessions of a case, in money: what both sides may see.

Nothing private has a place here; `private_ledgers` adds what a side's own values say.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from negotiator_desk.bargaining.ledger import Ledger, LedgerIssue, Word, keep_ledger
from negotiator_desk.bargaining.ledger_sums import CurvePoint, compared_issues, curve
from negotiator_desk.bargaining.offers import OfferState, Table
from negotiator_desk.bargaining.parties import Side
from negotiator_desk.errors import InputError
from negotiator_desk.models.bargaining import Agreement, Issue, NegotiationSession, Offer
from negotiator_desk.pay.arithmetic import scaled
from negotiator_desk.pay.costing import Costing
from negotiator_desk.pay.terms import Terms
from negotiator_desk.pay.terms_data import terms_from_data
from negotiator_desk.services.costing_basis import CostingBasis, basis_of_issue, cost_on
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.lookup import find_case
from negotiator_desk.services.offer_views import case_table
from negotiator_desk.services.session_states import over_moments

_FEN_PLACES = 2


@dataclass(frozen=True)
class CaseLedger:
    """The ledger of a case, with what its lines are called and when they were said.

    Attributes:
        titles: Issue id → its title, in the order of the agenda.
        compared: Ids of the issues that have a curve: both sides have spoken, all words are costed.
        said_at: Moment of each line of the ledger, UTC.
    """

    case_id: str
    titles: Mapping[str, str]
    ledger: Ledger
    compared: tuple[str, ...]
    said_at: tuple[datetime, ...]


@dataclass(frozen=True)
class Curve:
    """Where both sides stood round by round.

    Attributes:
        base: What the present terms of the same issues cost, fen a year; None where not all are
            known.
    """

    points: tuple[CurvePoint, ...]
    base: int | None


@dataclass(frozen=True)
class _Said:
    """A word with what it is ordered by."""

    at: datetime
    id: str
    word: Word


def get_ledger(desk: Desk, case_id: str) -> CaseLedger:
    """Return the ledger of a case as of one moment; it costs what was not costed before.

    Raises:
        RuleError: There is no such case.
        StorageError: Stored facts are missing or damaged.
    """
    return desk.read(lambda session: case_ledger(session, desk, case_id))


def case_ledger(session: Session, desk: Desk, case_id: str) -> CaseLedger:
    """Return the ledger of a case, inside a transaction."""
    find_case(session, case_id)
    issues = session.scalars(
        select(Issue).where(Issue.case_id == case_id).order_by(Issue.position)
    ).all()
    table = case_table(session, case_id)
    costs = _Costs(session, desk, issues)
    said = sorted(
        [*_offered(session, case_id, table, costs), *_accepted(session, case_id, costs)],
        key=lambda one: (one.at, one.id),
    )
    ledger = keep_ledger(
        [
            LedgerIssue(
                id=issue.id,
                is_open=not table.is_agreed(issue.id),
                present=terms_from_data(issue.present_terms) if issue.present_terms else None,
                present_cost=costs.present(issue.id),
            )
            for issue in issues
        ],
        [one.word for one in said],
        tuple(over_moments(session, case_id)),
    )
    return CaseLedger(
        case_id=case_id,
        titles={issue.id: issue.title for issue in issues},
        ledger=ledger,
        compared=compared_issues(ledger),
        said_at=tuple(one.at for one in said),
    )


def money_curve(view: CaseLedger, issue_id: str | None = None) -> Curve:
    """Return the concession curve of a case or, with an id, of one issue."""
    chosen = tuple(one for one in view.compared if issue_id in (None, one))
    present = [issue.present_cost for issue in view.ledger.issues if issue.id in chosen]
    known = [cost for cost in present if cost is not None]
    base = sum(known) if chosen and len(known) == len(present) else None
    return Curve(curve(view.ledger, chosen), base)


class _Costs:
    """Costs words and remembers what the present terms cost."""

    def __init__(self, session: Session, desk: Desk, issues: Sequence[Issue]) -> None:
        self._session = session
        self._desk = desk
        self._bases: dict[str, CostingBasis | None] = {
            issue.id: basis_of_issue(session, issue) for issue in issues
        }
        self._present: dict[str, int] = {}

    def of(self, issue_id: str, terms: Terms) -> int | None:
        """Return what terms cost, fen a year; None without data or where they do not fit them.

        Terms that fitted when they were offered may not fit data that were put under the issue
        since, when nothing was on the table.
        """
        basis = self._bases[issue_id]
        if basis is None:
            return None
        try:
            costing = cost_on(self._session, self._desk.costings, basis, terms)
        except InputError:
            return None
        self._note_present(issue_id, costing)
        return scaled(costing.yearly_total, _FEN_PLACES)

    def present(self, issue_id: str) -> int | None:
        """Return what the present terms cost, fen a year; None if no word on the issue is costed.

        It is what every costing on the issue is compared with.
        """
        return self._present.get(issue_id)

    def _note_present(self, issue_id: str, costing: Costing) -> None:
        if costing.yearly_difference is not None:
            present = costing.yearly_total - costing.yearly_difference
            self._present[issue_id] = scaled(present, _FEN_PLACES)


def _offered(session: Session, case_id: str, table: Table, costs: _Costs) -> list[_Said]:
    rows = session.execute(
        select(Offer, NegotiationSession.number)
        .join(NegotiationSession, Offer.session_id == NegotiationSession.id)
        .where(NegotiationSession.case_id == case_id, Offer.is_binding)
    )
    states = table.states()
    last = _last_binding(table)
    found = []
    for offer, number in rows:
        terms = terms_from_data(offer.terms)
        has_fallen = (
            states[offer.id] is OfferState.SUPERSEDED
            and last[offer.issue_id, offer.side] == offer.round
        )
        word = Word(
            offer_id=offer.id,
            issue_id=offer.issue_id,
            bundle_id=offer.bundle_id,
            side=offer.side,
            session_number=number,
            terms=terms,
            cost=costs.of(offer.issue_id, terms),
            is_tied=offer.is_tied,
            is_withdrawn=offer.withdrawn_at is not None,
            has_fallen=has_fallen,
        )
        found.append(_Said(offer.tabled_at, offer.id, word))
    return found


def _last_binding(table: Table) -> dict[tuple[str, Side], int]:
    """Number of each side's last binding offer on each issue."""
    last: dict[tuple[str, Side], int] = {}
    for offer in table.offers:
        if offer.is_binding:
            key = (offer.issue_id, offer.side)
            last[key] = max(last.get(key, 0), offer.round)
    return last


def _accepted(session: Session, case_id: str, costs: _Costs) -> list[_Said]:
    rows = session.execute(
        select(Agreement, Offer, NegotiationSession.number)
        .join(Offer, Agreement.offer_id == Offer.id)
        .join(NegotiationSession, Agreement.session_id == NegotiationSession.id)
        .where(NegotiationSession.case_id == case_id)
    )
    found = []
    for agreement, offer, number in rows:
        terms = terms_from_data(offer.terms)
        word = Word(
            offer_id=offer.id,
            issue_id=offer.issue_id,
            bundle_id=offer.bundle_id,
            side=offer.side.other,
            session_number=number,
            terms=terms,
            cost=costs.of(offer.issue_id, terms),
            is_tied=offer.is_tied,
            is_acceptance=True,
        )
        found.append(_Said(agreement.agreed_at, agreement.id, word))
    return found
