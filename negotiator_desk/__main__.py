"""`python -m negotiator_desk`, and the frozen build's door."""

from __future__ import annotations

import multiprocessing
import sys

from negotiator_desk.cli import main

if __name__ == "__main__":
    # In the frozen build a child process starts here too.
    multiprocessing.freeze_support()
    sys.exit(main())
