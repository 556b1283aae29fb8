"""The first schema: cases, what is bargained over, facts, drafts, files and the journal.

Frozen on the day it shipped: it imports no model, and a later change of the schema is a later
revision.
"""

from __future__ import annotations

from alembic import op

revision = "0001"
down_revision = None

TABLES = """
CREATE TABLE "case" (
    id TEXT NOT NULL,
    number TEXT NOT NULL,
    title TEXT NOT NULL,
    kind TEXT NOT NULL,
    jurisdiction TEXT NOT NULL,
    contract_from TEXT,
    contract_until TEXT,
    created_at TEXT NOT NULL,
    trashed_at TEXT,
    CONSTRAINT pk_case PRIMARY KEY (id),
    CONSTRAINT ck_case_title_given CHECK (length(title) > 0),
    CONSTRAINT uq_case_number UNIQUE (number)
) STRICT

CREATE TABLE column_mapping (
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    header_sha256 TEXT NOT NULL,
    mapping TEXT NOT NULL,
    confirmed_at TEXT NOT NULL,
    CONSTRAINT pk_column_mapping PRIMARY KEY (id),
    CONSTRAINT uq_column_mapping_kind_header_sha256 UNIQUE (kind, header_sha256)
) STRICT

CREATE TABLE device (
    id TEXT NOT NULL,
    created_at TEXT NOT NULL,
    CONSTRAINT pk_device PRIMARY KEY (id)
) STRICT

CREATE TABLE revision (
    device_id TEXT NOT NULL,
    device_sequence INTEGER NOT NULL,
    transaction_id TEXT NOT NULL,
    operation TEXT NOT NULL,
    intent TEXT NOT NULL,
    reverts TEXT,
    entity TEXT NOT NULL,
    row_id TEXT NOT NULL,
    image TEXT,
    parent_hash TEXT,
    author TEXT NOT NULL,
    at TEXT NOT NULL,
    schema TEXT NOT NULL,
    previous_hash TEXT,
    hash TEXT NOT NULL,
    CONSTRAINT pk_revision PRIMARY KEY (device_id, device_sequence),
    CONSTRAINT uq_revision_hash UNIQUE (hash),
    CONSTRAINT ck_revision_sequence_from_one CHECK (device_sequence > 0)
) STRICT

CREATE INDEX ix_revision_parent_hash ON revision (parent_hash)

CREATE INDEX ix_revision_row_id ON revision (row_id)

CREATE INDEX ix_revision_transaction_id ON revision (transaction_id)

CREATE TABLE stored_file (
    sha256 TEXT NOT NULL,
    media_type TEXT NOT NULL,
    size INTEGER NOT NULL,
    content BLOB NOT NULL,
    CONSTRAINT pk_stored_file PRIMARY KEY (sha256),
    CONSTRAINT ck_stored_file_sha256_is_whole CHECK (length(sha256) = 64),
    CONSTRAINT ck_stored_file_size_is_true CHECK (length(content) = size)
) STRICT

CREATE TABLE contract_draft (
    id TEXT NOT NULL,
    case_id TEXT NOT NULL,
    version INTEGER NOT NULL,
    look TEXT NOT NULL,
    snapshot TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    pdf_sha256 TEXT NOT NULL,
    pages INTEGER NOT NULL,
    drafted_at TEXT NOT NULL,
    CONSTRAINT pk_contract_draft PRIMARY KEY (id),
    CONSTRAINT uq_contract_draft_case_id_version UNIQUE (case_id, version),
    CONSTRAINT fk_contract_draft_case_id_case FOREIGN KEY(case_id)
        REFERENCES "case" (id) ON DELETE RESTRICT,
    CONSTRAINT fk_contract_draft_pdf_sha256_stored_file FOREIGN KEY(pdf_sha256)
        REFERENCES stored_file (sha256) ON DELETE RESTRICT
) STRICT

CREATE TABLE dataset (
    id TEXT NOT NULL,
    case_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    source_name TEXT NOT NULL,
    source_sha256 TEXT NOT NULL,
    rows INTEGER NOT NULL,
    workers INTEGER NOT NULL,
    months INTEGER NOT NULL,
    dropped_rows INTEGER NOT NULL,
    column_mapping TEXT NOT NULL,
    imported_at TEXT NOT NULL,
    CONSTRAINT pk_dataset PRIMARY KEY (id),
    CONSTRAINT fk_dataset_case_id_case FOREIGN KEY(case_id)
        REFERENCES "case" (id) ON DELETE RESTRICT,
    CONSTRAINT fk_dataset_fingerprint_stored_file FOREIGN KEY(fingerprint)
        REFERENCES stored_file (sha256) ON DELETE RESTRICT,
    CONSTRAINT fk_dataset_source_sha256_stored_file FOREIGN KEY(source_sha256)
        REFERENCES stored_file (sha256) ON DELETE RESTRICT
) STRICT

CREATE INDEX ix_dataset_case_id ON dataset (case_id)

CREATE TABLE negotiation_session (
    id TEXT NOT NULL,
    case_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    held_at TEXT NOT NULL,
    place TEXT NOT NULL,
    chair TEXT NOT NULL,
    recorder TEXT NOT NULL,
    agenda TEXT NOT NULL,
    minutes TEXT NOT NULL,
    CONSTRAINT pk_negotiation_session PRIMARY KEY (id),
    CONSTRAINT uq_negotiation_session_case_id_number UNIQUE (case_id, number),
    CONSTRAINT fk_negotiation_session_case_id_case FOREIGN KEY(case_id)
        REFERENCES "case" (id) ON DELETE RESTRICT
) STRICT

CREATE TABLE party (
    id TEXT NOT NULL,
    case_id TEXT NOT NULL,
    side TEXT NOT NULL,
    name TEXT NOT NULL,
    credit_code TEXT NOT NULL,
    address TEXT NOT NULL,
    head TEXT NOT NULL,
    CONSTRAINT pk_party PRIMARY KEY (id),
    CONSTRAINT uq_party_case_id_side UNIQUE (case_id, side),
    CONSTRAINT fk_party_case_id_case FOREIGN KEY(case_id)
        REFERENCES "case" (id) ON DELETE RESTRICT
) STRICT

CREATE TABLE issue (
    id TEXT NOT NULL,
    case_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    title TEXT NOT NULL,
    subject TEXT NOT NULL,
    dataset_id TEXT,
    present_terms TEXT,
    note TEXT NOT NULL,
    CONSTRAINT pk_issue PRIMARY KEY (id),
    CONSTRAINT uq_issue_case_id_position UNIQUE (case_id, position),
    CONSTRAINT ck_issue_title_given CHECK (length(title) > 0),
    CONSTRAINT fk_issue_case_id_case FOREIGN KEY(case_id)
        REFERENCES "case" (id) ON DELETE RESTRICT,
    CONSTRAINT fk_issue_dataset_id_dataset FOREIGN KEY(dataset_id)
        REFERENCES dataset (id) ON DELETE RESTRICT
) STRICT

CREATE INDEX ix_issue_dataset_id ON issue (dataset_id)

CREATE TABLE representative (
    id TEXT NOT NULL,
    party_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    sex TEXT,
    post TEXT NOT NULL,
    origin TEXT NOT NULL,
    is_chief INTEGER NOT NULL,
    note TEXT NOT NULL,
    CONSTRAINT pk_representative PRIMARY KEY (id),
    CONSTRAINT ck_representative_name_given CHECK (length(name) > 0),
    CONSTRAINT fk_representative_party_id_party FOREIGN KEY(party_id)
        REFERENCES party (id) ON DELETE RESTRICT
) STRICT

CREATE INDEX ix_representative_party_id ON representative (party_id)

CREATE TABLE attendance (
    id TEXT NOT NULL,
    session_id TEXT NOT NULL,
    representative_id TEXT NOT NULL,
    CONSTRAINT pk_attendance PRIMARY KEY (id),
    CONSTRAINT uq_attendance_session_id_representative_id
        UNIQUE (session_id, representative_id),
    CONSTRAINT fk_attendance_session_id_negotiation_session FOREIGN KEY(session_id)
        REFERENCES negotiation_session (id) ON DELETE RESTRICT,
    CONSTRAINT fk_attendance_representative_id_representative FOREIGN KEY(representative_id)
        REFERENCES representative (id) ON DELETE RESTRICT
) STRICT

CREATE INDEX ix_attendance_representative_id ON attendance (representative_id)

CREATE TABLE mandate (
    id TEXT NOT NULL,
    issue_id TEXT NOT NULL,
    side TEXT NOT NULL,
    target TEXT,
    "limit" TEXT,
    weight INTEGER NOT NULL,
    note TEXT NOT NULL,
    CONSTRAINT pk_mandate PRIMARY KEY (id),
    CONSTRAINT uq_mandate_issue_id_side UNIQUE (issue_id, side),
    CONSTRAINT ck_mandate_weight_is_points CHECK (weight BETWEEN 0 AND 100),
    CONSTRAINT fk_mandate_issue_id_issue FOREIGN KEY(issue_id)
        REFERENCES issue (id) ON DELETE RESTRICT
) STRICT

CREATE TABLE offer (
    id TEXT NOT NULL,
    issue_id TEXT NOT NULL,
    session_id TEXT NOT NULL,
    bundle_id TEXT NOT NULL,
    side TEXT NOT NULL,
    round INTEGER NOT NULL,
    is_binding INTEGER NOT NULL,
    terms TEXT NOT NULL,
    argument TEXT NOT NULL,
    tabled_at TEXT NOT NULL,
    withdrawn_at TEXT,
    CONSTRAINT pk_offer PRIMARY KEY (id),
    CONSTRAINT uq_offer_issue_id_side_round UNIQUE (issue_id, side, round),
    CONSTRAINT fk_offer_issue_id_issue FOREIGN KEY(issue_id)
        REFERENCES issue (id) ON DELETE RESTRICT,
    CONSTRAINT fk_offer_session_id_negotiation_session FOREIGN KEY(session_id)
        REFERENCES negotiation_session (id) ON DELETE RESTRICT
) STRICT

CREATE INDEX ix_offer_session_id ON offer (session_id)

CREATE TABLE agreement (
    id TEXT NOT NULL,
    issue_id TEXT NOT NULL,
    offer_id TEXT NOT NULL,
    session_id TEXT NOT NULL,
    dataset_fingerprint TEXT,
    agreed_at TEXT NOT NULL,
    CONSTRAINT pk_agreement PRIMARY KEY (id),
    CONSTRAINT uq_agreement_issue_id UNIQUE (issue_id),
    CONSTRAINT uq_agreement_offer_id UNIQUE (offer_id),
    CONSTRAINT fk_agreement_issue_id_issue FOREIGN KEY(issue_id)
        REFERENCES issue (id) ON DELETE RESTRICT,
    CONSTRAINT fk_agreement_offer_id_offer FOREIGN KEY(offer_id)
        REFERENCES offer (id) ON DELETE RESTRICT,
    CONSTRAINT fk_agreement_session_id_negotiation_session FOREIGN KEY(session_id)
        REFERENCES negotiation_session (id) ON DELETE RESTRICT
) STRICT

CREATE INDEX ix_agreement_session_id ON agreement (session_id)
"""

TRIGGERS = """
CREATE TRIGGER revision_in_order BEFORE INSERT ON revision
WHEN NEW.device_sequence IS NOT 1 + (
        SELECT coalesce(max(device_sequence), 0) FROM revision
        WHERE device_id = NEW.device_id)
    OR NEW.previous_hash IS NOT (
        SELECT hash FROM revision
        WHERE device_id = NEW.device_id AND device_sequence = NEW.device_sequence - 1)
    OR EXISTS (SELECT 1 FROM revision WHERE hash = NEW.hash)
BEGIN SELECT RAISE(ABORT, 'revision is appended in order, once'); END

CREATE TRIGGER revision_fixed BEFORE UPDATE ON revision
BEGIN SELECT RAISE(ABORT, 'revision is append-only'); END

CREATE TRIGGER revision_kept BEFORE DELETE ON revision
BEGIN SELECT RAISE(ABORT, 'revision is append-only'); END

CREATE TRIGGER stored_file_once BEFORE INSERT ON stored_file
WHEN EXISTS (SELECT 1 FROM stored_file WHERE sha256 = NEW.sha256)
BEGIN SELECT RAISE(ABORT, 'stored_file is never replaced'); END

CREATE TRIGGER stored_file_fixed BEFORE UPDATE ON stored_file
BEGIN SELECT RAISE(ABORT, 'stored_file is never changed'); END

CREATE TRIGGER stored_file_kept BEFORE DELETE ON stored_file
BEGIN SELECT RAISE(ABORT, 'stored_file is never deleted'); END

CREATE TRIGGER dataset_once BEFORE INSERT ON dataset
WHEN EXISTS (SELECT 1 FROM dataset WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'dataset is never replaced'); END

CREATE TRIGGER dataset_content_fixed BEFORE UPDATE ON dataset
WHEN NEW.id IS NOT OLD.id OR
    NEW.case_id IS NOT OLD.case_id OR
    NEW.kind IS NOT OLD.kind OR
    NEW.fingerprint IS NOT OLD.fingerprint OR
    NEW.source_name IS NOT OLD.source_name OR
    NEW.source_sha256 IS NOT OLD.source_sha256 OR
    NEW.rows IS NOT OLD.rows OR
    NEW.workers IS NOT OLD.workers OR
    NEW.months IS NOT OLD.months OR
    NEW.dropped_rows IS NOT OLD.dropped_rows OR
    NEW.column_mapping IS NOT OLD.column_mapping OR
    NEW.imported_at IS NOT OLD.imported_at
BEGIN SELECT RAISE(ABORT, 'dataset is never changed, apart from its name'); END

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
    NEW.terms IS NOT OLD.terms OR
    NEW.argument IS NOT OLD.argument OR
    NEW.tabled_at IS NOT OLD.tabled_at
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

CREATE TRIGGER contract_draft_once BEFORE INSERT ON contract_draft
WHEN EXISTS (SELECT 1 FROM contract_draft WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'contract_draft is never replaced'); END

CREATE TRIGGER contract_draft_fixed BEFORE UPDATE ON contract_draft
BEGIN SELECT RAISE(ABORT, 'contract_draft is never changed'); END

CREATE TRIGGER contract_draft_kept BEFORE DELETE ON contract_draft
WHEN NOT EXISTS (
    SELECT 1 FROM revision AS said
    WHERE said.row_id = OLD.id AND said.entity = 'contract_draft'
        AND said.intent = 'undo' AND said.image IS NULL
        AND NOT EXISTS (SELECT 1 FROM revision AS later WHERE later.parent_hash = said.hash)
)
BEGIN SELECT RAISE(ABORT, 'contract_draft goes only by undo, and the journal says so first'); END
"""
"""Last guards of what is never altered.

A deletion of an offer, an agreement or a draft must be announced: the row's newest revision has to
be an undo that says it is gone. Undo therefore writes the journal first and the rows after it.
"""


def upgrade() -> None:
    """Build everything, in the transaction that the caller opened."""
    for script in (TABLES, TRIGGERS):
        for statement in script.strip().split("\n\n"):
            op.execute(statement)
