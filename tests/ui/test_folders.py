"""File dialogs begin where the user left off."""

from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths

from negotiator_desk.ui import folders


def test_the_first_dialog_begins_in_the_documents_and_the_next_where_the_last_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folders, "_last", [])
    documents = tmp_path / "Documents"
    monkeypatch.setattr(
        QStandardPaths, "writableLocation", staticmethod(lambda _kind: str(documents))
    )
    assert folders.starting_folder() == Path.home()
    documents.mkdir()
    assert folders.starting_folder() == documents
    folders.remember_folder(tmp_path / "产量.xlsx")
    assert folders.starting_folder() == tmp_path
