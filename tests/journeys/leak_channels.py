"""The ways by which a case is seen outside the private layer, each read back as text."""

from __future__ import annotations

import ast
import io
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from pypdf import PdfReader
from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QPoint, QSizeF
from PySide6.QtGui import QAction, QPageSize, QPainter, QPdfWriter, QPicture
from PySide6.QtWidgets import QWidget

import negotiator_desk.services
from negotiator_desk.bargaining.sealed import open_sealed
from negotiator_desk.drafting.typeset.look import LOOKS
from negotiator_desk.procedure.rules import load_pack
from negotiator_desk.services import (
    assumptions,
    badges,
    cases,
    comments,
    contract_views,
    contracts,
    costing_reports,
    costing_sheets,
    costings,
    datasets,
    draft_checks,
    editions,
    employers,
    evidence,
    exchange_offering,
    exchange_reading,
    exchange_sealing,
    exchanges,
    health,
    home,
    issues,
    leaflet_pay,
    ledgers,
    meeting_sheets,
    offer_views,
    old_agreements,
    origins,
    own_clauses,
    parties,
    quotas,
    session_notices,
    session_proposals,
    session_records,
    sessions,
    steps,
    table_board,
)
from negotiator_desk.services.editions import Edition, EditionRequest, FileFormat
from negotiator_desk.services.issues import IssueView
from tests.journeys.leak_world import World
from tests.services.conftest import rate_table

SERVICES = Path(negotiator_desk.services.__file__).parent

PRIVATE = frozenset(
    {
        "issue_options",
        "mandates",
        "offer_paths",
        "offer_sketches",
        "option_steps",
        "option_views",
        "package_ratings",
        "possibilities",
        "private_ledgers",
        "private_notes",
        "side_briefs",
        "tabling",
        "what_ifs",
        "worths",
    }
)
"""Modules of the services that work for one side; all others work for both."""

ELSEWHERE: Mapping[str, str] = {
    "datasets.preview_import": "reads a file that is not in the store yet",
    "demo.load_sample": "only enters what a sample says",
    "demo.load_samples": "only enters what the samples say",
    "signing.sign_version": "signs the bytes of contracts.draft_pdf",
}
"""Functions that read a store and are not called here, with the reason."""

RATES = rate_table("0.8600", "1.0700")
"""What the case agrees on: papers are made of what is on the table only."""


def _saved(save: Callable[[Path], object], world: World) -> bytes:
    path = world.folder / "saved"
    save(path)
    content = path.read_bytes()
    path.unlink()
    return content


def _message(world: World) -> object:
    return open_sealed(exchanges.sealed_file(world.desk, world.sealed))


def _text_message(world: World) -> object:
    return open_sealed(exchanges.sealed_file(world.desk, world.text))


def _steps(world: World) -> object:
    step = world.desk.undo_step
    assert step is not None
    return steps.cases_of(world.desk, step)


def _agreed(world: World) -> tuple[IssueView, ...]:
    found = issues.list_issues(world.desk, world.table.case)
    return tuple(one for one in found if one.agreed_terms is not None)


def _edition(world: World, edition: Edition, kind: FileFormat) -> EditionRequest:
    return EditionRequest(edition, kind)


SHARED: Mapping[str, Callable[[World], object]] = {
    "assumptions.get_assumptions": lambda w: assumptions.get_assumptions(w.desk, w.table.rates),
    "badges.badges_pdf": lambda w: badges.badges_pdf(w.desk, w.table.case, "zh_CN"),
    "badges.find_by_badge": lambda w: badges.find_by_badge(
        w.desk, w.table.case, badges.badge_code(_anybody(w))
    ),
    "badges.save_badges": lambda w: _saved(
        lambda path: badges.save_badges(w.desk, w.table.case, "en", None, path), w
    ),
    "cases.find_case_id": lambda w: cases.find_case_id(w.desk, w.table.case),
    "cases.get_case": lambda w: cases.get_case(w.desk, w.table.case),
    "cases.list_cases": lambda w: cases.list_cases(w.desk),
    "comments.list_comments": lambda w: comments.list_comments(w.desk, w.table.case),
    "contract_views.get_contract": lambda w: contract_views.get_contract(w.desk, w.table.case),
    "contracts.check_draft": lambda w: contracts.check_draft(w.desk, w.table.case),
    "contracts.draft_pdf": lambda w: contracts.draft_pdf(w.desk, w.draft),
    "contracts.draft_snapshot": lambda w: contracts.draft_snapshot(w.desk, w.draft).to_data(),
    "contracts.list_drafts": lambda w: contracts.list_drafts(w.desk, w.table.case),
    "contracts.preview_contract": lambda w: contracts.preview_contract(w.desk, w.table.case).pdf,
    "contracts.save_pdf": lambda w: _saved(
        lambda path: contracts.save_pdf(w.desk, w.draft, path), w
    ),
    "contracts.settlement": lambda w: contracts.settlement(w.desk, w.table.case),
    "costing_reports.report_data": lambda w: costing_reports.report_data(
        w.desk, w.table.rates, RATES, "en", with_names=True
    ),
    "costing_sheets.costed_issues": lambda w: costing_sheets.costed_issues(w.desk, w.table.case),
    "costing_sheets.open_sheet": lambda w: costing_sheets.open_sheet(w.desk, w.table.rates),
    "costings.cost_case": lambda w: costings.cost_case(w.desk, w.table.case),
    "costings.cost_of_one_unit": lambda w: costings.cost_of_one_unit(
        w.desk, w.table.rates, RATES, "rate:同城·有电梯"
    ),
    "costings.cost_offers": lambda w: costings.cost_offers(w.desk, w.table.case),
    "costings.cost_present": lambda w: costings.cost_present(w.desk, w.table.rates),
    "costings.cost_terms": lambda w: costings.cost_terms(w.desk, w.table.rates, RATES),
    "costings.lowest_months": lambda w: costings.lowest_months(w.desk, w.table.rates, RATES),
    "costings.worker_pay": lambda w: costings.worker_pay(w.desk, w.table.rates, RATES),
    "datasets.dataset_table": lambda w: datasets.dataset_table(w.desk, w.table.dataset, limit=99),
    "datasets.list_datasets": lambda w: datasets.list_datasets(w.desk, w.table.case),
    "datasets.load_dataset": lambda w: datasets.load_dataset(w.desk, w.table.dataset).to_bytes(),
    "draft_checks.check_agreed": lambda w: draft_checks.check_agreed(
        w.desk, load_pack("ningbo"), _agreed(w)
    ),
    "draft_checks.check_case": lambda w: draft_checks.check_case(
        w.desk, w.table.case, contracts.draft_snapshot(w.desk, w.draft)
    ),
    "editions.make_edition": lambda w: [
        editions.make_edition(w.desk, w.table.case, _edition(w, edition, kind)).content
        for edition in Edition
        for kind in FileFormat
        if kind is not FileFormat.JSON or edition is Edition.CONTRACT
    ],
    "editions.save_edition": lambda w: [
        _saved(
            lambda path, look=look: editions.save_edition(
                w.desk, w.table.case, EditionRequest(draft_id=w.draft, look=look), path
            ),
            w,
        )
        for look in LOOKS
    ],
    "editions.snapshot_of": lambda w: editions.snapshot_of(w.desk, w.table.case, None).to_data(),
    "employers.consent_summary": lambda w: employers.consent_summary(w.desk, w.table.case),
    "employers.list_employers": lambda w: employers.list_employers(w.desk, w.table.case),
    "evidence.evidence_content": lambda w: evidence.evidence_content(w.desk, w.evidence),
    "evidence.list_evidence": lambda w: evidence.list_evidence(w.desk, w.table.case),
    "evidence.save_evidence": lambda w: _saved(
        lambda path: evidence.save_evidence(w.desk, w.evidence, path), w
    ),
    "exchange_offering.list_sendable": lambda w: exchange_offering.list_sendable(
        w.desk, w.table.case
    ),
    "exchange_reading.compare_text": lambda w: exchange_reading.compare_text(
        w.desk, _text_message(w), w.draft
    ),
    "exchange_reading.read_in_case": lambda w: exchange_reading.read_in_case(
        w.desk, w.table.case, _message(w)
    ),
    "exchange_sealing.contract_wording": lambda w: exchange_sealing.contract_wording(
        w.desk, w.draft
    ),
    "exchanges.code_sheet_pdf": lambda w: exchanges.code_sheet_pdf(w.desk, w.sealed, "zh_CN"),
    "exchanges.get_message": lambda w: exchanges.get_message(w.desk, w.incoming),
    "exchanges.list_messages": lambda w: exchanges.list_messages(w.desk, w.table.case),
    "exchanges.message_parts": lambda w: exchanges.message_parts(w.desk, w.sealed),
    "exchanges.save_message": lambda w: _saved(
        lambda path: exchanges.save_message(w.desk, w.text, path), w
    ),
    "exchanges.sealed_file": lambda w: (
        exchanges.sealed_file(w.desk, w.sealed),
        _message(w),
        _text_message(w),
    ),
    "health.check_store": lambda w: [(one.part, one.fault) for one in health.check_store(w.desk)],
    "home.next_step": lambda w: home.next_step(w.desk, cases.list_cases(w.desk)[0]),
    "home.overview": lambda w: home.overview(w.desk),
    "issues.get_issue": lambda w: issues.get_issue(w.desk, w.table.rest),
    "issues.list_issues": lambda w: issues.list_issues(w.desk, w.table.case),
    "leaflet_pay.job_pay": lambda w: leaflet_pay.job_pay(w.desk, w.table.case),
    "ledgers.get_ledger": lambda w: ledgers.get_ledger(w.desk, w.table.case),
    "meeting_sheets.list_sheets": lambda w: meeting_sheets.list_sheets(w.desk, w.table.session),
    "meeting_sheets.preview_sheet": lambda w: meeting_sheets.preview_sheet(
        w.desk, w.table.session, "en"
    ),
    "meeting_sheets.save_sheet": lambda w: _saved(
        lambda path: meeting_sheets.save_sheet(w.desk, w.sheet, path), w
    ),
    "meeting_sheets.sheet_pdf": lambda w: meeting_sheets.sheet_pdf(w.desk, w.sheet),
    "offer_views.list_case_offers": lambda w: offer_views.list_case_offers(w.desk, w.table.case),
    "offer_views.list_offers": lambda w: offer_views.list_offers(w.desk, w.table.heat),
    "old_agreements.get_agreement": lambda w: old_agreements.get_agreement(w.desk, w.agreement),
    "old_agreements.list_agreements": lambda w: old_agreements.list_agreements(
        w.desk, w.table.case
    ),
    "origins.figure_origin": lambda w: origins.figure_origin(w.desk, w.offer),
    "own_clauses.list_own_clauses": lambda w: own_clauses.list_own_clauses(w.desk),
    "parties.check_parties": lambda w: parties.check_parties(w.desk, w.table.case),
    "quotas.quota_attainment": lambda w: quotas.quota_attainment(w.desk, w.table.rates, RATES),
    "session_notices.session_notices": lambda w: session_notices.session_notices(
        w.desk, w.table.session
    ),
    "session_proposals.propose_session": lambda w: session_proposals.propose_session(
        w.desk, w.table.case
    ),
    "session_records.get_record": lambda w: session_records.get_record(w.desk, w.table.session),
    "sessions.list_sessions": lambda w: sessions.list_sessions(w.desk, w.table.case),
    "steps.cases_of": _steps,
    "table_board.cost_board": lambda w: table_board.cost_board(
        w.desk, table_board.read_board(w.desk, w.table.case)
    ),
    "table_board.read_board": lambda w: table_board.read_board(w.desk, w.table.case),
}
"""Every function of the shared services that reads a store, and one call of it."""


def _anybody(world: World) -> str:
    case = cases.get_case(world.desk, world.table.case)
    return next(iter(case.parties.values())).representatives[0].id


def readers() -> Iterator[str]:
    """Yield the name of every public function of a shared module that reads a store.

    Functions that are given no desk can only see what they are handed; those that return an
    outcome change the store and tell ids.
    """
    for path in sorted(SERVICES.glob("*.py")):
        if path.stem in PRIVATE:
            continue
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
                continue
            arguments = [one.arg for one in node.args.args]
            returned = "" if node.returns is None else ast.unparse(node.returns)
            if arguments[:1] == ["desk"] and not returned.startswith("Outcome"):
                yield f"{path.stem}.{node.name}"


def as_text(result: object) -> str:
    """Return all that a result says: files are read back, values are written out."""
    if isinstance(result, bytes):
        return _read_back(result)
    if isinstance(result, str):
        return result
    if isinstance(result, (tuple, list)):
        return "\n".join(as_text(one) for one in result)
    return repr(result)


def _read_back(content: bytes) -> str:
    if content.startswith(b"%PDF"):
        reader = PdfReader(io.BytesIO(content))
        told = [page.extract_text() for page in reader.pages]
        told += [repr(reader.metadata), *(repr(one.title) for one in _outline(reader))]
        for attached in reader.attachments.values():
            told += [_read_back(one) for one in attached]
    elif content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            told = [*archive.namelist()]
            told += [_read_back(archive.read(name)) for name in archive.namelist()]
    else:
        told = [content.decode("utf-8", "ignore"), *_inflated(content)]
    return "\n".join(told)


def _outline(reader: PdfReader) -> Iterator[object]:
    pending = list(reader.outline)
    while pending:
        one = pending.pop()
        if isinstance(one, list):
            pending += one
        else:
            yield one


def _inflated(content: bytes) -> list[str]:
    """Return what a compressed file holds, wherever in it the compressed part begins."""
    for start in range(min(len(content), 64)):
        try:
            return [zlib.decompress(content[start:]).decode("utf-8", "ignore")]
        except zlib.error:
            continue
    return []


def drawn(widget: QWidget) -> str:
    """Return every text that a widget paints, with all that is in it."""
    picture = QPicture()
    painter = QPainter(picture)
    widget.render(painter, QPoint(0, 0))
    painter.end()
    data = bytes(picture.data())
    # A picture keeps its texts as UTF-16; they may begin at an odd place.
    return data.decode("utf-16-be", "ignore") + data[1:].decode("utf-16-be", "ignore")


def printed(widget: QWidget) -> str:
    """Return the text of a page that a widget is painted on, as a reader of PDF finds it."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(96)
    size = QSizeF(widget.size()) * 25.4 / 96
    writer.setPageSize(QPageSize(size, QPageSize.Unit.Millimeter))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    painter = QPainter(writer)
    widget.render(painter, QPoint(0, 0))
    painter.end()
    buffer.close()
    reader = PdfReader(io.BytesIO(bytes(buffer.data().data())))
    return "".join(page.extract_text() for page in reader.pages)


def spoken(widget: QWidget, *, hidden: bool) -> str:
    """Return what a widget and all in it tell in words besides: names, tips, titles, texts.

    Args:
        hidden: Whether what is not shown now counts as well.
    """
    told = [widget.windowTitle()]
    for one in (widget, *widget.findChildren(QWidget)):
        if not hidden and not one.isVisible():
            continue
        told += [one.accessibleName(), one.accessibleDescription(), one.toolTip()]
        told += [one.whatsThis(), one.statusTip()]
        for name in ("text", "placeholderText", "currentText", "title", "toPlainText"):
            said = getattr(one, name, None)
            if callable(said):
                told.append(_said(said))
    told += [one.text() for one in widget.findChildren(QAction)]
    return "\n".join(told)


def _said(tell: Callable[[], object]) -> str:
    try:
        value = tell()
    except TypeError:  # a method of ours that needs arguments
        return ""
    return value if isinstance(value, str) else ""


def leaked(secrets: frozenset[str], text: str) -> list[str]:
    """Return the secrets that a text tells, however it breaks lines and groups digits."""
    bare = "".join(text.split()).replace(",", "").replace("\x00", "")
    return sorted(one for one in secrets if one in bare)
