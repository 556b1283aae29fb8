"""Run by `test_killed.py` in a process of its own: dies at the n-th step of one operation.

    python -m tests.journeys.killed STORE ACTION STEP

ACTION is "import PATH CASE", "draft CASE" or "save DRAFT PATH". A step is a statement that writes,
a commit, or a call that makes a file durable. The process ends with exit code 0 when the operation
has fewer steps than STEP.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event

from negotiator_desk.pay.dataset import DatasetKind
from negotiator_desk.services.contracts import draft_contract, save_pdf
from negotiator_desk.services.datasets import import_dataset
from negotiator_desk.services.opening import open_desk
from negotiator_desk.storage import durable


class _Countdown:
    """Kills this process when it reaches zero."""

    def __init__(self, steps: int) -> None:
        self.left = steps

    def step(self) -> None:
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def before_statement(self, _connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if statement.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE")):
            self.step()

    def before_commit(self, _connection: Any) -> None:
        self.step()

    def around(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*args: Any) -> Any:
            self.step()
            return call(*args)

        return counted


def main(store: str, step: str, action: str, *words: str) -> None:
    """Carry out one operation and die on the way."""
    desk = open_desk(Path(store))
    countdown = _Countdown(int(step))
    event.listen(Engine, "before_cursor_execute", countdown.before_statement)
    event.listen(Engine, "commit", countdown.before_commit)
    match action, words:
        case "import", (path, case_id):
            import_dataset(desk, case_id, Path(path), kind=DatasetKind.OUTPUT)
        case "draft", (case_id,):
            draft_contract(desk, case_id)
        case "save", (draft_id, path):
            durable.os.fsync = countdown.around(os.fsync)
            durable._replace = countdown.around(durable._replace)
            durable.sync_folder = countdown.around(durable.sync_folder)
            save_pdf(desk, draft_id, Path(path))
        case _:
            raise SystemExit(f"unknown action: {action}")
    desk.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
