"""The states an offer and an issue pass through, and what may follow what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from negotiator_desk.bargaining.parties import Side
from negotiator_desk.errors import RuleError
from negotiator_desk.i18n import _


class IssueState(StrEnum):
    """Whether an issue is settled."""

    OPEN = "open"
    AGREED = "agreed"


class OfferState(StrEnum):
    """Where one side's terms for one issue stand.

    TABLED is the side's word of the moment; SUPERSEDED gave way to a later offer of the same side;
    ACCEPTED settled the issue; WITHDRAWN was taken back before anyone accepted.
    """

    TABLED = "tabled"
    SUPERSEDED = "superseded"
    ACCEPTED = "accepted"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class OfferFacts:
    """What decides an offer's state.

    Attributes:
        round: Counts the side's offers on the issue, from 1.
        session_number: Number of the negotiation session it was put in.
    """

    id: str
    side: Side
    round: int
    is_binding: bool
    withdrawn: bool
    session_number: int


def offer_states(
    offers: Iterable[OfferFacts], accepted_id: str | None = None
) -> Mapping[str, OfferState]:
    """Return the state of every offer made on one issue, by offer id.

    A later offer of the same side replaces an earlier one for good: taking the later one back does
    not bring the earlier one to the table again.

    Args:
        offers: All offers on the issue, in any order.
        accepted_id: The offer that settled the issue, if one did.
    """
    every = tuple(offers)
    newest: dict[Side, int] = {}
    for offer in every:
        newest[offer.side] = max(newest.get(offer.side, 0), offer.round)
    states = {}
    for offer in every:
        if offer.id == accepted_id:
            states[offer.id] = OfferState.ACCEPTED
        elif offer.withdrawn:
            states[offer.id] = OfferState.WITHDRAWN
        elif offer.round < newest[offer.side]:
            states[offer.id] = OfferState.SUPERSEDED
        else:
            states[offer.id] = OfferState.TABLED
    return states


def issue_state(accepted_id: str | None) -> IssueState:
    """Return whether an issue is settled: it is as soon as one of its offers was accepted."""
    return IssueState.OPEN if accepted_id is None else IssueState.AGREED


def check_tabling(title: str, accepted_id: str | None) -> None:
    """Refuse an offer on a settled issue.

    Args:
        title: The issue's title.
        accepted_id: The offer that settled the issue, if one did.

    Raises:
        RuleError: The issue is agreed.
    """
    if issue_state(accepted_id) is IssueState.AGREED:
        raise RuleError(
            _("“{issue}” is already agreed and takes no more offers; nothing was tabled.").format(
                issue=title
            ),
            hint=_("To bargain over it again, undo the acceptance first."),
        )


def check_issue_change(
    title: str, *, offers: Iterable[OfferFacts], accepted_id: str | None
) -> None:
    """Refuse to change what an offer on the table, or an agreement, is about.

    What the two sides said or agreed would otherwise be read under another name or measured on
    other facts.

    Args:
        title: The issue's title.
        offers: All offers on the issue.
        accepted_id: The offer that settled the issue, if one did.

    Raises:
        RuleError: The issue is agreed, or an offer on it stands.
    """
    states = set(offer_states(offers, accepted_id).values())
    if OfferState.ACCEPTED in states:
        raise RuleError(
            _(
                "“{issue}” is agreed, so its title, data and present terms cannot change; "
                "nothing was changed."
            ).format(issue=title),
            hint=_("To bargain over it again, undo the acceptance first."),
        )
    if OfferState.TABLED in states:
        raise RuleError(
            _(
                "“{issue}” has an offer on the table, so its title, data and present terms cannot "
                "change; nothing was changed."
            ).format(issue=title),
            hint=_("Withdraw the offers on it first."),
        )


def check_acceptance(
    offer: OfferFacts,
    *,
    offers: Iterable[OfferFacts],
    accepted_id: str | None,
    side: Side,
    session_number: int,
) -> None:
    """Refuse an acceptance that the rules of the table do not allow.

    Args:
        offer: The offer to be accepted.
        offers: All offers on the same issue.
        accepted_id: The offer that settled the issue, if one did.
        side: Who accepts.
        session_number: Number of the negotiation session it is accepted in.

    Raises:
        RuleError: The issue is agreed already; the side would accept its own offer; the offer is
            exploratory, replaced or withdrawn; or the session came before the offer.
    """
    if issue_state(accepted_id) is IssueState.AGREED:
        raise RuleError(
            _("This issue is already agreed; nothing was accepted."),
            hint=_("To bargain over it again, undo the acceptance first."),
        )
    if offer.side is side:
        raise RuleError(
            _("A side cannot accept its own offer; nothing was accepted."),
            hint=_("The other side accepts it, or answers with an offer of its own."),
        )
    match offer_states(offers, accepted_id)[offer.id]:
        case OfferState.WITHDRAWN:
            raise RuleError(
                _("This offer was withdrawn and cannot be accepted; nothing was accepted."),
                hint=_("Ask the side that withdrew it to table it again."),
            )
        case OfferState.SUPERSEDED:
            raise RuleError(
                _(
                    "This offer was replaced by a later one of the same side and cannot be "
                    "accepted; nothing was accepted."
                ),
                hint=_("Accept the side's latest offer, or ask it to table this one again."),
            )
        case _state:
            pass
    if not offer.is_binding:
        raise RuleError(
            _("An exploratory offer cannot be accepted; nothing was accepted."),
            hint=_("Ask the side that made it to table the same terms as a binding offer."),
        )
    if session_number < offer.session_number:
        raise RuleError(
            _(
                "The offer was made in session {offered}, after session {accepted}; "
                "nothing was accepted."
            ).format(offered=offer.session_number, accepted=session_number),
            hint=_("Accept it in the session it was made in or a later one."),
        )


def check_withdrawal(
    offer: OfferFacts, *, offers: Iterable[OfferFacts], accepted_id: str | None
) -> None:
    """Refuse to take back an offer that is no longer the side's word of the moment.

    Raises:
        RuleError: It was accepted, replaced or withdrawn already.
    """
    match offer_states(offers, accepted_id)[offer.id]:
        case OfferState.ACCEPTED:
            raise RuleError(
                _("This offer was accepted and cannot be withdrawn; nothing was changed."),
                hint=_("If it was accepted by mistake, undo the acceptance."),
            )
        case OfferState.WITHDRAWN:
            raise RuleError(
                _("This offer is already withdrawn; nothing was changed."),
                hint=_("Table a new offer to go on."),
            )
        case OfferState.SUPERSEDED:
            raise RuleError(
                _("This offer was already replaced by a later one; nothing was changed."),
                hint=_("Withdraw the side's latest offer instead."),
            )
        case OfferState.TABLED:
            return
