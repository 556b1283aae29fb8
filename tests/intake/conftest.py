"""A desk with one case, workbooks made to order, and a look at every row of the store."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from sqlalchemy import select

from negotiator_desk.bargaining.parties import CaseKind
from negotiator_desk.models.base import Base
from negotiator_desk.pay.dataset import DatasetKind
from negotiator_desk.services import datasets
from negotiator_desk.services.cases import CaseDetails, create_case
from negotiator_desk.services.datasets import ImportRefused, import_dataset
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.opening import open_desk
from negotiator_desk.storage.intake import source
from negotiator_desk.storage.intake.answers import Imported, ImportPreview
from negotiator_desk.storage.intake.source import Request

HEADER = ["工号", "姓名", "工序", "月份", "产量（件）"]
ROW = ["K001", "张三", "装配", "2026年9月", 120]
Change = Callable[[bytes], bytes]


def workbook(
    rows: Sequence[Sequence[Any]], *, merges: Sequence[str] = (), sheets: Sequence[str] = ("产量",)
) -> bytes:
    """Return the bytes of a workbook whose first sheet has these rows."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = sheets[0]
    for row in rows:
        sheet.append(list(row))
    for block in merges:
        sheet.merge_cells(block)
    for name in sheets[1:]:
        book.create_sheet(name)
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def repacked(
    content: bytes, changes: dict[str, Change | bytes | None], *, stored: bool = False
) -> bytes:
    """Return a zip file with parts changed, added or (None) left out."""
    out = BytesIO()
    method = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    left = dict(changes)
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(out, "w", method) as new:
        for name in old.namelist():
            change = left.pop(name, old.read(name))
            if change is not None:
                new.writestr(name, change(old.read(name)) if callable(change) else change)
        for name, added in left.items():
            assert isinstance(added, bytes), "a new part has content"
            new.writestr(name, added)
    return out.getvalue()


def replaced(old: bytes, new: bytes) -> Change:
    """Return a change of a part that must find what it changes."""

    def change(part: bytes) -> bytes:
        assert old in part, part[:2000]
        return part.replace(old, new)

    return change


def every_row(desk: Desk) -> dict[str, list[Any]]:
    """Return all rows of all tables, in a fixed order."""
    return desk.read(
        lambda session: {
            table.name: sorted(map(repr, session.execute(select(table)).all()))
            for table in Base.metadata.sorted_tables
        }
    )


class Importer:
    """Imports bytes as if a file with them had been chosen."""

    def __init__(self, desk: Desk, case: str, folder: Path) -> None:
        self.desk = desk
        self.case = case
        self.folder = folder

    def fresh(self) -> Importer:
        """Return the same with a case of its own, which has no facts yet."""
        details = CaseDetails(title="另案", kind=CaseKind.INDUSTRY)
        return Importer(self.desk, create_case(self.desk, details).value, self.folder)

    def file(self, content: bytes, name: str = "产量.xlsx") -> Path:
        path = self.folder / name
        path.write_bytes(content)
        return path

    def take(
        self,
        content: bytes,
        name: str = "产量.xlsx",
        kind: DatasetKind = DatasetKind.OUTPUT,
        **more: Any,
    ) -> datasets.ImportReport:
        path = self.file(content, name)
        return import_dataset(self.desk, self.case, path, kind=kind, **more).value

    def refusal(
        self,
        content: bytes,
        name: str = "产量.xlsx",
        kind: DatasetKind = DatasetKind.OUTPUT,
        **more: Any,
    ) -> ImportRefused:
        """Return the refusal of a file, after checking that it is a sentence and stored nothing."""
        return self.refusal_of(self.file(content, name), kind, **more)

    def refusal_of(
        self, path: Path, kind: DatasetKind = DatasetKind.OUTPUT, **more: Any
    ) -> ImportRefused:
        """Return the refusal of the file at `path`, checked in the same way."""
        before = every_row(self.desk)
        with pytest.raises(ImportRefused) as caught:
            import_dataset(self.desk, self.case, path, kind=kind, **more)
        assert every_row(self.desk) == before
        text = str(caught.value)
        assert text.endswith(".")
        assert "othing was imported" in text, text
        assert "\n" not in text
        return caught.value


@pytest.fixture(scope="session")
def _shared_desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, str]]:
    folder = tmp_path_factory.mktemp("shared") / "store"
    moment = datetime.fromisoformat("2026-11-18T01:00:00+00:00")
    desk = open_desk(folder, author="指导员", now=lambda: moment)
    case = create_case(desk, CaseDetails(title="行业协商", kind=CaseKind.INDUSTRY)).value
    yield desk, case
    desk.close()


@pytest.fixture
def outside(_shared_desk: tuple[Desk, str], tmp_path: Path) -> Importer:
    """Import through the child process into a store that refusals must leave as it is."""
    return Importer(*_shared_desk, tmp_path)


@pytest.fixture
def inside(outside: Importer, monkeypatch: pytest.MonkeyPatch) -> Importer:
    """The same without the child process, for what does not depend on it."""

    def read_here(request: Request, **_more: object) -> Imported:
        return source.read(request, lambda _done: None)

    def preview_here(request: Request) -> ImportPreview:
        return source.preview(request)

    monkeypatch.setattr(datasets, "read_in_child", read_here)
    monkeypatch.setattr(datasets, "preview_in_child", preview_here)
    return outside
