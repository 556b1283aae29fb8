"""A case in which everything that both sides may see is there once at least."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from negotiator_desk.bargaining.exchange import ConsentAnswer
from negotiator_desk.bargaining.parties import Side
from negotiator_desk.pay.terms import Terms, TextTerm
from negotiator_desk.services.comments import add_comment
from negotiator_desk.services.contract_views import get_contract
from negotiator_desk.services.contracts import draft_contract
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.employer_edits import (
    EmployerDetails,
    add_employer,
    give_consent,
)
from negotiator_desk.services.evidence import EvidencePlace, EvidenceSource, add_evidence
from negotiator_desk.services.exchange_receiving import Choices, log_message
from negotiator_desk.services.exchange_sealing import seal_offer, seal_text
from negotiator_desk.services.meeting_sheets import seal_sheet, sign_sheet
from negotiator_desk.services.offers import accept_offer, hold_offer, table_offer, withdraw_offer
from negotiator_desk.services.old_agreements import import_agreement
from negotiator_desk.services.own_clauses import OwnClauseDetails, add_own_clause
from negotiator_desk.services.session_minutes import add_entry
from tests.services.conftest import (
    REST,
    Bargaining,
    add_dataset,
    enter_parties,
    issue,
    meeting,
    new_case,
    number,
    output_dataset,
    rate_table,
)
from tests.services.exchange_examples import offered
from tests.services.test_old_agreements import proposed, reading


@dataclass(frozen=True)
class World:
    """The case, and the ids of what is in it."""

    desk: Desk
    folder: Path
    table: Bargaining
    offer: str
    draft: str
    sheet: str
    sealed: str
    text: str
    incoming: str
    evidence: str
    agreement: str


def build_table(desk: Desk) -> Bargaining:
    """Make a case with parties, data, three issues and a session."""
    case = new_case(desk)
    enter_parties(desk, case)
    dataset = add_dataset(desk, case, output_dataset())
    return Bargaining(
        case=case,
        dataset=dataset,
        rates=issue(desk, case, "派件费单价", rate_table("0.8000", "0.9500"), dataset=dataset),
        heat=issue(desk, case, "高温津贴", number("300.0000")),
        rest=issue(desk, case, "休息安排", None),
        session=meeting(desk, case),
    )


def build_world(desk: Desk, folder: Path) -> World:
    """Bargain, agree, draft, seal and send."""
    table = build_table(desk)
    (heat,) = _table(desk, table, Side.EMPLOYEE, ((table.heat, number("500.0000")),))
    withdraw_offer(desk, heat)
    _table(desk, table, Side.EMPLOYER, ((table.heat, number("330.0000")),), binding=False)
    (rates,) = _table(desk, table, Side.EMPLOYEE, ((table.rates, rate_table("0.8600", "1.0700")),))
    evidence = add_evidence(
        desk,
        table.case,
        EvidencePlace(issue_id=table.rates),
        (EvidenceSource("工资条.txt", b"payslip"),),
        note="九月",
    ).value[0]
    add_entry(desk, table.session, "双方核对了九月产量。", table.rates)
    accept_offer(desk, rates, Side.EMPLOYER, table.session)
    tied = ((table.heat, number("360.0000")), (table.rest, REST))
    packaged = _table(desk, table, Side.EMPLOYER, tied, tied=True)
    hold_offer(desk, packaged[0], Side.EMPLOYEE, table.session)
    employer = add_employer(desk, table.case, EmployerDetails("甬东快递有限公司", workers=12)).value
    give_consent(desk, employer, rates, ConsentAnswer.CONSENTS)
    add_own_clause(desk, OwnClauseDetails("饮水", "企业应提供饮用水。"))
    place = get_contract(desk, table.case).clauses[0].place
    add_comment(desk, table.case, place, "请核对名称。")
    read = reading()
    agreement = import_agreement(desk, table.case, read, proposed(read), "去年的合同").value
    draft = draft_contract(desk, table.case).value.id
    sheet = seal_sheet(desk, table.session, "zh_CN").value.id
    sign_sheet(desk, sheet, Side.EMPLOYEE, "快递行业工会代表1")
    sealed = seal_offer(desk, packaged[0]).value
    text = seal_text(desk, draft, Side.EMPLOYEE).value
    incoming = log_message(desk, table.case, offered(), Choices(table.session)).value
    return World(
        desk=desk,
        folder=folder,
        table=table,
        offer=rates,
        draft=draft,
        sheet=sheet,
        sealed=sealed,
        text=text,
        incoming=incoming.id,
        evidence=evidence,
        agreement=agreement,
    )


def _table(
    desk: Desk,
    table: Bargaining,
    side: Side,
    terms: tuple[tuple[str, Terms], ...],
    *,
    binding: bool = True,
    tied: bool = False,
) -> tuple[str, ...]:
    words = "按九月产量测算。"
    return table_offer(
        desk, table.session, side, terms, binding=binding, tied=tied, argument=words
    ).value


NEW_WORDS = TextTerm("每周至少休息一天，节假日轮休。")
"""Terms that nobody has put yet."""
