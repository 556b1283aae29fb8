"""The rooms of the window, and where in them someone is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class PageName(StrEnum):
    """One page of the window; the order is that of the rail and of Ctrl+1 … Ctrl+8."""

    HOME = "home"
    CASES = "cases"
    OVERVIEW = "overview"
    DATA = "data"
    ISSUES = "issues"
    TABLE = "table"
    COSTING = "costing"
    CONTRACT = "contract"

    @property
    def is_inside_case(self) -> bool:
        """Whether the page shows one case and is only reached through it."""
        return self not in {PageName.HOME, PageName.CASES}


@dataclass(frozen=True)
class Place:
    """A page, the case it shows and what in it is chosen.

    Attributes:
        case_id: Needed by the pages inside a case; None elsewhere.
        item_id: Row the page should choose, such as a dataset, an issue, a session or a draft.
    """

    page: PageName
    case_id: str | None = None
    item_id: str | None = None
