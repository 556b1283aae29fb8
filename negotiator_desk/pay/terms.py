"""Terms: the typed values an issue can take."""

from __future__ import annotations

from enum import StrEnum


class Subject(StrEnum):
    """What an issue is about, and so what kind of terms it takes."""

    PIECE_RATES = "piece_rates"
    COMMISSION_SHARES = "commission_shares"
    SKILL_GRADE_WAGES = "skill_grade_wages"
    NUMBER = "number"
    TEXT = "text"
