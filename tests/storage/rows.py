"""Rows of every recorded entity, made with as little as they need."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from negotiator_desk.bargaining.parties import CaseKind, Origin, Side
from negotiator_desk.drafting.wording import ContractLanguage, Tongue
from negotiator_desk.models.bargaining import (
    Agreement,
    Attendance,
    Issue,
    Mandate,
    NegotiationSession,
    Offer,
)
from negotiator_desk.models.case import Case, Party, Representative
from negotiator_desk.models.contract import ContractDraft
from negotiator_desk.models.costing import CostingAssumptions, WhatIf
from negotiator_desk.models.evidence import ColumnMapping, Dataset
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
    mandate = Mandate(id=new_id(), issue_id=issue_id, side=side, weight=50, note="")
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
        "mandate": add_mandate(session, issue),
        "negotiation_session": meeting,
        "offer": offer,
        "old_agreement": add_old_agreement(session, case),
        "own_clause": add_own_clause(session),
        "party": party,
        "representative": representative,
        "what_if": add_what_if(session, issue),
    }
