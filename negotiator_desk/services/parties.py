"""The two parties of a case and who speaks for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from negotiator_desk.bargaining.parties import Origin, Sex, Side
from negotiator_desk.errors import RuleError
from negotiator_desk.i18n import _
from negotiator_desk.models.bargaining import Agreement, Attendance, Offer
from negotiator_desk.models.case import Case, Party, Representative
from negotiator_desk.procedure.checks import (
    Finding,
    PartyFacts,
    RepresentativeFacts,
    check_representatives,
)
from negotiator_desk.procedure.rules import load_pack
from negotiator_desk.services.desk import Desk, Outcome
from negotiator_desk.services.fields import long_text, optional_line, required_line
from negotiator_desk.services.lookup import (
    find_case,
    find_open_case,
    find_party,
    find_representative,
)
from negotiator_desk.storage.ids import new_id


@dataclass(frozen=True)
class PartyDetails:
    """What a person enters about a party.

    Attributes:
        credit_code: Unified social credit code 统一社会信用代码, or "".
        head: Union chair of the employee side, legal representative of the employer side.
    """

    name: str
    credit_code: str = ""
    address: str = ""
    head: str = ""


@dataclass(frozen=True)
class RepresentativeDetails:
    """What a person enters about a representative.

    Attributes:
        origin: Elected, appointed, or an entrusted outsider (NB-W 9).
        is_chief: Makes this one the side's chief; a chief chosen earlier gives the place up.
    """

    name: str
    sex: Sex | None
    post: str
    origin: Origin
    is_chief: bool
    note: str = ""


@dataclass(frozen=True)
class RepresentativeView:
    """A representative as stored; `position` is the place in the printed list, from 1."""

    id: str
    position: int
    name: str
    sex: Sex | None
    post: str
    origin: Origin
    is_chief: bool
    note: str


@dataclass(frozen=True)
class PartyView:
    """A party as stored, with its representatives in the order of the printed list.

    Attributes:
        former: Those who were replaced: they stay on the record and have no authority.
    """

    id: str
    side: Side
    name: str
    credit_code: str
    address: str
    head: str
    representatives: tuple[RepresentativeView, ...]
    former: tuple[RepresentativeView, ...] = ()

    @property
    def chief(self) -> RepresentativeView | None:
        """The chief representative, once one is chosen."""
        return next((one for one in self.representatives if one.is_chief), None)


def save_party(desk: Desk, case_id: str, side: Side, details: PartyDetails) -> Outcome[str]:
    """Enter or change a side's party; the outcome's value is the party's id.

    Raises:
        InputError: A field cannot be used.
        RuleError: The case is gone or in the trash.
    """

    def work(session: Session) -> str:
        case = find_open_case(session, case_id)
        name = required_line(details.name, _("Name of the party"))
        credit_code = optional_line(details.credit_code, _("Credit code"))
        address = optional_line(details.address, _("Address"))
        head = optional_line(details.head, _("Head of the party"))
        party = _party_of(session, case.id, side)
        if party is None:
            party = Party(id=new_id(), case_id=case.id, side=side)
            session.add(party)
        party.name = name
        party.credit_code = credit_code
        party.address = address
        party.head = head
        return party.id

    return desk.run("save_party", work)


def add_representative(
    desk: Desk, case_id: str, side: Side, details: RepresentativeDetails
) -> Outcome[str]:
    """Add a representative at the end of a side's list; the outcome's value is the id.

    Raises:
        InputError: A field cannot be used.
        RuleError: The side's party is not entered yet, or the case is in the trash.
    """

    def work(session: Session) -> str:
        case = find_open_case(session, case_id)
        party = _party_of(session, case.id, side)
        if party is None:
            raise RuleError(
                _("This side has no party yet; the representative was not added."),
                hint=_("Enter the name of the party first."),
            )
        last = session.scalar(
            select(func.max(Representative.position)).where(Representative.party_id == party.id)
        )
        representative = Representative(
            id=new_id(), party_id=party.id, position=(last or 0) + 1, is_chief=False
        )
        _apply(session, representative, details)
        session.add(representative)
        return representative.id

    return desk.run("add_representative", work)


def edit_representative(
    desk: Desk, representative_id: str, details: RepresentativeDetails
) -> Outcome[None]:
    """Change a representative.

    Raises:
        InputError: A field cannot be used.
        RuleError: The representative is gone or was replaced, or the case is in the trash.
    """

    def work(session: Session) -> None:
        representative = _changeable(session, representative_id)
        _check_present(representative)
        _apply(session, representative, details)

    return desk.run("edit_representative", work)


def replace_representative(
    desk: Desk, representative_id: str, details: RepresentativeDetails
) -> Outcome[str]:
    """Put someone else in a representative's place; the outcome's value is the new one's id.

    The one who leaves stays on the record of what was attended, said and accepted, and can neither
    speak nor accept from now on; a mandate that was held lapses.

    Raises:
        InputError: A field cannot be used.
        RuleError: The representative is gone or was replaced before, or the case is in the trash.
    """
    now = desk.now()

    def work(session: Session) -> str:
        leaving = _changeable(session, representative_id)
        _check_present(leaving)
        coming = Representative(
            id=new_id(), party_id=leaving.party_id, position=leaving.position, is_chief=False
        )
        # A chief who leaves stays on record as the chief of the sessions before.
        leaving.left_at = now
        _apply(session, coming, details)
        session.add(coming)
        return coming.id

    return desk.run("replace_representative", work)


def remove_representative(desk: Desk, representative_id: str) -> Outcome[None]:
    """Take a representative off the list.

    Raises:
        RuleError: The record of a negotiation session names the representative as present, or as
            the one who put or accepted an offer.
    """

    def work(session: Session) -> None:
        representative = _changeable(session, representative_id)
        if _is_named(session, Attendance.representative_id, representative.id):
            raise RuleError(
                _(
                    "{name} is on the record as present at a negotiation session and "
                    "was not removed."
                ).format(name=representative.name),
                hint=_("Replace the representative, or correct the attendance first."),
            )
        spoke = (Offer.speaker_id, Agreement.speaker_id)
        if any(_is_named(session, column, representative.id) for column in spoke):
            raise RuleError(
                _(
                    "{name} is on the record as the one who put or accepted an offer and was not "
                    "removed."
                ).format(name=representative.name),
                hint=_("Replace the representative: the record then stays as it is."),
            )
        session.delete(representative)

    return desk.run("remove_representative", work)


def check_parties(desk: Desk, case_id: str) -> tuple[Finding, ...]:
    """Check both sides' representatives against the rule pack (R01–R04).

    Raises:
        RuleError: There is no such case.
    """

    def query(session: Session) -> tuple[Finding, ...]:
        case = find_case(session, case_id)
        return check_representatives(load_pack(case.jurisdiction), case.kind, party_facts(case))

    return desk.read(query)


def party_facts(case: Case) -> dict[Side, PartyFacts]:
    """Return what the checks need to know of a case's parties; absent sides are left out."""
    return {
        party.side: PartyFacts(
            head=party.head,
            representatives=tuple(
                RepresentativeFacts(name=one.name, origin=one.origin, is_chief=one.is_chief)
                for one in party.representatives
                if one.left_at is None
            ),
        )
        for party in case.parties
    }


def party_view(party: Party) -> PartyView:
    """Return a party as the rest of the program may see it."""
    present = [one for one in party.representatives if one.left_at is None]
    former = [one for one in party.representatives if one.left_at is not None]
    return PartyView(
        id=party.id,
        side=party.side,
        name=party.name,
        credit_code=party.credit_code,
        address=party.address,
        head=party.head,
        representatives=_representative_views(present),
        former=_representative_views(former),
    )


def _representative_views(listed: Sequence[Representative]) -> tuple[RepresentativeView, ...]:
    return tuple(
        RepresentativeView(
            id=one.id,
            position=position,
            name=one.name,
            sex=one.sex,
            post=one.post,
            origin=one.origin,
            is_chief=one.is_chief,
            note=one.note,
        )
        for position, one in enumerate(listed, start=1)
    )


def _is_named(
    session: Session,
    column: InstrumentedAttribute[str] | InstrumentedAttribute[str | None],
    representative_id: str,
) -> bool:
    """Whether a column of the record names the representative."""
    found = session.scalar(select(func.count()).where(column == representative_id))
    return bool(found)


def _party_of(session: Session, case_id: str, side: Side) -> Party | None:
    return session.scalar(select(Party).where(Party.case_id == case_id, Party.side == side))


def _changeable(session: Session, representative_id: str) -> Representative:
    representative = find_representative(session, representative_id)
    find_open_case(session, find_party(session, representative.party_id).case_id)
    return representative


def _check_present(representative: Representative) -> None:
    if representative.left_at is not None:
        raise RuleError(
            _("{name} was replaced already; nothing was changed.").format(name=representative.name),
            hint=_("Change or replace the one who came after."),
        )


def _apply(
    session: Session, representative: Representative, details: RepresentativeDetails
) -> None:
    """Check every field, then set them all; a new chief takes the place from the old one."""
    name = required_line(details.name, _("Name"))
    post = optional_line(details.post, _("Post"))
    note = long_text(details.note, _("Note"))
    if details.is_chief:
        others = session.scalars(
            select(Representative).where(
                Representative.party_id == representative.party_id,
                Representative.id != representative.id,
                Representative.is_chief.is_(True),
                Representative.left_at.is_(None),
            )
        )
        for other in others:
            other.is_chief = False
    representative.name = name
    representative.sex = details.sex
    representative.post = post
    representative.origin = details.origin
    representative.is_chief = details.is_chief
    representative.note = note
