"""The example of eight rounds in docs/table.md, read and played through the services."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import groupby
from pathlib import Path

from negotiator_desk.bargaining.parties import Side
from negotiator_desk.pay.dataset import Dataset, DatasetKind
from negotiator_desk.pay.terms import NumberTerm, PieceRate, RateTable, Terms
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.offers import table_offer, withdraw_offer
from negotiator_desk.services.sessions import SessionDetails, add_session
from tests.services.conftest import add_dataset, enter_parties, issue, new_case

PAGE = Path(__file__).parents[2] / "docs" / "table.md"
CITY, PROVINCE, SORTING = "同城", "省内", "分拣"


@dataclass(frozen=True)
class Example:
    """A case in which everything of the example was said.

    Attributes:
        issues: Letter in the text → issue id.
        rows: The rows of the table of offers, by column.
    """

    case: str
    issues: dict[str, str]
    rows: tuple[dict[str, str], ...]


def table(head: str) -> tuple[dict[str, str], ...]:
    """Return the rows of the table whose first line begins with `head`, by column."""
    lines = PAGE.read_text(encoding="utf-8").split("\n")
    first = next(place for place, line in enumerate(lines) if line.startswith(head))
    names = _cells(lines[first])
    rows = []
    for line in lines[first + 2 :]:
        if not line.startswith("|"):
            break
        rows.append(dict(zip(names, _cells(line), strict=True)))
    return tuple(rows)


def fen(text: str) -> int | None:
    """Read an amount of the text; None for a dash or nothing."""
    if text in {"—", ""}:
        return None
    value = Decimal(text.replace(",", "").replace("−", "-")) * 100
    assert value == int(value), text
    return int(value)


def play(desk: Desk) -> Example:
    """Say everything of the example in a new case."""
    case = new_case(desk)
    enter_parties(desk, case)
    delivery = output_facts([("C01", CITY, 1000), ("C02", CITY, 2000), ("C02", PROVINCE, 500)])
    sorting = output_facts([("C03", SORTING, 10_000)])
    issues = {
        "D": issue(
            desk,
            case,
            "Delivery rates",
            terms("D", "1.00 / 2.00"),
            dataset=add_dataset(desk, case, delivery, "Delivery"),
        ),
        "S": issue(
            desk,
            case,
            "Sorting rate",
            terms("S", "0.10"),
            dataset=add_dataset(desk, case, sorting, "Sorting"),
        ),
        "H": issue(desk, case, "Heat allowance", terms("H", "200")),
    }
    rows = table("| move | round")
    sessions: list[str] = []
    for _move, said in groupby(rows, key=lambda row: row["move"]):
        offers = tuple(said)
        first = offers[0]
        while len(sessions) < int(first["session"]):
            held_at = datetime(2026, 10, 1 + len(sessions), 1, 0, tzinfo=UTC)
            details = SessionDetails(held_at, "Hall", Side.EMPLOYEE)
            sessions.append(add_session(desk, case, details).value)
        ids = table_offer(
            desk,
            sessions[-1],
            Side(first["side"]),
            [(issues[row["issue"]], terms(row["issue"], row["offer"])) for row in offers],
            binding=first["kind"] != "exploratory",
            tied=first["kind"] == "tied",
        ).value
        if first["kind"] == "withdrawn":
            withdraw_offer(desk, ids[0])
    # The next session is opened, so the fifth is over.
    add_session(desk, case, replace(details, held_at=datetime(2026, 10, 9, 1, 0, tzinfo=UTC)))
    return Example(case, issues, rows)


def terms(letter: str, text: str) -> Terms:
    """Read what is offered on an issue of the example."""
    numbers = [Decimal(part).quantize(Decimal("0.0001")) for part in text.split(" / ")]
    if letter == "H":
        return NumberTerm(numbers[0], "元/月")
    names = (CITY, PROVINCE) if letter == "D" else (SORTING,)
    return RateTable(
        tuple(PieceRate(name, rate) for name, rate in zip(names, numbers, strict=True))
    )


def output_facts(rows: list[tuple[str, str, int]]) -> Dataset:
    """Return one month of output: worker, operation, pieces."""
    return Dataset.build(
        DatasetKind.OUTPUT,
        {
            "worker": [worker for worker, _operation, _pieces in rows],
            "name": [worker for worker, _operation, _pieces in rows],
            "operation": [operation for _worker, operation, _pieces in rows],
            "month": [date(2026, 9, 1)] * len(rows),
            "quantity": [pieces for _worker, _operation, pieces in rows],
        },
    )


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]
