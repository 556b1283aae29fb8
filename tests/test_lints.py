"""House rules that no linter knows."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import negotiator_desk

PACKAGE = Path(negotiator_desk.__file__).parent
FORBIDDEN_CALLS = {
    "Paragraph": "ReportLab parses markup in it; text goes through drafting/typeset",
    "processEvents": "work off the window's thread goes through JobRunner",
    "terminate": "a thread or process is asked to stop",
    "float": "money and quantities are exact; a screen coordinate needs no conversion",
}
ALLOWED_CALLS = {
    # A child that reads a hostile file and does not end must be ended.
    ("terminate", "storage/intake"),
    # Our own paragraph of a Word file: its text is literal.
    ("Paragraph", "drafting/docx_"),
}


def _calls(root: Path) -> Iterator[tuple[str, int, str]]:
    for path in sorted(root.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                yield path.relative_to(root).as_posix(), node.lineno, name


def _forbidden(root: Path) -> list[str]:
    return [
        f"{place}:{line} {name}: {FORBIDDEN_CALLS[name]}"
        for place, line, name in _calls(root)
        if name in FORBIDDEN_CALLS
        and not any(n == name and place.startswith(p) for n, p in ALLOWED_CALLS)
        and not (name == "float" and place.startswith("ui/"))
    ]


def test_no_forbidden_call_stands_in_the_package() -> None:
    assert _forbidden(PACKAGE) == []


@pytest.mark.parametrize("name", sorted(FORBIDDEN_CALLS))
def test_a_planted_call_is_found(name: str, tmp_path: Path) -> None:
    (tmp_path / "planted.py").write_text(f"x.{name}(1)\n", encoding="utf-8")
    assert len(_forbidden(tmp_path)) == 1


def test_broad_excepts_stand_only_at_the_doors() -> None:
    doors = ("services/desk.py", "ui/jobs.py", "ui/errors.py", "cli.py", "app.py")
    found = [
        f"{path.relative_to(PACKAGE).as_posix()}:{node.lineno}"
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ExceptHandler)
        and (
            node.type is None
            or (isinstance(node.type, ast.Name) and node.type.id in {"Exception", "BaseException"})
        )
        and path.relative_to(PACKAGE).as_posix() not in doors
    ]
    assert found == []


def test_nothing_is_translated_at_import() -> None:
    assert _translated_at_import(PACKAGE) == []


def test_a_translation_at_import_is_found(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(
        "from i18n import _\nTITLE = _('x')\ndef f(y=_('z')): return _('late')\n"
        "class C:\n    label = _('w')\n    def g(self): return _('late')\n",
        encoding="utf-8",
    )
    assert _translated_at_import(tmp_path) == ["a.py:2", "a.py:3", "a.py:5"]


def _translated_at_import(root: Path) -> list[str]:
    found = []
    for path in sorted(root.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        found += [f"{path.relative_to(root).as_posix()}:{line}" for line in _at_import(tree.body)]
    return found


def _at_import(nodes: list[ast.stmt]) -> Iterator[int]:
    """Yield the lines of `_()`, `n_()` and `p_()` that run while the module is imported."""
    pending: list[ast.AST] = list(nodes)
    while pending:
        node = pending.pop(0)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            pending[:0] = [*node.args.defaults, *(d for d in node.args.kw_defaults if d)]
            if not isinstance(node, ast.Lambda):
                pending[:0] = node.decorator_list
            continue
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"_", "n_", "p_"}:
            yield node.lineno
        pending[:0] = list(ast.iter_child_nodes(node))
