"""Prints the SHA-256 of every edition of every sample, to compare interpreters with each other.

Likewise of a negotiation session's papers: meeting sheets, badges.

The same snapshot gives the same bytes on every Python that links the same zlib: run it with each
and compare the outputs.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from negotiator_desk.bargaining.parties import Side as Party
from negotiator_desk.drafting.annotated import compose_annotated
from negotiator_desk.drafting.assemble import Choices, assemble
from negotiator_desk.drafting.badges import BadgeHolder, BadgeSheet, badges
from negotiator_desk.drafting.bilingual import compose_bilingual
from negotiator_desk.drafting.blocks import Document
from negotiator_desk.drafting.compare_sides import Side
from negotiator_desk.drafting.compose import compose
from negotiator_desk.drafting.contract_data import contract_json
from negotiator_desk.drafting.docx_writer import docx_bytes
from negotiator_desk.drafting.explanation import explanation
from negotiator_desk.drafting.leaflet import leaflet
from negotiator_desk.drafting.plain import plain_text
from negotiator_desk.drafting.redline import redline
from negotiator_desk.drafting.snapshot import Snapshot
from negotiator_desk.drafting.typeset.look import BADGE_LOOK, LEAFLET_LOOK, LOOKS, load_look
from negotiator_desk.drafting.typeset.options import RenderOptions
from negotiator_desk.drafting.typeset.pdf import render
from negotiator_desk.drafting.wording import ContractLanguage
from negotiator_desk.i18n import LANGUAGES
from negotiator_desk.models.columns import canonical_json
from tests.drafting.meeting_logs import (
    fitted,
    minuted,
    replacing,
    rich_log,
    short_log,
    snapshot,
)
from tests.drafting.samples import SAMPLES


def main() -> None:
    """Print a line for each file: digest and name."""
    for name, make in SAMPLES.items():
        snapshot = make()
        for what, content in _files(replace(snapshot, text=assemble(snapshot, Choices()))):
            _write(f"{name}-{what}", content)
    for what, content in _session_files():
        _write(f"session-{what}", content)


def _write(name: str, content: bytes) -> None:
    sys.stdout.write(f"{hashlib.sha256(content).hexdigest()}  {name}\n")


def _session_files() -> Iterator[tuple[str, bytes]]:
    bare = RenderOptions(watermark="")
    logs = {"short": short_log(), "rich": rich_log(), "long": minuted(45), "cut": minuted(150)}
    for language in LANGUAGES:
        for name, log in logs.items():
            one = replacing(snapshot(log, language), "改动")
            document, look = fitted(one)
            yield f"sheet-{name}-{language}.pdf", render(document, look, bare).pdf
            yield f"sheet-{name}-{language}.json", canonical_json(one.to_data()).encode()
        holders = tuple(
            BadgeHolder(f"id{number}", f"代表{number}", "快递员", side, "工会", number == 0)
            for side in Party
            for number in range(7)
        )
        cards = badges(BadgeSheet(language, "NB-2026-001", "快递行业协商", holders))
        yield f"badges-{language}.pdf", render(cards, load_look(BADGE_LOOK), bare).pdf


def _files(snapshot: Snapshot) -> Iterator[tuple[str, bytes]]:
    both = replace(snapshot, text=assemble(snapshot, Choices(ContractLanguage.BILINGUAL)))
    editions: dict[str, Callable[[], Document]] = {
        "contract": lambda: compose(snapshot),
        "bilingual": lambda: compose_bilingual(both),
        "annotated": lambda: compose_annotated(snapshot),
        "redline": lambda: redline(snapshot, Side.from_model(snapshot)),
        "explanation": lambda: explanation(snapshot, None),
    }
    for name, make in editions.items():
        document = make()
        yield f"{name}.txt", plain_text(document).encode()
        for look in LOOKS:
            yield f"{name}-{look}.pdf", render(document, load_look(look)).pdf
            yield f"{name}-{look}.docx", docx_bytes(document, look)
    yield "leaflet.pdf", render(leaflet(snapshot), load_look(LEAFLET_LOOK)).pdf
    yield "contract.json", contract_json(snapshot)


if __name__ == "__main__":
    main()
