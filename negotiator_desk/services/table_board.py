"""What stands on the table now, for everybody in the room to see: shared tables only.

Exploratory offers are left out: thinking aloud is not shown on a wall as a side's word.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from negotiator_desk.bargaining.offers import OfferFacts, OfferState, Table
from negotiator_desk.bargaining.parties import Side
from negotiator_desk.models.bargaining import (
    Agreement,
    Issue,
    NegotiationSession,
    Offer,
    TentativeAgreement,
)
from negotiator_desk.models.case import Party
from negotiator_desk.models.meetings import AgendaIssue
from negotiator_desk.pay.cells import cells
from negotiator_desk.pay.terms import Terms
from negotiator_desk.pay.terms_data import terms_from_data
from negotiator_desk.services.board_parts import (
    Board,
    BoardCost,
    BoardCosts,
    BoardIssue,
    BoardOffer,
    BoardPause,
    BoardSession,
    BoardState,
    Move,
    MoveKind,
)
from negotiator_desk.services.costings import cost_case, cost_present, cost_terms
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.lookup import find_case
from negotiator_desk.services.offer_views import case_table
from negotiator_desk.services.session_people import chiefs_at
from negotiator_desk.services.session_states import pauses_of, session_state

__all__ = [
    "Board",
    "BoardCost",
    "BoardCosts",
    "BoardIssue",
    "BoardOffer",
    "BoardPause",
    "BoardSession",
    "BoardState",
    "Move",
    "MoveKind",
    "cost_board",
    "read_board",
]


def read_board(desk: Desk, case_id: str) -> Board:
    """Return the table of a case as it stands, all of it as of one moment.

    Raises:
        RuleError: There is no such case.
    """
    return desk.read(lambda session: _board(session, case_id))


def cost_board(desk: Desk, board: Board) -> BoardCosts:
    """Return what the present terms, the standing offers and all that is agreed cost.

    Slow on large datasets the first time, at hand after that.

    Raises:
        RuleError: The case is gone.
    """
    present, offers = {}, {}
    for issue in board.issues:
        if not issue.has_data:
            continue
        now = cost_present(desk, issue.id)
        if now is not None:
            present[issue.id] = BoardCost(now.costing.yearly_total, None)
        for offer in (*issue.offers.values(), issue.agreed):
            if offer is None or not offer.is_standing:
                continue
            found = cost_terms(desk, issue.id, offer.terms)
            if found is not None:
                costing = found.costing
                offers[offer.id] = BoardCost(costing.yearly_total, costing.yearly_difference)
    whole = cost_case(desk, board.case_id)
    costed = [one for one in whole.issues if one.costing is not None]
    return BoardCosts(
        present=present,
        offers=offers,
        agreed=BoardCost(whole.yearly_total, whole.yearly_difference) if costed else None,
        agreed_without_data=len(whole.issues) - len(costed),
    )


def _board(session: Session, case_id: str) -> Board:
    case = find_case(session, case_id)
    meeting = session.scalar(
        select(NegotiationSession)
        .where(NegotiationSession.case_id == case.id)
        .order_by(NegotiationSession.number.desc())
        .limit(1)
    )
    issues = session.scalars(
        select(Issue).where(Issue.case_id == case.id).order_by(Issue.position)
    ).all()
    parties = session.execute(select(Party.side, Party.name).where(Party.case_id == case.id))
    titles = {issue.id: issue.title for issue in issues}
    table = case_table(session, case.id)
    words = _Words(session, table, titles)
    places = {} if meeting is None else _agenda(session, meeting.id)
    found = [
        _issue(issue, number, places, words, table) for number, issue in enumerate(issues, start=1)
    ]
    found.sort(key=lambda one: (places.get(one.id, len(titles) + 1), one.number))
    return Board(
        case_id=case.id,
        title=case.title,
        parties=dict(parties.all()),
        session=None if meeting is None else _session(session, meeting),
        issues=tuple(found),
        last=_last_move(session, case.id, table, titles),
    )


def _agenda(session: Session, session_id: str) -> dict[str, int]:
    rows = session.execute(
        select(AgendaIssue.issue_id, AgendaIssue.position).where(
            AgendaIssue.session_id == session_id
        )
    )
    return {row.issue_id: row.position for row in rows}


class _Words:
    """The last binding offers of both sides on every issue, read in one query."""

    def __init__(self, session: Session, table: Table, titles: Mapping[str, str]) -> None:
        self._table = table
        self._titles = titles
        self._binding: dict[tuple[str, Side], list[OfferFacts]] = {}
        for offer in sorted(table.offers, key=lambda one: one.round):
            if offer.is_binding:
                self._binding.setdefault((offer.issue_id, offer.side), []).append(offer)
        wanted = {one.id for said in self._binding.values() for one in said[-2:]}
        for accepted in table.agreed.values():
            facts = table.offer(accepted)
            wanted |= {one.id for one in self._said_until(facts)[-2:]}
        rows = session.execute(select(Offer.id, Offer.terms).where(Offer.id.in_(wanted)))
        self._terms = {row.id: terms_from_data(row.terms) for row in rows}

    def last(self, issue_id: str, side: Side, present: Terms | None) -> BoardOffer | None:
        """Return a side's last binding offer; None where it made none."""
        said = self._binding.get((issue_id, side))
        return None if said is None else self.word(said[-1], present)

    def word(self, offer: OfferFacts, present: Terms | None) -> BoardOffer:
        """Return one binding offer, beside what its side said before."""
        said = self._said_until(offer)
        before = self._terms[said[-2].id] if len(said) > 1 else present
        return BoardOffer(
            id=offer.id,
            side=offer.side,
            round=offer.round,
            state=self._table.states()[offer.id],
            terms=self._terms[offer.id],
            before=() if before is None else cells(before),
            tied_titles=tuple(
                self._titles[self._table.offer(one).issue_id]
                for one in self._table.package(offer.id)
                if one != offer.id
            ),
        )

    def _said_until(self, offer: OfferFacts) -> list[OfferFacts]:
        said = self._binding[offer.issue_id, offer.side]
        return [one for one in said if one.round <= offer.round]


def _issue(
    issue: Issue, number: int, places: Mapping[str, int], words: _Words, table: Table
) -> BoardIssue:
    present = terms_from_data(issue.present_terms) if issue.present_terms else None
    said = {side: words.last(issue.id, side, present) for side in Side}
    offers = {side: word for side, word in said.items() if word is not None}
    accepted = table.agreed.get(issue.id)
    state = BoardState.OPEN
    if accepted is not None:
        state = BoardState.AGREED
    elif any(word.state is OfferState.TENTATIVE for word in offers.values()):
        state = BoardState.TENTATIVE
    return BoardIssue(
        id=issue.id,
        number=number,
        title=issue.title,
        state=state,
        is_on_agenda=not places or issue.id in places,
        has_data=issue.dataset_id is not None,
        present=present,
        offers=offers,
        agreed=None if accepted is None else words.word(table.offer(accepted), present),
    )


def _session(session: Session, meeting: NegotiationSession) -> BoardSession:
    pauses = pauses_of(session, meeting.id)
    lasting = next((one for one in pauses if one.resumed_at is None), None)
    return BoardSession(
        number=meeting.number,
        held_at=meeting.held_at,
        ended_at=meeting.ended_at,
        state=session_state(meeting, pauses),
        place=meeting.place,
        chair=meeting.chair,
        chair_name=chiefs_at(session, meeting.case_id, meeting.held_at).get(meeting.chair, ""),
        suspended_because="" if lasting is None else lasting.reason,
        pauses=tuple(BoardPause(one.paused_at, one.resumed_at) for one in pauses),
    )


@dataclass(frozen=True)
class _Happened:
    """One thing that happened with an offer."""

    at: datetime
    kind: MoveKind
    offer_id: str


def _last_move(
    session: Session, case_id: str, table: Table, titles: Mapping[str, str]
) -> Move | None:
    happened = list(_happened(session, case_id))
    if not happened:
        return None
    last = max(happened, key=lambda one: (one.at, tuple(MoveKind).index(one.kind), one.offer_id))
    offer = table.offer(last.offer_id)
    together = {
        table.offer(one.offer_id).issue_id
        for one in happened
        if (one.at, one.kind) == (last.at, last.kind)
        and table.offer(one.offer_id).bundle_id == offer.bundle_id
    }
    ids = tuple(one for one in titles if one in together)
    return Move(
        kind=last.kind,
        side=offer.side,
        round=offer.round,
        issue_ids=ids,
        titles=tuple(titles[one] for one in ids),
        at=last.at,
    )


def _happened(session: Session, case_id: str) -> Iterable[_Happened]:
    """Return what happened with the binding offers of a case; what was taken back by undo did not.

    What is not held any more is left out: that it was taken back is seen by its state.
    """
    binding = (
        select(Offer.id)
        .join(NegotiationSession, Offer.session_id == NegotiationSession.id)
        .where(NegotiationSession.case_id == case_id, Offer.is_binding.is_(True))
    )
    rows = session.execute(
        select(Offer.id, Offer.tabled_at, Offer.withdrawn_at).where(Offer.id.in_(binding))
    )
    for offer_id, tabled_at, withdrawn_at in rows:
        yield _Happened(tabled_at, MoveKind.OFFERED, offer_id)
        if withdrawn_at is not None:
            yield _Happened(withdrawn_at, MoveKind.WITHDRAWN, offer_id)
    agreed = session.execute(
        select(Agreement.offer_id, Agreement.agreed_at).where(Agreement.offer_id.in_(binding))
    )
    for offer_id, agreed_at in agreed:
        yield _Happened(agreed_at, MoveKind.AGREED, offer_id)
    held = session.execute(
        select(TentativeAgreement.offer_id, TentativeAgreement.agreed_at).where(
            TentativeAgreement.offer_id.in_(binding), TentativeAgreement.lifted_at.is_(None)
        )
    )
    for offer_id, held_at in held:
        yield _Happened(held_at, MoveKind.HELD, offer_id)
