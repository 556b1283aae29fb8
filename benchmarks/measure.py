"""Timing: medians of several runs of each contender in one process, one after the other."""

import platform
import resource
import statistics
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path


def median_ms(work: Callable[[], object], repeats: int = 15) -> float:
    """Return the median time of `work` in milliseconds, after one run that does not count."""
    work()
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times) * 1000


def peak_mb() -> int:
    """Return the most memory this process has held so far, in MB."""
    # Not what the system says of used resources where it can be helped: a process inherits that.
    return _status_mb("VmHWM") or resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def memory_mb() -> int:
    """Return the memory this process holds now, in MB; 0 where the system does not say."""
    return _status_mb("VmRSS")


def _status_mb(name: str) -> int:
    status = Path("/proc/self/status")
    if not status.exists():
        return 0
    line = next(one for one in status.read_text().splitlines() if one.startswith(name))
    return int(line.split()[1]) // 1024


def heading(title: str) -> None:
    """Say what is measured, when and on what."""
    processor = platform.processor() or platform.machine()
    known = Path("/proc/cpuinfo")
    if known.exists():
        names = [one for one in known.read_text().splitlines() if one.startswith("model name")]
        processor = f"{len(names)} × {names[0].split(':')[1].strip()}" if names else processor
    today = datetime.now(UTC).date().isoformat()
    print(f"\n{title}\n{today}, {processor}, Python {platform.python_version()}")


def row(what: str, ours: float, **others: float) -> None:
    """Print one line: our time, and each other contender's with the ratio to ours."""
    text = "  ".join(f"{name} {ms:,.1f} ms (×{ms / ours:,.0f})" for name, ms in others.items())
    print(f"{what:44} {ours:8.2f} ms  {text}")
