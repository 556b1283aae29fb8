from __future__ import annotations

import subprocess
import sys


def test_the_window_starts_without_the_chart_library() -> None:
    code = (
        "import sys, negotiator_desk.ui.main_window, negotiator_desk.app;"
        "import negotiator_desk.ui.charts.card, negotiator_desk.ui.charts.histogram;"
        "print('pyqtgraph' in sys.modules)"
    )
    run = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == "False"
