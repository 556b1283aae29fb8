"""What a contract is composed of, users' own clauses, comments and old agreements."""

from __future__ import annotations

from alembic import op

revision = "0003"
down_revision = "0002"

TABLES = """
CREATE TABLE contract_settings (
    id TEXT NOT NULL,
    case_id TEXT NOT NULL,
    kind TEXT,
    language TEXT NOT NULL,
    governing TEXT NOT NULL,
    main_title TEXT NOT NULL,
    main_signed_on TEXT,
    floor_case_id TEXT,
    CONSTRAINT pk_contract_settings PRIMARY KEY (id),
    CONSTRAINT uq_contract_settings_case_id UNIQUE (case_id),
    CONSTRAINT fk_contract_settings_case_id_case FOREIGN KEY(case_id)
        REFERENCES "case" (id) ON DELETE RESTRICT,
    CONSTRAINT fk_contract_settings_floor_case_id_case FOREIGN KEY(floor_case_id)
        REFERENCES "case" (id) ON DELETE RESTRICT
) STRICT

CREATE TABLE clause_decision (
    id TEXT NOT NULL,
    case_id TEXT NOT NULL,
    place TEXT NOT NULL,
    is_included INTEGER,
    variant TEXT NOT NULL,
    position INTEGER,
    chapter TEXT NOT NULL,
    rewording TEXT,
    entries TEXT NOT NULL,
    CONSTRAINT pk_clause_decision PRIMARY KEY (id),
    CONSTRAINT uq_clause_decision_case_id_place UNIQUE (case_id, place),
    CONSTRAINT fk_clause_decision_case_id_case FOREIGN KEY(case_id)
        REFERENCES "case" (id) ON DELETE RESTRICT
) STRICT

CREATE TABLE own_clause (
    id TEXT NOT NULL,
    title TEXT NOT NULL,
    title_english TEXT NOT NULL,
    text TEXT NOT NULL,
    english TEXT NOT NULL,
    details TEXT NOT NULL,
    origin TEXT NOT NULL,
    origin_version INTEGER NOT NULL,
    version INTEGER NOT NULL,
    is_imported INTEGER NOT NULL,
    written_at TEXT NOT NULL,
    trashed_at TEXT,
    CONSTRAINT pk_own_clause PRIMARY KEY (id),
    CONSTRAINT ck_own_clause_title_given CHECK (length(title) > 0)
) STRICT

CREATE TABLE clause_comment (
    id TEXT NOT NULL,
    case_id TEXT NOT NULL,
    place TEXT NOT NULL,
    text TEXT NOT NULL,
    written_at TEXT NOT NULL,
    settled_at TEXT,
    CONSTRAINT pk_clause_comment PRIMARY KEY (id),
    CONSTRAINT ck_clause_comment_text_given CHECK (length(text) > 0),
    CONSTRAINT fk_clause_comment_case_id_case FOREIGN KEY(case_id)
        REFERENCES "case" (id) ON DELETE RESTRICT
) STRICT

CREATE INDEX ix_clause_comment_case_id ON clause_comment (case_id)

CREATE TABLE old_agreement (
    id TEXT NOT NULL,
    case_id TEXT NOT NULL,
    title TEXT NOT NULL,
    file_name TEXT NOT NULL,
    file_sha256 TEXT NOT NULL,
    paragraphs TEXT NOT NULL,
    report TEXT NOT NULL,
    imported_at TEXT NOT NULL,
    CONSTRAINT pk_old_agreement PRIMARY KEY (id),
    CONSTRAINT ck_old_agreement_title_given CHECK (length(title) > 0),
    CONSTRAINT fk_old_agreement_case_id_case FOREIGN KEY(case_id)
        REFERENCES "case" (id) ON DELETE RESTRICT,
    CONSTRAINT fk_old_agreement_file_sha256_stored_file FOREIGN KEY(file_sha256)
        REFERENCES stored_file (sha256) ON DELETE RESTRICT
) STRICT

CREATE INDEX ix_old_agreement_case_id ON old_agreement (case_id)
"""


def upgrade() -> None:
    """Add the five tables, in the transaction that the caller opened."""
    for statement in TABLES.strip().split("\n\n"):
        op.execute(statement)
