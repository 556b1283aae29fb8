"""Private layer: what each side's whole word was worth after each of its moves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from negotiator_desk.bargaining.options import Point
from negotiator_desk.bargaining.parties import Side
from negotiator_desk.models.bargaining import Agreement, NegotiationSession, Offer
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.option_views import OptionSource
from negotiator_desk.services.worths import IssueWorths, Worth, case_offer_worths


@dataclass(frozen=True)
class PathPoint:
    """One side's whole word after a move of its own.

    Attributes:
        number: Counts the side's points, from 1.
        session_number: Of the move.
        offers: Issue id → the offer that counts; an issue that the side has not spoken to is
            missing and counts with the present terms.
        point: What the whole is worth: exact to one's own side, an estimate to the other.
    """

    side: Side
    number: int
    session_number: int
    offers: Mapping[str, str]
    point: Point


@dataclass(frozen=True)
class _Move:
    """A side naming terms: its own binding offer, or the other's that it accepted."""

    key: str
    side: Side
    session_number: int
    issue_id: str
    offer_id: str


def case_paths(
    session: Session, desk: Desk, case_id: str, side: Side, issues: Sequence[IssueWorths]
) -> Mapping[Side, tuple[PathPoint, ...]]:
    """Return both sides' paths as `side` values them, over the issues of the picture.

    A move is a bundle of binding offers, or an acceptance. Where neither the side's word on an
    issue nor the present terms have a value, there is no point yet.
    """
    worths = case_offer_worths(session, desk, case_id, side)
    start = {issue.issue_id: _present(issue) for issue in issues}
    words: dict[Side, dict[str, str]] = {one: {} for one in Side}
    paths: dict[Side, list[PathPoint]] = {one: [] for one in Side}
    moves = [move for move in _moves(session, case_id) if move.issue_id in start]
    for place, move in enumerate(moves):
        word, path = words[move.side], paths[move.side]
        word[move.issue_id] = move.offer_id
        if place + 1 < len(moves) and moves[place + 1].key == move.key:
            continue  # the rest of the bundle belongs to the same move
        point = _sum([worths[word[one]] if one in word else start[one] for one in start])
        if point is not None and not (path and path[-1].offers == word):
            path.append(PathPoint(move.side, len(path) + 1, move.session_number, dict(word), point))
    return {one: tuple(path) for one, path in paths.items()}


def _moves(session: Session, case_id: str) -> Iterator[_Move]:
    offers = session.execute(
        select(Offer, NegotiationSession.number)
        .join(NegotiationSession, Offer.session_id == NegotiationSession.id)
        .where(NegotiationSession.case_id == case_id, Offer.is_binding.is_(True))
    ).all()
    accepted = session.execute(
        select(Agreement, Offer.side, Offer.bundle_id, NegotiationSession.number)
        .join(Offer, Agreement.offer_id == Offer.id)
        .join(NegotiationSession, Agreement.session_id == NegotiationSession.id)
        .where(NegotiationSession.case_id == case_id)
    ).all()
    found = [
        (
            offer.tabled_at,
            offer.id,
            _Move(offer.bundle_id, offer.side, number, offer.issue_id, offer.id),
        )
        for offer, number in offers
    ]
    found += [
        (
            one.agreed_at,
            one.id,
            _Move(f"accepted {bundle_id}", by.other, number, one.issue_id, one.offer_id),
        )
        for one, by, bundle_id, number in accepted
    ]
    for _when, _id, move in sorted(found, key=lambda entry: entry[:2]):
        yield move


def _present(issue: IssueWorths) -> Worth:
    for option in issue.options:
        if OptionSource.PRESENT in option.sources:
            return Worth(option.own, option.other)
    return Worth(None, None)


def _sum(worths: Sequence[Worth]) -> Point | None:
    own = other = 0
    for worth in worths:
        if worth.own is None or worth.other is None:
            return None
        own += worth.own
        other += worth.other
    return Point(own, other)
