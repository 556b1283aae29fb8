"""Offers of a message that came before are held against the record: offers never change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from negotiator_desk.bargaining.exchange import Message, OfferBody
from negotiator_desk.errors import RuleError
from negotiator_desk.i18n import _
from negotiator_desk.models.bargaining import Offer
from negotiator_desk.pay.terms_data import terms_to_data
from negotiator_desk.services.exchange_matching import Matched, known_links
from negotiator_desk.services.fields import long_text


@dataclass(frozen=True)
class Known:
    """What earlier messages brought of a message's offers.

    Attributes:
        here: Id on the other laptop → id here; offers that are new are left out.
        changed: Ids, on the other laptop, of those that the record has otherwise.
    """

    here: Mapping[str, str]
    changed: frozenset[str]

    def refusal(self) -> RuleError | None:
        """Return why the message cannot be taken over; None where nothing was changed."""
        if not self.changed:
            return None
        return RuleError(
            _(
                "An earlier message put the same offer in another way, and offers never change; "
                "nothing was taken over."
            ),
            hint=_("Ask the other side to table its new terms as a new offer."),
        )


def known_offers(
    session: Session, case_id: str, message: Message, matched: Sequence[Matched]
) -> Known:
    """Hold the offers of a message against what earlier messages brought.

    Compared are side, issue, terms, argument, whether it binds and, of a tied package, which offers
    are in it; loose offers stand each for itself.

    Args:
        matched: What the issues of the message are here.
    """
    body = message.body
    assert isinstance(body, OfferBody), "only offers are known"
    links = known_links(session, case_id, message.case.id)
    named = [
        links[one]
        for offered in body.offers
        for one in (offered.offer_id, offered.issue_id)
        if one in links
    ]
    offers = {one.id: one for one in session.scalars(select(Offer).where(Offer.id.in_(named)))}
    here = {one.offer_id: links[one.offer_id] for one in body.offers if one.offer_id in links}
    changed = frozenset(
        one.offered.offer_id for one in matched if not _is_same(one, message, links, offers)
    )
    if body.is_tied and here and not changed and not _is_whole(session, body, here, offers):
        changed = frozenset(one.offer_id for one in body.offers)
    return Known(here, changed)


def _is_same(
    matched: Matched, message: Message, links: Mapping[str, str], offers: Mapping[str, Offer]
) -> bool:
    """Whether the record has an offer as the message says, or has it not at all."""
    body, offered = message.body, matched.offered
    assert isinstance(body, OfferBody), "only offers are known"
    if links.get(offered.issue_id) in offers:
        # An issue under the number of an offer.
        return False
    if offered.offer_id not in links:
        return True
    offer = offers.get(links[offered.offer_id])
    if offer is None:
        return False
    said = (
        message.side,
        matched.issue_id,
        body.is_binding,
        body.is_tied,
        long_text(body.argument, _("Argument")),
        terms_to_data(offered.terms),
    )
    return said == (
        offer.side,
        offer.issue_id,
        offer.is_binding,
        offer.is_tied,
        offer.argument,
        offer.terms,
    )


def _is_whole(
    session: Session, body: OfferBody, here: Mapping[str, str], offers: Mapping[str, Offer]
) -> bool:
    """Whether a tied package is just the one on record."""
    bundles = {offers[one].bundle_id for one in here.values()}
    kept = set(session.scalars(select(Offer.id).where(Offer.bundle_id.in_(bundles))))
    return len(bundles) == 1 and kept == set(here.values()) and len(here) == len(body.offers)
