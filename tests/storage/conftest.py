"""A store and a desk on it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from negotiator_desk.services.desk import Desk
from negotiator_desk.storage.generations import Store, create_store


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "数据 100% #1"


@pytest.fixture
def store(folder: Path, now: datetime) -> Iterator[Store]:
    store = create_store(folder, now)
    yield store
    store.close()


@pytest.fixture
def desk(store: Store, now: datetime) -> Desk:
    return Desk(store, now=lambda: now, author="指导员")
