"""Make the workbooks of the three sample cases.

The firms, the people and the figures are invented; their scale follows published cases.
The same seed gives the same bytes, so that a test can compare what is committed with a fresh run.

Usage: python tools/make_samples.py [FOLDER]   (FOLDER is resources/sample unless given)
"""

import argparse
import os
from pathlib import Path

# openpyxl writes empty tags in another way where lxml is installed; its own way is kept.
os.environ["OPENPYXL_LXML"] = "False"

from samples import couriers, delivery, machinery

SEED = 20260901
"""Seed of every sample; change it and every figure changes."""


def make_samples(folder: Path) -> list[Path]:
    """Write the three source files below `folder` and return their paths."""
    files = {
        folder / "couriers" / "派件产量.xlsx": couriers.workbook(SEED),
        folder / "delivery" / "订单.csv": delivery.table(SEED),
        folder / "machinery" / "花名册.xlsx": machinery.workbook(SEED),
    }
    for path, content in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return list(files)


def main() -> None:
    """Write the samples and say how large they are."""
    parser = argparse.ArgumentParser(description="Make the workbooks of the sample cases.")
    default = Path(__file__).parents[1] / "resources" / "sample"
    parser.add_argument("folder", nargs="?", type=Path, default=default)
    for path in make_samples(parser.parse_args().folder):
        print(f"{path}: {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
