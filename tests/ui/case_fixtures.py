"""A case with an issue of piece rates on a small dataset, for tests of the pages."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from negotiator_desk.bargaining.parties import Side
from negotiator_desk.pay.dataset import DatasetKind
from negotiator_desk.pay.terms import PieceRate, RateTable, Subject
from negotiator_desk.services.datasets import import_dataset
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.issues import IssueDetails, add_issue
from negotiator_desk.services.sessions import SessionDetails, add_session

HEADER = "工号,姓名,工序,月份,数量"
GOOD_ROWS = (
    "C01,沈若川,同城,2026-09,1000",
    "C02,林佩瑶,同城,2026-09,2000",
    "C02,林佩瑶,省内,2026-09,500",
)

PRESENT = RateTable((PieceRate("同城", Decimal("1.1500")), PieceRate("省内", Decimal("0.9000"))))


def write_output(folder: Path, *extra: str) -> Path:
    """Write a file of output; `extra` rows follow the good ones."""
    path = folder / "产量.csv"
    path.write_text("\n".join((HEADER, *GOOD_ROWS, *extra)) + "\n", encoding="utf-8")
    return path


def add_output(desk: Desk, case_id: str, folder: Path) -> str:
    """Import the small file of output; return the dataset's id."""
    path = write_output(folder)
    return import_dataset(desk, case_id, path, kind=DatasetKind.OUTPUT).value.dataset_id


def add_rates(desk: Desk, case_id: str, dataset_id: str | None) -> str:
    """Put piece rates on the agenda; return the issue's id."""
    details = IssueDetails("Delivery rates", Subject.PIECE_RATES, dataset_id, PRESENT)
    return add_issue(desk, case_id, details).value


def add_meeting(desk: Desk, case_id: str) -> str:
    """Open a session; return its id."""
    held_at = datetime(2026, 11, 18, 1, 0, tzinfo=UTC)
    return add_session(desk, case_id, SessionDetails(held_at, "Room 3", Side.EMPLOYEE)).value
