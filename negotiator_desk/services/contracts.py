"""Draft contracts: what is still missing, a new version, the PDF and where it is saved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from negotiator_desk.drafting.blocks import Document
from negotiator_desk.drafting.compose import compose
from negotiator_desk.drafting.reconcile import reconcile
from negotiator_desk.drafting.snapshot import Snapshot
from negotiator_desk.drafting.snapshot_parts import Settlement
from negotiator_desk.drafting.typeset.look import LOOKS, load_look
from negotiator_desk.drafting.typeset.pdf import render
from negotiator_desk.errors import InputError, RuleError, StorageError
from negotiator_desk.i18n import _, n_
from negotiator_desk.models.case import Case
from negotiator_desk.models.contract import ContractDraft
from negotiator_desk.procedure.checks import Finding, Level, check_representatives
from negotiator_desk.procedure.rules import RulePack, load_pack
from negotiator_desk.services.costings import cost_case
from negotiator_desk.services.desk import Desk, Outcome
from negotiator_desk.services.draft_checks import check_agreed, check_contract_term
from negotiator_desk.services.issues import IssueView, issue_views
from negotiator_desk.services.lookup import find_case, find_open_case
from negotiator_desk.services.parties import party_facts
from negotiator_desk.services.snapshots import missing_parts, take_snapshot
from negotiator_desk.storage.durable import write_durably
from negotiator_desk.storage.faults import reason_of
from negotiator_desk.storage.files import get_file, put_file
from negotiator_desk.storage.ids import new_id

PDF = "application/pdf"
OFFICIAL_LOOK = LOOKS[0]

MISSING = "missing"
"""Stands for a rule's id where a part of the contract is missing."""


@dataclass(frozen=True)
class DraftRow:
    """One version of a case's draft contract.

    Attributes:
        fingerprint: SHA-256 of the snapshot that the text was composed from.
        look: Key of the look it was set in.
    """

    id: str
    case_id: str
    version: int
    fingerprint: str
    pages: int
    drafted_at: datetime
    look: str


def check_draft(desk: Desk, case_id: str) -> tuple[Finding, ...]:
    """Return what is missing from a case's contract and what the rules say to it.

    Applies R01–R04 (representatives), R19 (term), R20 and R21 (quota), R22 (minimum wage), R23
    (overtime), R27 (cap of the share), R28 (hourly guarantee), R30 (classes of posts), R33
    (deductions) and R34 (steps of a wage grid) as far as the case's rule pack knows them. An empty
    answer means that nothing was found. What is found does not keep anyone from drafting: a draft
    is there to be talked about.

    Raises:
        RuleError: There is no such case.
    """

    def query(session: Session) -> tuple[RulePack, list[Finding], tuple[IssueView, ...]]:
        case = find_case(session, case_id)
        pack = load_pack(case.jurisdiction)
        agreed = tuple(one for one in issue_views(session, case_id) if one.agreed_terms is not None)
        found = [_missing(part) for part in missing_parts(session, case)]
        found += check_representatives(pack, case.kind, party_facts(case))
        found += check_contract_term(pack, case, agreed)
        return pack, found, agreed

    pack, found, agreed = desk.read(query)
    return (*found, *check_agreed(desk, pack, agreed))


def draft_contract(desk: Desk, case_id: str, *, look: str = OFFICIAL_LOOK) -> Outcome[DraftRow]:
    """Draft the contract from what both sides have agreed.

    Its figures come from the agreements alone. When nothing it would print has changed since the
    latest version, that version is the outcome's value and the outcome names no changed table.

    Args:
        look: One of `LOOKS`.

    Raises:
        InputError: There is no such look.
        RuleError: Something the contract cannot do without is missing, or a figure would not be
            the agreed one; no version was made.
    """
    if look not in LOOKS:
        raise InputError(
            _("There is no look “{look}”; nothing was drafted.").format(look=look),
            hint=_("Choose one of: {keys}.").format(keys=", ".join(LOOKS)),
        )
    now = desk.now()

    def query(session: Session) -> tuple[Snapshot, ContractDraft | None]:
        snapshot = take_snapshot(session, _draftable(session, case_id), now)
        return snapshot, _latest(session, case_id)

    agreed, latest = desk.read(query)
    snapshot = replace(agreed, settlement=_settlement(desk, case_id))
    if latest is not None and _says_the_same(snapshot, latest, look):
        return Outcome(_row(latest), frozenset())
    rendered = render(_composed(snapshot), load_look(look))

    def work(session: Session) -> DraftRow:
        if take_snapshot(session, _draftable(session, case_id), now) != agreed:
            raise RuleError(
                _("The case was changed while the contract was being drafted; nothing was kept."),
                hint=_("Draft the contract again."),
            )
        draft = ContractDraft(
            id=new_id(),
            case_id=case_id,
            version=snapshot.version,
            look=look,
            snapshot=snapshot.to_data(),
            fingerprint=snapshot.fingerprint,
            pdf_sha256=put_file(session, rendered.pdf, PDF),
            pages=rendered.pages,
            drafted_at=now,
        )
        session.add(draft)
        return _row(draft)

    return desk.run("draft_contract", work)


def list_drafts(desk: Desk, case_id: str) -> tuple[DraftRow, ...]:
    """Return the versions of a case's draft contract, the latest first.

    Raises:
        RuleError: There is no such case.
    """

    def query(session: Session) -> tuple[DraftRow, ...]:
        find_case(session, case_id)
        drafts = session.scalars(
            select(ContractDraft)
            .where(ContractDraft.case_id == case_id)
            .order_by(ContractDraft.version.desc())
        )
        return tuple(_row(draft) for draft in drafts)

    return desk.read(query)


def draft_pdf(desk: Desk, draft_id: str) -> bytes:
    """Return the PDF of a version, byte for byte as it was made.

    Raises:
        RuleError: There is no such version.
        StorageError: Its bytes in the store are damaged.
    """
    return desk.read(lambda session: get_file(session, _find(session, draft_id).pdf_sha256))


def draft_snapshot(desk: Desk, draft_id: str) -> Snapshot:
    """Return what a version was composed from.

    Raises:
        RuleError: There is no such version.
    """
    return desk.read(lambda session: Snapshot.from_data(_find(session, draft_id).snapshot))


def save_pdf(desk: Desk, draft_id: str, path: Path) -> None:
    """Save the PDF of a version as a file.

    It is written beside its final name, read back and only then renamed, so that a file of that
    name is always whole.

    Raises:
        RuleError: There is no such version.
        StorageError: The disk refuses, or the bytes do not read back; an earlier file is kept.
    """
    content = draft_pdf(desk, draft_id)
    try:
        write_durably(path, content)
    except OSError as error:
        raise StorageError(
            _(
                "The PDF could not be saved as {path}: {reason}; no part of it was left there."
            ).format(path=path, reason=reason_of(error)),
            hint=_("Choose another folder or another name."),
        ) from error


def _composed(snapshot: Snapshot) -> Document:
    """Compose the contract and hold every figure in it against what was agreed."""
    document = compose(snapshot)
    faults = reconcile(document, snapshot)
    if faults:
        raise RuleError(
            n_(
                "{count} figure would not be printed as agreed, under “{key}”; "
                "no version was made.",
                "{count} figures would not be printed as agreed, the first under “{key}”; "
                "no version was made.",
                len(faults),
            ).format(count=len(faults), key=faults[0].key),
            hint=_("The clauses do not fit these terms: report it, with the kind of the contract."),
        )
    return document


def _draftable(session: Session, case_id: str) -> Case:
    case = find_open_case(session, case_id)
    missing = missing_parts(session, case)
    if missing:
        raise RuleError(
            _("The contract of case {number} was not drafted; still missing: {parts}.").format(
                number=case.number, parts=_listed(missing)
            ),
            hint=_("Complete these in the case and draft again."),
        )
    return case


def _settlement(desk: Desk, case_id: str) -> tuple[Settlement, ...]:
    """Return what the agreed issues cost; those without data are left out."""
    return tuple(
        Settlement(
            position=one.position,
            workers=one.costing.workers,
            monthly_total=one.costing.monthly_total,
            yearly_difference=one.costing.yearly_difference,
        )
        for one in cost_case(desk, case_id).issues
        if one.costing is not None
    )


def _says_the_same(snapshot: Snapshot, latest: ContractDraft, look: str) -> bool:
    """Whether a new version would differ from the latest only in its number and its day."""

    def said(data: dict[str, object]) -> dict[str, object]:
        return {k: v for k, v in data.items() if k not in {"version", "drafted_on"}}

    return latest.look == look and said(snapshot.to_data()) == said(latest.snapshot)


def _latest(session: Session, case_id: str) -> ContractDraft | None:
    newest = select(func.max(ContractDraft.version)).where(ContractDraft.case_id == case_id)
    return session.scalar(
        select(ContractDraft).where(
            ContractDraft.case_id == case_id, ContractDraft.version == newest.scalar_subquery()
        )
    )


def _find(session: Session, draft_id: str) -> ContractDraft:
    draft = session.get(ContractDraft, draft_id)
    if draft is None:
        raise RuleError(
            _("This draft is not in the store; nothing was changed."),
            hint=_("It may have been undone; go back to the list."),
        )
    return draft


def _row(draft: ContractDraft) -> DraftRow:
    return DraftRow(
        id=draft.id,
        case_id=draft.case_id,
        version=draft.version,
        fingerprint=draft.fingerprint,
        pages=draft.pages,
        drafted_at=draft.drafted_at,
        look=draft.look,
    )


def _listed(parts: Sequence[str]) -> str:
    return _("; ").join(parts)


def _missing(part: str) -> Finding:
    text = _("Missing: {part}.").format(part=part)
    return Finding(MISSING, Level.ERROR, text, "")
