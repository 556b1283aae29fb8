"""Sealed messages of a case: what left this computer and what came to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from negotiator_desk.bargaining.exchange import Message, MessageKind
from negotiator_desk.bargaining.message_data import message_from_data, message_to_data
from negotiator_desk.bargaining.qr_parts import parts_of
from negotiator_desk.bargaining.sealed import fingerprint_of, open_sealed, seal, spoken
from negotiator_desk.drafting.code_sheet import code_sheet
from negotiator_desk.drafting.qr_codes import squares
from negotiator_desk.drafting.typeset.look import REPORT_LOOK, load_look
from negotiator_desk.drafting.typeset.options import RenderOptions
from negotiator_desk.drafting.typeset.pdf import render
from negotiator_desk.errors import RuleError
from negotiator_desk.i18n import _
from negotiator_desk.models.exchange import ExchangeMessage
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.lookup import find_case
from negotiator_desk.services.saving import save_whole
from negotiator_desk.storage.ids import new_id
from negotiator_desk.storage.intake.message import read_message_file


@dataclass(frozen=True)
class MessageView:
    """A message as it left this computer or came to it.

    Attributes:
        fingerprint: SHA-256 of its content.
        links: Id on the other laptop → id here, of issues and offers; empty for what left.
        answered: The latest word on it: what this computer or the other one answered; None so far.
    """

    id: str
    case_id: str
    is_incoming: bool
    message: Message
    fingerprint: str
    links: Mapping[str, str]
    moved_at: datetime
    answered: Message | None = None

    @property
    def kind(self) -> MessageKind:
        """What it carries."""
        return self.message.kind

    @property
    def spoken(self) -> str:
        """The fingerprint in the four groups that people read to each other."""
        return spoken(self.fingerprint)


def list_messages(desk: Desk, case_id: str) -> tuple[MessageView, ...]:
    """Return a case's messages, the latest first.

    Raises:
        RuleError: There is no such case.
    """

    def query(session: Session) -> tuple[MessageView, ...]:
        return tuple(reversed(message_views(session, find_case(session, case_id).id)))

    return desk.read(query)


def get_message(desk: Desk, message_row_id: str) -> MessageView:
    """Return one message.

    Raises:
        RuleError: There is no such message.
    """

    def query(session: Session) -> MessageView:
        row = find_message(session, message_row_id)
        return next(one for one in message_views(session, row.case_id) if one.id == row.id)

    return desk.read(query)


def sealed_file(desk: Desk, message_row_id: str) -> bytes:
    """Return the file of a message; the same message always gives the same content.

    Raises:
        RuleError: There is no such message.
    """
    return seal(get_message(desk, message_row_id).message)


def save_message(desk: Desk, message_row_id: str, path: Path) -> None:
    """Save a message as a file; a file of that name is always whole.

    Raises:
        RuleError: There is no such message.
        StorageError: The disk refuses; an earlier file is kept.
    """
    save_whole(path, sealed_file(desk, message_row_id))


def message_parts(desk: Desk, message_row_id: str) -> tuple[str, ...]:
    """Return what the QR codes of a message say, in order.

    Raises:
        RuleError: There is no such message.
        SealRefused: It is too large for QR codes.
    """
    return parts_of(get_message(desk, message_row_id).message)


def code_sheet_pdf(desk: Desk, message_row_id: str, language: str) -> bytes:
    """Return the sheet of QR codes of a message as PDF; the same message gives the same bytes.

    Args:
        language: What it is written in, one of `i18n.LANGUAGES`.

    Raises:
        RuleError: There is no such message.
        SealRefused: It is too large for QR codes.
        MissingGlyphError: No font has a character of a name.
    """
    document = code_sheet(get_message(desk, message_row_id).message, language)
    return render(document, load_look(REPORT_LOOK), RenderOptions(watermark="")).pdf


def code_squares(part: str) -> tuple[bytes, ...]:
    """Return the rows of a part's QR code, each a byte for each square: 1 = dark."""
    return squares(part)


def read_message(path: Path) -> Message:
    """Return the message of a sealed file, checked from end to end; nothing is kept.

    Raises:
        SealRefused: It cannot be read, was changed on the way, or is no sealed message.
    """
    return open_sealed(read_message_file(path))


def message_views(session: Session, case_id: str) -> tuple[MessageView, ...]:
    """Return a case's messages in the order in which they moved."""
    rows = session.scalars(
        select(ExchangeMessage)
        .where(ExchangeMessage.case_id == case_id)
        .order_by(ExchangeMessage.moved_at, ExchangeMessage.id)
    ).all()
    messages = {row.id: message_from_data(row.content) for row in rows}
    answers = {row.reply_to: messages[row.id] for row in rows if row.kind is MessageKind.ANSWER}
    return tuple(
        MessageView(
            id=row.id,
            case_id=row.case_id,
            is_incoming=row.is_incoming,
            message=messages[row.id],
            fingerprint=row.fingerprint,
            links=row.links,
            moved_at=row.moved_at,
            answered=answers.get(row.fingerprint),
        )
        for row in rows
    )


def find_message(session: Session, message_row_id: str) -> ExchangeMessage:
    """Return the message.

    Raises:
        RuleError: There is no such message.
    """
    row = session.get(ExchangeMessage, message_row_id)
    if row is None:
        raise RuleError(
            _("This message is not in the store; nothing was changed."),
            hint=_("It may have been undone; go back to the list."),
        )
    return row


def keep_message(
    session: Session,
    case_id: str,
    message: Message,
    *,
    is_incoming: bool,
    links: Mapping[str, str],
    now: datetime,
) -> str:
    """Put a message on the case's record as part of an operation; return the row's id."""
    row = ExchangeMessage(
        id=new_id(),
        case_id=case_id,
        kind=message.kind,
        is_incoming=is_incoming,
        message_id=message.id,
        fingerprint=fingerprint_of(message),
        reply_to=message.reply_to,
        peer_case_id=message.case.id if is_incoming else message.peer_case_id,
        content=message_to_data(message),
        links=dict(links),
        moved_at=now,
    )
    session.add(row)
    session.flush()
    return row.id
