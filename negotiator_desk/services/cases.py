"""Cases: create, edit, put in the trash, restore, list, show."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType

from sqlalchemy import ColumnElement, func, select, union_all
from sqlalchemy.orm import InstrumentedAttribute, Session, selectinload

from negotiator_desk.bargaining.parties import CaseKind, Side
from negotiator_desk.errors import InputError, RuleError
from negotiator_desk.i18n import _
from negotiator_desk.models.bargaining import Agreement, Issue, NegotiationSession, Offer
from negotiator_desk.models.case import Case, Party, Representative
from negotiator_desk.models.contract import ContractDraft
from negotiator_desk.models.evidence import Dataset
from negotiator_desk.models.journal import Revision
from negotiator_desk.procedure.rules import jurisdictions
from negotiator_desk.services.desk import Desk, Outcome
from negotiator_desk.services.fields import optional_line, required_line
from negotiator_desk.services.lookup import find_case, find_open_case
from negotiator_desk.services.parties import PartyView, party_view
from negotiator_desk.storage.ids import new_id
from negotiator_desk.times import CHINA_TIME


@dataclass(frozen=True)
class CaseDetails:
    """What a person enters about a case.

    Attributes:
        jurisdiction: Key of a rule pack.
        number: "" gives the next free number of the year, such as "2026-001".
        contract_from: First day of the contract's term.
        contract_until: Last day of the contract's term, included.
    """

    title: str
    kind: CaseKind
    jurisdiction: str = "ningbo"
    number: str = ""
    contract_from: date | None = None
    contract_until: date | None = None


@dataclass(frozen=True)
class CaseRow:
    """One line in the list of cases.

    Attributes:
        employee_party: Name of the party; "" until it is entered.
        employer_party: Name of the party; "" until it is entered.
        workers: Workers in the case's largest dataset; 0 without datasets.
        changed_at: Moment of the latest change to the case or what belongs to it.
    """

    id: str
    number: str
    title: str
    kind: CaseKind
    jurisdiction: str
    employee_party: str
    employer_party: str
    issues: int
    agreed_issues: int
    sessions: int
    workers: int
    changed_at: datetime
    trashed_at: datetime | None


@dataclass(frozen=True)
class CaseView(CaseRow):
    """A case with its term and the parties entered so far."""

    contract_from: date | None
    contract_until: date | None
    created_at: datetime
    datasets: int
    drafts: int
    parties: Mapping[Side, PartyView]


def create_case(desk: Desk, details: CaseDetails) -> Outcome[str]:
    """Open a case; the outcome's value is its id.

    Raises:
        InputError: A field cannot be used.
        RuleError: The number is taken.
    """
    now = desk.now()

    def work(session: Session) -> str:
        case = Case(id=new_id(), number="", created_at=now, trashed_at=None)
        _apply(session, case, details, year=now.astimezone(CHINA_TIME).year)
        session.add(case)
        return case.id

    return desk.run("create_case", work)


def edit_case(desk: Desk, case_id: str, details: CaseDetails) -> Outcome[None]:
    """Change what is known about a case; an empty number keeps the one it has.

    Raises:
        InputError: A field cannot be used.
        RuleError: The number is taken, or the case is in the trash.
    """

    def work(session: Session) -> None:
        case = find_open_case(session, case_id)
        _apply(session, case, details, year=case.created_at.astimezone(CHINA_TIME).year)

    return desk.run("edit_case", work)


def trash_case(desk: Desk, case_id: str) -> Outcome[None]:
    """Put a case in the trash; nothing of it is deleted.

    Raises:
        RuleError: It is there already.
    """
    now = desk.now()

    def work(session: Session) -> None:
        find_open_case(session, case_id).trashed_at = now

    return desk.run("trash_case", work)


def restore_case(desk: Desk, case_id: str) -> Outcome[None]:
    """Take a case out of the trash.

    Raises:
        RuleError: It is not in the trash.
    """

    def work(session: Session) -> None:
        case = find_case(session, case_id)
        if case.trashed_at is None:
            raise RuleError(
                _("Case {number} is not in the trash; nothing was changed.").format(
                    number=case.number
                ),
                hint=_("Look for it in the list of cases."),
            )
        case.trashed_at = None

    return desk.run("restore_case", work)


def list_cases(desk: Desk, *, trashed: bool = False) -> tuple[CaseRow, ...]:
    """Return the cases, the latest changed first.

    Args:
        trashed: The cases in the trash instead of the others.
    """

    def query(session: Session) -> tuple[CaseRow, ...]:
        wanted = Case.trashed_at.is_not(None) if trashed else Case.trashed_at.is_(None)
        rows = (row for _case, row in _rows(session, wanted))
        return tuple(sorted(rows, key=lambda row: (row.changed_at, row.id), reverse=True))

    return desk.read(query)


def get_case(desk: Desk, case_id: str) -> CaseView:
    """Return one case, in the trash or not.

    Raises:
        RuleError: There is no such case.
    """

    def query(session: Session) -> CaseView:
        find_case(session, case_id)
        ((case, row),) = _rows(session, Case.id == case_id)
        parties = {party.side: party_view(party) for party in case.parties}
        return CaseView(
            **vars(row),
            contract_from=case.contract_from,
            contract_until=case.contract_until,
            created_at=case.created_at,
            datasets=_count(session, Dataset.case_id).get(case_id, 0),
            drafts=_count(session, ContractDraft.case_id).get(case_id, 0),
            parties=MappingProxyType(parties),
        )

    return desk.read(query)


def find_case_id(desk: Desk, name: str) -> str:
    """Return the id of the case with this number, or with this id.

    Raises:
        InputError: There is none.
    """
    named = (Case.number == name.strip()) | (Case.id == name.strip())
    found = desk.read(lambda session: session.scalar(select(Case.id).where(named)))
    if found is None:
        raise InputError(
            _("There is no case “{name}” in this store; nothing was changed.").format(name=name),
            hint=_("List the cases to see their numbers."),
        )
    return found


def _apply(session: Session, case: Case, details: CaseDetails, *, year: int) -> None:
    """Check every field, then set them all."""
    title = required_line(details.title, _("Title"))
    number = optional_line(details.number, _("Case number")) or case.number
    if not number:
        number = _next_number(session, year)
    taken = session.scalar(select(Case.id).where(Case.number == number, Case.id != case.id))
    if taken is not None:
        raise RuleError(
            _("Case number {number} is already taken; nothing was changed.").format(number=number),
            hint=_("Choose another number, or leave it empty for the next free one."),
        )
    if details.jurisdiction not in jurisdictions():
        raise InputError(
            _("There is no rule pack “{key}”; nothing was changed.").format(
                key=details.jurisdiction
            ),
            hint=_("Choose one of: {keys}.").format(keys=_(", ").join(jurisdictions())),
        )
    start, end = details.contract_from, details.contract_until
    if start is not None and end is not None and end < start:
        raise InputError(
            _(
                "The contract would end on {end}, before it begins on {start}; nothing was changed."
            ).format(end=end.isoformat(), start=start.isoformat()),
            hint=_("Correct one of the two days."),
        )
    case.title = title
    case.number = number
    case.kind = details.kind
    case.jurisdiction = details.jurisdiction
    case.contract_from = start
    case.contract_until = end


def _next_number(session: Session, year: int) -> str:
    pattern = re.compile(rf"{year}-(\d+)")
    numbers = session.scalars(select(Case.number).where(Case.number.like(f"{year}-%")))
    used = [int(found[1]) for number in numbers if (found := pattern.fullmatch(number))]
    return f"{year}-{max(used, default=0) + 1:03d}"


def _rows(session: Session, wanted: ColumnElement[bool]) -> list[tuple[Case, CaseRow]]:
    """Return cases with their figures, in a fixed number of queries."""
    cases = session.scalars(
        select(Case)
        .where(wanted)
        .options(selectinload(Case.parties).selectinload(Party.representatives))
    ).all()
    issues = _count(session, Issue.case_id)
    sessions = _count(session, NegotiationSession.case_id)
    agreed = dict(
        session.execute(
            select(Issue.case_id, func.count())
            .join(Agreement, Agreement.issue_id == Issue.id)
            .group_by(Issue.case_id)
        ).all()
    )
    workers = dict(
        session.execute(
            select(Dataset.case_id, func.max(Dataset.workers)).group_by(Dataset.case_id)
        ).all()
    )
    changed = _latest_changes(session)
    found = []
    for case in cases:
        names = {party.side: party.name for party in case.parties}
        row = CaseRow(
            id=case.id,
            number=case.number,
            title=case.title,
            kind=case.kind,
            jurisdiction=case.jurisdiction,
            employee_party=names.get(Side.EMPLOYEE, ""),
            employer_party=names.get(Side.EMPLOYER, ""),
            issues=issues.get(case.id, 0),
            agreed_issues=agreed.get(case.id, 0),
            sessions=sessions.get(case.id, 0),
            workers=workers.get(case.id, 0),
            changed_at=changed.get(case.id, case.created_at),
            trashed_at=case.trashed_at,
        )
        found.append((case, row))
    return found


def _count(session: Session, column: InstrumentedAttribute[str]) -> dict[str, int]:
    return dict(session.execute(select(column, func.count()).group_by(column)).all())


def _latest_changes(session: Session) -> dict[str, datetime]:
    """Return when each case or something shared that belongs to it was last changed.

    The private layer is left out: its moments would show who is preparing what.
    """
    members = union_all(
        select(Case.id.label("row_id"), Case.id.label("case_id")),
        select(Party.id, Party.case_id),
        select(Representative.id, Party.case_id).join(Party, Representative.party_id == Party.id),
        select(Issue.id, Issue.case_id),
        select(NegotiationSession.id, NegotiationSession.case_id),
        select(Offer.id, Issue.case_id).join(Issue, Offer.issue_id == Issue.id),
        select(Agreement.id, Issue.case_id).join(Issue, Agreement.issue_id == Issue.id),
        select(Dataset.id, Dataset.case_id),
        select(ContractDraft.id, ContractDraft.case_id),
    ).subquery()
    latest = (
        select(members.c.case_id, func.max(Revision.at, type_=Revision.at.type))
        .join(members, members.c.row_id == Revision.row_id)
        .group_by(members.c.case_id)
    )
    return dict(session.execute(latest).all())
