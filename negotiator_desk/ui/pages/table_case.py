"""Everything shared that the offers of a case are shown with, read at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtGui import QKeySequence

from negotiator_desk.bargaining.parties import Side
from negotiator_desk.i18n import _
from negotiator_desk.services.cases import CaseView, get_case
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.evidence import count_by_offer, list_evidence
from negotiator_desk.services.issues import list_issues
from negotiator_desk.services.offer_views import OfferView, list_case_offers
from negotiator_desk.services.session_states import SessionState
from negotiator_desk.services.sessions import SessionView, list_sessions
from negotiator_desk.ui.dialogs.offer_head import Speaker
from negotiator_desk.ui.dialogs.offer_start import IssueOnTable

NEW_SESSION_KEY = "Ctrl+M"
"""Opens the form of the next session, wherever one is on the table."""


@dataclass(frozen=True)
class TableCase:
    """A case as its table shows it.

    Attributes:
        items: Issues with their offers, by issue id, in the order of the agenda.
        files: How many files stand behind an offer, by offer id.
    """

    case: CaseView
    sessions: tuple[SessionView, ...]
    items: Mapping[str, IssueOnTable]
    files: Mapping[str, int]

    @property
    def meeting(self) -> SessionView | None:
        """The latest session; None before the first."""
        return self.sessions[-1] if self.sessions else None

    def closed_because(self) -> str:
        """Say why nothing can be tabled or accepted now, and what to do; "" where it can.

        Without a session there is no reason: the first offer opens one.
        """
        meeting = self.meeting
        if meeting is None or meeting.state is SessionState.UNDER_WAY:
            return ""
        if meeting.state is SessionState.SUSPENDED:
            sentence = _("Session {number} is suspended: resume it on the session record.")
        else:
            sentence = _(
                "Session {number} has ended: open the next with {key}, or reopen it on the session "
                "record."
            )
        key = QKeySequence(NEW_SESSION_KEY).toString(QKeySequence.SequenceFormat.NativeText)
        return sentence.format(number=meeting.number, key=key)

    def offers(self) -> tuple[OfferView, ...]:
        """Return all offers, those of one issue after the other."""
        return tuple(offer for item in self.items.values() for offer in item.offers)

    def package(self, offer: OfferView) -> tuple[OfferView, ...]:
        """Return the offers that stand or fall with one, itself included, in agenda order."""
        if not offer.tied_with:
            return (offer,)
        members = {offer.id, *offer.tied_with}
        return tuple(one for one in self.offers() if one.id in members)

    def title(self, offer: OfferView) -> str:
        """Return the title of the issue an offer is on."""
        return self.items[offer.issue_id].issue.title

    def speakers(self) -> dict[Side, tuple[Speaker, ...]]:
        """Return who may speak for each side: those present, the chief first.

        Where the session has no record of who of a side was there, all its representatives may.
        """
        present = set(self.meeting.present) if self.meeting else set()
        found = {}
        for side, party in self.case.parties.items():
            there = [one for one in party.representatives if one.id in present]
            people = sorted(there or party.representatives, key=lambda one: not one.is_chief)
            found[side] = tuple(Speaker(one.id, one.name, one.is_chief) for one in people)
        return found

    def last_speaker(self) -> dict[Side, str]:
        """Return who spoke last for each side in the latest session, as far as it is stated."""
        found: dict[Side, str] = {}
        for offer in sorted(self.offers(), key=lambda one: one.tabled_at):
            is_now = self.meeting is not None and offer.session_id == self.meeting.id
            if is_now and offer.speaker_id is not None:
                found[offer.side] = offer.speaker_id
        return found


def read_case(desk: Desk, case_id: str) -> TableCase:
    """Read a case for its table.

    Raises:
        RuleError: There is no such case.
    """
    offers = list_case_offers(desk, case_id)
    return TableCase(
        case=get_case(desk, case_id),
        sessions=list_sessions(desk, case_id),
        items={
            issue.id: IssueOnTable(issue, offers[issue.id]) for issue in list_issues(desk, case_id)
        },
        files=count_by_offer(list_evidence(desk, case_id)),
    )
