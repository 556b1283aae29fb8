import io
import random

import pytest
import reportlab
from fontTools.ttLib import TTFont as OtherReader
from reportlab.pdfbase.ttfonts import TTFError, TTFontFace, calcChecksum

from negotiator_desk.drafting.typeset.truetype import QuickFace, checksum, font_program
from negotiator_desk.paths import resource

FACES = (
    "NotoSerifSC-Regular",
    "NotoSerifSC-Bold",
    "NotoSansSC-Regular",
    "NotoSansSC-Bold",
    "NotoSerifSC-Rare",
)


@pytest.mark.parametrize("name", FACES)
def test_a_face_is_read_as_reportlab_reads_it(name: str) -> None:
    path = str(resource("fonts", f"{name}.ttf"))
    ours, theirs = QuickFace(path), TTFontFace(path)
    for what in ("charToGlyph", "charWidths", "hmetrics", "glyphPos", "defaultWidth", "bbox"):
        assert getattr(ours, what) == getattr(theirs, what), what
    assert ours.advances == {chr(code): width for code, width in theirs.charWidths.items()}


def test_a_face_of_another_kind_is_refused() -> None:
    vera = next(iter(reportlab.__path__)) + "/fonts/Vera.ttf"
    with pytest.raises(TTFError, match=r"make_fonts\.py"):
        QuickFace(vera)


def test_checksums_are_those_of_the_format() -> None:
    chance = random.Random(4)
    for length in (0, 1, 3, 4, 8, 12, 100, 1_001, 65_536, 99_999):
        data = chance.randbytes(length)
        assert checksum(data) == calcChecksum(data + bytes(-length % 4))
    assert checksum(b"\xff" * 4_000) == 1_000 * 0xFFFFFFFF % 2**32


def test_a_file_put_together_again_is_read_by_another_program_with_right_checksums() -> None:
    path = str(resource("fonts", "NotoSansSC-Regular.ttf"))
    face = QuickFace(path)
    tables = {tag: bytes(face.get_table(tag)) for tag in face.table}
    program = font_program(tables)
    with OtherReader(io.BytesIO(program), checkChecksums=2) as opened:
        assert sorted(opened.reader.tables) == sorted(tables)
        assert len(opened.getBestCmap()) > 10_000
    assert calcChecksum(program) == 0xB1B0AFBA  # what the format says of a whole file
