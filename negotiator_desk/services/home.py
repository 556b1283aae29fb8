"""The first page: recent cases, and what to do next in each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from negotiator_desk.bargaining.offers import STANDING
from negotiator_desk.i18n import _, n_
from negotiator_desk.models.bargaining import Issue
from negotiator_desk.models.case import Case
from negotiator_desk.models.contract import ContractDraft
from negotiator_desk.models.evidence import Dataset
from negotiator_desk.procedure.rules import compare, load_pack
from negotiator_desk.services.cases import CaseRow, list_cases
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.offer_views import case_table
from negotiator_desk.times import CHINA_TIME

RECENT = 8
"""Cases that the first page names."""


class StepKind(StrEnum):
    """What a case waits for."""

    ENTER_PARTIES = "enter_parties"
    IMPORT_DATA = "import_data"
    ADD_ISSUES = "add_issues"
    OPEN_SESSION = "open_session"
    TABLE_OFFERS = "table_offers"
    ANSWER_OFFERS = "answer_offers"
    SETTLE_ISSUES = "settle_issues"
    ENTER_TERM = "enter_term"
    DRAFT_CONTRACT = "draft_contract"
    REVIEW_DRAFT = "review_draft"
    RENEW = "renew"


@dataclass(frozen=True)
class NextStep:
    """What to do next in one case; `text` is one sentence in the language in use.

    Attributes:
        due: The last day for it; None where no day is set.
    """

    case_id: str
    case_number: str
    case_title: str
    kind: StepKind
    text: str
    due: date | None = None


@dataclass(frozen=True)
class Overview:
    """What the first page shows.

    Attributes:
        recent: The cases changed lately, the latest first.
        steps: One next step a case, dated ones first.
        cases: Cases that are not in the trash.
        open_issues: Issues of these cases that are not agreed.
        agreed_issues: Issues of these cases that are agreed.
        drafts: Drafted versions of these cases' contracts.
    """

    recent: tuple[CaseRow, ...]
    steps: tuple[NextStep, ...]
    cases: int
    open_issues: int
    agreed_issues: int
    drafts: int


def overview(desk: Desk) -> Overview:
    """Return recent cases, the next step of each and a few counts."""
    rows = list_cases(desk)
    today = desk.now().astimezone(CHINA_TIME).date()

    def query(session: Session) -> tuple[list[NextStep], int]:
        steps = [_next_step(session, row, today) for row in rows]
        drafts = session.scalar(
            select(func.count())
            .select_from(ContractDraft)
            .join(Case, ContractDraft.case_id == Case.id)
            .where(Case.trashed_at.is_(None))
        )
        return steps, drafts or 0

    steps, drafts = desk.read(query)
    agreed = sum(row.agreed_issues for row in rows)
    return Overview(
        recent=rows[:RECENT],
        steps=tuple(sorted(steps, key=lambda step: (step.due is None, step.due or today))),
        cases=len(rows),
        open_issues=sum(row.issues for row in rows) - agreed,
        agreed_issues=agreed,
        drafts=drafts,
    )


def next_step(desk: Desk, row: CaseRow) -> NextStep:
    """Return what to do next in one case."""
    today = desk.now().astimezone(CHINA_TIME).date()
    return desk.read(lambda session: _next_step(session, row, today))


def _next_step(session: Session, row: CaseRow, today: date) -> NextStep:
    case = session.get_one(Case, row.id)
    due = None
    if not row.employee_party or not row.employer_party or not _have_chiefs(case):
        kind, text = StepKind.ENTER_PARTIES, _("Enter both parties and choose their chiefs.")
    elif not row.issues:
        if _count_datasets(session, row.id):
            kind, text = StepKind.ADD_ISSUES, _("Put the issues on the agenda.")
        else:
            kind, text = StepKind.IMPORT_DATA, _("Import the firm's data, then add the issues.")
    elif not row.sessions:
        kind, text = StepKind.OPEN_SESSION, _("Open the first negotiation session.")
    elif row.agreed_issues < row.issues:
        kind, text = _step_at_the_table(session, row)
    elif case.contract_from is None or case.contract_until is None:
        kind, text = StepKind.ENTER_TERM, _("Enter the first and the last day of the contract.")
    else:
        kind, text, due = _step_of_the_contract(session, case, today)
    return NextStep(row.id, row.number, row.title, kind, text, due)


def _step_at_the_table(session: Session, row: CaseRow) -> tuple[StepKind, str]:
    unsettled = row.issues - row.agreed_issues
    waiting = binding = untouched = 0
    table = case_table(session, row.id)
    states = table.states()
    for issue_id in session.scalars(select(Issue.id).where(Issue.case_id == row.id)):
        offers = [offer for offer in table.offers if offer.issue_id == issue_id]
        standing = [offer for offer in offers if states[offer.id] in STANDING]
        if not offers:
            untouched += 1
        elif not table.is_agreed(issue_id) and standing:
            waiting += 1
            binding += any(offer.is_binding for offer in standing)
    if waiting and not binding:
        text = n_(
            "{count} issue has an exploratory offer on the table: answer it.",
            "{count} issues have exploratory offers on the table: answer them.",
            waiting,
        )
        return StepKind.ANSWER_OFFERS, text.format(count=waiting)
    if waiting:
        text = n_(
            "{count} issue has an offer on the table: accept it or answer it.",
            "{count} issues have offers on the table: accept or answer them.",
            waiting,
        )
        return StepKind.ANSWER_OFFERS, text.format(count=waiting)
    if untouched:
        text = n_(
            "Table the first offer on {count} issue.",
            "Table the first offers on {count} issues.",
            untouched,
        )
        return StepKind.TABLE_OFFERS, text.format(count=untouched)
    text = n_("Settle {count} open issue.", "Settle {count} open issues.", unsettled)
    return StepKind.SETTLE_ISSUES, text.format(count=unsettled)


def _step_of_the_contract(
    session: Session, case: Case, today: date
) -> tuple[StepKind, str, date | None]:
    drafted = session.scalar(
        select(func.max(ContractDraft.version)).where(ContractDraft.case_id == case.id)
    )
    if drafted is None:
        return StepKind.DRAFT_CONTRACT, _("Everything is agreed: draft the contract."), None
    window = load_pack(case.jurisdiction).rule("renewal_window")
    until = case.contract_until
    if window is not None and until is not None and compare(window, (until - today).days):
        text = _("The contract ends on {day}; renewal may be asked for now ({basis}).")
        return StepKind.RENEW, text.format(day=until.isoformat(), basis=window.basis), until
    text = _("Read draft version {version} together and put it to the congress.")
    return StepKind.REVIEW_DRAFT, text.format(version=drafted), None


def _have_chiefs(case: Case) -> bool:
    return all(
        any(one.is_chief and one.left_at is None for one in party.representatives)
        for party in case.parties
    )


def _count_datasets(session: Session, case_id: str) -> int:
    found = session.scalar(
        select(func.count()).select_from(Dataset).where(Dataset.case_id == case_id)
    )
    return found or 0
