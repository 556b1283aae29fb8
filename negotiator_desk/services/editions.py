"""Editions of a contract: all made from one snapshot, so they cannot say different things."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from sqlalchemy.orm import Session

from negotiator_desk.drafting.annotated import compose_annotated
from negotiator_desk.drafting.blocks import Document
from negotiator_desk.drafting.compare import compare
from negotiator_desk.drafting.compare_sides import Side
from negotiator_desk.drafting.contract_data import contract_json
from negotiator_desk.drafting.docx_writer import docx_bytes
from negotiator_desk.drafting.explanation import explanation
from negotiator_desk.drafting.leaflet import leaflet
from negotiator_desk.drafting.plain import plain_text
from negotiator_desk.drafting.redline import redline
from negotiator_desk.drafting.snapshot import Snapshot
from negotiator_desk.drafting.typeset.look import LEAFLET_LOOK, LOOKS, load_look
from negotiator_desk.drafting.typeset.options import Rendered, RenderOptions
from negotiator_desk.drafting.typeset.pdf import render
from negotiator_desk.errors import InputError
from negotiator_desk.i18n import _
from negotiator_desk.models.contract import ContractDraft
from negotiator_desk.services.contracts import (
    DRAFT_MARK,
    OFFICIAL_LOOK,
    contract_document,
    contract_pdf,
    draft_pdf,
    draft_snapshot,
    settlement,
)
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.lookup import find_case
from negotiator_desk.services.old_agreements import get_agreement
from negotiator_desk.services.saving import save_whole
from negotiator_desk.services.snapshots import take_snapshot


class Edition(StrEnum):
    """What is made of a contract."""

    CONTRACT = "contract"
    ANNOTATED = "annotated"
    """With the legal basis of each clause and the notes for whoever drafts."""
    REDLINE = "redline"
    LEAFLET = "leaflet"
    EXPLANATION = "explanation"


class FileFormat(StrEnum):
    """What kind of file it becomes; the value is the end of its name."""

    PDF = "pdf"
    DOCX = "docx"
    TEXT = "txt"
    JSON = "json"
    """The contract's data; only of the contract itself."""


class BaselineKind(StrEnum):
    """What a contract is compared with."""

    MODEL = "model"
    """The library's ordinary wording of the same kind."""
    VERSION = "version"
    OLD_AGREEMENT = "old_agreement"


@dataclass(frozen=True)
class Baseline:
    """What a redline starts from.

    Attributes:
        id: Of the version or the old agreement; "" for the model text.
    """

    kind: BaselineKind
    id: str = ""


@dataclass(frozen=True)
class EditionRequest:
    """Which edition is wanted, of which version, as which file.

    Attributes:
        draft_id: The version; None = the contract as it stands now.
        look: One of `LOOKS`; the leaflet has its own.
        baseline: What a redline and an explanation compare with; None = nothing.
        colour: False = a redline that is told by its marks alone, for black-and-white printers.
        line_numbers: Whether lines are numbered in the margin.
    """

    edition: Edition = Edition.CONTRACT
    format: FileFormat = FileFormat.PDF
    draft_id: str | None = None
    look: str = OFFICIAL_LOOK
    baseline: Baseline | None = None
    colour: bool = True
    line_numbers: bool = False


@dataclass(frozen=True)
class EditionFile:
    """A finished edition.

    Attributes:
        pages: None where the format has no pages of its own.
        rendered: The pages with the places of figures; None unless it is a PDF made just now.
    """

    content: bytes
    pages: int | None
    rendered: Rendered | None = None


def make_edition(desk: Desk, case_id: str, request: EditionRequest) -> EditionFile:
    """Make an edition of a case's contract.

    Raises:
        InputError: There is no such look, or the data of anything but the contract is asked for.
        RuleError: There is no such case, version or old agreement.
        MissingGlyphError: No font has a character.
    """
    if request.look not in LOOKS:
        raise InputError(
            _("There is no look “{look}”; nothing was made.").format(look=request.look),
            hint=_("Choose one of: {keys}.").format(keys=", ".join(LOOKS)),
        )
    if request.format is FileFormat.JSON and request.edition is not Edition.CONTRACT:
        raise InputError(
            _("Only the contract itself can be saved as data; nothing was made."),
            hint=_("Choose PDF, Word or text."),
        )
    if _is_kept(desk, request):
        assert request.draft_id is not None, "only a version is kept"
        return EditionFile(draft_pdf(desk, request.draft_id), None)
    snapshot = snapshot_of(desk, case_id, request.draft_id)
    if request.format is FileFormat.JSON:
        return EditionFile(contract_json(snapshot), None)
    if request.edition is Edition.CONTRACT and request.format is FileFormat.PDF:
        rendered = contract_pdf(snapshot, request.look, line_numbers=request.line_numbers)
        return EditionFile(rendered.pdf, rendered.pages, rendered)
    document = _document(desk, snapshot, request)
    mark = "" if snapshot.is_final else DRAFT_MARK
    look = LEAFLET_LOOK if request.edition is Edition.LEAFLET else request.look
    match request.format:
        case FileFormat.DOCX:
            moment = _drafted_at(desk, request.draft_id)
            return EditionFile(docx_bytes(document, look, watermark=mark, changed_at=moment), None)
        case FileFormat.TEXT:
            return EditionFile(plain_text(document).encode(), None)
        case _:
            rendered = render(
                document,
                load_look(look),
                RenderOptions(
                    watermark=mark,
                    colour=request.colour,
                    line_numbers=request.line_numbers,
                    spots=True,
                ),
            )
            return EditionFile(rendered.pdf, rendered.pages, rendered)


def save_edition(desk: Desk, case_id: str, request: EditionRequest, path: Path) -> None:
    """Make an edition and save it as a file; a file of that name is always whole.

    Raises:
        StorageError: The disk refuses; an earlier file is kept.
        InputError, RuleError: As `make_edition`.
    """
    content = make_edition(desk, case_id, request).content
    save_whole(path, content)


def snapshot_of(desk: Desk, case_id: str, draft_id: str | None) -> Snapshot:
    """Return what a version was composed from, or the case as it stands now with its costs.

    Raises:
        RuleError: There is no such case or version.
    """
    if draft_id is not None:
        return draft_snapshot(desk, draft_id)
    now = desk.now()
    snapshot = desk.read(lambda session: take_snapshot(session, find_case(session, case_id), now))
    return replace(snapshot, settlement=settlement(desk, case_id))


def _document(desk: Desk, snapshot: Snapshot, request: EditionRequest) -> Document:
    match request.edition:
        case Edition.CONTRACT:
            return contract_document(snapshot)
        case Edition.ANNOTATED:
            return compose_annotated(snapshot)
        case Edition.LEAFLET:
            return leaflet(snapshot)
        case Edition.REDLINE:
            return redline(snapshot, _side(desk, snapshot, request.baseline))
        case Edition.EXPLANATION:
            if request.baseline is None:
                return explanation(snapshot, None)
            old = _side(desk, snapshot, request.baseline)
            return explanation(snapshot, compare(old, Side.from_snapshot(snapshot)))


def _side(desk: Desk, snapshot: Snapshot, baseline: Baseline | None) -> Side:
    if baseline is None or baseline.kind is BaselineKind.MODEL:
        return Side.from_model(snapshot)
    if baseline.kind is BaselineKind.VERSION:
        return Side.from_snapshot(draft_snapshot(desk, baseline.id))
    agreement = get_agreement(desk, baseline.id)
    return Side.from_paragraphs(
        agreement.title, agreement.paragraphs, agreement.tables, agreement.leftovers
    )


def _drafted_at(desk: Desk, draft_id: str | None) -> datetime:
    """Return when a version was drafted; now for the contract as it stands now."""
    if draft_id is None:
        return desk.now()
    return desk.read(lambda session: session.get_one(ContractDraft, draft_id).drafted_at)


def _is_kept(desk: Desk, request: EditionRequest) -> bool:
    """Whether the very pages that are asked for are kept with their version."""
    if (
        request.draft_id is None
        or request.edition is not Edition.CONTRACT
        or request.format is not FileFormat.PDF
        or request.line_numbers
    ):
        return False

    def query(session: Session) -> bool:
        draft = session.get(ContractDraft, request.draft_id)
        return draft is not None and draft.look == request.look

    return desk.read(query)
