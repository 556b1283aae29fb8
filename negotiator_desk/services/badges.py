"""Badges of representatives: whose code was scanned, and the sheet of cards to print and cut.

A badge shows what the list of representatives shows to both sides: name, post, side. Its code is
worked out from the representative's id (`drafting/badge_codes.py`); nothing is stored for it.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from negotiator_desk.bargaining.parties import Side
from negotiator_desk.drafting import badge_codes
from negotiator_desk.drafting.badges import BadgeHolder, BadgeSheet, badges
from negotiator_desk.drafting.typeset.look import BADGE_LOOK, load_look
from negotiator_desk.drafting.typeset.options import RenderOptions
from negotiator_desk.drafting.typeset.pdf import render
from negotiator_desk.errors import InputError, RuleError
from negotiator_desk.i18n import _
from negotiator_desk.models.case import Party, Representative
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.lookup import find_case
from negotiator_desk.services.saving import save_whole
from negotiator_desk.times import CHINA_TIME

_LONGEST_SHOWN = 30
"""Characters of what was typed that an error repeats: a scanner may read a whole page of text."""


def badge_code(representative_id: str) -> str:
    """Return the code on a representative's badge: ten capitals and digits, such as ND7K4M2Q9X."""
    return badge_codes.badge_code(representative_id)


def find_by_badge(desk: Desk, case_id: str, typed: str) -> str:
    """Return the id of the representative whose badge was scanned or typed.

    Raises:
        InputError: It is no badge code, or a character is wrong.
        RuleError: There is no such case, nobody in it has this badge, or whoever has it was
            replaced.
    """
    code = badge_codes.read_badge_code(typed)
    if code is None:
        raise InputError(
            _("“{typed}” is not the code of a badge; nobody was marked as present.").format(
                typed=typed.strip()[:_LONGEST_SHOWN]
            ),
            hint=_("Scan the badge again, or type its code as printed below the square."),
        )
    return desk.read(lambda session: _holder(session, case_id, code))


def badges_pdf(
    desk: Desk, case_id: str, language: str, chosen: Collection[str] | None = None
) -> bytes:
    """Return the badges of a case's representatives as PDF: cards on A4 with lines to cut along.

    Args:
        language: What they are written in, one of `i18n.LANGUAGES`.
        chosen: Ids of the representatives whose badges are wanted; None = all who speak for a side
            now. Those who were replaced get none.

    Raises:
        RuleError: There is no such case, or nobody in it to print a badge for.
        MissingGlyphError: No font has a character of a name.
    """
    sheet = desk.read(lambda session: _sheet(session, case_id, language, chosen))
    if not sheet.holders:
        raise RuleError(
            _("There is nobody to print a badge for."),
            hint=_("Enter the representatives of both sides first."),
        )
    return render(badges(sheet), load_look(BADGE_LOOK), RenderOptions(watermark="")).pdf


def save_badges(
    desk: Desk, case_id: str, language: str, chosen: Collection[str] | None, path: Path
) -> None:
    """Save the badges as a PDF; a file of that name is always whole.

    Raises:
        StorageError: The disk refuses; an earlier file is kept.
        RuleError, MissingGlyphError: As `badges_pdf`.
    """
    save_whole(path, badges_pdf(desk, case_id, language, chosen))


def _sheet(
    session: Session, case_id: str, language: str, chosen: Collection[str] | None
) -> BadgeSheet:
    case = find_case(session, case_id)
    parties = {party.side: party for party in case.parties}
    holders = tuple(
        BadgeHolder(
            id=one.id,
            name=one.name,
            post=one.post,
            side=side,
            party=parties[side].name,
            is_chief=one.is_chief,
        )
        for side in Side
        if side in parties
        for one in parties[side].representatives
        if one.left_at is None and (chosen is None or one.id in chosen)
    )
    return BadgeSheet(language, case.number, case.title, holders)


def _holder(session: Session, case_id: str, code: str) -> str:
    case = find_case(session, case_id)
    elsewhere = False
    for representative, party in session.execute(
        select(Representative, Party).join(Party, Representative.party_id == Party.id)
    ):
        if badge_code(representative.id) != code:
            continue
        if party.case_id != case.id:
            elsewhere = True
        elif representative.left_at is not None:
            raise RuleError(
                _(
                    "{name} was replaced on {day} and no longer speaks for this side; "
                    "nobody was marked as present."
                ).format(name=representative.name, day=_day(representative.left_at)),
                hint=_("Print a badge for whoever took the place."),
            )
        else:
            return representative.id
    printed = badge_codes.printed_badge_code(code)
    if elsewhere:
        raise RuleError(
            _("Badge {code} belongs to another case; nobody was marked as present.").format(
                code=printed
            ),
            hint=_("Mark the representative in the list, or print this case's badges."),
        )
    raise RuleError(
        _("No representative of this case has badge {code}; nobody was marked as present.").format(
            code=printed
        ),
        hint=_("It may belong to someone who was taken off the list; print the badges again."),
    )


def _day(moment: datetime) -> str:
    return moment.astimezone(CHINA_TIME).date().isoformat()
