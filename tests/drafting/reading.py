"""Reads PDFs back, as other programs see them."""

from __future__ import annotations

import io
import re
import subprocess
from pathlib import Path

from pypdf import PdfReader


def pages_by_pypdf(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]


def text_by_poppler(pdf: bytes, folder: Path) -> str:
    path = folder / "read.pdf"
    path.write_bytes(pdf)
    found = subprocess.run(
        ["pdftotext", "-raw", str(path), "-"], capture_output=True, check=True, text=True
    )
    return found.stdout


def solid(text: str) -> str:
    """Return text without any white space: lines may end anywhere."""
    return re.sub(r"\s+", "", text)


def pages_by_poppler(pdf: bytes, folder: Path) -> list[str]:
    """Return the text of each page in the order in which it was written."""
    return text_by_poppler(pdf, folder).split("\f")[:-1]


def page_operators(pdf: bytes) -> list[str]:
    """Return what is drawn on each page, as PDF writes it."""
    contents = [page.get_contents() for page in PdfReader(io.BytesIO(pdf)).pages]
    return [content.get_data().decode("latin1") for content in contents if content is not None]
