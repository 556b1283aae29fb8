"""The one zone in which days and times of day are meant."""

from __future__ import annotations

from datetime import timedelta, timezone

CHINA_TIME = timezone(timedelta(hours=8))
"""Beijing time, in force in all of China and without summer time: the days of laws, of contracts
and of what the window shows and takes, wherever and however the computer is set."""
