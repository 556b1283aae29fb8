"""Typesetting a contract: ours, typst, WeasyPrint, and Word by way of LibreOffice.

`python -m benchmarks.typesetting` (through `make bench`). All contenders set the same contracts
with the same fonts in one run. Every contract of a run is another one, for typst and we both keep
what was set lately, and would else be measured for remembering.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from pypdf import PdfReader

from benchmarks import rivals
from benchmarks.contract_text import annex, contract
from benchmarks.measure import heading
from benchmarks.typesetting_own import data_of, ours
from negotiator_desk.drafting.blocks import Document
from negotiator_desk.drafting.composition import Composition
from tests.drafting.samples import machinery

REPEATS = 15
SLOW_REPEATS = 7
CONTRACTS = 500
ROWS = 20_000
ROOT = Path(__file__).parents[1]

OURS = """
import json, sys
from negotiator_desk.drafting.compose import compose
from negotiator_desk.drafting.snapshot import Snapshot
from negotiator_desk.drafting.typeset.look import load_look
from negotiator_desk.drafting.typeset.pdf import Attachment, RenderOptions, render
data = open(sys.argv[1], "rb").read()
attachment = Attachment("contract.json", "application/json", data, "data")
document = compose(Snapshot.from_data(json.loads(data)))
print(render(document, load_look("compact"), RenderOptions(attachments=(attachment,))).pages)
"""
TYPST = """
import sys, typst
made = typst.compile(sys.argv[1], font_paths=[sys.argv[2]], ignore_system_fonts=True,
                     format="pdf", pdf_standards=["a-3a", "ua-1"])
print(len(made))
"""


def median_of(makers: Sequence[Callable[[], bytes]]) -> tuple[float, bytes]:
    """Return the median time in milliseconds of all but the first two, and what the first made."""
    first = makers[0]()
    makers[1]()
    times = []
    for make in makers[2:]:
        start = time.perf_counter()
        make()
        times.append(time.perf_counter() - start)
    return statistics.median(times) * 1000, first


def show(what: str, ms: float, pdf: bytes, beside: float | None = None) -> None:
    """Print a contender's time, its ratio to another one's, and what its file is like."""
    path = Path(tempfile.gettempdir()) / "measured.pdf"
    path.write_bytes(pdf)
    pages = len(PdfReader(path).pages)
    path.unlink()
    ratio = f"  ({ms / beside:.2f} of typst's)" if beside else ""
    print(f"{what:44} {ms:9.1f} ms  {pages:3} pages  {len(pdf) / 1024:6.0f} KB{ratio}")


def measure_contract(folder: Path, fonts: Path) -> None:
    """Set contracts of twelve pages with two tables of forty rows."""
    heading("a contract of twelve pages, two tables of 40 rows and six columns; warm, medians")
    count = REPEATS + 2
    compiler = rivals.Typst(folder, fonts)
    seeds = iter(range(1, 10_000))

    def sources(*, is_tagged: bool) -> list[Callable[[], bytes]]:
        made = []
        for _round in range(count):
            document = contract(next(seeds))
            name = f"contract{next(seeds)}"
            (folder / f"{name}.json").write_bytes(data_of(document))
            text = rivals.to_typst(document, f"{name}.json" if is_tagged else "")
            (folder / f"{name}.typ").write_text(text, encoding="utf-8")
            made.append(lambda name=name: compiler.render(f"{name}.typ", is_tagged=is_tagged))
        return made

    def documents(number: int = count) -> list[Document]:
        return [contract(next(seeds)) for _round in range(number)]

    tagged, tagged_pdf = median_of(sources(is_tagged=True))
    plain_ms, plain_pdf = median_of(sources(is_tagged=False))
    for is_tagged, what, beside in (
        (True, "ours, PDF/A-3a + PDF/UA-1, JSON attached", tagged),
        (False, "ours, untagged preview", plain_ms),
    ):
        makers = [
            lambda document=document, is_tagged=is_tagged: ours(document, is_tagged=is_tagged)
            for document in documents()
        ]
        ms, pdf = median_of(makers)
        show(what, ms, pdf, beside)
        same, _pdf = median_of(makers[:1] * count)
        show("  the same contract once more", same, pdf)
    show("typst, PDF/A-3a + PDF/UA-1, JSON attached", tagged, tagged_pdf)
    show("typst, untagged", plain_ms, plain_pdf)
    again, pdf = median_of(sources(is_tagged=True)[:1] * count)
    show("  the same contract once more (tagged)", again, pdf)
    weasyprint = rivals.weasyprint_maker(fonts)
    pages = [rivals.to_html(document) for document in documents(SLOW_REPEATS + 2)]
    ms, pdf = median_of([lambda page=page: weasyprint(page) for page in pages])
    show("WeasyPrint, PDF/UA-1", ms, pdf, tagged)
    office = rivals.office_maker(folder, fonts)
    contracts = documents(SLOW_REPEATS + 2)
    ms, pdf = median_of([lambda document=document: office(document) for document in contracts])
    show("python-docx + LibreOffice", ms, pdf, tagged)


def measure_cold(folder: Path, fonts: Path) -> None:
    """Start an interpreter, read a snapshot, compose the contract, write the PDF, end."""
    heading("a process of its own for one contract (skill-grade wages, composed); medians")
    snapshot = machinery()
    frozen = replace(snapshot, text=Composition(snapshot).text)
    path = folder / "snapshot.json"
    path.write_text(json.dumps(frozen.to_data(), ensure_ascii=False), encoding="utf-8")
    (folder / "cold.typ").write_text(rivals.to_typst(contract(1)), encoding="utf-8")
    for what, program, arguments in (
        ("Python alone", "pass", []),
        ("ours, tagged, JSON attached", OURS, [str(path)]),
        ("typst, tagged (its Python package)", TYPST, [str(folder / "cold.typ"), str(fonts)]),
    ):
        times = []
        for _round in range(REPEATS):
            start = time.perf_counter()
            subprocess.run(
                [sys.executable, "-c", program, *arguments],
                check=True,
                capture_output=True,
                cwd=ROOT,
            )
            times.append((time.perf_counter() - start) * 1000)
        print(f"{what:44} {statistics.median(times):9.1f} ms")


def measure_many() -> None:
    """Set 500 different contracts on two processes."""
    heading(f"{CONTRACTS} different contracts, tagged, JSON attached, two processes")
    program = [sys.executable, "-m", "benchmarks.typesetting_own", "many", str(CONTRACTS // 2)]
    start = time.perf_counter()
    workers = [subprocess.Popen([*program, first], cwd=ROOT) for first in ("20000", "30000")]
    for worker in workers:
        if worker.wait():
            raise SystemExit(worker.returncode)
    taken = time.perf_counter() - start
    print(f"{taken:.1f} s with the start of the processes: {CONTRACTS / taken:.0f} a second")


def measure_annex(folder: Path, fonts: Path) -> None:
    """Set one table of up to 20,000 rows, each in a process of its own."""
    heading(f"an annex of {ROWS:,} rows and six columns, tagged, in processes of their own")
    for rows in (ROWS // 4, ROWS // 2, ROWS):
        subprocess.run(
            [sys.executable, "-m", "benchmarks.typesetting_own", "annex", str(rows)],
            check=True,
            cwd=ROOT,
        )
    path = folder / "annex.typ"
    path.write_text(rivals.to_typst(annex(ROWS)), encoding="utf-8")
    start = time.perf_counter()
    subprocess.run(
        [sys.executable, "-c", TYPST, str(path), str(fonts)], check=True, capture_output=True
    )
    print(f"{'typst, its process included':44} {time.perf_counter() - start:9.2f} s")


def main() -> None:
    """Measure everything."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        fonts = rivals.own_fonts(folder)
        measure_contract(folder, fonts)
        measure_cold(folder, fonts)
        measure_annex(folder, fonts)
    measure_many()


if __name__ == "__main__":
    main()
