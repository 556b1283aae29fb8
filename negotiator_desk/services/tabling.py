"""Tabling an offer from its form: the offer, its evidence and the end of its draft, in one step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from negotiator_desk.bargaining.parties import Side
from negotiator_desk.pay.terms import Terms
from negotiator_desk.services.desk import Desk, Outcome
from negotiator_desk.services.evidence import EvidencePlace, EvidenceSource, attach_in
from negotiator_desk.services.lookup import find_session
from negotiator_desk.services.offer_sketches import drop_in
from negotiator_desk.services.offers import table_in


@dataclass(frozen=True)
class PreparedOffer:
    """An offer as its form has it.

    Attributes:
        terms: Issue id and terms, each issue once.
        is_tied: Whether the terms can only be accepted, and taken back, all together.
        speaker_id: The representative who puts it; None where the record does not say.
        evidence: Files to be attached to the first of the offers.
        sketch_id: The draft it was made of, which ends with it; None for none.
    """

    side: Side
    terms: tuple[tuple[str, Terms], ...]
    is_binding: bool = True
    is_tied: bool = False
    argument: str = ""
    speaker_id: str | None = None
    evidence: Sequence[EvidenceSource] = ()
    sketch_id: str | None = None


def table_prepared(desk: Desk, session_id: str, offer: PreparedOffer) -> Outcome[tuple[str, ...]]:
    """Put an offer on the table in a negotiation session, all of it or nothing.

    Returns:
        The ids of the offers, in the order given.

    Raises:
        InputError: See `table_offer` and `add_evidence`.
        RuleError: See `table_offer` and `add_evidence`.
    """

    def work(session: Session) -> tuple[str, ...]:
        ids = table_in(
            session,
            session_id,
            offer.side,
            offer.terms,
            binding=offer.is_binding,
            argument=offer.argument,
            tied=offer.is_tied,
            speaker_id=offer.speaker_id,
            now=now,
        )
        if offer.evidence:
            session.flush()
            case_id = find_session(session, session_id).case_id
            place = EvidencePlace(offer_id=ids[0])
            attach_in(session, case_id, place, offer.evidence, note="", now=now)
        if offer.sketch_id is not None:
            drop_in(session, offer.sketch_id)
        return ids

    now = desk.now()
    return desk.run("table_offer", work)
