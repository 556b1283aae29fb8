"""Rows of every recorded entity, made with as little as they need."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from negotiator_desk.bargaining.exchange import ConsentAnswer, MessageKind
from negotiator_desk.bargaining.notes import NoteKind
from negotiator_desk.bargaining.parties import CaseKind, Origin, Side
from negotiator_desk.drafting.wording import ContractLanguage, Tongue
from negotiator_desk.models.bargaining import (
    Agreement,
    Attendance,
    Issue,
    NegotiationSession,
    Offer,
    TentativeAgreement,
)
from negotiator_desk.models.case import Case, Party, Representative
from negotiator_desk.models.contract import ContractDraft
from negotiator_desk.models.costing import CostingAssumptions, WhatIf
from negotiator_desk.models.evidence import ColumnMapping, Dataset, EvidenceFile
from negotiator_desk.models.exchange import EmployerConsent, ExchangeMessage, MemberEmployer
from negotiator_desk.models.meetings import (
    AgendaIssue,
    MeetingSheet,
    MinutesEntry,
    SessionPause,
    SheetSignature,
)
from negotiator_desk.models.private import (
    IssueOption,
    Mandate,
    OfferSketch,
    OptionBonus,
    PackageRating,
    PrivateNote,
    SideBrief,
)
from negotiator_desk.models.wording import (
    ClauseComment,
    ClauseDecision,
    ContractSettings,
    OldAgreement,
    OwnClauseRow,
)
from negotiator_desk.pay.dataset import DatasetKind
from negotiator_desk.pay.terms import Subject
from negotiator_desk.storage.files import put_file
from negotiator_desk.storage.ids import new_id
from negotiator_desk.storage.images import recorded_tables

MOMENT = datetime(2026, 11, 18, 1, 0, tzinfo=UTC)


def dump(engine: Engine) -> dict[str, list[tuple[Any, ...]]]:
    """Return every stored value of every recorded row."""
    with engine.connect() as connection:
        return {
            name: [
                tuple(row)
                for row in connection.exec_driver_sql(f'SELECT * FROM "{name}" ORDER BY id')
            ]
            for name in recorded_tables()
        }


def revisions(engine: Engine) -> int:
    with engine.connect() as connection:
        return int(connection.exec_driver_sql("SELECT count(*) FROM revision").scalar_one())


def kept(session: Session, row: Any) -> str:
    session.add(row)
    session.flush()
    return str(row.id)


def add_case(session: Session, number: str = "甬协〔2026〕1号", title: str = "快递行业协商") -> str:
    case = Case(
        id=new_id(),
        number=number,
        title=title,
        kind=CaseKind.INDUSTRY,
        jurisdiction="ningbo",
        created_at=MOMENT,
    )
    return kept(session, case)


def add_party(session: Session, case_id: str, side: Side = Side.EMPLOYEE) -> str:
    party = Party(
        id=new_id(),
        case_id=case_id,
        side=side,
        name="行业工会",
        credit_code="",
        address="",
        head="",
    )
    return kept(session, party)


def add_representative(session: Session, party_id: str, position: int = 1) -> str:
    representative = Representative(
        id=new_id(),
        party_id=party_id,
        position=position,
        name="代表",
        sex=None,
        post="",
        origin=Origin.ELECTED,
        is_chief=position == 1,
        note="",
    )
    return kept(session, representative)


def add_issue(session: Session, case_id: str, position: int = 1) -> str:
    issue = Issue(
        id=new_id(),
        case_id=case_id,
        position=position,
        title="派费",
        subject=Subject.NUMBER,
        present_terms={"value": "1.0000"},
        note="",
    )
    return kept(session, issue)


def add_mandate(session: Session, issue_id: str, side: Side = Side.EMPLOYEE) -> str:
    mandate = Mandate(id=new_id(), issue_id=issue_id, side=side, weight=50, note="", other_weight=0)
    return kept(session, mandate)


def add_assumptions(session: Session, issue_id: str) -> str:
    assumptions = CostingAssumptions(id=new_id(), issue_id=issue_id, assumptions={"months": 12})
    return kept(session, assumptions)


def add_what_if(session: Session, issue_id: str) -> str:
    what_if = WhatIf(
        id=new_id(), issue_id=issue_id, name="试算", terms={"value": "1.1000"}, saved_at=MOMENT
    )
    return kept(session, what_if)


def add_meeting(session: Session, case_id: str, number: int = 1) -> str:
    meeting = NegotiationSession(
        id=new_id(),
        case_id=case_id,
        number=number,
        held_at=MOMENT,
        place="会议室",
        chair=Side.EMPLOYEE,
        recorder="",
        agenda="",
        minutes="",
        observers="",
    )
    return kept(session, meeting)


def add_attendance(session: Session, meeting_id: str, representative_id: str) -> str:
    return kept(
        session,
        Attendance(id=new_id(), session_id=meeting_id, representative_id=representative_id),
    )


def add_offer(
    session: Session,
    issue_id: str,
    meeting_id: str,
    *,
    number: int = 1,
    side: Side = Side.EMPLOYEE,
    value: str = "1.2000",
) -> str:
    offer = Offer(
        id=new_id(),
        issue_id=issue_id,
        session_id=meeting_id,
        bundle_id=new_id(),
        side=side,
        round=number,
        is_binding=True,
        is_tied=False,
        terms={"value": value},
        argument="",
        tabled_at=MOMENT,
    )
    return kept(session, offer)


def add_agreement(session: Session, issue_id: str, offer_id: str, meeting_id: str) -> str:
    agreement = Agreement(
        id=new_id(),
        issue_id=issue_id,
        offer_id=offer_id,
        session_id=meeting_id,
        agreed_at=MOMENT,
    )
    return kept(session, agreement)


def add_dataset(session: Session, case_id: str, content: bytes = b"columns") -> str:
    sha256 = put_file(session, content, "application/octet-stream")
    dataset = Dataset(
        id=new_id(),
        case_id=case_id,
        kind=DatasetKind.OUTPUT,
        name="十月产量",
        fingerprint=sha256,
        source_name="产量.xlsx",
        source_sha256=sha256,
        rows=1,
        workers=1,
        months=1,
        dropped_rows=0,
        column_mapping={"worker": "工号"},
        imported_at=MOMENT,
    )
    return kept(session, dataset)


def add_mapping(session: Session, header: str = "工号") -> str:
    mapping = ColumnMapping(
        id=new_id(),
        kind=DatasetKind.OUTPUT,
        header_sha256=hashlib.sha256(header.encode()).hexdigest(),
        mapping={"worker": 0},
        confirmed_at=MOMENT,
    )
    return kept(session, mapping)


def add_draft(session: Session, case_id: str, version: int = 1) -> str:
    content = f"%PDF-1.7 {version}".encode()
    draft = ContractDraft(
        id=new_id(),
        case_id=case_id,
        version=version,
        look="official",
        snapshot={"version": version},
        fingerprint=hashlib.sha256(content).hexdigest(),
        pdf_sha256=put_file(session, content, "application/pdf"),
        pages=1,
        drafted_at=MOMENT,
    )
    return kept(session, draft)


def add_settings(session: Session, case_id: str) -> str:
    settings = ContractSettings(
        id=new_id(),
        case_id=case_id,
        kind=None,
        language=ContractLanguage.CHINESE,
        governing=Tongue.CHINESE,
        main_title="",
    )
    return kept(session, settings)


def add_decision(session: Session, case_id: str, place: str = "scope") -> str:
    decision = ClauseDecision(
        id=new_id(), case_id=case_id, place=place, variant="", chapter="", entries={"支付日": "15"}
    )
    return kept(session, decision)


def add_own_clause(session: Session, title: str = "高温津贴") -> str:
    clause = OwnClauseRow(
        id=new_id(),
        title=title,
        title_english="",
        text="高温津贴按月发放。",
        english="",
        details={},
        origin="",
        origin_version=0,
        version=1,
        is_imported=False,
        written_at=MOMENT,
    )
    return kept(session, clause)


def add_comment(session: Session, case_id: str) -> str:
    comment = ClauseComment(
        id=new_id(), case_id=case_id, place="scope", text="再议", written_at=MOMENT
    )
    return kept(session, comment)


def add_old_agreement(session: Session, case_id: str) -> str:
    agreement = OldAgreement(
        id=new_id(),
        case_id=case_id,
        title="2025年集体合同",
        file_name="合同.docx",
        file_sha256=put_file(session, b"PK old", "application/zip"),
        paragraphs=[],
        report=[],
        imported_at=MOMENT,
    )
    return kept(session, agreement)


def add_table_rows(
    session: Session, case: str, issue: str, meeting: str, offer: str
) -> dict[str, str]:
    """Return the id of one row of each table of meetings, evidence and exchange."""
    pdf = put_file(session, b"%PDF-1.7 sheet", "application/pdf")
    fingerprint = hashlib.sha256(b"log").hexdigest()
    sheet = MeetingSheet(
        id=new_id(),
        session_id=meeting,
        number=1,
        language="zh_CN",
        snapshot={},
        log_fingerprint=fingerprint,
        pdf_sha256=pdf,
        pages=1,
        sealed_at=MOMENT,
    )
    sheet_id = kept(session, sheet)
    evidence = EvidenceFile(
        id=new_id(),
        case_id=case,
        issue_id=issue,
        name="行情.pdf",
        media_type="application/pdf",
        size=14,
        file_sha256=pdf,
        note="",
        added_at=MOMENT,
    )
    message = ExchangeMessage(
        id=new_id(),
        case_id=case,
        kind=MessageKind.OFFER,
        is_incoming=True,
        message_id=new_id(),
        fingerprint=fingerprint,
        reply_to="",
        peer_case_id="",
        content={},
        links={},
        moved_at=MOMENT,
    )
    employer = MemberEmployer(
        id=new_id(), case_id=case, position=1, name="快递公司", credit_code="", contact=""
    )
    employer_id = kept(session, employer)
    others = {
        "agenda_issue": AgendaIssue(id=new_id(), session_id=meeting, issue_id=issue, position=1),
        "employer_consent": EmployerConsent(
            id=new_id(),
            employer_id=employer_id,
            offer_id=offer,
            answer=ConsentAnswer.CONSENTS,
            given_by="",
            note="",
            given_at=MOMENT,
        ),
        "evidence_file": evidence,
        "exchange_message": message,
        "minutes_entry": MinutesEntry(
            id=new_id(), session_id=meeting, text="双方同意休会", written_at=MOMENT
        ),
        "session_pause": SessionPause(
            id=new_id(), session_id=meeting, paused_at=MOMENT, reason="内部商议"
        ),
        "sheet_signature": SheetSignature(
            id=new_id(), sheet_id=sheet_id, side=Side.EMPLOYEE, signer="代表", signed_at=MOMENT
        ),
        "tentative_agreement": TentativeAgreement(
            id=new_id(), issue_id=issue, offer_id=offer, session_id=meeting, agreed_at=MOMENT
        ),
    }
    found = {name: kept(session, row) for name, row in others.items()}
    return {**found, "meeting_sheet": sheet_id, "member_employer": employer_id}


def add_private_rows(session: Session, case: str, issue: str) -> dict[str, str]:
    """Return the id of one row of each private table that belongs to a side."""
    side = Side.EMPLOYEE
    rows = {
        "issue_option": IssueOption(
            id=new_id(), issue_id=issue, side=side, position=1, name="居中", terms={}
        ),
        "mandate": Mandate(
            id=new_id(), issue_id=issue, side=side, weight=50, note="", other_weight=0
        ),
        "offer_sketch": OfferSketch(
            id=new_id(),
            case_id=case,
            side=side,
            content=[],
            argument="",
            is_binding=True,
            is_tied=False,
            saved_at=MOMENT,
        ),
        "option_bonus": OptionBonus(
            id=new_id(), case_id=case, side=side, options=[], own_points=1, other_points=0
        ),
        "package_rating": PackageRating(
            id=new_id(), case_id=case, side=side, position=1, package={}, rating=50
        ),
        "private_note": PrivateNote(
            id=new_id(),
            case_id=case,
            side=side,
            kind=NoteKind.CAUCUS,
            text="底线不变",
            written_at=MOMENT,
        ),
        "side_brief": SideBrief(
            id=new_id(), case_id=case, side=side, is_own=True, alternative="", holder_name=""
        ),
    }
    return {name: kept(session, row) for name, row in rows.items()}


def add_one_of_each(session: Session) -> dict[str, str]:
    """Return the id of one row of each recorded table."""
    case = add_case(session)
    party = add_party(session, case)
    representative = add_representative(session, party)
    issue = add_issue(session, case)
    meeting = add_meeting(session, case)
    offer = add_offer(session, issue, meeting)
    return {
        "agreement": add_agreement(session, issue, offer, meeting),
        "attendance": add_attendance(session, meeting, representative),
        "case": case,
        "clause_comment": add_comment(session, case),
        "clause_decision": add_decision(session, case),
        "column_mapping": add_mapping(session),
        "contract_draft": add_draft(session, case),
        "contract_settings": add_settings(session, case),
        "costing_assumptions": add_assumptions(session, issue),
        "dataset": add_dataset(session, case),
        "issue": issue,
        "negotiation_session": meeting,
        "offer": offer,
        "old_agreement": add_old_agreement(session, case),
        "own_clause": add_own_clause(session),
        "party": party,
        "representative": representative,
        "what_if": add_what_if(session, issue),
        **add_table_rows(session, case, issue, meeting, offer),
        **add_private_rows(session, case, issue),
    }
