"""Assumptions about a contract's term, and terms that were tried out."""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"

TABLES = """
CREATE TABLE costing_assumptions (
    id TEXT NOT NULL,
    issue_id TEXT NOT NULL,
    assumptions TEXT NOT NULL,
    CONSTRAINT pk_costing_assumptions PRIMARY KEY (id),
    CONSTRAINT uq_costing_assumptions_issue_id UNIQUE (issue_id),
    CONSTRAINT fk_costing_assumptions_issue_id_issue FOREIGN KEY(issue_id)
        REFERENCES issue (id) ON DELETE RESTRICT
) STRICT

CREATE TABLE what_if (
    id TEXT NOT NULL,
    issue_id TEXT NOT NULL,
    name TEXT NOT NULL,
    terms TEXT NOT NULL,
    saved_at TEXT NOT NULL,
    CONSTRAINT pk_what_if PRIMARY KEY (id),
    CONSTRAINT uq_what_if_issue_id_name UNIQUE (issue_id, name),
    CONSTRAINT ck_what_if_name_given CHECK (length(name) > 0),
    CONSTRAINT fk_what_if_issue_id_issue FOREIGN KEY(issue_id)
        REFERENCES issue (id) ON DELETE RESTRICT
) STRICT
"""


def upgrade() -> None:
    """Add the two tables, in the transaction that the caller opened."""
    for statement in TABLES.strip().split("\n\n"):
        op.execute(statement)
