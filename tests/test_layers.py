"""Who may import whom (docs/architecture.md).

Each rule is proved on a package of our own making too: a rule that matches nothing passes for ever.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_archon import archrule

import negotiator_desk

PACKAGE = Path(negotiator_desk.__file__).parent
PURE = ("pay", "bargaining", "procedure", "drafting")
OUTSIDE = ("PySide6*", "shiboken6*", "sqlalchemy*", "sqlcipher3*", "alembic*")


@pytest.mark.parametrize("room", PURE)
def test_a_pure_room_knows_neither_the_store_nor_the_window(room: str) -> None:
    (
        archrule(f"{room} is pure")
        .match(f"negotiator_desk.{room}", f"negotiator_desk.{room}.*")
        .should_not_import(
            *OUTSIDE,
            "negotiator_desk.models*",
            "negotiator_desk.storage*",
            "negotiator_desk.services*",
            "negotiator_desk.ui*",
        )
        .check("negotiator_desk")
    )


def test_pay_stands_below_the_other_pure_rooms() -> None:
    (
        archrule("pay is the ground floor")
        .match("negotiator_desk.pay.*")
        .should_not_import(
            "negotiator_desk.bargaining*", "negotiator_desk.procedure*", "negotiator_desk.drafting*"
        )
        .check("negotiator_desk")
    )


def test_models_know_nothing_above_them() -> None:
    (
        archrule("models are columns and relations")
        .match("negotiator_desk.models.*")
        .should_not_import(
            "negotiator_desk.storage*", "negotiator_desk.services*", "negotiator_desk.ui*"
        )
        .check("negotiator_desk")
    )


def test_storage_knows_nothing_above_it() -> None:
    (
        archrule("storage serves services")
        .match("negotiator_desk.storage.*")
        .should_not_import("negotiator_desk.services*", "negotiator_desk.ui*")
        .check("negotiator_desk")
    )


def test_services_know_no_window() -> None:
    (
        archrule("services are below the window")
        .match("negotiator_desk.services.*")
        .should_not_import("PySide6*", "negotiator_desk.ui*", "negotiator_desk.cli*")
        .check("negotiator_desk")
    )


@pytest.mark.parametrize(
    ("library", "rooms"),
    [
        ("PySide6", ("ui", "app.py")),
        ("reportlab", ("drafting/typeset",)),
        ("sqlalchemy", ("models", "storage", "services")),
        ("sqlcipher3", ("storage",)),
        ("alembic", ("storage",)),
        ("python_calamine", ("storage/intake",)),
        ("docx", ("drafting/docx", "storage/intake")),
        ("segno", ("drafting/qr_codes.py",)),
        ("xlsxwriter", ("services/exports.py",)),
        (
            "numpy",
            (
                "pay",
                "bargaining/frontier",
                "bargaining/interactions.py",
                "storage/intake",
                "services/datasets.py",
                "ui/charts",
            ),
        ),
        ("pyqtgraph", ("ui/charts/surface.py",)),
    ],
)
def test_a_library_is_imported_only_in_its_rooms(library: str, rooms: tuple[str, ...]) -> None:
    offenders = [
        path.relative_to(PACKAGE).as_posix()
        for path, names in _imports(PACKAGE)
        if any(name.split(".")[0] == library for name in names)
        and not path.relative_to(PACKAGE).as_posix().startswith(rooms)
    ]
    assert offenders == []


def test_the_window_and_the_command_line_ask_services_only() -> None:
    forbidden = ("sqlalchemy", "reportlab", "negotiator_desk.models", "negotiator_desk.storage")
    offenders = [
        f"{path.relative_to(PACKAGE).as_posix()}: {name}"
        for path, names in _imports(PACKAGE)
        if path.relative_to(PACKAGE).as_posix().startswith(("ui/", "cli", "app.py"))
        for name in names
        if name.startswith(forbidden)
    ]
    assert offenders == []


def test_only_desk_commits_and_opens_sessions() -> None:
    offenders = []
    for path, tree in _trees(PACKAGE):
        place = path.relative_to(PACKAGE).as_posix()
        if place == "services/desk.py" or place.startswith("storage/"):
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                if node.func.attr in {"commit", "rollback"}:
                    offenders.append(f"{place}:{node.lineno} {node.func.attr}")
            elif (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in {"Session", "sessionmaker"}
            ):
                offenders.append(f"{place}:{node.lineno} {node.func.id}")
    assert offenders == []


def test_packages_have_empty_inits() -> None:
    full = [p for p in PACKAGE.rglob("__init__.py") if p.stat().st_size]
    assert full == []


def test_no_module_has_outgrown_its_room() -> None:
    long = {
        path.relative_to(PACKAGE).as_posix(): lines
        for path in PACKAGE.rglob("*.py")
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 400
    }
    assert long == {}


def test_the_reading_of_imports_bites(tmp_path: Path) -> None:
    planted = tmp_path / "pay" / "dataset.py"
    planted.parent.mkdir()
    planted.write_text("def f():\n    from sqlalchemy import orm\n", encoding="utf-8")
    assert dict(_imports(tmp_path)) == {planted: ("sqlalchemy", "sqlalchemy.orm")}


def _trees(root: Path) -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted(root.rglob("*.py")):
        yield path, ast.parse(path.read_text(encoding="utf-8"))


def _imports(root: Path) -> Iterator[tuple[Path, tuple[str, ...]]]:
    for path, tree in _trees(root):
        names: list[str] = []
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                names += [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.module:
                names.append(node.module)
                names += [f"{node.module}.{alias.name}" for alias in node.names]
        yield path, tuple(names)
