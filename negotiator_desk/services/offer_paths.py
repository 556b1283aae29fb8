"""Private layer: what each side's whole word was worth after each of its moves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from negotiator_desk.bargaining.options import Bonus, Point
from negotiator_desk.bargaining.parties import Side
from negotiator_desk.models.bargaining import Agreement, NegotiationSession, Offer
from negotiator_desk.pay.terms import Terms
from negotiator_desk.pay.terms_data import terms_fingerprint, terms_from_data
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.option_views import OptionSource
from negotiator_desk.services.worths import IssueWorths, Worth, case_offer_worths


@dataclass(frozen=True)
class PathWord:
    """What a side's whole word says on one issue.

    Attributes:
        offer_id: The offer that counts; None where the present terms do.
        worth: Of the terms.
    """

    issue_id: str
    offer_id: str | None
    terms: Terms
    worth: Worth


@dataclass(frozen=True)
class PathPoint:
    """One side's whole word after a move of its own.

    Attributes:
        number: Counts the side's points, from 1.
        session_number: Of the move.
        words: One for each issue of the picture; on an issue that the side has not spoken to the
            present terms count.
        point: What the whole is worth, with what options are worth together: exact to one's own
            side, an estimate to the other.
    """

    side: Side
    number: int
    session_number: int
    words: tuple[PathWord, ...]
    point: Point


@dataclass(frozen=True)
class _Move:
    """A side naming terms: its own binding offer, or the other's that it accepted."""

    key: str
    side: Side
    session_number: int
    issue_id: str
    offer_id: str
    terms: Terms


def case_paths(
    session: Session,
    desk: Desk,
    case_id: str,
    side: Side,
    issues: Sequence[IssueWorths],
    bonuses: Sequence[Bonus] = (),
) -> Mapping[Side, tuple[PathPoint, ...]]:
    """Return both sides' paths as `side` values them, over the issues of the picture.

    A move is a bundle of binding offers, or an acceptance. Where neither the side's word on an
    issue nor the present terms have a value, there is no point yet. Offers that fell later stay on
    the path: it is what was said.

    Args:
        bonuses: What the issues' options are worth together.
    """
    worths = case_offer_worths(session, desk, case_id, side)
    named = {
        issue.issue_id: {terms_fingerprint(one.terms): one.id for one in issue.options}
        for issue in issues
    }
    words: dict[Side, dict[str, PathWord]] = {
        one: {start.issue_id: start for issue in issues if (start := _present(issue)) is not None}
        for one in Side
    }
    paths: dict[Side, list[PathPoint]] = {one: [] for one in Side}
    moves = [move for move in _moves(session, case_id) if move.issue_id in named]
    for place, move in enumerate(moves):
        word, path = words[move.side], paths[move.side]
        worth = worths[move.offer_id]
        word[move.issue_id] = PathWord(move.issue_id, move.offer_id, move.terms, worth)
        if place + 1 < len(moves) and moves[place + 1].key == move.key:
            continue  # the rest of the bundle belongs to the same move
        whole = tuple(word[issue_id] for issue_id in named if issue_id in word)
        if len(whole) < len(named) or (path and path[-1].words == whole):
            continue
        package = {
            one.issue_id: named[one.issue_id].get(terms_fingerprint(one.terms), "") for one in whole
        }
        point = _sum(whole, [one for one in bonuses if one.conditions.items() <= package.items()])
        if point is not None:
            number = len(path) + 1
            path.append(PathPoint(move.side, number, move.session_number, whole, point))
    return {one: tuple(path) for one, path in paths.items()}


def _moves(session: Session, case_id: str) -> Iterator[_Move]:
    offers = session.execute(
        select(Offer, NegotiationSession.number)
        .join(NegotiationSession, Offer.session_id == NegotiationSession.id)
        .where(NegotiationSession.case_id == case_id, Offer.is_binding.is_(True))
    ).all()
    accepted = session.execute(
        select(Agreement, Offer.side, Offer.bundle_id, Offer.terms, NegotiationSession.number)
        .join(Offer, Agreement.offer_id == Offer.id)
        .join(NegotiationSession, Agreement.session_id == NegotiationSession.id)
        .where(NegotiationSession.case_id == case_id)
    ).all()
    found = [
        (
            offer.tabled_at,
            offer.id,
            _Move(
                offer.bundle_id,
                offer.side,
                number,
                offer.issue_id,
                offer.id,
                terms_from_data(offer.terms),
            ),
        )
        for offer, number in offers
    ]
    found += [
        (
            one.agreed_at,
            one.id,
            _Move(
                f"accepted {bundle_id}",
                by.other,
                number,
                one.issue_id,
                one.offer_id,
                terms_from_data(terms),
            ),
        )
        for one, by, bundle_id, terms, number in accepted
    ]
    for _when, _id, move in sorted(found, key=lambda entry: entry[:2]):
        yield move


def _present(issue: IssueWorths) -> PathWord | None:
    for option in issue.options:
        if OptionSource.PRESENT in option.sources:
            worth = Worth(option.own, option.other)
            return PathWord(issue.issue_id, None, option.terms, worth)
    return None


def _sum(words: Sequence[PathWord], bonuses: Sequence[Bonus]) -> Point | None:
    own = sum(bonus.own for bonus in bonuses)
    other = sum(bonus.other for bonus in bonuses)
    for word in words:
        if word.worth.own is None or word.worth.other is None:
            return None
        own += word.worth.own
        other += word.worth.other
    return Point(own, other)
