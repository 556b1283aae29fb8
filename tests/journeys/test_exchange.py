"""Two laptops that share nothing agree: by file, by codes off a printed page and off the screen.

The codes are read by a decoder from the pictures alone, as a scanner reads them, and typed into the
field of the other window.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from negotiator_desk.services.exchanges import code_sheet_pdf, list_messages
from negotiator_desk.services.issues import get_issue
from negotiator_desk.services.offer_views import list_offers
from negotiator_desk.settings import Settings
from negotiator_desk.ui.context import Context
from negotiator_desk.ui.dialogs.exchange_codes import CodesDialog
from negotiator_desk.ui.dialogs.exchange_dialog import ExchangeDialog
from negotiator_desk.ui.jobs import JobRunner
from negotiator_desk.ui.privacy import Curtain
from negotiator_desk.ui.remembered import Remembered
from tests.drafting.codes_read import codes_on_pages
from tests.services.conftest import number, rate_table
from tests.services.two_laptops import Laptop, two_laptops

_PATIENCE = 20_000
"""Milliseconds that typesetting may take on a busy machine."""

Both = tuple[Laptop, Laptop]


class Window:
    """The exchange of one laptop, on its own store and worker."""

    def __init__(self, qtbot: QtBot, laptop: Laptop, runner: JobRunner, folder: Path) -> None:
        self._qtbot = qtbot
        self._runner = runner
        self.laptop = laptop
        self.curtain = Curtain()
        context = Context(
            desk=laptop.desk,
            runner=runner,
            settings=Remembered(Settings(language="en"), folder / "settings.json"),
            announce=lambda _outcome: None,
            show_error=self._fail,
            go=lambda _place: None,
            say=lambda _sentence: None,
            load_samples=lambda: None,
            curtain=self.curtain,
        )
        self.dialog = ExchangeDialog(context, laptop.case)
        qtbot.addWidget(self.dialog)
        self.dialog.resize(1120, 690)
        self.dialog.show()

    def save(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Seal what is chosen as a file."""
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(path), ""))
        self._press(self.dialog.send.file_button)
        self._qtbot.waitUntil(path.exists, timeout=_PATIENCE)
        self._qtbot.waitUntil(lambda: not self._runner.is_busy, timeout=_PATIENCE)

    def codes_on_screen(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
        """Show what is chosen as codes and read each off the screen."""
        read: list[str] = []

        def look(codes: CodesDialog) -> int:
            codes.resize(720, 660)
            codes.show()
            picture = folder / "screen.png"
            while not read or codes.place > 1:
                assert codes.grab().save(str(picture))
                with Image.open(picture) as shown:
                    read.extend(one.text for one in zxingcpp.read_barcodes(shown.convert("L")))
                codes.show_next()
            codes.close()
            return 0

        monkeypatch.setattr(CodesDialog, "exec", look)
        self._press(self.dialog.send.codes_button)
        self._qtbot.waitUntil(lambda: bool(read), timeout=_PATIENCE)
        return read

    def open(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Open a file that the other side gave."""
        self.dialog.tabs.setCurrentWidget(self.dialog.receive)
        monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(path), ""))
        self._press(self.dialog.receive.scan.file_button)

    def scan(self, codes: list[str]) -> None:
        """Type codes as a scanner does, in the order they were scanned."""
        self.dialog.tabs.setCurrentWidget(self.dialog.receive)
        field = self.dialog.receive.scan.field
        for code in codes:
            self._qtbot.keyClicks(field, code)
            self._qtbot.keyClick(field, Qt.Key.Key_Return)

    def read_aloud(self) -> str:
        """Return the fingerprint that this screen shows of the message that came."""
        return self.dialog.receive.card.spoken.text()

    def accept(self) -> None:
        """Accept what came."""
        self._press(self.dialog.receive.ways.accept_button)

    def take_over(self) -> None:
        """Take the answer that came over."""
        self._press(self.dialog.receive.ways.take_button)

    def _press(self, button: object) -> None:
        self._qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    def _fail(self, error: BaseException) -> None:
        raise error


@pytest.fixture
def both(tmp_path: Path) -> Iterator[Both]:
    now = datetime(2026, 11, 27, 1, 0, tzinfo=UTC)
    with two_laptops(tmp_path / "both", now) as laptops:
        yield laptops


@pytest.fixture
def windows(
    qtbot: QtBot, qapp: QApplication, both: Both, tmp_path: Path
) -> Iterator[tuple[Window, Window]]:
    runners = (JobRunner(), JobRunner())
    yield (
        Window(qtbot, both[0], runners[0], tmp_path),
        Window(qtbot, both[1], runners[1], tmp_path),
    )
    for runner in runners:
        runner.close()
    qapp.sendPostedEvents()


def put_package(laptop: Laptop) -> None:
    laptop.table(
        (laptop.heat, number("420")), (laptop.rates, rate_table("0.9000", "1.0500")), tied=True
    )


def assert_agreed(*laptops: Laptop) -> None:
    for one in laptops:
        assert get_issue(one.desk, one.heat).agreed_terms == number("420")
        assert get_issue(one.desk, one.rates).agreed_terms == rate_table("0.9000", "1.0500")


def test_two_laptops_agree_by_file(
    windows: tuple[Window, Window],
    both: Both,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    union, employers = windows
    put_package(both[0])
    union.dialog.send.refresh()
    there, back = tmp_path / "there.ndoffer", tmp_path / "back.ndoffer"
    union.save(there, monkeypatch)
    employers.open(there, monkeypatch)
    assert employers.read_aloud() == union.dialog.send.spoken.text()
    employers.accept()
    employers.save(back, monkeypatch)
    union.open(back, monkeypatch)
    assert union.read_aloud() == employers.dialog.send.spoken.text()
    assert get_issue(both[0].desk, both[0].heat).agreed_terms is None
    union.take_over()
    assert_agreed(*both)


def test_two_laptops_agree_by_codes_off_paper_and_off_the_screen(
    windows: tuple[Window, Window],
    both: Both,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    union, employers = windows
    put_package(both[0])
    union.dialog.send.refresh()
    on_screen = union.codes_on_screen(tmp_path, monkeypatch)
    (sealed,) = list_messages(both[0].desk, both[0].case)
    pages = codes_on_pages(code_sheet_pdf(both[0].desk, sealed.id, "zh_CN"), tmp_path)
    on_paper = [code for page in pages for code in page]
    assert sorted(on_paper) == sorted(on_screen)
    assert len(on_paper) > 1
    employers.scan([*reversed(on_paper), on_paper[0]])
    assert employers.read_aloud() == sealed.spoken
    employers.accept()
    union.scan(employers.codes_on_screen(tmp_path, monkeypatch))
    union.take_over()
    assert_agreed(*both)


def test_an_answer_that_comes_too_late_is_refused_with_the_reason(
    windows: tuple[Window, Window],
    both: Both,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    union, employers = windows
    put_package(both[0])
    union.dialog.send.refresh()
    there, back = tmp_path / "there.ndoffer", tmp_path / "back.ndoffer"
    union.save(there, monkeypatch)
    employers.open(there, monkeypatch)
    employers.accept()
    employers.save(back, monkeypatch)
    both[0].table((both[0].heat, number("400")))
    union.open(back, monkeypatch)
    assert "part of that is replaced" in union.dialog.receive.message.text()
    assert not union.dialog.receive.ways.take_button.isEnabled()
    assert get_issue(both[0].desk, both[0].heat).agreed_terms is None


def test_one_changed_character_on_the_way_changes_nothing(
    windows: tuple[Window, Window],
    both: Both,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    union, employers = windows
    put_package(both[0])
    union.dialog.send.refresh()
    path = tmp_path / "there.ndoffer"
    union.save(path, monkeypatch)
    text = path.read_text(encoding="ascii")
    place = text.index("\n", 200) - 3
    path.write_text(f"{text[:place]}{'x' if text[place] != 'x' else 'y'}{text[place + 1 :]}")
    employers.open(path, monkeypatch)
    assert "changed or damaged" in employers.dialog.receive.message.text()
    assert list_messages(both[1].desk, both[1].case) == ()
    assert list_offers(both[1].desk, both[1].heat) == ()
