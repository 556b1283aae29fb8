"""Every character a Chinese name may have: read back as it was typed, and seen as ink."""

import io
import subprocess
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from reportlab.pdfgen.canvas import Canvas

from negotiator_desk.drafting.blocks import (
    Align,
    Article,
    Block,
    Column,
    Document,
    Footnote,
    Grid,
    Party,
    Prose,
    Title,
)
from negotiator_desk.drafting.typeset.fonts import (
    MissingGlyphError,
    Style,
    first_face,
    printable,
    split_runs,
)
from negotiator_desk.drafting.typeset.look import Look, load_look
from negotiator_desk.drafting.typeset.pdf import RenderOptions, render
from tests.drafting.reading import pages_by_pypdf, solid, text_by_poppler

STANDARD_LIST = Path(__file__).parent / "data" / "standard_characters.txt"
RARE_NAMES = "\U00020164\U0002c488\U00030ede"
"""Characters of living people's names beyond the BMP."""


@cache
def _standard() -> str:
    lines = STANDARD_LIST.read_text(encoding="utf-8").splitlines()
    return "".join(line for line in lines if not line.startswith("#"))


@cache
def _every_character() -> str:
    """Return GB 18030-2022 levels 1 and 2: level 2 adds the standard list to level 1."""
    first = {
        *map(chr, range(0x3400, 0x4DB6)),
        *map(chr, range(0x4E00, 0x9FF0)),
        "〇",
        *_compatible_of_gbk(),
    }
    return "".join(sorted(first | set(_standard()))) + RARE_NAMES


def _compatible_of_gbk() -> set[str]:
    pairs = (bytes((high, low)) for high in range(0x81, 0xFF) for low in range(0x40, 0xFF))
    characters = (pair.decode("gbk", errors="ignore") for pair in pairs)
    return {character for character in characters if "\uf900" <= character <= "\ufaff"}


def _document(*blocks: Block) -> Document:
    return Document("试验合同", "甲、乙", "T-1", 1, "0f" * 32, (Title("试验合同"), *blocks))


def _look(style: Style) -> Look:
    look = load_look("compact")
    body = replace(look.types["body"], style=style, strong=style)
    return replace(look, types={**look.types, "body": body})


def test_the_lists_are_as_long_as_the_standards_say() -> None:
    assert len(_standard()) == len(set(_standard())) == 8105
    assert len(_compatible_of_gbk()) == 21
    assert len(set(_every_character())) == 27_776 + 1  # U+30EDE alone is in neither level


def test_nothing_about_a_character_is_changed_before_it_is_set() -> None:
    assert printable(_every_character()) == _every_character()
    assert printable("e\u0301\u3000\ufeff郎郎") == "é\u3000郎郎"


@pytest.mark.parametrize("style", Style)
def test_every_character_has_a_glyph_with_an_outline_in_every_style(style: Style) -> None:
    blank = []
    for run in split_runs(_every_character(), style, "全部"):
        face = run.face.font.face
        for character in run.text:
            glyph = face.charToGlyph[ord(character)]
            if glyph == 0 or face.glyphPos[glyph] == face.glyphPos[glyph + 1]:
                blank.append(character)
    assert blank == []


@pytest.mark.parametrize("style", Style)
def test_every_character_is_read_back_as_it_was_typed(style: Style) -> None:
    text = _every_character()
    pages = pages_by_pypdf(
        render(_document(Prose((text,))), _look(style), RenderOptions(watermark="")).pdf
    )
    wanted = set(text)
    body = "".join(line for page in pages for line in page.splitlines() if wanted >= set(line))
    assert solid(body).removeprefix("试验合同") == text


def test_the_standard_list_is_read_back_by_another_program_too(tmp_path: Path) -> None:
    text = _standard() + RARE_NAMES
    pdf = render(_document(Prose((text,))), load_look("official"), RenderOptions(watermark="")).pdf
    lines = text_by_poppler(pdf, tmp_path).splitlines()
    body = "".join(line for line in lines if set(text) >= set(line.replace("\f", "")))
    assert solid(body).removeprefix("试验合同") == text


@pytest.mark.parametrize("style", Style)
def test_every_character_shows_ink_when_it_is_drawn(style: Style, tmp_path: Path) -> None:
    text = _every_character()
    shown = _ink(text + "\u3000", style, tmp_path)
    assert not shown[-1], "a space was seen as ink, so that nothing is proved"
    blank = [character for character, has_ink in zip(text, shown, strict=False) if not has_ink]
    assert blank == []


def _ink(text: str, style: Style, folder: Path) -> list[bool]:
    """Return of each character whether anything of it is drawn, a cell of ten points for each."""
    columns, rows, cell = 60, 84, 10
    buffer = io.BytesIO()
    canvas = Canvas(
        buffer,
        pagesize=(columns * cell, rows * cell),
        initialFontName=first_face(style).font.fontName,
    )
    faces = {
        character: run.face for run in split_runs(text, style, "全部") for character in run.text
    }
    for start in range(0, len(text), columns * rows):
        operators = []
        for place, character in enumerate(text[start : start + columns * rows]):
            font = faces[character].font
            name = font.getSubsetInternalName(0, canvas._doc)
            x, y = place % columns * cell + 1, (rows - 1 - place // columns) * cell + 2
            code = font.encode(character, canvas._doc)
            operators.append(f"{name} 8 Tf 1 0 0 1 {x} {y} Tm <{code}> Tj")
        canvas.addLiteral("BT " + "\n".join(operators) + " ET")
        canvas.showPage()
    canvas.save()
    (folder / "ink.pdf").write_bytes(buffer.getvalue())
    subprocess.run(["pdftoppm", "-r", "72", "-gray", "ink.pdf", "ink"], cwd=folder, check=True)
    shown: list[bool] = []
    for page in sorted(folder.glob("ink-*.pgm")):
        grey = np.frombuffer(page.read_bytes()[-columns * rows * cell**2 :], np.uint8)
        cells = grey.reshape(rows, cell, columns, cell).min(axis=(1, 3)).reshape(-1)
        shown += [bool(value < 200) for value in cells]
    return shown[: len(text)]


NOT_IN_ANY_FONT = "\U0001f600"
TABLE = (Column("项目", Align.LEFT), Column("标准", Align.RIGHT))
PLACES: list[tuple[str, Callable[[str], Block]]] = [
    ("第七条", lambda text: Article("第七条", (text,), "x")),
    ("第八条", lambda text: Article("第八条", ("甲", Footnote(text)), "x")),
    ("项目", lambda text: Grid(TABLE, ((("派件",), ("1",)), ((text,), ("2",))))),
    ("标准", lambda text: Grid((TABLE[0], Column(f"标准{text}", Align.LEFT)), ())),
    ("企业方", lambda text: Party("企业方", f"某{text}公司", ())),
]


@pytest.mark.parametrize(
    ("place", "block"), PLACES, ids=["article", "footnote", "cell", "head", "party"]
)
def test_a_character_no_font_has_is_refused_by_name_and_place(
    place: str, block: Callable[[str], Block]
) -> None:
    with pytest.raises(MissingGlyphError) as refused:
        render(_document(block(f"甲{NOT_IN_ANY_FONT}乙")), load_look("compact"))
    assert NOT_IN_ANY_FONT in str(refused.value)
    assert "U+1F600" in str(refused.value)
    assert "GRINNING FACE" in str(refused.value)
    assert place in str(refused.value)
    assert refused.value.hint
