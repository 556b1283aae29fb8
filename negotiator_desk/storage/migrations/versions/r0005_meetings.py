"""Tentative agreements, the record of meetings, evidence, exchange, and several employers."""

from __future__ import annotations

from alembic import op

revision = "0005"
down_revision = "0004"

TABLES = """
CREATE TABLE tentative_agreement (
    id TEXT NOT NULL,
    issue_id TEXT NOT NULL,
    offer_id TEXT NOT NULL,
    session_id TEXT NOT NULL,
    agreed_at TEXT NOT NULL,
    lifted_at TEXT,
    CONSTRAINT pk_tentative_agreement PRIMARY KEY (id),
    CONSTRAINT fk_tentative_agreement_issue_id_issue FOREIGN KEY(issue_id)
        REFERENCES issue (id) ON DELETE RESTRICT,
    CONSTRAINT fk_tentative_agreement_offer_id_offer FOREIGN KEY(offer_id)
        REFERENCES offer (id) ON DELETE RESTRICT,
    CONSTRAINT fk_tentative_agreement_session_id_negotiation_session FOREIGN KEY(session_id)
        REFERENCES negotiation_session (id) ON DELETE RESTRICT
) STRICT

CREATE INDEX ix_tentative_agreement_issue_id ON tentative_agreement (issue_id)

CREATE TABLE agenda_issue (
    id TEXT NOT NULL,
    session_id TEXT NOT NULL,
    issue_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    CONSTRAINT pk_agenda_issue PRIMARY KEY (id),
    CONSTRAINT uq_agenda_issue_session_id_issue_id UNIQUE (session_id, issue_id),
    CONSTRAINT fk_agenda_issue_session_id_negotiation_session FOREIGN KEY(session_id)
        REFERENCES negotiation_session (id) ON DELETE RESTRICT,
    CONSTRAINT fk_agenda_issue_issue_id_issue FOREIGN KEY(issue_id)
        REFERENCES issue (id) ON DELETE RESTRICT
) STRICT

CREATE INDEX ix_agenda_issue_issue_id ON agenda_issue (issue_id)

CREATE TABLE session_pause (
    id TEXT NOT NULL,
    session_id TEXT NOT NULL,
    paused_at TEXT NOT NULL,
    resumed_at TEXT,
    reason TEXT NOT NULL,
    CONSTRAINT pk_session_pause PRIMARY KEY (id),
    CONSTRAINT fk_session_pause_session_id_negotiation_session FOREIGN KEY(session_id)
        REFERENCES negotiation_session (id) ON DELETE RESTRICT
) STRICT

CREATE INDEX ix_session_pause_session_id ON session_pause (session_id)

CREATE TABLE minutes_entry (
    id TEXT NOT NULL,
    session_id TEXT NOT NULL,
    issue_id TEXT,
    text TEXT NOT NULL,
    written_at TEXT NOT NULL,
    CONSTRAINT pk_minutes_entry PRIMARY KEY (id),
    CONSTRAINT ck_minutes_entry_text_given CHECK (length(text) > 0),
    CONSTRAINT fk_minutes_entry_session_id_negotiation_session FOREIGN KEY(session_id)
        REFERENCES negotiation_session (id) ON DELETE RESTRICT,
    CONSTRAINT fk_minutes_entry_issue_id_issue FOREIGN KEY(issue_id)
        REFERENCES issue (id) ON DELETE RESTRICT
) STRICT

CREATE INDEX ix_minutes_entry_session_id ON minutes_entry (session_id)

CREATE TABLE meeting_sheet (
    id TEXT NOT NULL,
    session_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    language TEXT NOT NULL,
    snapshot TEXT NOT NULL,
    log_fingerprint TEXT NOT NULL,
    pdf_sha256 TEXT NOT NULL,
    pages INTEGER NOT NULL,
    sealed_at TEXT NOT NULL,
    CONSTRAINT pk_meeting_sheet PRIMARY KEY (id),
    CONSTRAINT uq_meeting_sheet_session_id_number UNIQUE (session_id, number),
    CONSTRAINT fk_meeting_sheet_session_id_negotiation_session FOREIGN KEY(session_id)
        REFERENCES negotiation_session (id) ON DELETE RESTRICT,
    CONSTRAINT fk_meeting_sheet_pdf_sha256_stored_file FOREIGN KEY(pdf_sha256)
        REFERENCES stored_file (sha256) ON DELETE RESTRICT
) STRICT

CREATE TABLE sheet_signature (
    id TEXT NOT NULL,
    sheet_id TEXT NOT NULL,
    side TEXT NOT NULL,
    signer TEXT NOT NULL,
    signed_at TEXT NOT NULL,
    CONSTRAINT pk_sheet_signature PRIMARY KEY (id),
    CONSTRAINT uq_sheet_signature_sheet_id_side UNIQUE (sheet_id, side),
    CONSTRAINT fk_sheet_signature_sheet_id_meeting_sheet FOREIGN KEY(sheet_id)
        REFERENCES meeting_sheet (id) ON DELETE RESTRICT
) STRICT

CREATE TABLE evidence_file (
    id TEXT NOT NULL,
    case_id TEXT NOT NULL,
    issue_id TEXT,
    offer_id TEXT,
    session_id TEXT,
    name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    size INTEGER NOT NULL,
    file_sha256 TEXT NOT NULL,
    note TEXT NOT NULL,
    added_at TEXT NOT NULL,
    CONSTRAINT pk_evidence_file PRIMARY KEY (id),
    CONSTRAINT ck_evidence_file_name_given CHECK (length(name) > 0),
    CONSTRAINT ck_evidence_file_one_place
        CHECK ((issue_id IS NOT NULL) + (offer_id IS NOT NULL) + (session_id IS NOT NULL) = 1),
    CONSTRAINT fk_evidence_file_case_id_case FOREIGN KEY(case_id)
        REFERENCES "case" (id) ON DELETE RESTRICT,
    CONSTRAINT fk_evidence_file_issue_id_issue FOREIGN KEY(issue_id)
        REFERENCES issue (id) ON DELETE RESTRICT,
    CONSTRAINT fk_evidence_file_offer_id_offer FOREIGN KEY(offer_id)
        REFERENCES offer (id) ON DELETE RESTRICT,
    CONSTRAINT fk_evidence_file_session_id_negotiation_session FOREIGN KEY(session_id)
        REFERENCES negotiation_session (id) ON DELETE RESTRICT,
    CONSTRAINT fk_evidence_file_file_sha256_stored_file FOREIGN KEY(file_sha256)
        REFERENCES stored_file (sha256) ON DELETE RESTRICT
) STRICT

CREATE INDEX ix_evidence_file_case_id ON evidence_file (case_id)

CREATE TABLE exchange_message (
    id TEXT NOT NULL,
    case_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    is_incoming INTEGER NOT NULL,
    message_id TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    reply_to TEXT NOT NULL,
    peer_case_id TEXT NOT NULL,
    content TEXT NOT NULL,
    links TEXT NOT NULL,
    moved_at TEXT NOT NULL,
    CONSTRAINT pk_exchange_message PRIMARY KEY (id),
    CONSTRAINT uq_exchange_message_case_id_message_id_is_incoming
        UNIQUE (case_id, message_id, is_incoming),
    CONSTRAINT fk_exchange_message_case_id_case FOREIGN KEY(case_id)
        REFERENCES "case" (id) ON DELETE RESTRICT
) STRICT

CREATE TABLE member_employer (
    id TEXT NOT NULL,
    case_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    credit_code TEXT NOT NULL,
    contact TEXT NOT NULL,
    workers INTEGER,
    CONSTRAINT pk_member_employer PRIMARY KEY (id),
    CONSTRAINT ck_member_employer_name_given CHECK (length(name) > 0),
    CONSTRAINT fk_member_employer_case_id_case FOREIGN KEY(case_id)
        REFERENCES "case" (id) ON DELETE RESTRICT
) STRICT

CREATE INDEX ix_member_employer_case_id ON member_employer (case_id)

CREATE TABLE employer_consent (
    id TEXT NOT NULL,
    employer_id TEXT NOT NULL,
    offer_id TEXT NOT NULL,
    answer TEXT NOT NULL,
    given_by TEXT NOT NULL,
    note TEXT NOT NULL,
    given_at TEXT NOT NULL,
    CONSTRAINT pk_employer_consent PRIMARY KEY (id),
    CONSTRAINT uq_employer_consent_employer_id_offer_id UNIQUE (employer_id, offer_id),
    CONSTRAINT fk_employer_consent_employer_id_member_employer FOREIGN KEY(employer_id)
        REFERENCES member_employer (id) ON DELETE RESTRICT,
    CONSTRAINT fk_employer_consent_offer_id_offer FOREIGN KEY(offer_id)
        REFERENCES offer (id) ON DELETE RESTRICT
) STRICT

CREATE INDEX ix_employer_consent_offer_id ON employer_consent (offer_id)
"""

TRIGGERS = """
CREATE TRIGGER meeting_sheet_once BEFORE INSERT ON meeting_sheet
WHEN EXISTS (SELECT 1 FROM meeting_sheet WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'meeting_sheet is never replaced'); END

CREATE TRIGGER meeting_sheet_fixed BEFORE UPDATE ON meeting_sheet
BEGIN SELECT RAISE(ABORT, 'meeting_sheet is never changed'); END

CREATE TRIGGER meeting_sheet_kept BEFORE DELETE ON meeting_sheet
WHEN NOT EXISTS (
    SELECT 1 FROM revision AS said
    WHERE said.row_id = OLD.id AND said.entity = 'meeting_sheet'
        AND said.intent = 'undo' AND said.image IS NULL
        AND NOT EXISTS (SELECT 1 FROM revision AS later WHERE later.parent_hash = said.hash)
)
BEGIN SELECT RAISE(ABORT, 'meeting_sheet goes only by undo, and the journal says so first'); END

CREATE TRIGGER exchange_message_once BEFORE INSERT ON exchange_message
WHEN EXISTS (SELECT 1 FROM exchange_message WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'exchange_message is never replaced'); END

CREATE TRIGGER exchange_message_fixed BEFORE UPDATE ON exchange_message
BEGIN SELECT RAISE(ABORT, 'exchange_message is never changed'); END

CREATE TRIGGER exchange_message_kept BEFORE DELETE ON exchange_message
WHEN NOT EXISTS (
    SELECT 1 FROM revision AS said
    WHERE said.row_id = OLD.id AND said.entity = 'exchange_message'
        AND said.intent = 'undo' AND said.image IS NULL
        AND NOT EXISTS (SELECT 1 FROM revision AS later WHERE later.parent_hash = said.hash)
)
BEGIN SELECT RAISE(ABORT, 'exchange_message goes only by undo, and the journal says so first'); END

CREATE TRIGGER tentative_agreement_once BEFORE INSERT ON tentative_agreement
WHEN EXISTS (SELECT 1 FROM tentative_agreement WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'tentative_agreement is never replaced'); END

CREATE TRIGGER tentative_agreement_kept BEFORE DELETE ON tentative_agreement
WHEN NOT EXISTS (
    SELECT 1 FROM revision AS said
    WHERE said.row_id = OLD.id AND said.entity = 'tentative_agreement'
        AND said.intent = 'undo' AND said.image IS NULL
        AND NOT EXISTS (SELECT 1 FROM revision AS later WHERE later.parent_hash = said.hash)
)
BEGIN SELECT RAISE(ABORT, 'tentative_agreement goes only by undo, said in the journal first'); END

CREATE TRIGGER tentative_agreement_fixed BEFORE UPDATE ON tentative_agreement
WHEN NEW.id IS NOT OLD.id OR
    NEW.issue_id IS NOT OLD.issue_id OR
    NEW.offer_id IS NOT OLD.offer_id OR
    NEW.session_id IS NOT OLD.session_id OR
    NEW.agreed_at IS NOT OLD.agreed_at
BEGIN SELECT RAISE(ABORT, 'tentative_agreement is never changed, apart from being lifted'); END
"""
"""Last guards of what is never altered; a deletion must be announced by an undo (see 0001)."""


def upgrade() -> None:
    """Add the tables, in the transaction that the caller opened."""
    for script in (TABLES, TRIGGERS):
        for statement in script.strip().split("\n\n"):
            op.execute(statement)
