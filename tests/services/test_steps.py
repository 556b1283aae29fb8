"""Every kind of row leads to the case it belongs to, so that undo names that case."""

from __future__ import annotations

import pytest

from negotiator_desk.services import steps
from negotiator_desk.storage.images import recorded_tables

OF_NO_CASE = {"column_mapping", "own_clause"}
"""What is known to all cases."""


def leads_to(table: str) -> str:
    """Follow a row of a table as far as its columns lead."""
    columns = set(recorded_tables()[table].columns.keys())
    for column, named in steps._LEADS_TO.items():
        if column in columns:
            return named if named == "case" else leads_to(named)
    return table


@pytest.mark.parametrize("table", sorted(set(recorded_tables()) - OF_NO_CASE))
def test_a_row_leads_to_its_case(table: str) -> None:
    assert leads_to(table) == "case"
