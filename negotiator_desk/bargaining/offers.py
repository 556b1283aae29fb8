"""The states an offer and an issue pass through, and what may follow what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from negotiator_desk.bargaining.parties import Side
from negotiator_desk.errors import RuleError
from negotiator_desk.i18n import _


class IssueState(StrEnum):
    """Whether an issue is settled."""

    OPEN = "open"
    AGREED = "agreed"


class OfferState(StrEnum):
    """Where one side's terms for one issue stand.

    TABLED is the side's word of the moment; TENTATIVE is what the other side would take if all the
    rest is settled; SETTLED ended the issue; SUPERSEDED gave way to a later offer of the same side,
    or fell with the package it was tied into; WITHDRAWN was taken back before anyone accepted.
    """

    TABLED = "tabled"
    TENTATIVE = "tentative"
    SETTLED = "settled"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


STANDING = frozenset({OfferState.TABLED, OfferState.TENTATIVE})
"""States of an offer that can still be accepted, if it is binding, or taken back."""


@dataclass(frozen=True)
class OfferFacts:
    """What decides an offer's state.

    Attributes:
        bundle_id: Shared by offers that were tabled together.
        round: Counts the side's offers on the issue, from 1.
        is_tied: Whether the offers of its bundle stand or fall together.
        session_number: Number of the negotiation session it was put in.
    """

    id: str
    issue_id: str
    bundle_id: str
    side: Side
    round: int
    is_binding: bool
    is_tied: bool
    withdrawn: bool
    session_number: int


@dataclass(frozen=True)
class Table:
    """Everything that was offered, held and agreed in one case.

    Attributes:
        offers: All offers of the case, in any order.
        agreed: Issue id → the offer that settled it.
        tentative: Ids of the offers that are held tentatively.
    """

    offers: tuple[OfferFacts, ...]
    agreed: Mapping[str, str] = field(default_factory=dict)
    tentative: frozenset[str] = frozenset()

    def offer(self, offer_id: str) -> OfferFacts:
        """Return the offer with an id; it must be one of the table's."""
        return self._by_id[offer_id]

    def package(self, offer_id: str) -> tuple[str, ...]:
        """Return the ids of all offers that stand or fall with one, itself included, by issue."""
        offer = self.offer(offer_id)
        if not offer.is_tied:
            return (offer_id,)
        return tuple(one.id for one in self._bundles[offer.bundle_id])

    def states(self) -> Mapping[str, OfferState]:
        """Return the state of every offer, by offer id.

        A later binding offer of the same side replaces an earlier one for good: taking the later
        one back does not bring the earlier one to the table again. An exploratory offer only
        replaces what the side explored before; its binding word stands.
        """
        return self._states

    def is_agreed(self, issue_id: str) -> bool:
        """Whether an issue is settled."""
        return issue_id in self.agreed

    @cached_property
    def _by_id(self) -> Mapping[str, OfferFacts]:
        return {offer.id: offer for offer in self.offers}

    @cached_property
    def _bundles(self) -> Mapping[str, tuple[OfferFacts, ...]]:
        found: dict[str, list[OfferFacts]] = {}
        for offer in sorted(self.offers, key=lambda one: (one.issue_id, one.id)):
            found.setdefault(offer.bundle_id, []).append(offer)
        return {bundle: tuple(members) for bundle, members in found.items()}

    @cached_property
    def _states(self) -> Mapping[str, OfferState]:
        last_binding: dict[tuple[str, Side], int] = {}
        last_of_any: dict[tuple[str, Side], int] = {}
        for offer in self.offers:
            key = (offer.issue_id, offer.side)
            last_of_any[key] = max(last_of_any.get(key, 0), offer.round)
            if offer.is_binding:
                last_binding[key] = max(last_binding.get(key, 0), offer.round)
        alone = {}
        for offer in self.offers:
            key = (offer.issue_id, offer.side)
            last = last_binding.get(key, 0) if offer.is_binding else last_of_any[key]
            alone[offer.id] = self._state_alone(offer, is_replaced=offer.round < last)
        return {offer.id: self._state_in_package(offer, alone) for offer in self.offers}

    def _state_alone(self, offer: OfferFacts, *, is_replaced: bool) -> OfferState:
        if self.agreed.get(offer.issue_id) == offer.id:
            return OfferState.SETTLED
        if offer.withdrawn:
            return OfferState.WITHDRAWN
        if is_replaced:
            return OfferState.SUPERSEDED
        is_held = offer.id in self.tentative and not self.is_agreed(offer.issue_id)
        return OfferState.TENTATIVE if is_held else OfferState.TABLED

    def _state_in_package(self, offer: OfferFacts, alone: Mapping[str, OfferState]) -> OfferState:
        state = alone[offer.id]
        if not offer.is_tied or state not in STANDING:
            return state
        members = self._bundles[offer.bundle_id]
        whole = all(
            alone[one.id] in STANDING and not self.is_agreed(one.issue_id) for one in members
        )
        return state if whole else OfferState.SUPERSEDED


def issue_state(accepted_id: str | None) -> IssueState:
    """Return whether an issue is settled: it is as soon as one of its offers was accepted."""
    return IssueState.OPEN if accepted_id is None else IssueState.AGREED


def check_tabling(title: str, issue_id: str, table: Table) -> None:
    """Refuse an offer on a settled issue.

    Args:
        title: The issue's title.

    Raises:
        RuleError: The issue is agreed.
    """
    if table.is_agreed(issue_id):
        raise RuleError(
            _("“{issue}” is already agreed and takes no more offers; nothing was tabled.").format(
                issue=title
            ),
            hint=_("To bargain over it again, undo the acceptance first."),
        )


def check_issue_change(title: str, issue_id: str, table: Table) -> None:
    """Refuse to change what an offer on the table, or an agreement, is about.

    What the two sides said or agreed would otherwise be read under another name or measured on
    other facts.

    Args:
        title: The issue's title.

    Raises:
        RuleError: The issue is agreed, or an offer on it stands.
    """
    if table.is_agreed(issue_id):
        raise RuleError(
            _(
                "“{issue}” is agreed, so its title, data and present terms cannot change; "
                "nothing was changed."
            ).format(issue=title),
            hint=_("To bargain over it again, undo the acceptance first."),
        )
    states = table.states()
    if any(one.issue_id == issue_id and states[one.id] in STANDING for one in table.offers):
        raise RuleError(
            _(
                "“{issue}” has an offer on the table, so its title, data and present terms cannot "
                "change; nothing was changed."
            ).format(issue=title),
            hint=_("Withdraw the offers on it first."),
        )


def check_acceptance(table: Table, offer_id: str, *, side: Side, session_number: int) -> None:
    """Refuse to accept, or to hold, an offer with its package where the rules do not allow it.

    Args:
        side: Who accepts.
        session_number: Number of the negotiation session it is accepted in.

    Raises:
        RuleError: An issue is agreed already; the side would accept its own offer; an offer is
            exploratory, replaced or withdrawn; or the session came before the offer.
    """
    for member in table.package(offer_id):
        _check_acceptance(table, table.offer(member), side, session_number)


def _check_acceptance(table: Table, offer: OfferFacts, side: Side, session_number: int) -> None:
    if table.is_agreed(offer.issue_id):
        raise RuleError(
            _("This issue is already agreed; nothing was accepted."),
            hint=_("To bargain over it again, undo the acceptance first."),
        )
    if offer.side is side:
        raise RuleError(
            _("A side cannot accept its own offer; nothing was accepted."),
            hint=_("The other side accepts it, or answers with an offer of its own."),
        )
    match table.states()[offer.id]:
        case OfferState.WITHDRAWN:
            raise RuleError(
                _("This offer was withdrawn and cannot be accepted; nothing was accepted."),
                hint=_("Ask the side that withdrew it to table it again."),
            )
        case OfferState.SUPERSEDED if offer.is_tied:
            raise RuleError(
                _(
                    "This offer stood or fell with its package, and part of that is replaced or "
                    "settled; nothing was accepted."
                ),
                hint=_("Accept the side's latest offer, or ask it to table this one again."),
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


def check_withdrawal(table: Table, offer_id: str) -> None:
    """Refuse to take back an offer that is no longer the side's word of the moment.

    Raises:
        RuleError: It was accepted, replaced or withdrawn already.
    """
    state = table.states()[offer_id]
    if state in STANDING and table.is_agreed(table.offer(offer_id).issue_id):
        raise RuleError(
            _("This issue is already agreed; nothing was changed."),
            hint=_("The offer that was not accepted stays on the record as it is."),
        )
    match state:
        case OfferState.SETTLED:
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
        case OfferState.TABLED | OfferState.TENTATIVE:
            return
