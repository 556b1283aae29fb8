"""Papers on a costing: the page for members, the annex, and the table of workers.

A report is made from one costing sheet in one place, `report_data`; everything else writes what
stands in it. It knows no mandate, no private trial and no argument: terms are given to it, and only
offers on the table are looked up to say what the terms are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from negotiator_desk.drafting.costing_report import CostingReport, Head, Source, Standing
from negotiator_desk.drafting.report_annex import annex
from negotiator_desk.drafting.report_summary import summaries
from negotiator_desk.drafting.report_words import load_words
from negotiator_desk.drafting.typeset.fit import one_page
from negotiator_desk.drafting.typeset.look import REPORT_LOOK, SUMMARY_LOOK, load_look
from negotiator_desk.drafting.typeset.options import RenderOptions
from negotiator_desk.drafting.typeset.pdf import render
from negotiator_desk.errors import RuleError, StorageError
from negotiator_desk.i18n import _
from negotiator_desk.models.bargaining import NegotiationSession
from negotiator_desk.pay.assumptions_data import assumptions_fingerprint
from negotiator_desk.pay.basis import Basis
from negotiator_desk.pay.costing import cost
from negotiator_desk.pay.dataset import Dataset
from negotiator_desk.pay.fields import month_start
from negotiator_desk.pay.quality import DEFAULT_RULES, worst
from negotiator_desk.pay.terms import Terms
from negotiator_desk.procedure.rules import load_pack
from negotiator_desk.services import report_sections as sections
from negotiator_desk.services import report_subjects as subjects
from negotiator_desk.services.costing_pictures import gain_board
from negotiator_desk.services.costing_sheets import CostingSheet, open_sheet
from negotiator_desk.services.costing_tables import workbook
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.exports import save_file, save_files, table_csv, workbook_bytes
from negotiator_desk.services.lookup import find_case, find_issue
from negotiator_desk.services.offer_views import OfferView
from negotiator_desk.storage.faults import reason_of
from negotiator_desk.times import CHINA_TIME

CSV = ".csv"
XLSX = ".xlsx"

PaperFile = tuple[Path, bytes]
"""Where a paper is saved, and what it is."""


@dataclass(frozen=True)
class _Case:
    """What the head of a report says about the case.

    Attributes:
        sessions: Day of each negotiation session by its number.
        issue: The issue's title.
    """

    number: str
    title: str
    jurisdiction: str
    issue: str
    sessions: dict[int, date]


def report_data(
    desk: Desk,
    issue_id: str,
    terms: Terms,
    language: str,
    *,
    offer_id: str | None = None,
    with_names: bool = False,
) -> CostingReport:
    """Return the report of terms against the present ones, under the assumptions kept for them.

    Args:
        terms: The present terms, or those of an offer.
        language: What the papers are written in, one of `i18n.LANGUAGES`.
        offer_id: The offer that the terms are of; None = found by its terms, if there is one.
        with_names: Whether workers are listed with number, name and group.

    Raises:
        InputError: The terms or the assumptions do not suit the data.
        RuleError: There is no such issue, it has nothing to be costed on, or the terms are a trial,
            which is private.
        StorageError: The stored facts are missing or damaged.
    """
    sheet = open_sheet(desk, issue_id)
    case = desk.read(lambda session: _case(session, issue_id))
    if sheet is None:
        raise RuleError(
            _("“{issue}” has no data to be costed on, so there is no report.").format(
                issue=case.issue
            ),
            hint=_("Import data and choose it for the issue; numbers and texts are not costed."),
        )
    pack = load_pack(case.jurisdiction)
    costing = cost(sheet.facts, terms, sheet.present, law=sheet.law)
    board = gain_board(sheet, terms)
    workers = sections.pay_of_workers(sheet, terms)
    lines, numbers = sections.worker_lines(workers, with_names=with_names)
    made_on = desk.now().astimezone(CHINA_TIME).date()
    return CostingReport(
        language=language,
        head=_head(case, sheet, terms, offer_id, made_on),
        source=_source(sheet, costing.basis, pack.names[language]),
        terms=terms,
        present=sheet.present,
        assumptions=sheet.assumptions,
        totals=sections.totals(sheet, costing, workers, board.pay_before),
        gains=None if board.gains is None else sections.gain_figures(board.gains, workers),
        who_gains=sections.who_gains(sheet, terms),
        minimum=sections.minimum_table(sheet, terms),
        term=sections.term_table(sheet, terms),
        units=sections.unit_table(sheet, terms),
        quota=subjects.quota_table(sheet, terms, numbers, with_names=with_names),
        shares=subjects.share_table(sheet, terms),
        ladder=subjects.ladder_table(sheet, terms),
        workers=lines,
        has_names=with_names,
    )


def summary_pdf(report: CostingReport) -> bytes:
    """Return the page for members as PDF: exactly one page A4.

    Raises:
        MissingGlyphError: No font has a character of a name.
    """
    look = load_look(SUMMARY_LOOK)
    options = RenderOptions(watermark=_watermark(report))
    return render(one_page(summaries(report), look), look, options).pdf


def annex_pdf(report: CostingReport) -> bytes:
    """Return the costing annex as PDF.

    Raises:
        MissingGlyphError: No font has a character of a name.
    """
    options = RenderOptions(watermark=_watermark(report))
    return render(annex(report), load_look(REPORT_LOOK), options).pdf


def save_paper(path: Path, pdf: bytes) -> None:
    """Save a paper as a file that is whole or not there.

    Raises:
        StorageError: The disk refuses; nothing was changed.
    """
    save_file(path, pdf)


def save_worker_table(path: Path, report: CostingReport, *, created: datetime) -> None:
    """Save each worker's pay, before and after, as a workbook with its basis, or as CSV.

    Args:
        path: Ends in .csv for CSV, which has the workers only; otherwise it is a workbook.
        created: Moment that the workbook says it was made.

    Raises:
        InputError: A text is longer than a cell of a workbook takes.
        StorageError: The disk refuses; nothing was changed.
    """
    save_file(path, _worker_table(path, report, created))


def papers(
    folder: Path, stem: str, report: CostingReport, *, created: datetime
) -> tuple[PaperFile, ...]:
    """Return the page for members, the annex and the table of workers, made but not saved.

    Args:
        stem: How the files' names begin.
        created: Moment that the workbook says it was made.

    Raises:
        MissingGlyphError: No font has a character of a name.
        InputError: A text is longer than a cell of a workbook takes.
    """
    summary, annexed, table = (
        (folder / f"{stem}-{name}").absolute()
        for name in ("summary.pdf", "annex.pdf", f"workers{XLSX}")
    )
    return (
        (summary, summary_pdf(report)),
        (annexed, annex_pdf(report)),
        (table, _worker_table(table, report, created)),
    )


def save_papers(folder: Path, files: Sequence[PaperFile]) -> None:
    """Save papers, each as a file that is whole or not there; the folder is made if need be.

    Raises:
        StorageError: The disk refuses; it names the files that are there and those that are not.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(
            _("The folder {folder} could not be made: {reason}; no paper was written.").format(
                folder=folder, reason=reason_of(error)
            ),
            hint=_("Choose another folder."),
        ) from error
    save_files(files)


def _worker_table(path: Path, report: CostingReport, created: datetime) -> bytes:
    sheets = workbook(report)
    if path.suffix.lower() == CSV:
        return table_csv(sheets[0].texts())
    return workbook_bytes(sheets, created=created)


def _case(session: Session, issue_id: str) -> _Case:
    issue = find_issue(session, issue_id)
    case = find_case(session, issue.case_id)
    meetings = session.scalars(
        select(NegotiationSession).where(NegotiationSession.case_id == case.id)
    )
    return _Case(
        number=case.number,
        title=case.title,
        jurisdiction=case.jurisdiction,
        issue=issue.title,
        sessions={one.number: one.held_at.astimezone(CHINA_TIME).date() for one in meetings},
    )


def _head(
    case: _Case, sheet: CostingSheet, terms: Terms, offer_id: str | None, made_on: date
) -> Head:
    standing, offer = _standing(sheet, terms, offer_id)
    session: int | None = None
    if offer is not None:
        session = offer.session_number
        if standing is Standing.AGREED:
            session = offer.agreed_session_number
    return Head(
        case_number=case.number,
        case_title=case.title,
        issue_title=case.issue,
        standing=standing,
        side=None if offer is None else offer.side,
        round=None if offer is None else offer.round,
        session=session,
        on=None if session is None else case.sessions[session],
        made_on=made_on,
    )


def _standing(
    sheet: CostingSheet, terms: Terms, offer_id: str | None
) -> tuple[Standing, OfferView | None]:
    """Return what the terms are at the table: agreed, offered or in force.

    Raises:
        RuleError: They are none of these.
    """
    offers = [
        one
        for one in sheet.offers
        if one.terms == terms
        and one.withdrawn_at is None
        and (offer_id is None or one.id == offer_id)
    ]
    agreed = next((one for one in offers if one.agreed_session_number is not None), None)
    if agreed is not None:
        return Standing.AGREED, agreed
    if offer_id is None and terms == sheet.present:
        return Standing.PRESENT, None
    if not offers:
        raise RuleError(
            _(
                "These terms are not on the table: a trial is private, and an offer that was "
                "withdrawn stands no more. No paper was made."
            ),
            hint=_("Table them as an offer first."),
        )
    return Standing.OFFER, offers[0]


def _source(sheet: CostingSheet, basis: Basis, place: str) -> Source:
    facts = sheet.facts
    marks = (sheet.assumptions.facts_quality, sheet.assumptions.assumptions_quality)
    quality = worst(marks)
    allowed = DEFAULT_RULES.of(quality)
    first, last = _months(facts)
    return Source(
        dataset_name=sheet.dataset_name,
        dataset_fingerprint=basis.dataset_fingerprint,
        kind=facts.kind,
        rows=facts.rows,
        workers=facts.workers,
        months=facts.months,
        first_month=first,
        last_month=last,
        terms_sha256=basis.terms_sha256,
        present_sha256=basis.present_sha256,
        compared_with=basis.compared_with,
        rule_pack=basis.rule_pack,
        place=place,
        formula_version=basis.formula_version,
        assumptions_sha256=assumptions_fingerprint(sheet.assumptions),
        quality=quality,
        margin=allowed.margin,
        digits=allowed.digits,
    )


def _months(facts: Dataset) -> tuple[date | None, date | None]:
    """Return the first and the last month of the facts; a roster has none."""
    months = facts.worker_months.month
    if not len(months) or not int(months.max()):
        return None, None
    return month_start(int(months.min())), month_start(int(months.max()))


def _watermark(report: CostingReport) -> str:
    """Return the word under papers on terms that are offered and no more."""
    if report.head.standing is Standing.OFFER:
        return load_words(report.language)("watermark_offer")
    return ""
