"""How fast the offers of a case are: 400 of them opened, and one more logged.

    python -m benchmarks.table_offers

The case has the couriers' sample data, eight issues and ten sessions; part of the offers are tied.
Opening is what a person waits for: all that the tab reads and shows until the window can be used;
costs and values arrive from the worker and are measured apart.
"""

import os
import statistics
import sys
import tempfile
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from benchmarks.measure import heading, median_ms
from negotiator_desk.bargaining.parties import Side
from negotiator_desk.pay.cells import cells, with_cell
from negotiator_desk.pay.terms import NumberTerm, RateTable, Subject
from negotiator_desk.services.cases import list_cases
from negotiator_desk.services.demo import load_sample, sample_folders
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.issues import IssueDetails, add_issue, list_issues
from negotiator_desk.services.mandates import MandateDetails, check_offer, get_mandate, save_mandate
from negotiator_desk.services.offer_views import list_case_offers
from negotiator_desk.services.offers import table_offer
from negotiator_desk.services.opening import open_desk
from negotiator_desk.services.sessions import SessionDetails, add_session
from negotiator_desk.services.worths import offer_worths, worth_of
from negotiator_desk.settings import Settings, ThemeChoice
from negotiator_desk.ui.context import Context
from negotiator_desk.ui.jobs import JobRunner
from negotiator_desk.ui.pages.table_case import read_case
from negotiator_desk.ui.pages.table_offers import OffersTab
from negotiator_desk.ui.privacy import Curtain
from negotiator_desk.ui.remembered import Remembered
from negotiator_desk.ui.theme import Theme

OFFERS = 400
SESSIONS = 10
NUMBERS = 7
RATES = "单价"
OPENED_IN = 300
"""Milliseconds in which a case with 400 offers opens."""
LOGGED_IN = 50
"""Milliseconds in which an offer is in the store, for 95 of 100."""
VALUED_IN = 200
"""Milliseconds after which value and cost of an offer are known."""


class Clock:
    """A minute later each time it is asked."""

    def __init__(self) -> None:
        self._now = datetime(2026, 11, 27, tzinfo=UTC)

    def __call__(self) -> datetime:
        """Return the moment."""
        self._now += timedelta(minutes=1)
        return self._now


class OfferedCase:
    """The couriers' sample with open issues besides, and 400 offers on them."""

    def __init__(self, desk: Desk) -> None:
        folder = next(one for one in sample_folders() if one.name == "couriers")
        load_sample(desk, folder)
        (case,) = list_cases(desk)
        self.desk, self.case_id = desk, case.id
        agreed = next(
            one for one in list_issues(desk, case.id) if one.subject is Subject.PIECE_RATES
        )
        assert isinstance(agreed.present_terms, RateTable)
        self.rates = agreed.present_terms
        self.rates_id = self._issue(RATES, Subject.PIECE_RATES, agreed.dataset_id, self.rates)
        self.numbers = [
            self._issue(f"补贴 {number}", Subject.NUMBER, None, _number(300))
            for number in range(NUMBERS)
        ]
        self.sessions = [
            add_session(desk, case.id, SessionDetails(desk.now(), "会议室", Side.EMPLOYEE)).value
            for _number_of in range(SESSIONS)
        ]
        for issue in list_issues(desk, case.id):
            # The sample has given all its points away.
            mandate = get_mandate(desk, issue.id, Side.EMPLOYEE)
            if mandate is not None:
                lighter = replace(mandate, weight=mandate.weight // 2)
                save_mandate(desk, issue.id, Side.EMPLOYEE, lighter)
        key = cells(self.rates)[0].key
        dearer, cheaper = (with_cell(self.rates, key, Decimal(rate)) for rate in ("1.2", "0.7"))
        aims = MandateDetails(target=dearer, limit=cheaper, weight=20)
        save_mandate(desk, self.rates_id, Side.EMPLOYEE, aims)
        for issue_id in self.numbers:
            aims = MandateDetails(target=_number(500), limit=_number(320), weight=1)
            save_mandate(desk, issue_id, Side.EMPLOYEE, aims)

    def log(self) -> list[float]:
        """Table the offers; return the milliseconds that each operation took."""
        times = []
        tabled = place = 0
        while tabled < OFFERS:
            place += 1
            side = Side.EMPLOYEE if place % 2 else Side.EMPLOYER
            session = self.sessions[min(tabled * SESSIONS // OFFERS, SESSIONS - 1)]
            offered = [(self.numbers[place % NUMBERS], _number(300 + place))]
            if place % 4 == 0:
                offered.append((self.numbers[(place + 1) % NUMBERS], _number(310 + place)))
            start = time.perf_counter()
            if place % 8 == 0:
                key = cells(self.rates)[0].key
                rate = Decimal(8000 + place).scaleb(-4)
                terms = with_cell(self.rates, key, rate)
                table_offer(self.desk, session, side, [(self.rates_id, terms)], binding=True)
                tabled += 1
            else:
                table_offer(self.desk, session, side, offered, binding=place % 5 != 0, tied=True)
                tabled += len(offered)
            times.append((time.perf_counter() - start) * 1000)
        return times

    def _issue(
        self, title: str, subject: Subject, data: str | None, terms: RateTable | NumberTerm
    ) -> str:
        return add_issue(self.desk, self.case_id, IssueDetails(title, subject, data, terms)).value


def _number(value: int) -> NumberTerm:
    return NumberTerm(Decimal(value), "元/月")


def settle(runner: JobRunner, parent: OffersTab) -> None:
    """Wait until everything that was asked for is there."""
    loop, watch = QEventLoop(), QTimer(parent, interval=1)
    watch.timeout.connect(lambda: None if runner.is_busy else loop.quit())
    watch.start()
    loop.exec()
    watch.stop()


def line(what: str, ms: float, needed: float | None = None) -> None:
    """Print one figure, and whether it misses what is asked for."""
    missed = needed is not None and ms > needed
    asked = "" if needed is None else f"  (asked for: {needed:,.0f})"
    print(f"{what:58} {ms:8.1f} ms{asked}{'  MISSED' if missed else ''}")


def measure_services(case: OfferedCase) -> None:
    """Print what the services take."""
    desk = case.desk
    line(
        "all offers with their differences", median_ms(lambda: list_case_offers(desk, case.case_id))
    )
    line("everything shared that the tab shows", median_ms(lambda: read_case(desk, case.case_id)))
    line(
        "values of all offers (private)",
        median_ms(lambda: offer_worths(desk, case.case_id, Side.EMPLOYEE)),
    )
    terms = with_cell(case.rates, cells(case.rates)[0].key, Decimal("0.8123"))
    line(
        "value of one offer, costed before",
        median_ms(lambda: worth_of(desk, case.rates_id, Side.EMPLOYEE, terms)),
        VALUED_IN,
    )
    line(
        "mandate of one offer",
        median_ms(lambda: check_offer(desk, Side.EMPLOYEE, [(case.numbers[0], _number(310))])),
    )


def measure_tab(case: OfferedCase, application: QApplication) -> None:
    """Print what opening and switching the tab takes."""
    runner = JobRunner()
    settings = Remembered(Settings(language="zh_CN", theme=ThemeChoice.LIGHT), Path("unused"))
    context = Context(
        desk=case.desk,
        runner=runner,
        settings=settings,
        announce=_nothing,
        show_error=_fail,
        go=_nothing,
        say=_nothing,
        load_samples=_nothing_at_all,
        curtain=Curtain(),
    )
    opened = []
    for _run in range(7):
        start = time.perf_counter()
        tab = OffersTab(context)
        tab.resize(1150, 620)
        tab.show_case(case.case_id)
        tab.show_issue(case.numbers[0])
        tab.show()
        application.processEvents()
        opened.append((time.perf_counter() - start) * 1000)
        settle(runner, tab)
        tab.close()
    line("the tab made, read, shown and painted", statistics.median(opened), OPENED_IN)
    tab.show()
    start = time.perf_counter()
    tab.refresh(frozenset())
    application.processEvents()
    line("the tab read and shown again", (time.perf_counter() - start) * 1000, OPENED_IN)
    start = time.perf_counter()
    settle(runner, tab)
    line("costs and values of all offers after that", (time.perf_counter() - start) * 1000)
    start = time.perf_counter()
    tab.show_board()
    application.processEvents()
    line("the board of all offers shown and painted", (time.perf_counter() - start) * 1000)
    settle(runner, tab)
    _measure_form(tab, runner, application)
    runner.close()


def _measure_form(tab: OffersTab, runner: JobRunner, application: QApplication) -> None:
    case = read_case(tab.context.desk, tab.case_id or "")
    issue_id = next(one.issue.id for one in case.items.values() if one.issue.title == RATES)
    dialog = tab.forms.open(case, issue_id)
    assert dialog is not None
    settle(runner, tab)
    times = []
    for number in range(20):
        panel = dialog.panel(issue_id)
        before = dialog.cost.text(), dialog.private.worth.text()
        panel.type_cell(panel.step_cells()[0].key, f"0.{number + 75}")
        start = time.perf_counter()
        dialog.ask_for_costs()
        while dialog.cost.text() == before[0] or dialog.private.worth.text() == before[1]:
            application.processEvents()
        times.append((time.perf_counter() - start) * 1000)
    line("cost and value of what was typed, in the form", max(times), VALUED_IN)
    dialog.done(0)
    settle(runner, tab)


def main() -> None:
    application = QApplication(sys.argv[:1])
    theme = Theme(application, ThemeChoice.LIGHT)
    heading(f"The table: {OFFERS} offers on {NUMBERS + 1} issues in {SESSIONS} sessions")
    with tempfile.TemporaryDirectory() as folder:
        desk = open_desk(Path(folder) / "store", author="benchmark", now=Clock())
        case = OfferedCase(desk)
        times = sorted(case.log())
        line("an offer logged, median", statistics.median(times))
        line("an offer logged, 95 of 100", times[int(len(times) * 0.95)], LOGGED_IN)
        line("an offer logged, the slowest", times[-1])
        measure_services(case)
        measure_tab(case, application)
        desk.close()
    del theme


def _nothing(_value: object) -> None:
    """Take what nobody waits for here."""


def _nothing_at_all() -> None:
    """Do nothing."""


def _fail(error: BaseException) -> None:
    raise error


if __name__ == "__main__":
    main()
