"""Prints the SHA-256 of every edition of every sample, to compare interpreters with each other.

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

from negotiator_desk.drafting.annotated import compose_annotated
from negotiator_desk.drafting.assemble import Choices, assemble
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
from negotiator_desk.drafting.typeset.look import LEAFLET_LOOK, LOOKS, load_look
from negotiator_desk.drafting.typeset.pdf import render
from negotiator_desk.drafting.wording import ContractLanguage
from tests.drafting.samples import SAMPLES


def main() -> None:
    """Print a line for each file: digest and name."""
    for name, make in SAMPLES.items():
        snapshot = make()
        for what, content in _files(replace(snapshot, text=assemble(snapshot, Choices()))):
            sys.stdout.write(f"{hashlib.sha256(content).hexdigest()}  {name}-{what}\n")


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
