"""Examples of what the exchange does to a store, for the table of operations."""

from __future__ import annotations

from pathlib import Path

from negotiator_desk.bargaining.exchange import (
    CaseName,
    ConsentAnswer,
    Message,
    OfferBody,
    OfferedTerms,
    TextBody,
)
from negotiator_desk.bargaining.parties import Side
from negotiator_desk.services.contracts import draft_contract, list_drafts
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.employer_edits import (
    EmployerDetails,
    add_employer,
    edit_employer,
    give_consent,
    move_employer,
    remove_employer,
)
from negotiator_desk.services.employers import list_employers
from negotiator_desk.services.exchange_receiving import (
    Choices,
    accept_message,
    confirm_text,
    log_message,
)
from negotiator_desk.services.exchange_sealing import contract_wording, seal_offer
from negotiator_desk.services.offer_views import list_offers
from tests.services.conftest import Bargaining, number

PEER = "0190a5c4-7e1b-7c3d-8f00-00000000000"


def offered(body: OfferBody | TextBody | None = None) -> Message:
    """Return what the union's laptop may have sealed."""
    terms = OfferedTerms(f"{PEER}1", f"{PEER}2", "", "高温津贴", number("400"), "", "")
    return Message(
        id=f"{PEER}3",
        case=CaseName(f"{PEER}4", "2026-007", "快递行业协商"),
        peer_case_id="",
        side=Side.EMPLOYEE,
        party="",
        session_number=1,
        reply_to="",
        body=body or OfferBody(True, False, "", (terms,)),
    )


def send(desk: Desk, table: Bargaining, _folder: Path) -> object:
    return seal_offer(desk, list_offers(desk, table.heat)[0].id)


def receive(desk: Desk, table: Bargaining, _folder: Path) -> object:
    return log_message(desk, table.case, offered(), Choices(table.session))


def accept(desk: Desk, table: Bargaining, _folder: Path) -> object:
    return accept_message(desk, table.case, offered(), Choices(table.session))


def draft(desk: Desk, table: Bargaining, _folder: Path) -> object:
    return draft_contract(desk, table.case)


def confirm(desk: Desk, table: Bargaining, _folder: Path) -> object:
    (mine,) = list_drafts(desk, table.case)
    body = TextBody("集体合同", 1, contract_wording(desk, mine.id))
    return confirm_text(desk, table.case, offered(body), mine.id)


def add(desk: Desk, table: Bargaining, _folder: Path) -> object:
    for name in ("甲公司", "乙公司"):
        done = add_employer(desk, table.case, EmployerDetails(name, workers=20))
    return done


def add_one(desk: Desk, table: Bargaining, _folder: Path) -> object:
    return add_employer(desk, table.case, EmployerDetails("丙公司"))


def edit(desk: Desk, table: Bargaining, _folder: Path) -> object:
    return edit_employer(desk, _first(desk, table), EmployerDetails("甲有限公司", "913302001"))


def move(desk: Desk, table: Bargaining, _folder: Path) -> object:
    return move_employer(desk, _first(desk, table), 2)


def consent(desk: Desk, table: Bargaining, folder: Path) -> object:
    (offer,) = list_offers(desk, table.heat)
    return give_consent(desk, _first(desk, table), offer.id, ConsentAnswer.CONSENTS, given_by="李")


def asked(desk: Desk, table: Bargaining, folder: Path) -> object:
    """Enter two employers and something to consent to."""
    add(desk, table, folder)
    return receive(desk, table, folder)


def consented(desk: Desk, table: Bargaining, folder: Path) -> object:
    asked(desk, table, folder)
    return consent(desk, table, folder)


def remove(desk: Desk, table: Bargaining, _folder: Path) -> object:
    return remove_employer(desk, _first(desk, table))


def _first(desk: Desk, table: Bargaining) -> str:
    return list_employers(desk, table.case)[0].id
