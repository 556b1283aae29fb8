"""Saving a workbook so that the same cells give the same bytes."""

import re
import zipfile
from io import BytesIO

from openpyxl import Workbook
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.worksheet import Worksheet

_EPOCH = (2026, 10, 8, 9, 0, 0)
"""Date of every member and of the document: the workbooks were "handed over" then."""

_MOMENT = b"2026-10-08T01:00:00Z"


def merge(sheet: Worksheet, *, rows: tuple[int, int], columns: tuple[int, int]) -> None:
    """Merge a block whose other cells are empty.

    `Worksheet.merge_cells` compares each new block with all earlier ones; thousands take minutes.
    """
    sheet.merged_cells.ranges.add(
        CellRange(min_row=rows[0], max_row=rows[1], min_col=columns[0], max_col=columns[1])
    )


def packed(workbook: Workbook) -> bytes:
    """Return the workbook's bytes with fixed times in place of the clock's."""
    plain = BytesIO()
    workbook.save(plain)
    fixed = BytesIO()
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(fixed, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", _MOMENT, content)
            content = re.sub(rb"(?:<mergeCell [^>]*/>)+", _in_order, content)
            member = zipfile.ZipInfo(name, _EPOCH)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system = 0
            target.writestr(member, content, compresslevel=9)
    return fixed.getvalue()


def _in_order(found: re.Match[bytes]) -> bytes:
    """Return merged blocks by row: openpyxl keeps them in a set, which has no order of its own."""
    blocks = re.findall(rb'<mergeCell ref="([A-Z]+)(\d+):([A-Z]+\d+)" ?/>', found[0])
    return b"".join(
        b'<mergeCell ref="%s%s:%s"/>' % block
        for block in sorted(blocks, key=lambda block: (int(block[1]), block))
    )
