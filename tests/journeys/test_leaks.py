"""Nothing that one side thinks is seen on the wall, in a file, in print or by a shared service."""

from __future__ import annotations

import ast
import random
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

import negotiator_desk
from negotiator_desk import i18n
from negotiator_desk.bargaining.parties import Side
from negotiator_desk.cli import main
from negotiator_desk.errors import RuleError
from negotiator_desk.pay.terms import Subject
from negotiator_desk.services import (
    costing_reports,
    issue_options,
    mandates,
    offer_sketches,
    package_ratings,
    private_notes,
    side_briefs,
    what_ifs,
)
from negotiator_desk.services.cases import CaseDetails, edit_case, get_case
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.issues import IssueDetails, add_issue
from negotiator_desk.services.offer_views import list_case_offers
from negotiator_desk.services.offers import (
    accept_offer,
    hold_offer,
    release_offer,
    table_offer,
    withdraw_offer,
)
from negotiator_desk.services.opening import open_desk
from negotiator_desk.services.parties import PartyDetails, save_party
from negotiator_desk.settings import Settings, ThemeChoice
from negotiator_desk.ui import main_window
from negotiator_desk.ui.context import Tools
from negotiator_desk.ui.errors import ErrorReporter
from negotiator_desk.ui.jobs import JobRunner
from negotiator_desk.ui.main_window import MainWindow
from negotiator_desk.ui.pages.costing import CostingPage
from negotiator_desk.ui.pages.issues import IssuesPage
from negotiator_desk.ui.pages.table import TablePage
from negotiator_desk.ui.pages.table_tabs import TableTabName
from negotiator_desk.ui.places import PageName, Place
from negotiator_desk.ui.projector.window import ProjectorWindow
from negotiator_desk.ui.remembered import Remembered
from negotiator_desk.ui.theme import Theme
from tests.journeys.leak_channels import (
    ELSEWHERE,
    PRIVATE,
    RATES,
    SERVICES,
    SHARED,
    as_text,
    drawn,
    leaked,
    printed,
    readers,
    spoken,
)
from tests.journeys.leak_secrets import (
    STRUCTURE,
    plant,
    planted_columns,
    private_entities,
)
from tests.journeys.leak_world import NEW_WORDS, World, build_world
from tests.services.conftest import number, rate_table

PACKAGE = Path(negotiator_desk.__file__).parent
WALKS = 100
STEPS = 6
_PATIENCE = 20_000
"""Milliseconds that a page may take to settle on a busy machine."""


@pytest.fixture
def desk(tmp_path: Path, now: datetime) -> Iterator[Desk]:
    opened = open_desk(tmp_path / "store", author="test", now=lambda: now)
    yield opened
    opened.close()


@pytest.fixture
def world(desk: Desk, tmp_path: Path) -> World:
    """A case with everything in it, and nothing private so far."""
    return build_world(desk, tmp_path)


@pytest.fixture
def secrets(world: World) -> frozenset[str]:
    """What was planted in every private field, as it would be seen."""
    return plant(world.desk, world.table, seed=5)


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    made = Theme(qapp, ThemeChoice.LIGHT)
    yield made
    made.deleteLater()


@pytest.fixture
def runner(qapp: QApplication) -> Iterator[JobRunner]:
    made = JobRunner()
    yield made
    made.close()
    qapp.sendPostedEvents()


# What is private, and that it is planted.


def test_every_private_column_holds_a_secret(world: World) -> None:
    planted = planted_columns(world.table, world.table.rates, {world.table.rates: "option"})
    for entity in private_entities():
        columns = {column.key for column in entity.__mapper__.columns}
        assert columns == {*planted[entity.__name__], *STRUCTURE[entity.__name__]}, entity


def test_the_side_itself_reads_what_was_planted(world: World, secrets: frozenset[str]) -> None:
    desk, table, side = world.desk, world.table, Side.EMPLOYEE
    told = [
        mandates.list_mandates(desk, table.case, side),
        side_briefs.get_brief(desk, table.case, side),
        issue_options.list_options(desk, table.rates, side),
        issue_options.list_bonuses(desk, table.case, side),
        package_ratings.rating_sheet(desk, table.case, side),
        offer_sketches.list_sketches(desk, table.case),
        private_notes.list_notes(desk, table.case, side, table.session),
        what_ifs.list_what_ifs(desk, table.rates),
    ]
    for one in told:
        assert leaked(secrets, as_text(repr(one))), one


def test_only_one_module_of_the_services_knows_a_private_table() -> None:
    users: dict[str, set[str]] = {entity.__name__: set() for entity in private_entities()}
    modules = {entity.__name__: entity.__module__ for entity in private_entities()}
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom):
                for alias in node.names:
                    if modules.get(alias.name, "") == node.module:
                        users[alias.name].add(path.relative_to(PACKAGE).as_posix())
    assert {name: len(found) for name, found in users.items()} == dict.fromkeys(users, 1)
    known = {found.pop() for found in users.values()}
    assert known <= {f"services/{module}.py" for module in PRIVATE}


def test_a_shared_module_only_lets_private_rows_go_with_what_they_belong_to() -> None:
    found = set()
    for path in SERVICES.glob("*.py"):
        if path.stem in PRIVATE:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[-1] in PRIVATE:
                found |= {(path.stem, alias.name) for alias in node.names}
    found = {one for one in found if one[0] != "demo"}  # it only enters what a sample says
    assert {name for _module, name in found} <= {
        "discard_mandates",
        "discard_options",
        "discard_what_ifs",
    }


# The services, files and the command line.


def test_every_function_that_reads_a_store_is_called() -> None:
    assert {*SHARED, *ELSEWHERE} == set(readers())


@pytest.mark.parametrize("module", sorted(PRIVATE))
def test_a_private_module_exists(module: str) -> None:
    assert (SERVICES / f"{module}.py").exists()


def everything_shared(world: World) -> dict[str, str]:
    told = {name: as_text(call(world)) for name, call in SHARED.items()}
    told["papers of a costing"] = papers(world)
    return told


def papers(world: World) -> str:
    told = []
    for language in ("en", "zh_CN"):
        report = costing_reports.report_data(
            world.desk, world.table.rates, RATES, language, with_names=True
        )
        now = world.desk.now()
        for file in costing_reports.papers(world.folder, "papers", report, created=now):
            told.append(as_text(file))
    return "\n".join(told)


def test_no_shared_service_and_no_file_tells_a_secret(
    world: World, secrets: frozenset[str]
) -> None:
    told = everything_shared(world)
    assert {
        name: leaked(secrets, text) for name, text in told.items() if leaked(secrets, text)
    } == {}


def test_nothing_shared_changes_when_every_private_value_does(world: World) -> None:
    plant(world.desk, world.table, seed=1)
    first = everything_shared(world)
    plant(world.desk, world.table, seed=2)
    second = everything_shared(world)
    assert [name for name in first if first[name] != second[name]] == []


def command_line(world: World, capsys: pytest.CaptureFixture[str]) -> str:
    """Return what every command says, and what the files say that it writes."""
    number_ = get_case(world.desk, world.table.case).number
    store, out = world.folder / "store", world.folder / "out"
    world.desk.close()
    commands = [
        ["case", "list"],
        ["case", "show", number_],
        ["case", "costing", number_, "--issue", "1", "--names", "--output", str(out)],
        ["case", "costing", number_, "--issue", "1", "--offer", "none"],
        ["check"],
        ["check", number_],
        ["draft", number_, "--output", str(world.folder / "draft.pdf")],
        ["draft", number_, "--edition", "annotated", "--output", str(world.folder / "notes.pdf")],
    ]
    for command in commands:
        for form in ([], ["--json"]):
            main([*command, "--store", str(store), "--lang", "zh_CN", *form])
    captured = capsys.readouterr()
    files = [*out.iterdir(), *world.folder.glob("*.pdf")]
    assert len(files) > 2
    return "\n".join([captured.out, captured.err, *(as_text(path.read_bytes()) for path in files)])


def test_no_command_tells_a_secret(
    world: World, secrets: frozenset[str], capsys: pytest.CaptureFixture[str]
) -> None:
    told = command_line(world, capsys)
    assert "派件费单价" in told
    assert leaked(secrets, told) == []


# The wall.


class Walk:
    """One walk through the projector view while the table goes on."""

    def __init__(self, world: World, view: ProjectorWindow, theme: Theme, seed: int) -> None:
        self.random = random.Random(seed)
        self.world = world
        self.view = view
        self.theme = theme
        self.seen: list[str] = []

    def go(self) -> None:
        moves: tuple[Callable[[], object], ...] = (
            self.view.next_page,
            self.view.previous_page,
            self.view.next_entry,
            self.view.previous_entry,
            self.choose,
            self.change_look,
            self.resize,
            self.offer,
            self.offer,
            self.answer,
            self.answer,
            self.undo,
        )
        for _step in range(STEPS):
            self.random.choice(moves)()
            self.view.refresh()
            self.seen.append(drawn(self.view))
            self.seen.append(spoken(self.view, hidden=True))

    def choose(self) -> None:
        table = self.world.table
        self.view.show_issue(self.random.choice((table.rates, table.heat, table.rest)))

    def change_look(self) -> None:
        self.theme.choose(self.random.choice((ThemeChoice.DARK, ThemeChoice.LIGHT)))

    def resize(self) -> None:
        self.view.resize(*self.random.choice(((1920, 1080), (1366, 768))))

    def offer(self) -> None:
        table = self.world.table
        cents = self.random.randint(1, 99)
        terms = {
            table.heat: number(f"3{cents:02}.0000"),
            table.rest: NEW_WORDS,
            table.rates: rate_table(f"0.{cents:02}00", "1.0000"),
        }
        issues = self.random.sample(sorted(terms), k=self.random.randint(1, 2))
        with suppress(RuleError):  # agreed issues take no more offers
            table_offer(
                self.world.desk,
                table.session,
                self.random.choice(tuple(Side)),
                tuple((one, terms[one]) for one in issues),
                binding=self.random.random() < 0.7,
                tied=self.random.random() < 0.5,
            )

    def answer(self) -> None:
        desk, table = self.world.desk, self.world.table
        found = [one for many in list_case_offers(desk, table.case).values() for one in many]
        one = self.random.choice(found)
        side, act = one.side.other, self.random.randint(0, 3)
        with suppress(RuleError):  # what the rules of the table allow is tested elsewhere
            match act:
                case 0:
                    accept_offer(desk, one.id, side, table.session)
                case 1:
                    withdraw_offer(desk, one.id)
                case 2:
                    hold_offer(desk, one.id, side, table.session)
                case _:
                    release_offer(desk, one.id)

    def undo(self) -> None:
        at_table = {"table_offer", "accept_offer", "withdraw_offer", "hold_offer", "release_offer"}
        if self.world.desk.undo_operation in at_table:
            self.world.desk.undo()


def walk(world: World, theme: Theme, runner: JobRunner, qtbot: QtBot) -> str:
    """Return what was seen on some walks; the language changes from walk to walk."""
    seen = []
    for seed in range(WALKS):
        i18n.use_language(("zh_CN", "en")[seed % 2])
        view = ProjectorWindow(world.desk, runner)
        view.resize(1920, 1080)
        view.show()
        view.show_case(world.table.case)
        one = Walk(world, view, theme, seed)
        one.go()
        qtbot.waitUntil(lambda view=view: not view.is_costing, timeout=_PATIENCE)
        seen += [*one.seen, drawn(view), printed(view)]
        view.hide()
        view.deleteLater()
    return "\n".join(seen)


def test_a_hundred_walks_through_the_projector_view_show_no_secret(
    world: World,
    secrets: frozenset[str],
    theme: Theme,
    runner: JobRunner,
    qtbot: QtBot,
) -> None:
    seen = walk(world, theme, runner, qtbot)
    assert leaked(secrets, seen) == []
    assert "派件费单价" in seen
    assert "快递行业协商" in seen


# The main window with the curtain drawn.


@pytest.fixture
def window(
    qtbot: QtBot,
    world: World,
    theme: Theme,
    runner: JobRunner,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[MainWindow]:
    """The main window on the case, with the curtain lifted."""
    monkeypatch.setattr(main_window, "place_window", lambda window, kept: None)
    settings = Remembered(
        Settings(language="en", theme=ThemeChoice.LIGHT), tmp_path / "settings.json"
    )
    made = MainWindow(Tools(theme, settings, runner, ErrorReporter()))
    made.resize(1366, 768)
    made.set_desk(world.desk)
    made.show()
    qtbot.waitExposed(made)
    yield made
    qtbot.waitUntil(lambda: not runner.is_busy, timeout=_PATIENCE)
    made.close()


def page_by_page(
    window: MainWindow, world: World, runner: JobRunner, qtbot: QtBot
) -> Iterator[tuple[str, str]]:
    """Yield every page and every part of the table, with what is seen of the window on it."""
    for name in PageName:
        case_id = world.table.case if name.is_inside_case else None
        window.go(Place(name, case_id))
        qtbot.waitUntil(lambda: not runner.is_busy, timeout=_PATIENCE)
        yield name.value, drawn(window) + spoken(window, hidden=False)
    page = window.page(PageName.TABLE)
    assert isinstance(page, TablePage)
    window.go(Place(PageName.TABLE, world.table.case))
    for part in TableTabName:
        page.tabs.choose(part)
        qtbot.waitUntil(lambda: not runner.is_busy, timeout=_PATIENCE)
        yield part.value, drawn(window) + spoken(window, hidden=False)
    page.tabs.choose(TableTabName.OFFERS)
    page.offers.show_board()
    yield "board", drawn(window) + spoken(window, hidden=False)
    window.go(Place(PageName.COSTING, world.table.case, world.table.rates))
    qtbot.waitUntil(lambda: not runner.is_busy, timeout=_PATIENCE)
    costing = window.page(PageName.COSTING)
    assert isinstance(costing, CostingPage)
    for source in costing.trials.sources:
        costing.choose_source(source.key)
    qtbot.waitUntil(lambda: not runner.is_busy, timeout=_PATIENCE)
    yield "trial", drawn(window) + spoken(window, hidden=False)


def test_with_the_curtain_drawn_no_page_shows_a_secret(
    world: World, secrets: frozenset[str], window: MainWindow, runner: JobRunner, qtbot: QtBot
) -> None:
    window.context.curtain.set_drawn(True)
    told = dict(page_by_page(window, world, runner, qtbot))
    found = {name: leaked(secrets, text) for name, text in told.items()}
    assert {name: one for name, one in found.items() if one} == {}


def test_the_curtain_drawn_over_pages_that_show_secrets_hides_them(
    world: World, secrets: frozenset[str], window: MainWindow, runner: JobRunner, qtbot: QtBot
) -> None:
    told = set()
    for name, text in page_by_page(window, world, runner, qtbot):
        if leaked(secrets, text):
            told.add(name)
        window.context.curtain.set_drawn(True)
        assert leaked(secrets, drawn(window) + spoken(window, hidden=False)) == [], name
        window.context.curtain.set_drawn(False)
    # With the curtain lifted a side sees what it thinks.
    assert {"record", "trial"} <= told


def test_a_private_form_vanishes_with_all_that_is_in_it(
    world: World, secrets: frozenset[str], window: MainWindow, qtbot: QtBot
) -> None:
    window.go(Place(PageName.ISSUES, world.table.case))
    page = window.page(PageName.ISSUES)
    assert isinstance(page, IssuesPage)
    page.open_mandate(Side.EMPLOYEE)
    (form,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog)]
    qtbot.waitExposed(form)
    assert leaked(secrets, drawn(form) + spoken(form, hidden=False))
    qtbot.waitUntil(form.isActiveWindow)
    qtbot.keyClick(form, Qt.Key.Key_F9)
    shown = [one for one in QApplication.topLevelWidgets() if one.isVisible()]
    assert shown == [window]
    assert leaked(secrets, drawn(window) + spoken(window, hidden=False)) == []
    window.context.curtain.toggle()
    form.reject()


# That all this bites: a secret in a shared field is found in each channel.

TOLD = "bcdghjkmnpqr"
"""Written where both sides read it."""


def test_a_secret_in_a_shared_field_is_found_in_the_services_and_files(world: World) -> None:
    secrets = frozenset({TOLD})
    _tell(world)
    told = everything_shared(world)
    found = {name for name, text in told.items() if leaked(secrets, text)}
    assert {
        "table_board.read_board",
        "issues.list_issues",
        "session_records.get_record",
        "meeting_sheets.preview_sheet",
        "contracts.preview_contract",
        "editions.make_edition",
        "badges.badges_pdf",
        "cases.list_cases",
        "home.overview",
        "ledgers.get_ledger",
        "offer_views.list_case_offers",
        "exchange_offering.list_sendable",
        "papers of a costing",
    } <= found


def test_a_secret_in_a_shared_field_is_found_by_the_commands(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    _tell(world)
    assert leaked(frozenset({TOLD}), command_line(world, capsys)) == [TOLD]


def test_a_secret_in_a_shared_field_is_found_on_the_wall(
    world: World, theme: Theme, runner: JobRunner, qtbot: QtBot
) -> None:
    _tell(world)
    view = ProjectorWindow(world.desk, runner)
    view.resize(1920, 1080)
    view.show()
    view.show_case(world.table.case)
    qtbot.waitUntil(lambda: not view.is_costing, timeout=_PATIENCE)
    for look in (drawn(view), printed(view), spoken(view, hidden=True)):
        assert leaked(frozenset({TOLD}), look) == [TOLD]
    view.hide()
    view.deleteLater()


def test_a_figure_in_a_shared_field_is_found_on_the_wall(
    world: World, theme: Theme, runner: JobRunner, qtbot: QtBot
) -> None:
    details = IssueDetails("高温", Subject.NUMBER, present_terms=number("4321.9876"))
    made = add_issue(world.desk, world.table.case, details).value
    view = ProjectorWindow(world.desk, runner)
    view.resize(1366, 768)
    view.show()
    view.show_case(world.table.case)
    view.show_issue(made)
    qtbot.waitUntil(lambda: not view.is_costing, timeout=_PATIENCE)
    for look in (drawn(view), spoken(view, hidden=True)):
        assert leaked(frozenset({"4321.9876"}), look) == ["4321.9876"]
    view.hide()
    view.deleteLater()


def test_a_secret_in_a_shared_field_is_found_in_the_window(
    world: World, window: MainWindow, runner: JobRunner, qtbot: QtBot
) -> None:
    _tell(world)
    window.context.curtain.set_drawn(True)
    told = dict(page_by_page(window, world, runner, qtbot))
    assert [name for name, text in told.items() if not leaked(frozenset({TOLD}), text)] == []


def _tell(world: World) -> None:
    """Name the case, a party and an issue by the secret, and say it with an offer."""
    desk, table = world.desk, world.table
    save_party(desk, table.case, Side.EMPLOYEE, PartyDetails(TOLD, head=TOLD))
    added = add_issue(desk, table.case, IssueDetails(TOLD, Subject.NUMBER)).value
    terms = ((added, number("77.0000")),)
    table_offer(desk, table.session, Side.EMPLOYEE, terms, binding=True, argument=TOLD)
    case = get_case(world.desk, world.table.case)
    edit_case(
        world.desk,
        case.id,
        replace(
            CaseDetails(TOLD, case.kind),
            contract_from=case.contract_from,
            contract_until=case.contract_until,
        ),
    )
