"""The private layer: alternatives, options and their worth, ratings, sketches and notes."""

from __future__ import annotations

from alembic import op

revision = "0006"
down_revision = "0005"

TABLES = """
CREATE TABLE side_brief (
    id TEXT NOT NULL,
    case_id TEXT NOT NULL,
    side TEXT NOT NULL,
    is_own INTEGER NOT NULL,
    alternative TEXT NOT NULL,
    walk_away INTEGER,
    other_walk_away INTEGER,
    holder_id TEXT,
    holder_name TEXT NOT NULL,
    granted_at TEXT,
    CONSTRAINT pk_side_brief PRIMARY KEY (id),
    CONSTRAINT uq_side_brief_case_id_side UNIQUE (case_id, side),
    CONSTRAINT fk_side_brief_case_id_case FOREIGN KEY(case_id)
        REFERENCES "case" (id) ON DELETE RESTRICT
) STRICT

CREATE TABLE issue_option (
    id TEXT NOT NULL,
    issue_id TEXT NOT NULL,
    side TEXT NOT NULL,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    terms TEXT NOT NULL,
    own_score INTEGER,
    other_score INTEGER,
    CONSTRAINT pk_issue_option PRIMARY KEY (id),
    CONSTRAINT uq_issue_option_issue_id_side_name UNIQUE (issue_id, side, name),
    CONSTRAINT ck_issue_option_name_given CHECK (length(name) > 0),
    CONSTRAINT fk_issue_option_issue_id_issue FOREIGN KEY(issue_id)
        REFERENCES issue (id) ON DELETE RESTRICT
) STRICT

CREATE TABLE option_bonus (
    id TEXT NOT NULL,
    case_id TEXT NOT NULL,
    side TEXT NOT NULL,
    options TEXT NOT NULL,
    own_points INTEGER NOT NULL,
    other_points INTEGER NOT NULL,
    CONSTRAINT pk_option_bonus PRIMARY KEY (id),
    CONSTRAINT fk_option_bonus_case_id_case FOREIGN KEY(case_id)
        REFERENCES "case" (id) ON DELETE RESTRICT
) STRICT

CREATE INDEX ix_option_bonus_case_id ON option_bonus (case_id)

CREATE TABLE package_rating (
    id TEXT NOT NULL,
    case_id TEXT NOT NULL,
    side TEXT NOT NULL,
    position INTEGER NOT NULL,
    package TEXT NOT NULL,
    rating INTEGER NOT NULL,
    CONSTRAINT pk_package_rating PRIMARY KEY (id),
    CONSTRAINT ck_package_rating_rating_is_points CHECK (rating BETWEEN 0 AND 100),
    CONSTRAINT fk_package_rating_case_id_case FOREIGN KEY(case_id)
        REFERENCES "case" (id) ON DELETE RESTRICT
) STRICT

CREATE INDEX ix_package_rating_case_id ON package_rating (case_id)

CREATE TABLE offer_sketch (
    id TEXT NOT NULL,
    case_id TEXT NOT NULL,
    side TEXT NOT NULL,
    content TEXT NOT NULL,
    argument TEXT NOT NULL,
    is_binding INTEGER NOT NULL,
    is_tied INTEGER NOT NULL,
    speaker_id TEXT,
    saved_at TEXT NOT NULL,
    CONSTRAINT pk_offer_sketch PRIMARY KEY (id),
    CONSTRAINT fk_offer_sketch_case_id_case FOREIGN KEY(case_id)
        REFERENCES "case" (id) ON DELETE RESTRICT
) STRICT

CREATE INDEX ix_offer_sketch_case_id ON offer_sketch (case_id)

CREATE TABLE private_note (
    id TEXT NOT NULL,
    case_id TEXT NOT NULL,
    session_id TEXT,
    side TEXT NOT NULL,
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    written_at TEXT NOT NULL,
    CONSTRAINT pk_private_note PRIMARY KEY (id),
    CONSTRAINT ck_private_note_text_given CHECK (length(text) > 0),
    CONSTRAINT fk_private_note_case_id_case FOREIGN KEY(case_id)
        REFERENCES "case" (id) ON DELETE RESTRICT,
    CONSTRAINT fk_private_note_session_id_negotiation_session FOREIGN KEY(session_id)
        REFERENCES negotiation_session (id) ON DELETE RESTRICT
) STRICT

CREATE INDEX ix_private_note_case_id ON private_note (case_id)
"""


def upgrade() -> None:
    """Add the six tables, in the transaction that the caller opened."""
    for statement in TABLES.strip().split("\n\n"):
        op.execute(statement)
