"""The users' own clauses: whole ones, and variants of the library's, for all contracts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from negotiator_desk.drafting.assemble import OwnClause
from negotiator_desk.drafting.clauses import Parameter
from negotiator_desk.drafting.library import find_clause
from negotiator_desk.drafting.wording import Tongue
from negotiator_desk.errors import InputError, RuleError
from negotiator_desk.i18n import _
from negotiator_desk.models.wording import OwnClauseRow
from negotiator_desk.services.choices import own_clause, own_details
from negotiator_desk.services.desk import Desk, Outcome
from negotiator_desk.services.fields import long_text, optional_line, required_line
from negotiator_desk.services.wordings import english_wording, wording
from negotiator_desk.storage.ids import new_id

MOST_PARAMETERS = 20
"""Parameters that one clause can have."""


@dataclass(frozen=True)
class OwnClauseDetails:
    """What is typed for a clause of one's own.

    Attributes:
        origin: Key of the library's clause that it is a variant of; "" = a whole clause.
        text, english: A field is written ⟦name⟧, with the name of a parameter.
        plain: A sentence for the workers' leaflet; "" = none.
    """

    title: str
    text: str
    title_english: str = ""
    english: str = ""
    origin: str = ""
    parameters: tuple[Parameter, ...] = ()
    notes: str = ""
    plain: str = ""
    plain_english: str = ""
    topics: tuple[str, ...] = ()


@dataclass(frozen=True)
class OwnClauseView:
    """A clause of one's own.

    Attributes:
        written_at: Of its newest wording.
        is_behind: It is a variant of a clause that has a newer version by now.
    """

    clause: OwnClause
    written_at: datetime
    is_behind: bool


def list_own_clauses(desk: Desk) -> tuple[OwnClauseView, ...]:
    """Return the users' own clauses, the first written first; those in the trash are left out."""

    def query(session: Session) -> tuple[OwnClauseView, ...]:
        rows = session.scalars(
            select(OwnClauseRow).where(OwnClauseRow.trashed_at.is_(None)).order_by(OwnClauseRow.id)
        )
        return tuple(_view(row) for row in rows)

    return desk.read(query)


def add_own_clause(desk: Desk, details: OwnClauseDetails) -> Outcome[str]:
    """Add a clause of one's own, or a variant of one of the library's.

    Returns:
        Its id.

    Raises:
        InputError: A text cannot be used.
        RuleError: The library has no clause it could be a variant of.
    """

    def work(session: Session) -> str:
        origin = find_clause(details.origin) if details.origin else None
        if details.origin and origin is None:
            raise RuleError(_("The library has no such clause; nothing was added."))
        row = OwnClauseRow(
            id=new_id(),
            origin=details.origin,
            origin_version=0 if origin is None else origin.version,
            version=1,
            is_imported=False,
            trashed_at=None,
        )
        _write(row, details, desk.now(), None)
        session.add(row)
        return row.id

    return desk.run("add_own_clause", work)


def edit_own_clause(desk: Desk, own_id: str, details: OwnClauseDetails) -> Outcome[None]:
    """Change a clause of one's own everywhere; contracts drafted before keep their wording.

    Raises:
        InputError: A text cannot be used.
        RuleError: It is not there any more.
    """

    def work(session: Session) -> None:
        row = _find(session, own_id)
        before = own_clause(row)
        _write(row, details, desk.now(), before)
        if (row.text, row.english, row.title) != (before.text, before.english, before.title):
            row.version = before.version + 1

    return desk.run("edit_own_clause", work)


def trash_own_clause(desk: Desk, own_id: str) -> Outcome[None]:
    """Put a clause of one's own in the trash; contracts it stands in lose it, drafts keep it.

    Raises:
        RuleError: It is not there any more.
    """

    def work(session: Session) -> None:
        _find(session, own_id).trashed_at = desk.now()

    return desk.run("trash_own_clause", work)


def _write(
    row: OwnClauseRow, details: OwnClauseDetails, now: datetime, before: OwnClause | None
) -> None:
    if len(details.parameters) > MOST_PARAMETERS:
        raise InputError(
            _("A clause has at most {most} parameters; nothing was changed.").format(
                most=MOST_PARAMETERS
            )
        )
    names = [parameter.name for parameter in details.parameters]
    if len(set(names)) < len(names):
        raise InputError(_("Two parameters have the same name; nothing was changed."))
    row.title = required_line(details.title, _("Title"))
    row.title_english = optional_line(details.title_english, _("Title in English"))
    row.text = wording(details.text, _("Wording"))
    row.english = english_wording(details.english, _("Wording in English"))
    row.written_at = now
    clause = OwnClause(
        id=row.id,
        title=row.title,
        title_english=row.title_english,
        text=row.text,
        english=row.english,
        parameters=details.parameters,
        notes=long_text(details.notes, _("Notes")),
        plain=optional_line(details.plain, _("Sentence for the leaflet")),
        plain_english=optional_line(details.plain_english, _("Sentence in English")),
        topics=details.topics,
        changed_side=_side(before, row.text, row.english),
    )
    row.details = own_details(clause if before is None else replace(clause, basis=before.basis))


def _side(before: OwnClause | None, text: str, english: str) -> Tongue | None:
    """Return the language that was changed without the other."""
    if before is None or not before.english or not english:
        return None
    in_chinese, in_english = text != before.text, english != before.english
    if in_chinese == in_english:
        return None if in_chinese else before.changed_side
    return Tongue.CHINESE if in_chinese else Tongue.ENGLISH


def _view(row: OwnClauseRow) -> OwnClauseView:
    origin = find_clause(row.origin) if row.origin else None
    return OwnClauseView(
        own_clause(row),
        row.written_at,
        is_behind=origin is not None and origin.version > row.origin_version,
    )


def _find(session: Session, own_id: str) -> OwnClauseRow:
    row = session.get(OwnClauseRow, own_id)
    if row is None or row.trashed_at is not None:
        raise RuleError(
            _("This clause is not there any more; nothing was changed."),
            hint=_("It may have been removed or undone; go back to the list."),
        )
    return row
