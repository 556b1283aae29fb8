"""The sample files: made anew they are the same, and every total of theirs is found again."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from negotiator_desk.paths import resource
from negotiator_desk.pay.dataset import DatasetKind
from negotiator_desk.services.datasets import import_dataset, load_dataset
from tests.intake.conftest import Importer

FILES = ("couriers/派件产量.xlsx", "delivery/订单.csv", "machinery/花名册.xlsx")
SCRIPT = Path(__file__).parents[2] / "tools" / "make_samples.py"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("samples")
    subprocess.run([sys.executable, str(SCRIPT), str(folder)], check=True, timeout=300)
    return folder


def parts(path: Path) -> dict[str, bytes]:
    """Return a file's content, unpacked: packing may differ between versions of zlib."""
    if path.suffix == ".csv":
        return {"": path.read_bytes()}
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("name", FILES)
def test_a_sample_made_anew_is_the_one_that_is_kept(made: Path, name: str) -> None:
    kept = resource("sample", *name.split("/"))

    assert parts(made / name) == parts(kept)
    assert kept.stat().st_size < 6_000_000


@pytest.mark.parametrize("name", [name for name in FILES if name.endswith(".xlsx")])
def test_a_workbook_carries_no_time_of_its_making(made: Path, name: str) -> None:
    with zipfile.ZipFile(made / name) as archive:
        assert {member.date_time for member in archive.infolist()} == {(2026, 10, 8, 9, 0, 0)}


def test_the_couriers_month_is_read_to_the_parcel(outside: Importer) -> None:
    path = resource("sample", "couriers", "派件产量.xlsx")
    done: list[float] = []

    report = import_dataset(
        outside.desk, outside.case, path, kind=DatasetKind.OUTPUT, progress=done.append
    ).value

    assert (report.rows, report.workers, report.months) == (12_570, 1_891, 1)
    assert (report.dropped_rows, report.skipped_totals, report.skipped_remarks) == (0, 25, 1)
    facts = load_dataset(outside.desk, report.dataset_id)
    assert facts.fingerprint == report.fingerprint
    # The figures of the workbook's own last line.
    assert facts.total("quantity") == 13_912_740
    assert facts.total("quantity_150") == 464_994
    assert facts.total("quantity_200") == 928_253
    assert facts.total("quantity_300") == 161_371
    assert facts.columns["month"].value(12_569) == date(2026, 9, 1)
    assert facts.columns["group"].value(12_569) == "高新贵驷网点"
    assert done == sorted(done)
    assert done[-1] == 1.0


def test_the_riders_orders_are_read_to_the_fen(outside: Importer) -> None:
    path = resource("sample", "delivery", "订单.csv")

    report = import_dataset(outside.desk, outside.case, path, kind=DatasetKind.ORDERS).value

    assert (report.rows, report.workers, report.months) == (100_000, 600, 1)
    assert (report.dropped_rows, report.skipped_totals) == (0, 1)
    facts = load_dataset(outside.desk, report.dataset_id)
    assert facts.total("customer_total") == Decimal("4113811.72")
    assert facts.total("present_pay") == Decimal("3154018.50")
    assert facts.total("distance_km") == Decimal("493231.20")
    assert facts.columns["placed_at"].value(9) == datetime(2026, 9, 1, 1, 9)  # noqa: DTZ001


def test_the_roster_is_read_to_the_fen(outside: Importer) -> None:
    path = resource("sample", "machinery", "花名册.xlsx")

    report = import_dataset(outside.desk, outside.case, path, kind=DatasetKind.ROSTER).value

    assert (report.rows, report.workers, report.skipped_totals) == (422, 422, 7)
    facts = load_dataset(outside.desk, report.dataset_id)
    assert facts.total("present_pay") == Decimal("2284370.00")
    assert len(facts.columns["grade"].texts) == 8
    assert all(facts.columns["hired_on"].values > 0)
    assert facts.columns["group"].texts[-1] == "仓储物流部"


def test_every_operation_post_and_grade_of_the_samples_has_terms() -> None:
    import tomllib

    couriers = tomllib.loads(resource("sample", "couriers", "case.toml").read_text("utf-8"))
    machinery = tomllib.loads(resource("sample", "machinery", "case.toml").read_text("utf-8"))
    sys.path.insert(0, str(SCRIPT.parent))
    try:
        from samples import couriers as made_couriers
        from samples import machinery as made_machinery
    finally:
        sys.path.remove(str(SCRIPT.parent))

    rates = couriers["issue"][0]["present"]["rates"]
    grid = machinery["issue"][0]["present"]
    assert [rate["operation"] for rate in rates] == list(made_couriers.OPERATIONS)
    assert dict(grid["post_bands"]) == made_machinery.POSTS
    assert tuple(grid["grades"]) == made_machinery.GRADES
