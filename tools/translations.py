"""Collect the interface's texts into every catalogue and compile them.

New texts enter the catalogues untranslated and are counted; texts that the program no longer has
leave them. Nothing is guessed: fuzzy matching is off.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[1]
KEYWORDS = {"_": None, "N_": None, "n_": (1, 2), "p_": ((1, "c"), 2)}
UNSAID = (
    "POT-Creation-Date",
    "PO-Revision-Date",
    "Generated-By",
    "Last-Translator",
    "Language-Team",
    "Report-Msgid-Bugs-To",
    "Project-Id-Version",
)
"""Header lines that change by themselves or say nothing."""


def main() -> int:
    """Update every catalogue; return 1 when a text is not translated yet."""
    template = Catalog()
    for _file, _line, message, _comments, context in extract_from_dir(
        ROOT / "negotiator_desk", keywords=KEYWORDS
    ):
        template.add(message, context=context)
    missing = 0
    for path in sorted((ROOT / "resources" / "locale").glob("*/LC_MESSAGES/desk.po")):
        catalogue = read_po(io.BytesIO(path.read_bytes()), locale=path.parts[-3])
        catalogue.update(template, no_fuzzy_matching=True)
        catalogue.obsolete.clear()
        buffer = io.BytesIO()
        write_po(buffer, catalogue, width=98, sort_output=True)
        lines = buffer.getvalue().decode().splitlines(keepends=True)
        kept = [line for line in lines if not line.lstrip('"').startswith(UNSAID)]
        path.write_text("".join(kept).lstrip(), encoding="utf-8")
        with path.with_suffix(".mo").open("wb") as compiled:
            write_mo(compiled, catalogue)
        for message in catalogue:
            text = message.string or ""
            strings = [text] if isinstance(text, str) else text
            if message.id and not all(strings):
                missing += 1
                print(f"{path.parts[-3]}: not translated: {message.id!r}")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
