"""Importing a file into a case: ours against pandas, and how long the window has to wait meanwhile.

`python -m benchmarks.importing` (through `make bench`, which installs pandas). Ours is all that an
import does: read, check every cell, build the dataset and its fingerprint, store it and the file.
pandas only reads the file into typed columns. Each measurement has a process of its own, so that
its memory is its own; the files are made from a seed in a temporary folder.
"""

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from itertools import chain
from pathlib import Path

import numpy as np

from benchmarks.measure import heading, peak_mb

REPEATS = 3
LINES = 1_000_000
SHEET_ROWS = 100_000
RIDERS = 10_000
HEADER = (
    "订单号", "骑手编号", "骑手姓名", "站点", "下单时间", "顾客支付总额（元）", "配送距离（公里）",
    "用时（分钟）", "订单类型", "骑手所得（元）",
)  # fmt: skip
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
GIVEN_NAMES = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英"
CATEGORIES = ("餐饮", "药品", "商超")
START = datetime.fromisoformat("2026-01-01 00:00")
NOW = datetime(2026, 11, 18, 1, 0, tzinfo=UTC)
HEARTBEAT_MS = 10


def orders(rows: int) -> Iterator[tuple[str, ...]]:
    """Return orders of three months as the texts that a file has."""
    chance = np.random.default_rng(2026)
    names = [
        SURNAMES[chance.integers(len(SURNAMES))]
        + "".join(GIVEN_NAMES[at] for at in chance.integers(0, len(GIVEN_NAMES), 2))
        for _ in range(RIDERS)
    ]
    station = chance.integers(1, 201, RIDERS).tolist()
    total = chance.integers(800, 9_000, rows)
    moments = np.datetime64(START, "m") + np.sort(chance.integers(0, 90 * 1440, rows))
    columns = (
        chance.integers(0, RIDERS, rows).tolist(),
        np.datetime_as_string(moments, unit="m").tolist(),
        total.tolist(),
        chance.integers(10, 900, rows).tolist(),
        chance.integers(10, 60, rows).tolist(),
        chance.integers(0, len(CATEGORIES), rows).tolist(),
        (total * chance.integers(70, 90, rows) // 100).tolist(),
    )
    for number, row in enumerate(zip(*columns, strict=True)):
        rider, moment, fen, metres, minutes, category, pay = row
        yield (
            f"2026{number:010d}",
            f"R{rider:05d}",
            names[rider],
            f"第{station[rider]}站",
            moment.replace("T", " "),
            f"{fen // 100}.{fen % 100:02d}",
            f"{metres // 100}.{metres % 100:02d}",
            str(minutes),
            CATEGORIES[category],
            f"{pay // 100}.{pay % 100:02d}",
        )


def write_text(path: Path) -> dict[str, object]:
    """Write orders in the encoding that the file is named after."""
    with path.open("w", encoding=path.stem, newline="") as file:
        for line in chain((HEADER,), orders(LINES)):
            file.write(",".join(line) + "\r\n")
    return {}


def write_workbook(path: Path) -> dict[str, object]:
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("订单")
    sheet.append(HEADER)
    for order, rider, name, station, moment, total, km, minutes, kind, pay in orders(SHEET_ROWS):
        at = datetime.fromisoformat(moment)
        figures = (float(total), float(km), int(minutes))
        sheet.append((order, rider, name, station, at, *figures, kind, float(pay)))
    book.save(path)
    return {}


def ours(path: Path) -> dict[str, object]:
    """Import the file into as many cases."""
    from negotiator_desk.bargaining.parties import CaseKind
    from negotiator_desk.pay.dataset import DatasetKind
    from negotiator_desk.services.cases import CaseDetails, create_case
    from negotiator_desk.services.datasets import import_dataset
    from negotiator_desk.services.opening import open_desk

    def work(store: Path) -> None:
        # A new store each time: content that a store has is not written to it again.
        desk = open_desk(store, author="benchmark", now=lambda: NOW)
        case = create_case(desk, CaseDetails(title="行业协商", kind=CaseKind.INDUSTRY)).value
        start = time.perf_counter()
        report = import_dataset(desk, case, path, kind=DatasetKind.ORDERS).value
        times.append(time.perf_counter() - start)
        fingerprints.add(report.fingerprint)
        desk.close()

    times: list[float] = []
    fingerprints: set[str] = set()
    with tempfile.TemporaryDirectory() as folder:
        for number in range(REPEATS):
            work(Path(folder) / str(number))
    assert len(fingerprints) == 1, "the same file gives the same facts"
    return {
        "seconds": statistics.median(times),
        "parent": peak_mb(),
        "child": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024,
        "fingerprint": next(iter(fingerprints)),
    }


def pandas_csv(path: Path) -> dict[str, object]:
    import pandas as pd

    encoding = path.stem
    texts = dict.fromkeys(HEADER[1:4], "category") | {HEADER[8]: "category", HEADER[0]: "str"}
    return _pandas(
        lambda: pd.read_csv(path, encoding=encoding, dtype=texts, parse_dates=[HEADER[4]])
    )


def pandas_calamine(path: Path) -> dict[str, object]:
    import pandas as pd

    return _pandas(lambda: pd.read_excel(path, engine="calamine", dtype={HEADER[0]: "str"}))


def pandas_openpyxl(path: Path) -> dict[str, object]:
    import pandas as pd

    return _pandas(lambda: pd.read_excel(path, engine="openpyxl", dtype={HEADER[0]: "str"}))


def _pandas(work: Callable[[], object]) -> dict[str, object]:
    times = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return {"seconds": statistics.median(times), "parent": peak_mb()}


def window(path: Path) -> dict[str, object]:
    """Import the file on the window's worker, and listen to the heart of the window's thread."""
    from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer

    from negotiator_desk.bargaining.parties import CaseKind
    from negotiator_desk.pay.dataset import DatasetKind
    from negotiator_desk.services.cases import CaseDetails, create_case
    from negotiator_desk.services.datasets import import_dataset
    from negotiator_desk.services.desk import Desk
    from negotiator_desk.services.opening import open_desk
    from negotiator_desk.ui.jobs import Job, JobRunner

    application = QCoreApplication([])
    owner = QObject()
    runner = JobRunner(owner)
    beats: list[float] = []
    heart = QTimer(owner)
    heart.setTimerType(Qt.TimerType.PreciseTimer)
    heart.setInterval(HEARTBEAT_MS)
    heart.timeout.connect(lambda: beats.append(time.perf_counter()))
    longest = []

    def read(desk: Desk, case: str, job: Job) -> object:
        return import_dataset(
            desk,
            case,
            path,
            kind=DatasetKind.ORDERS,
            progress=job.report,
            cancelled=job.is_cancelled,
        )

    def fail(error: BaseException) -> None:
        application.exit(1)
        raise error

    with tempfile.TemporaryDirectory() as folder:
        for number in range(REPEATS):
            desk = open_desk(Path(folder) / str(number), author="benchmark", now=lambda: NOW)
            case = create_case(desk, CaseDetails(title="行业协商", kind=CaseKind.INDUSTRY)).value
            beats.clear()
            heart.start()
            runner.start(
                partial(read, desk, case),
                owner=owner,
                on_done=lambda _outcome: application.quit(),
                on_error=fail,
            )
            code = application.exec()
            heart.stop()
            desk.close()
            assert code == 0, "the import failed"
            longest.append(float(np.diff(beats).max()))
    runner.close()
    return {"longest": [round(gap * 1000) for gap in longest]}


CONTENDERS = {
    one.__name__: one
    for one in (
        write_text,
        write_workbook,
        ours,
        pandas_csv,
        pandas_calamine,
        pandas_openpyxl,
        window,
    )
}


def in_a_process(contender: Callable[[Path], dict[str, object]], path: Path) -> dict[str, object]:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.importing", "--one", contender.__name__, str(path)],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    found: dict[str, object] = json.loads(done.stdout)
    return found


def compare(what: str, path: Path, others: dict[str, Callable[[Path], dict[str, object]]]) -> str:
    found = in_a_process(ours, path)
    seconds = float(str(found["seconds"]))
    print(
        f"{what:42} {seconds:6.2f} s, at most {found['parent']} MB and {found['child']} MB in the"
        " child"
    )
    for name, other in others.items():
        theirs = in_a_process(other, path)
        ratio = float(str(theirs["seconds"])) / seconds
        print(f"  {name:40} {theirs['seconds']:6.2f} s (×{ratio:.1f}), {theirs['parent']} MB")
    return str(found["fingerprint"])


def main() -> None:
    """Measure everything; `--one` is one contender in a process of its own."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--one", nargs=2, metavar=("CONTENDER", "FILE"))
    one = parser.parse_args().one
    if one is not None:
        print(json.dumps(CONTENDERS[one[0]](Path(one[1]))))
        return
    heading("Importing")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        fingerprints = set()
        for encoding in ("utf-8", "gb18030"):
            path = folder / f"{encoding}.csv"
            in_a_process(write_text, path)
            what = f"{LINES:,} lines, {encoding}, {path.stat().st_size // 1_000_000} MB"
            fingerprints.add(compare(what, path, {"pandas.read_csv": pandas_csv}))
        assert len(fingerprints) == 1, "the encoding is no fact"
        gaps = in_a_process(window, folder / "utf-8.csv")["longest"]
        print(f"  longest waits of the window's thread: {gaps} ms")
        path = folder / "orders.xlsx"
        in_a_process(write_workbook, path)
        what = f"{SHEET_ROWS:,} rows, xlsx, {path.stat().st_size // 1_000_000} MB"
        others = {
            "pandas.read_excel, calamine": pandas_calamine,
            "pandas.read_excel, openpyxl": pandas_openpyxl,
        }
        compare(what, path, others)


if __name__ == "__main__":
    main()
