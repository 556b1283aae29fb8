"""What an offer can start from: what the sides said last on an issue, and what holds today."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from negotiator_desk.bargaining.offers import STANDING, OfferState
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

    def word_before(self, offer: OfferView) -> OfferView | None:
        """Return what the side of an offer said on the issue before it; None if nothing."""
        ids = [one.id for one in self.offers]
        found = [one for one in self.offers[: ids.index(offer.id)] if one.side is offer.side]
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

    def stands_beside(self, offers: Collection[str], side: Side) -> bool:
        """Whether a side has an offer that stands on the issue, other than these."""
        return any(
            one.side is side and one.state in STANDING and one.id not in offers
            for one in self.offers
        )

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


@dataclass(frozen=True)
class FallenPackage:
    """A tied package that a new offer would take off the table.

    Attributes:
        titles: Of all its issues.
        silent: Titles of those on which the side will have no offer any more.
    """

    titles: tuple[str, ...]
    silent: tuple[str, ...]


def fallen_packages(
    items: Mapping[str, IssueOnTable], side: Side, issue_ids: Collection[str], *, is_binding: bool
) -> tuple[FallenPackage, ...]:
    """Return the packages of a side that an offer of it on these issues would replace.

    A package stands or falls together: a new offer on one of its issues takes all of it down. An
    exploratory offer takes down only what is exploratory.
    """
    by_id = {one.id: one for item in items.values() for one in item.offers}
    found: dict[frozenset[str], FallenPackage] = {}
    for issue_id in issue_ids:
        for offer in items[issue_id].offers:
            falls = offer.state in STANDING and (is_binding or not offer.is_binding)
            if offer.side is not side or not offer.tied_with or not falls:
                continue
            package = frozenset(one for one in (offer.id, *offer.tied_with) if one in by_id)
            touched = {by_id[one].issue_id for one in package}
            parts = [item for item in items.values() if item.issue.id in touched]
            found[package] = FallenPackage(
                tuple(item.issue.title for item in parts),
                tuple(
                    item.issue.title
                    for item in parts
                    if item.issue.id not in issue_ids and not item.stands_beside(package, side)
                ),
            )
    return tuple(found.values())


def fallen_in_words(packages: Collection[FallenPackage]) -> str:
    """Say which packages an offer replaces, and where nothing of its side is left; "" for none."""
    comma = _(", ")
    replaced = _("This replaces the package with {issues}.")
    silenced = _(
        "This replaces the package with {issues}: {silent} will then have no offer of this side."
    )
    return "\n".join(
        (silenced if one.silent else replaced).format(
            issues=comma.join(one.titles), silent=comma.join(one.silent)
        )
        for one in packages
    )
