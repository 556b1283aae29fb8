import ast
from pathlib import Path

import negotiator_desk.drafting

ROOM = Path(negotiator_desk.drafting.__file__).parent
TYPESETTER = ROOM / "typeset"


def _modules() -> list[Path]:
    paths = sorted(ROOM.rglob("*.py"))
    assert len(paths) > 20, "the room was not found"
    return paths


def _imports(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.update(f"{node.module}.{alias.name}" for alias in node.names)
    return names


def test_nothing_in_the_room_uses_reportlabs_own_typesetter() -> None:
    for path in _modules():
        found = {name for name in _imports(path) if "platypus" in name or "paraparser" in name}
        assert not found, path.name


def test_only_the_typesetter_knows_reportlab() -> None:
    outside = [path for path in _modules() if path.parent != TYPESETTER]
    assert 10 < len(outside) < len(_modules())
    for path in outside:
        found = {n for n in _imports(path) if n.startswith("reportlab")}
        assert not found, path.name
    assert any(name.startswith("reportlab") for path in _modules() for name in _imports(path)), (
        "nobody was seen importing it, so the reading of imports is blind"
    )


def test_the_room_reads_no_clock_and_no_chance() -> None:
    for path in _modules():
        text = path.read_text(encoding="utf-8")
        for word in ("datetime.now", "date.today", "time.time", "import random", "uuid"):
            assert word not in text, f"{path.name}: {word}"
