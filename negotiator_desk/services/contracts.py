"""Draft contracts: what is still missing, a new version, the PDF and where it is saved."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from negotiator_desk.drafting.bilingual import compose_bilingual
from negotiator_desk.drafting.blocks import Document
from negotiator_desk.drafting.compose import compose
from negotiator_desk.drafting.contract_data import contract_json
from negotiator_desk.drafting.reconcile import Fault, reconcile
from negotiator_desk.drafting.snapshot import Snapshot
from negotiator_desk.drafting.snapshot_parts import Settlement
from negotiator_desk.drafting.typeset.look import LOOKS, load_look
from negotiator_desk.drafting.typeset.options import Attachment, Rendered, RenderOptions
from negotiator_desk.drafting.typeset.pdf import render
from negotiator_desk.drafting.wording import ContractLanguage
from negotiator_desk.errors import InputError, RuleError
from negotiator_desk.i18n import _, n_
from negotiator_desk.models.contract import ContractDraft
from negotiator_desk.procedure.checks import Finding
from negotiator_desk.services.costings import cost_case
from negotiator_desk.services.desk import Desk, Outcome
from negotiator_desk.services.draft_checks import check_case, final_faults
from negotiator_desk.services.leaflet_pay import job_pay
from negotiator_desk.services.lookup import find_case, find_open_case
from negotiator_desk.services.saving import save_whole
from negotiator_desk.services.snapshots import take_snapshot
from negotiator_desk.storage.files import get_file, put_file
from negotiator_desk.storage.ids import new_id

PDF = "application/pdf"
OFFICIAL_LOOK = LOOKS[0]

DRAFT_MARK = "草案"
"""What stands under the text of every page that is not final."""


@dataclass(frozen=True)
class DraftRow:
    """One version of a case's draft contract.

    Attributes:
        fingerprint: SHA-256 of the snapshot that the text was composed from.
        look: Key of the look it was set in.
        is_final: It is the text to be voted on and signed.
    """

    id: str
    case_id: str
    version: int
    fingerprint: str
    pages: int
    drafted_at: datetime
    look: str
    is_final: bool


def draft_contract(desk: Desk, case_id: str, *, look: str = OFFICIAL_LOOK) -> Outcome[DraftRow]:
    """Draft the contract as it stands now.

    Its figures come from the agreements alone; what is not entered yet stands in it as a blank.
    When nothing it would print has changed since the latest version, that version is the outcome's
    value and the outcome names no changed table.

    Args:
        look: One of `LOOKS`.

    Raises:
        InputError: There is no such look.
        RuleError: There is no such case, it is in the trash, or a figure would not be the agreed
            one; no version was made.
    """
    return _new_version(desk, case_id, look)


def finish_contract(desk: Desk, case_id: str, *, look: str = OFFICIAL_LOOK) -> Outcome[DraftRow]:
    """Make the final text: what is put to the vote and signed, without a watermark.

    Args:
        look: One of `LOOKS`.

    Raises:
        InputError: There is no such look.
        RuleError: Something is missing, blank or against the rules; no version was made. The
            message names what weighs most and how much there is.
    """
    now = desk.now()
    snapshot = desk.read(
        lambda session: take_snapshot(session, find_open_case(session, case_id), now)
    )
    faults = final_faults(check_case(desk, case_id, snapshot))
    if faults:
        raise RuleError(
            n_(
                "The contract is not final yet: {first}",
                "The contract is not final yet; {count} things to put right, the first: {first}",
                len(faults),
            ).format(count=len(faults), first=faults[0].text),
            hint=faults[0].remedy or _("Look at the list of checks and go through it."),
        )
    return _new_version(desk, case_id, look, checked=snapshot)


def check_draft(desk: Desk, case_id: str) -> tuple[Finding, ...]:
    """Return everything that the checks find in a case's contract as it stands now.

    What is found keeps nobody from drafting: a draft is there to be talked about. What keeps it
    from being final is said by `draft_checks.final_faults`.

    Raises:
        RuleError: There is no such case.
    """
    now = desk.now()
    snapshot = desk.read(lambda session: take_snapshot(session, find_case(session, case_id), now))
    return check_case(desk, case_id, snapshot)


def preview_contract(
    desk: Desk, case_id: str, *, look: str = OFFICIAL_LOOK, line_numbers: bool = False
) -> Rendered:
    """Return the pages of the contract as it stands now, without keeping them.

    They look as a draft's; they are not tagged, so that they are there at once.

    Raises:
        InputError: There is no such look.
        RuleError: There is no such case.
    """
    _check_look(look)
    now = desk.now()
    snapshot = desk.read(lambda session: take_snapshot(session, find_case(session, case_id), now))
    options = RenderOptions(
        watermark=DRAFT_MARK, tagged=False, line_numbers=line_numbers, spots=True
    )
    return render(contract_document(snapshot), load_look(look), options)


def contract_document(snapshot: Snapshot) -> Document:
    """Return the contract in the language it is written in."""
    text = snapshot.text
    if text is not None and text.language is ContractLanguage.BILINGUAL:
        return compose_bilingual(snapshot)
    return compose(snapshot)


def _new_version(
    desk: Desk, case_id: str, look: str, *, checked: Snapshot | None = None
) -> Outcome[DraftRow]:
    """Make a version of the case as it stands.

    Args:
        checked: What the checks have seen and found fit to be final; None = a draft is made.
    """
    _check_look(look)
    now = desk.now()
    is_final = checked is not None

    def query(session: Session) -> tuple[Snapshot, ContractDraft | None]:
        snapshot = take_snapshot(session, find_open_case(session, case_id), now)
        return snapshot, _latest(session, case_id)

    agreed, latest = desk.read(query)
    if checked is not None and replace(checked, drafted_on=agreed.drafted_on) != agreed:
        raise _changed_meanwhile()
    snapshot = replace(agreed, settlement=settlement(desk, case_id), is_final=is_final)
    if latest is not None and _says_the_same(snapshot, latest, look):
        return Outcome(_row(latest), frozenset())
    rendered = contract_pdf(snapshot, look)

    def work(session: Session) -> DraftRow:
        if take_snapshot(session, find_open_case(session, case_id), now) != agreed:
            raise _changed_meanwhile()
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

    if is_final:
        return desk.run("finish_contract", work)
    return desk.run("draft_contract", work)


def _changed_meanwhile() -> RuleError:
    return RuleError(
        _("The case was changed while the contract was being drafted; nothing was kept."),
        hint=_("Draft the contract again."),
    )


def contract_pdf(snapshot: Snapshot, look: str, *, line_numbers: bool = False) -> Rendered:
    """Return a contract's PDF, its figures held against what was agreed, its data attached.

    Args:
        line_numbers: Whether lines are numbered in the margin.

    Raises:
        RuleError: A figure would not be the agreed one.
    """
    document = _composed(snapshot)
    options = RenderOptions(
        watermark="" if snapshot.is_final else DRAFT_MARK,
        line_numbers=line_numbers,
        attachments=(
            Attachment(
                name="contract.json",
                mime="application/json",
                data=contract_json(snapshot),
                description="合同数据",
            ),
        ),
    )
    return render(document, load_look(look), options)


def _check_look(look: str) -> None:
    if look not in LOOKS:
        raise InputError(
            _("There is no look “{look}”; nothing was drafted.").format(look=look),
            hint=_("Choose one of: {keys}.").format(keys=", ".join(LOOKS)),
        )


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
    save_whole(path, content)


def _composed(snapshot: Snapshot) -> Document:
    """Compose the contract and hold every figure in it against what was agreed."""
    document = contract_document(snapshot)
    faults = reconcile(document, snapshot)
    if faults:
        hint = _("The clauses do not fit these terms: report it, with the kind of the contract.")
        if faults[0].fault is Fault.NOT_PRINTED:
            hint = _("Put the field of the figure into the wording again.")
        raise RuleError(
            n_(
                "{count} figure would not be printed as agreed, under “{key}”; "
                "no version was made.",
                "{count} figures would not be printed as agreed, the first under “{key}”; "
                "no version was made.",
                len(faults),
            ).format(count=len(faults), key=faults[0].key),
            hint=hint,
        )
    return document


def settlement(desk: Desk, case_id: str) -> tuple[Settlement, ...]:
    """Return what the agreed issues cost and pay by job; those without data are left out."""
    jobs = job_pay(desk, case_id)
    return tuple(
        Settlement(
            position=one.position,
            workers=one.costing.workers,
            monthly_total=one.costing.monthly_total,
            yearly_difference=one.costing.yearly_difference,
            jobs=jobs.get(one.position, ()),
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
        is_final=bool(draft.snapshot.get("is_final")),
    )
