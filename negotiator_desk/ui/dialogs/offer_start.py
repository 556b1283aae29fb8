"""What an offer can start from: what the sides said last on an issue, and what holds today."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from negotiator_desk.bargaining.offers import OfferState
from negotiator_desk.bargaining.parties import Side
from negotiator_desk.i18n import _
from negotiator_desk.pay.terms import Terms
from negotiator_desk.services.issues import IssueView
from negotiator_desk.services.offer_views import OfferView

_SPOKEN = frozenset({OfferState.TABLED, OfferState.TENTATIVE, OfferState.SETTLED})
"""States of an offer that is its side's word of the moment."""


class Start(StrEnum):
    """What an offer starts from, so that only differences are typed."""

    OWN = "own"
    OTHER = "other"
    PRESENT = "present"


@dataclass(frozen=True)
class IssueOnTable:
    """An issue with the offers made on it so far, in the order they were tabled."""

    issue: IssueView
    offers: tuple[OfferView, ...]

    def last_word(self, side: Side) -> OfferView | None:
        """Return what a side said last and still stands, or settled the issue; None if nothing."""
        found = [one for one in self.offers if one.side is side and one.state in _SPOKEN]
        return found[-1] if found else None

    def starts(self, side: Side) -> Mapping[Start, Terms]:
        """Return what a side's next offer can start from, the most likely first."""
        own, other = self.last_word(side), self.last_word(side.other)
        found = {
            Start.OWN: None if own is None else own.terms,
            Start.PRESENT: self.issue.present_terms,
            Start.OTHER: None if other is None else other.terms,
        }
        return {start: terms for start, terms in found.items() if terms is not None}

    def start(self, side: Side) -> tuple[Terms | None, str]:
        """Return what a side's next offer starts from, and a sentence that says what that is.

        Its own last word, else the present terms; only where there is neither, the other side's
        last word. None if nothing was ever said.
        """
        for start, terms in self.starts(side).items():
            if start is Start.OTHER:
                return terms, _(
                    "Starts from the other side's figures: this side has made no offer, and there "
                    "are no present terms."
                )
            return terms, self.origin(start)
        return None, ""

    def origin(self, start: Start) -> str:
        """Return the sentence that says what an offer starts from."""
        match start:
            case Start.OWN:
                return _("Starts from this side's own last offer.")
            case Start.PRESENT:
                return _("Starts from the present terms.")
            case Start.OTHER:
                return _("Starts from the other side's last offer.")

    def repeats(self, side: Side, terms: Terms) -> bool:
        """Whether terms are those of a binding offer of the other side that could be accepted."""
        standing = {OfferState.TABLED, OfferState.TENTATIVE}
        return any(
            one.side is side.other
            and one.is_binding
            and one.state in standing
            and one.terms == terms
            for one in self.offers
        )
