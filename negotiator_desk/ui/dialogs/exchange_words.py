"""How messages between two laptops are shown in words."""

from __future__ import annotations

from negotiator_desk.bargaining.exchange import (
    AnswerBody,
    AnswerKind,
    Message,
    MessageKind,
    OfferBody,
    TextBody,
)
from negotiator_desk.bargaining.parties import Side
from negotiator_desk.i18n import _, n_, p_
from negotiator_desk.services.exchange_offering import Sendable
from negotiator_desk.services.exchange_reading import Sameness
from negotiator_desk.ui import display
from negotiator_desk.ui.theme import Tone


def kind(value: MessageKind) -> str:
    """What a message carries."""
    match value:
        case MessageKind.OFFER:
            return p_("message", "Offer")
        case MessageKind.TEXT:
            return p_("message", "Contract text")
        case MessageKind.ANSWER:
            return p_("message", "Answer")


def binding(is_binding: bool, is_tied: bool) -> str:
    """Whether an offer binds, and whether it stands or falls together."""
    word = _("binding") if is_binding else _("exploratory")
    return _("{kind}, tied package").format(kind=word) if is_tied else word


def said(message: Message) -> str:
    """What a message says, in one line."""
    match message.body:
        case OfferBody(is_binding, is_tied, offers=offers):
            return _("{kind}: {issues}").format(
                kind=binding(is_binding, is_tied),
                issues=_(", ").join(one.title for one in offers),
            )
        case TextBody(version=version):
            return _("wording of version {version}").format(version=version)
        case AnswerBody():
            return answer(message.body)


def answer(body: AnswerBody) -> str:
    """What an answer says."""
    match body.answer:
        case AnswerKind.ACCEPTED:
            return n_(
                "accepts {count} offer", "accepts {count} offers", len(body.offer_ids)
            ).format(count=len(body.offer_ids))
        case AnswerKind.CONFIRMED:
            return _("confirms the very same text")
        case AnswerKind.CONSENTS:
            return _("{employer} consents").format(employer=body.employer)
        case AnswerKind.REFUSES:
            return _("{employer} refuses").format(employer=body.employer)


def answered(message: Message | None) -> str:
    """What became of a message that left; "" = nothing was answered yet."""
    if message is None or not isinstance(message.body, AnswerBody):
        return ""
    match message.body.answer:
        case AnswerKind.ACCEPTED:
            return p_("message", "accepted")
        case AnswerKind.CONFIRMED:
            return p_("message", "confirmed")
        case AnswerKind.CONSENTS | AnswerKind.REFUSES:
            return answer(message.body)


def answered_tone(message: Message | None) -> Tone | None:
    """How what became of a message is coloured."""
    if message is None or not isinstance(message.body, AnswerBody):
        return None
    return Tone.ATTENTION if message.body.answer is AnswerKind.REFUSES else Tone.GOOD


def sender(side: Side | None, party: str = "") -> str:
    """Whose word a message is."""
    if side is None:
        return display.NONE
    return (
        _("{side} ({party})").format(side=display.side(side), party=party)
        if party
        else (display.side(side))
    )


def sendable(one: Sendable) -> str:
    """What something that can be sent is, in one line."""
    match one.kind:
        case MessageKind.OFFER:
            return _(", ").join(one.titles)
        case MessageKind.TEXT:
            return _("Version {version} of the contract").format(version=one.version)
        case MessageKind.ANSWER:
            assert one.message is not None, "an answer is sealed when it is made"
            return said(one.message)


def sameness(value: Sameness) -> str:
    """Whether both laptops have the same."""
    match value:
        case Sameness.SAME:
            return p_("both laptops", "the same")
        case Sameness.DIFFERENT:
            return p_("both laptops", "different")
        case Sameness.ONLY_THERE:
            return p_("both laptops", "only there")
        case Sameness.ONLY_HERE:
            return p_("both laptops", "only here")
        case Sameness.NEITHER:
            return display.NONE


def sameness_tone(value: Sameness) -> Tone | None:
    """How that is coloured: what differs is worth a look."""
    match value:
        case Sameness.SAME:
            return Tone.GOOD
        case Sameness.NEITHER:
            return None
        case _:
            return Tone.ATTENTION
