"""Settings are whole or absent, and a damaged file is put aside."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from negotiator_desk.errors import StorageError
from negotiator_desk.settings import (
    MOST_RECENT,
    Settings,
    ThemeChoice,
    load_settings,
    save_settings,
)


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    assert load_settings(tmp_path / "settings.json") == Settings()
    assert Settings().language == "zh_CN"


def test_what_was_saved_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "new" / "settings.json"
    settings = Settings("en", ThemeChoice.DARK, "01d9d0cb", ("a", "b"))
    save_settings(path, settings)
    assert load_settings(path) == settings
    assert [one.name for one in path.parent.iterdir()] == ["settings.json"]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"\xff\xfe\x00",
        b'{"language": "fr"}',
        b'{"theme": "pink"}',
        b'{"window_geometry": 5}',
        b'{"recent_cases": "a"}',
        b'{"recent_cases": [1]}',
    ],
)
def test_a_damaged_file_is_put_aside_and_the_defaults_hold(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "settings.json"
    path.write_bytes(content)
    assert load_settings(path) == Settings()
    assert not path.exists()
    assert (tmp_path / "settings.json.damaged").read_bytes() == content


def test_keys_of_a_later_release_are_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text(json.dumps({"language": "en", "zoom": 3}), encoding="utf-8")
    assert load_settings(path) == Settings(language="en")


def test_a_case_opened_again_moves_to_the_front() -> None:
    settings = Settings()
    for number in range(MOST_RECENT + 2):
        settings = settings.with_recent(str(number))
    assert settings.with_recent("5").recent_cases[:3] == ("5", "11", "10")
    assert len(settings.recent_cases) == MOST_RECENT


def test_a_disk_that_refuses_keeps_the_earlier_settings(tmp_path: Path) -> None:
    folder = tmp_path / "settings.json"
    (folder / "inside").mkdir(parents=True)
    with pytest.raises(StorageError, match="the earlier ones are kept"):
        save_settings(folder, Settings())
    assert [path.name for path in tmp_path.iterdir() if path.name != "home"] == ["settings.json"]
