"""Two stores, one on each side of the table, that share nothing but what is carried across."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from negotiator_desk.bargaining.exchange import Message
from negotiator_desk.bargaining.parties import Side
from negotiator_desk.bargaining.sealed import open_sealed
from negotiator_desk.pay.terms import Terms
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.exchange_receiving import Choices
from negotiator_desk.services.exchanges import sealed_file
from negotiator_desk.services.offers import table_offer
from negotiator_desk.services.opening import open_desk
from tests.services.conftest import (
    add_dataset,
    enter_parties,
    issue,
    meeting,
    new_case,
    number,
    output_dataset,
    rate_table,
)


@dataclass(frozen=True)
class Laptop:
    """A store with the same case as the other one, entered by hand there and here."""

    desk: Desk
    case: str
    rates: str
    heat: str
    rest: str
    session: str
    side: Side

    @property
    def choices(self) -> Choices:
        """Everything is put in the one session."""
        return Choices(self.session)

    def table(
        self, *terms: tuple[str, Terms], binding: bool = True, tied: bool = False
    ) -> tuple[str, ...]:
        """Put an offer of this side."""
        return table_offer(
            self.desk,
            self.session,
            self.side,
            list(terms),
            binding=binding,
            tied=tied,
            argument="物价上涨了百分之三。",
        ).value

    def file_of(self, message_row_id: str) -> Message:
        """Carry a message across: what the other laptop reads from the file."""
        return open_sealed(sealed_file(self.desk, message_row_id))


def start(folder: Path, name: str, side: Side, now: datetime, *, rates: str = "0.8000") -> Laptop:
    """Open a store and enter the case."""
    desk = open_desk(folder / name, author=name, now=lambda: now)
    case = new_case(desk)
    enter_parties(desk, case)
    facts = add_dataset(desk, case, output_dataset())
    return Laptop(
        desk=desk,
        case=case,
        rates=issue(desk, case, "派件费单价", rate_table(rates, "0.9500"), dataset=facts),
        heat=issue(desk, case, "高温津贴", number("300.0000")),
        rest=issue(desk, case, "休息安排", None),
        session=meeting(desk, case),
        side=side,
    )


@contextmanager
def two_laptops(folder: Path, now: datetime) -> Iterator[tuple[Laptop, Laptop]]:
    """Open both sides' stores: the union's and the employers'."""
    union = start(folder, "union", Side.EMPLOYEE, now)
    employers = start(folder, "employers", Side.EMPLOYER, now)
    try:
        yield union, employers
    finally:
        union.desk.close()
        employers.desk.close()
