"""A roster of 50,000 costed again under a changed grid: ours, pandas, the reference, a spreadsheet.

`python -m benchmarks.rosters`. The spreadsheet is what a firm would send: one row a worker with
INDEX and MATCH on a grid. LibreOffice recalculates it on opening; the time to open the same
workbook with values in place of formulas is measured too, so that reading is not counted as
recalculating.
"""

import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import count
from pathlib import Path

import numpy as np
import pandas as pd
import xlsxwriter

from benchmarks import facts
from benchmarks.measure import heading, median_ms, peak_mb, row
from negotiator_desk.pay.basis import LegalFigures
from negotiator_desk.pay.costing import cost
from negotiator_desk.pay.dataset import Dataset
from negotiator_desk.pay.terms import Allowance, AllowanceGroup, WageGrid
from tests.pay import reference

D = Decimal
LAW = LegalFigures("ningbo 2014-05-01")
WORKERS = 50_000
FACTORS = (D("1.1500"), D("1.0000"), D("0.9200"), D("0.8500"))


def grid() -> WageGrid:
    """Return a grid of five bands and eight grades with coefficients and a skill allowance."""
    cells = tuple(
        tuple(D(3_600 + 450 * band + 380 * grade) for grade in range(len(facts.GRADES)))
        for band in range(len(facts.BANDS))
    )
    return WageGrid(
        bands=facts.BANDS,
        grades=facts.GRADES,
        cells=cells,
        post_bands=tuple(
            (post, facts.BANDS[place % len(facts.BANDS)]) for place, post in enumerate(facts.POSTS)
        ),
        coefficients=tuple(zip(facts.MARKS, FACTORS, strict=True)),
        allowances=(Allowance(AllowanceGroup.SKILL, "高级工", D("300.00")),),
    )


def measure_pandas(dataset: Dataset, terms: WageGrid) -> float:
    """Return the time of the same in pandas, in floats."""
    columns = {name: column.values for name, column in dataset.columns.items()}
    frame = pd.DataFrame({name: columns[name] for name in ("post", "grade", "performance")})
    amounts = np.array([[float(cell) for cell in line] for line in terms.cells])
    bands = np.array([terms.bands.index(band) for _post, band in terms.post_bands])
    factors = np.array([float(factor) for _mark, factor in terms.coefficients])
    extra = np.where(np.array(facts.GRADES) == "高级工", 300.0, 0.0)

    def work() -> float:
        paid = amounts[bands[frame["post"]], frame["grade"]] * factors[frame["performance"]]
        total = pd.Series(paid).round(2) + extra[frame["grade"]]
        return float(total.sum())

    return median_ms(work, 9)


def measure_reference(dataset: Dataset, terms: WageGrid) -> float:
    """Return the time of one run of the Decimal reference, in milliseconds."""
    names = list(dataset.columns)
    columns = list(dataset.columns.values())
    rows = [
        {name: column.value(place) for name, column in zip(names, columns, strict=True)}
        for place in range(dataset.rows)
    ]
    start = time.perf_counter()
    reference.skill_grades(rows, terms)
    return (time.perf_counter() - start) * 1000


def measure_spreadsheet(dataset: Dataset, terms: WageGrid) -> float | None:
    """Return LibreOffice's time to recalculate the roster, in ms; None where it is missing."""
    program = shutil.which("soffice")
    if program is None:
        print("LibreOffice is not installed here; the spreadsheet was not measured.")
        return None
    with tempfile.TemporaryDirectory() as folder:
        formulas, values = Path(folder, "formulas.xlsx"), Path(folder, "values.xlsx")
        _workbook(formulas, dataset, terms, with_formulas=True)
        _workbook(values, dataset, terms, with_formulas=False)
        opened = _convert(program, Path(folder), values)
        recalculated = _convert(program, Path(folder), formulas)
        print(f"LibreOffice opened and saved it in {opened:,.0f} ms, with formulas in ", end="")
        print(f"{recalculated:,.0f} ms")
        return recalculated - opened


def _workbook(path: Path, dataset: Dataset, terms: WageGrid, *, with_formulas: bool) -> None:
    with xlsxwriter.Workbook(path) as book:
        people, prices = book.add_worksheet("people"), book.add_worksheet("grid")
        prices.write_row(0, 1, terms.grades)
        for place, (post, band) in enumerate(terms.post_bands, start=1):
            prices.write(place, 0, post)
            prices.write_row(place, 1, map(float, terms.cells[terms.bands.index(band)]))
        prices.write_column(0, 12, facts.MARKS)
        prices.write_column(0, 13, map(float, FACTORS))
        posts, grades = len(terms.post_bands) + 1, "I"
        for place in range(dataset.rows):
            line = place + 1
            texts = [dataset.columns[n].value(place) for n in ("post", "grade", "performance")]
            people.write_row(place, 0, texts)
            if with_formulas:
                people.write_formula(
                    place,
                    3,
                    f"=ROUND(INDEX(grid!$B$2:${grades}${posts},MATCH(A{line},grid!$A$2:$A${posts},0),"
                    f"MATCH(B{line},grid!$B$1:${grades}$1,0))"
                    f"*VLOOKUP(C{line},grid!$M$1:$N$4,2,FALSE),2)"
                    f'+IF(B{line}="高级工",300,0)',
                )
            else:
                people.write_number(place, 3, 4_000.0)


def _convert(program: str, folder: Path, path: Path) -> float:
    """Return the milliseconds to open a workbook without a window and save it as CSV."""
    times = []
    for _run in range(3):
        start = time.perf_counter()
        subprocess.run(
            [
                program,
                f"-env:UserInstallation=file://{folder}/profile",
                "--headless",
                "--convert-to",
                "csv",
                "--outdir",
                str(folder),
                str(path),
            ],
            check=True,
            capture_output=True,
        )
        times.append((time.perf_counter() - start) * 1000)
    return sorted(times)[1]


def main() -> None:
    """Measure all four."""
    heading(f"{WORKERS:,} workers, grid of 5 bands × 8 grades")
    dataset = facts.roster(WORKERS)
    terms = grid()
    cost(dataset, terms, law=LAW)
    turn = count(1)

    def again(turn: Iterator[int] = turn) -> object:
        line = (D(3_600) + D(next(turn)).scaleb(-2), *terms.cells[0][1:])
        return cost(dataset, replace(terms, cells=(line, *terms.cells[1:])), terms, law=LAW)

    others = {
        "pandas": measure_pandas(dataset, terms),
        "reference": measure_reference(dataset, terms),
    }
    spreadsheet = measure_spreadsheet(dataset, terms)
    if spreadsheet is not None:
        others["LibreOffice"] = spreadsheet
    row("changed cell, recorded and present pay compared", median_ms(again), **others)
    print(f"at most {peak_mb():,} MB in this process")


if __name__ == "__main__":
    sys.exit(main())
