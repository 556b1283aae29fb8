"""Reads QR codes off the pages of a PDF, as a camera would."""

from __future__ import annotations

import subprocess
from pathlib import Path

import zxingcpp
from PIL import Image


def codes_on_pages(pdf: bytes, folder: Path, *, dots_per_inch: int = 150) -> list[list[str]]:
    """Return what the codes of each page say, from the top left to the bottom right."""
    (folder / "codes.pdf").write_bytes(pdf)
    subprocess.run(
        ["pdftoppm", "-r", str(dots_per_inch), "-gray", "codes.pdf", "codes"],
        cwd=folder,
        check=True,
    )
    pages = []
    for path in sorted(folder.glob("codes-*.pgm")):
        with Image.open(path) as picture:
            found = zxingcpp.read_barcodes(picture)
        found.sort(key=lambda one: (one.position.top_left.y // 20, one.position.top_left.x))
        pages.append([one.text for one in found])
    return pages
