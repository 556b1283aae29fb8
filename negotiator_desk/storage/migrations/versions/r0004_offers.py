"""Tied offers, who put them, replaced representatives, hours of a meeting, wider mandates."""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"

TABLES = """
CREATE TABLE new_representative (
    id TEXT NOT NULL,
    party_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    sex TEXT,
    post TEXT NOT NULL,
    origin TEXT NOT NULL,
    is_chief INTEGER NOT NULL,
    note TEXT NOT NULL,
    left_at TEXT,
    CONSTRAINT pk_representative PRIMARY KEY (id),
    CONSTRAINT ck_representative_name_given CHECK (length(name) > 0),
    CONSTRAINT fk_representative_party_id_party FOREIGN KEY(party_id)
        REFERENCES party (id) ON DELETE RESTRICT
) STRICT

CREATE TABLE new_negotiation_session (
    id TEXT NOT NULL,
    case_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    held_at TEXT NOT NULL,
    place TEXT NOT NULL,
    chair TEXT NOT NULL,
    recorder TEXT NOT NULL,
    agenda TEXT NOT NULL,
    minutes TEXT NOT NULL,
    observers TEXT NOT NULL,
    ended_at TEXT,
    CONSTRAINT pk_negotiation_session PRIMARY KEY (id),
    CONSTRAINT uq_negotiation_session_case_id_number UNIQUE (case_id, number),
    CONSTRAINT fk_negotiation_session_case_id_case FOREIGN KEY(case_id)
        REFERENCES "case" (id) ON DELETE RESTRICT
) STRICT

CREATE TABLE new_attendance (
    id TEXT NOT NULL,
    session_id TEXT NOT NULL,
    representative_id TEXT NOT NULL,
    arrived_at TEXT,
    CONSTRAINT pk_attendance PRIMARY KEY (id),
    CONSTRAINT uq_attendance_session_id_representative_id
        UNIQUE (session_id, representative_id),
    CONSTRAINT fk_attendance_session_id_negotiation_session FOREIGN KEY(session_id)
        REFERENCES negotiation_session (id) ON DELETE RESTRICT,
    CONSTRAINT fk_attendance_representative_id_representative FOREIGN KEY(representative_id)
        REFERENCES representative (id) ON DELETE RESTRICT
) STRICT

CREATE TABLE new_mandate (
    id TEXT NOT NULL,
    issue_id TEXT NOT NULL,
    side TEXT NOT NULL,
    opening TEXT,
    target TEXT,
    "limit" TEXT,
    weight INTEGER NOT NULL,
    note TEXT NOT NULL,
    other_target TEXT,
    other_limit TEXT,
    other_weight INTEGER NOT NULL,
    CONSTRAINT pk_mandate PRIMARY KEY (id),
    CONSTRAINT uq_mandate_issue_id_side UNIQUE (issue_id, side),
    CONSTRAINT ck_mandate_weight_is_points CHECK (weight BETWEEN 0 AND 100),
    CONSTRAINT ck_mandate_other_weight_is_points CHECK (other_weight BETWEEN 0 AND 100),
    CONSTRAINT fk_mandate_issue_id_issue FOREIGN KEY(issue_id)
        REFERENCES issue (id) ON DELETE RESTRICT
) STRICT

CREATE TABLE new_offer (
    id TEXT NOT NULL,
    issue_id TEXT NOT NULL,
    session_id TEXT NOT NULL,
    bundle_id TEXT NOT NULL,
    side TEXT NOT NULL,
    round INTEGER NOT NULL,
    is_binding INTEGER NOT NULL,
    is_tied INTEGER NOT NULL,
    terms TEXT NOT NULL,
    argument TEXT NOT NULL,
    tabled_at TEXT NOT NULL,
    withdrawn_at TEXT,
    speaker_id TEXT,
    CONSTRAINT pk_offer PRIMARY KEY (id),
    CONSTRAINT uq_offer_issue_id_side_round UNIQUE (issue_id, side, round),
    CONSTRAINT fk_offer_issue_id_issue FOREIGN KEY(issue_id)
        REFERENCES issue (id) ON DELETE RESTRICT,
    CONSTRAINT fk_offer_session_id_negotiation_session FOREIGN KEY(session_id)
        REFERENCES negotiation_session (id) ON DELETE RESTRICT,
    CONSTRAINT fk_offer_speaker_id_representative FOREIGN KEY(speaker_id)
        REFERENCES representative (id) ON DELETE RESTRICT
) STRICT

CREATE TABLE new_agreement (
    id TEXT NOT NULL,
    issue_id TEXT NOT NULL,
    offer_id TEXT NOT NULL,
    session_id TEXT NOT NULL,
    dataset_fingerprint TEXT,
    agreed_at TEXT NOT NULL,
    speaker_id TEXT,
    CONSTRAINT pk_agreement PRIMARY KEY (id),
    CONSTRAINT uq_agreement_issue_id UNIQUE (issue_id),
    CONSTRAINT uq_agreement_offer_id UNIQUE (offer_id),
    CONSTRAINT fk_agreement_issue_id_issue FOREIGN KEY(issue_id)
        REFERENCES issue (id) ON DELETE RESTRICT,
    CONSTRAINT fk_agreement_offer_id_offer FOREIGN KEY(offer_id)
        REFERENCES offer (id) ON DELETE RESTRICT,
    CONSTRAINT fk_agreement_session_id_negotiation_session FOREIGN KEY(session_id)
        REFERENCES negotiation_session (id) ON DELETE RESTRICT,
    CONSTRAINT fk_agreement_speaker_id_representative FOREIGN KEY(speaker_id)
        REFERENCES representative (id) ON DELETE RESTRICT
) STRICT
"""

ADDED: dict[str, dict[str, str]] = {
    "representative": {"left_at": "NULL"},
    "negotiation_session": {"observers": "''", "ended_at": "NULL"},
    "attendance": {"arrived_at": "NULL"},
    "mandate": {
        "opening": "NULL",
        "other_target": "NULL",
        "other_limit": "NULL",
        "other_weight": "0",
    },
    "offer": {"is_tied": "0", "speaker_id": "NULL"},
    "agreement": {"speaker_id": "NULL"},
}
"""Table → its new columns, each with the value that its older rows get."""

INDEXES = """
CREATE INDEX ix_representative_party_id ON representative (party_id)

CREATE INDEX ix_attendance_representative_id ON attendance (representative_id)

CREATE INDEX ix_offer_session_id ON offer (session_id)

CREATE INDEX ix_agreement_session_id ON agreement (session_id)
"""

TRIGGERS = """
CREATE TRIGGER offer_once BEFORE INSERT ON offer
WHEN EXISTS (SELECT 1 FROM offer WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'offer is never replaced'); END

CREATE TRIGGER offer_content_fixed BEFORE UPDATE ON offer
WHEN NEW.id IS NOT OLD.id OR
    NEW.issue_id IS NOT OLD.issue_id OR
    NEW.session_id IS NOT OLD.session_id OR
    NEW.bundle_id IS NOT OLD.bundle_id OR
    NEW.side IS NOT OLD.side OR
    NEW.round IS NOT OLD.round OR
    NEW.is_binding IS NOT OLD.is_binding OR
    NEW.is_tied IS NOT OLD.is_tied OR
    NEW.terms IS NOT OLD.terms OR
    NEW.argument IS NOT OLD.argument OR
    NEW.tabled_at IS NOT OLD.tabled_at OR
    NEW.speaker_id IS NOT OLD.speaker_id
BEGIN SELECT RAISE(ABORT, 'offer is never changed, apart from being withdrawn'); END

CREATE TRIGGER offer_kept BEFORE DELETE ON offer
WHEN NOT EXISTS (
    SELECT 1 FROM revision AS said
    WHERE said.row_id = OLD.id AND said.entity = 'offer'
        AND said.intent = 'undo' AND said.image IS NULL
        AND NOT EXISTS (SELECT 1 FROM revision AS later WHERE later.parent_hash = said.hash)
)
BEGIN SELECT RAISE(ABORT, 'offer goes only by undo, and the journal says so first'); END

CREATE TRIGGER agreement_once BEFORE INSERT ON agreement
WHEN EXISTS (SELECT 1 FROM agreement WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'agreement is never replaced'); END

CREATE TRIGGER agreement_fixed BEFORE UPDATE ON agreement
BEGIN SELECT RAISE(ABORT, 'agreement is never changed'); END

CREATE TRIGGER agreement_kept BEFORE DELETE ON agreement
WHEN NOT EXISTS (
    SELECT 1 FROM revision AS said
    WHERE said.row_id = OLD.id AND said.entity = 'agreement'
        AND said.intent = 'undo' AND said.image IS NULL
        AND NOT EXISTS (SELECT 1 FROM revision AS later WHERE later.parent_hash = said.hash)
)
BEGIN SELECT RAISE(ABORT, 'agreement goes only by undo, and the journal says so first'); END

CREATE TRIGGER agreement_binding BEFORE INSERT ON agreement
WHEN NOT EXISTS (
    SELECT 1 FROM offer
    WHERE offer.id = NEW.offer_id AND offer.issue_id = NEW.issue_id
        AND offer.is_binding = 1 AND offer.withdrawn_at IS NULL
)
BEGIN SELECT RAISE(ABORT, 'only a binding offer that was not withdrawn is agreed'); END
"""
"""Those of the rebuilt tables again, and a new one: what is exploratory is never agreed."""


def upgrade() -> None:
    """Rebuild six tables with their rows, in the transaction that the caller opened."""
    for statement in TABLES.strip().split("\n\n"):
        op.execute(statement)
    for table, added in ADDED.items():
        kept = ", ".join(f'"{name}"' for name in _columns(table))
        names, values = ", ".join(added), ", ".join(added.values())
        op.execute(
            f"INSERT INTO new_{table} ({kept}, {names}) SELECT {kept}, {values} FROM {table}"
        )
        op.execute(f"DROP TABLE {table}")
        op.execute(f"ALTER TABLE new_{table} RENAME TO {table}")
    for script in (INDEXES, TRIGGERS):
        for statement in script.strip().split("\n\n"):
            op.execute(statement)


def _columns(table: str) -> list[str]:
    found = op.get_bind().exec_driver_sql(f"PRAGMA table_info({table})")
    return [row[1] for row in found]
