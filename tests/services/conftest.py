"""A desk, and a case far enough along to bargain in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from negotiator_desk.bargaining.parties import CaseKind, Origin, Side
from negotiator_desk.drafting.clauses import Parameter, ParameterKind
from negotiator_desk.models.evidence import Dataset as DatasetEntity
from negotiator_desk.pay.dataset import Dataset, DatasetKind
from negotiator_desk.pay.terms import NumberTerm, PieceRate, RateTable, Subject, Terms, TextTerm
from negotiator_desk.services.cases import CaseDetails, create_case
from negotiator_desk.services.contract_views import get_contract
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.issues import IssueDetails, add_issue
from negotiator_desk.services.opening import open_desk
from negotiator_desk.services.parties import (
    PartyDetails,
    RepresentativeDetails,
    add_representative,
    save_party,
)
from negotiator_desk.services.sessions import SessionDetails, add_session
from negotiator_desk.services.wordings import fill_in
from negotiator_desk.storage.files import put_file
from negotiator_desk.storage.ids import new_id

OPERATIONS = ("同城·有电梯", "同城·无电梯")


@dataclass(frozen=True)
class Bargaining:
    """Ids of a case with parties, data, three issues and one negotiation session."""

    case: str
    dataset: str
    rates: str
    heat: str
    rest: str
    session: str


def rate_table(first: str, second: str, *, quota: int | None = 400) -> RateTable:
    rates = zip(OPERATIONS, (first, second), strict=True)
    return RateTable(
        tuple(PieceRate(name, Decimal(rate), quota_per_shift=quota) for name, rate in rates)
    )


def number(value: str) -> NumberTerm:
    return NumberTerm(Decimal(value), "元/月")


def output_dataset(workers: int = 3, quantity: int = 2000) -> Dataset:
    """Return one month of output in which each worker made more than the one before."""
    rows = [(w, o) for w in range(1, workers + 1) for o in OPERATIONS]
    return Dataset.build(
        DatasetKind.OUTPUT,
        {
            "worker": [f"K{worker:03}" for worker, _operation in rows],
            "name": [f"工人{worker}" for worker, _operation in rows],
            "operation": [operation for _worker, operation in rows],
            "month": [date(2026, 9, 1)] * len(rows),
            "quantity": [quantity + 100 * worker for worker, _operation in rows],
        },
    )


def add_dataset(desk: Desk, case_id: str, facts: Dataset, name: str = "九月产量") -> str:
    """Store facts as if they had been imported."""

    def work(session: Session) -> str:
        content = facts.to_bytes()
        entity = DatasetEntity(
            id=new_id(),
            case_id=case_id,
            kind=facts.kind,
            name=name,
            fingerprint=put_file(session, content, "application/octet-stream"),
            source_name="产量.xlsx",
            source_sha256=put_file(session, b"workbook", "application/octet-stream"),
            rows=facts.rows,
            workers=facts.workers,
            months=facts.months,
            dropped_rows=0,
            column_mapping={"worker": "工号"},
            imported_at=desk.now(),
        )
        session.add(entity)
        return entity.id

    return desk.run("import_dataset", work).value


def new_case(desk: Desk, title: str = "快递行业协商") -> str:
    details = CaseDetails(
        title=title,
        kind=CaseKind.INDUSTRY,
        contract_from=date(2027, 1, 1),
        contract_until=date(2027, 12, 31),
    )
    return create_case(desk, details).value


def person(
    name: str, *, chief: bool = False, origin: Origin = Origin.ELECTED
) -> RepresentativeDetails:
    return RepresentativeDetails(name=name, sex=None, post="代表", origin=origin, is_chief=chief)


def enter_parties(desk: Desk, case_id: str) -> None:
    for side, name in ((Side.EMPLOYEE, "快递行业工会"), (Side.EMPLOYER, "快递企业协会")):
        save_party(desk, case_id, side, PartyDetails(name, head=f"{name}负责人"))
        for place in range(1, 4):
            details = person(f"{name}代表{place}", chief=place == 1)
            add_representative(desk, case_id, side, details)


def plausible_value(parameter: Parameter) -> str:
    """Return something that a parameter accepts."""
    match parameter.kind:
        case ParameterKind.DATE:
            return "2027-01-15"
        case ParameterKind.PERSON:
            return "人力资源部"
        case ParameterKind.TEXT:
            return parameter.suggested or "按双方约定"
        case _:
            if parameter.suggested:
                return parameter.suggested
            least, most = parameter.least or Decimal(1), parameter.most
            return str(least if most is None else min(max(least, Decimal(1)), most))


def fill_everything_in(desk: Desk, case_id: str) -> None:
    """Leave no blank in a case's contract: particulars of the parties and all parameters."""
    for side, name, code in (
        (Side.EMPLOYEE, "快递行业工会", "81330200MC1234567X"),
        (Side.EMPLOYER, "快递企业协会", "51330200MJ7654321K"),
    ):
        details = PartyDetails(name, head=f"{name}负责人", credit_code=code, address="示例路1号")
        save_party(desk, case_id, side, details)
    for clause in get_contract(desk, case_id).clauses:
        if clause.is_included:
            for parameter in clause.text.parameters:
                fill_in(desk, case_id, clause.place, parameter.name, plausible_value(parameter))


def issue(desk: Desk, case_id: str, title: str, terms: Terms | None, **more: str) -> str:
    subjects = {RateTable: Subject.PIECE_RATES, NumberTerm: Subject.NUMBER}
    subject = Subject.TEXT if terms is None else subjects.get(type(terms), Subject.TEXT)
    details = IssueDetails(title, subject, dataset_id=more.get("dataset"), present_terms=terms)
    return add_issue(desk, case_id, details).value


def meeting(desk: Desk, case_id: str, day: int = 20) -> str:
    held_at = datetime(2026, 10, day, 1, 0, tzinfo=UTC)
    return add_session(desk, case_id, SessionDetails(held_at, "会议室", Side.EMPLOYEE)).value


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "store"


@pytest.fixture
def desk(folder: Path, now: datetime) -> Iterator[Desk]:
    desk = open_desk(folder, author="指导员", now=lambda: now)
    yield desk
    desk.close()


@pytest.fixture
def table(desk: Desk) -> Bargaining:
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


REST = TextTerm("每周至少休息一天。")
