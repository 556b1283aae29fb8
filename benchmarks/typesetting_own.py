"""What `benchmarks.typesetting` lets processes of their own do; they import no other typesetter.

`python -m benchmarks.typesetting_own annex 20000` or `… many 250 20000`: a number of contracts and
the first one's seed.
"""

from __future__ import annotations

import json
import sys
import time

from benchmarks.contract_text import annex, contract
from benchmarks.measure import memory_mb, peak_mb
from negotiator_desk.drafting.blocks import Document, plain
from negotiator_desk.drafting.typeset.look import load_look
from negotiator_desk.drafting.typeset.pdf import Attachment, RenderOptions, render


def data_of(document: Document) -> bytes:
    """Return what is attached to a contract: its text as JSON."""
    texts = [plain(block.content) for block in document.blocks if hasattr(block, "content")]
    return json.dumps(texts, ensure_ascii=False).encode()


def ours(document: Document, *, is_tagged: bool) -> bytes:
    """Set a contract as it is handed out, or as it is shown while somebody writes."""
    attachments = ()
    if is_tagged:
        data = data_of(document)
        attachments = (Attachment("contract.json", "application/json", data, "data"),)
    options = RenderOptions(watermark="", tagged=is_tagged, attachments=attachments)
    return render(document, load_look("compact"), options).pdf


def set_annex(rows: int) -> None:
    """Set one annex and say what it took; the process ends with it."""
    document = annex(rows)
    start = time.perf_counter()
    made = render(document, load_look("report"), RenderOptions(watermark=""))
    taken = time.perf_counter() - start
    size = len(made.pdf) / 1024
    what = f"ours, {rows:,} rows, {made.pages} pages, {size:,.0f} KB"
    print(f"{what:44} {taken:9.2f} s  at most {peak_mb()} MB", flush=True)


def set_many(count: int, first: int) -> None:
    """Set contracts one after the other, and say what the process holds early and late."""
    early = 0
    for number in range(1, count + 1):
        ours(contract(first + number), is_tagged=True)
        if number == count // 5:
            early = memory_mb()
    print(f"memory of a process after {count // 5} {early} MB, after {count} {memory_mb()} MB")


def main() -> None:
    """Do what the command line asks for."""
    kind, *numbers = sys.argv[1:]
    work = {"annex": set_annex, "many": set_many}[kind]
    work(*map(int, numbers))


if __name__ == "__main__":
    main()
