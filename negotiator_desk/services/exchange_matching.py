"""Which case and which issues here a message from another laptop is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from negotiator_desk.bargaining.exchange import Message, OfferBody, OfferedTerms
from negotiator_desk.bargaining.sealed import fingerprint_of
from negotiator_desk.errors import InputError, RuleError
from negotiator_desk.i18n import _
from negotiator_desk.models.bargaining import Issue
from negotiator_desk.models.case import Case
from negotiator_desk.models.exchange import ExchangeMessage


class Match(StrEnum):
    """How an issue of a message was found here."""

    LINKED = "linked"
    """An earlier message, or the sender, named both."""
    NAMED = "named"
    """Title and subject are the same."""
    CHOSEN = "chosen"
    """Somebody chose it."""
    NONE = "none"


@dataclass(frozen=True)
class Matched:
    """An issue of a message and what it is here.

    Attributes:
        issue_id: None where it has to be chosen.
        candidates: Ids of the issues here that it may be: those of its subject, in agenda order.
    """

    offered: OfferedTerms
    issue_id: str | None
    match: Match
    candidates: tuple[str, ...]


def known_row(session: Session, case_id: str, message: Message) -> ExchangeMessage | None:
    """Return the row of a message that came to the case before; None the first time."""
    return session.scalar(
        select(ExchangeMessage).where(
            ExchangeMessage.case_id == case_id,
            ExchangeMessage.is_incoming.is_(True),
            ExchangeMessage.fingerprint == fingerprint_of(message),
        )
    )


def check_belongs(session: Session, case: Case, message: Message) -> None:
    """Refuse a message that went out from here, or that is about another case.

    Raises:
        RuleError: It does not belong to the case.
    """
    fingerprint = fingerprint_of(message)
    mine = select(ExchangeMessage.id).where(
        ExchangeMessage.is_incoming.is_(False), ExchangeMessage.fingerprint == fingerprint
    )
    if session.scalar(mine) is not None:
        raise RuleError(
            _("This message was sealed on this computer; nothing was taken over."),
            hint=_("Open it on the other side's computer."),
        )
    other = None
    if message.peer_case_id and message.peer_case_id != case.id:
        other = session.get(Case, message.peer_case_id)
    if other is None:
        other = _linked_elsewhere(session, case, message)
    if other is not None:
        raise RuleError(
            _("This message is about case {number}, “{title}”; nothing was taken over.").format(
                number=other.number, title=other.title
            ),
            hint=_("Go to that case and open the message there."),
        )
    same_number = select(ExchangeMessage.id).where(
        ExchangeMessage.case_id == case.id,
        ExchangeMessage.is_incoming.is_(True),
        ExchangeMessage.message_id == message.id,
        ExchangeMessage.fingerprint != fingerprint,
    )
    if session.scalar(same_number) is not None:
        raise RuleError(
            _("Another message of the same number came before; nothing was taken over."),
            hint=_("Compare the fingerprints, and ask the other side which message is meant."),
        )


def match_issues(
    session: Session, case_id: str, message: Message, chosen: Mapping[str, str]
) -> tuple[Matched, ...]:
    """Return what each issue of an offer is here.

    Args:
        chosen: Issue id on the other laptop → id here, as somebody chose; it goes before all else.
    """
    assert isinstance(message.body, OfferBody), "only offers name issues"
    issues = session.scalars(
        select(Issue).where(Issue.case_id == case_id).order_by(Issue.position)
    ).all()
    links = known_links(session, case_id, message.case.id)
    return tuple(_matched(one, issues, links, chosen) for one in message.body.offers)


def known_links(session: Session, case_id: str, peer_case_id: str) -> dict[str, str]:
    """Return what earlier messages of the other case named both: id there → id here."""
    found: dict[str, str] = {}
    for links in session.scalars(
        select(ExchangeMessage.links)
        .where(
            ExchangeMessage.case_id == case_id,
            ExchangeMessage.is_incoming.is_(True),
            ExchangeMessage.peer_case_id == peer_case_id,
        )
        .order_by(ExchangeMessage.moved_at, ExchangeMessage.id)
    ):
        found.update(links)
    return found


def check_all_matched(matched: Sequence[Matched]) -> None:
    """Refuse an offer of which an issue has no place here, or two have the same.

    Raises:
        InputError: An issue has to be chosen, or was chosen twice.
    """
    for one in matched:
        if one.issue_id is None:
            raise InputError(
                _("“{issue}” is no issue of this case; nothing was taken over.").format(
                    issue=one.offered.title
                ),
                hint=_("Choose which issue it is, or add the issue first."),
            )
    ids = [one.issue_id for one in matched]
    if len(set(ids)) != len(ids):
        raise InputError(
            _("Two issues of the message are the same issue here; nothing was taken over."),
            hint=_("Choose another issue for one of them."),
        )


def _matched(
    offered: OfferedTerms,
    issues: Sequence[Issue],
    links: Mapping[str, str],
    chosen: Mapping[str, str],
) -> Matched:
    fitting = [one for one in issues if one.subject is offered.subject]
    ids = tuple(one.id for one in fitting)
    for issue_id, match in (
        (chosen.get(offered.issue_id), Match.CHOSEN),
        (links.get(offered.issue_id), Match.LINKED),
        (offered.peer_issue_id, Match.LINKED),
    ):
        if issue_id in ids:
            return Matched(offered, issue_id, match, ids)
    named = [one.id for one in fitting if one.title == offered.title]
    if len(named) == 1:
        return Matched(offered, named[0], Match.NAMED, ids)
    return Matched(offered, None, Match.NONE, ids)


def _linked_elsewhere(session: Session, case: Case, message: Message) -> Case | None:
    """Return the case here that earlier messages of the sender's case went to, if another."""
    cases = session.scalars(
        select(ExchangeMessage.case_id)
        .where(
            ExchangeMessage.is_incoming.is_(True),
            ExchangeMessage.peer_case_id == message.case.id,
        )
        .distinct()
    ).all()
    if not cases or case.id in cases:
        return None
    return session.get(Case, min(cases))
