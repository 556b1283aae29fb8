"""The costing annex: every figure of a report, where it comes from, and how it was worked out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import zip_longest

from negotiator_desk.drafting.blocks import Block, Document, Note, Prose, Reference, Section, Title
from negotiator_desk.drafting.costing_report import CostingReport
from negotiator_desk.drafting.report_annex_tables import (
    gain_blocks,
    ladder_blocks,
    minimum_blocks,
    quota_blocks,
    share_blocks,
    term_blocks,
    unit_blocks,
)
from negotiator_desk.drafting.report_assumptions import assumption_clauses
from negotiator_desk.drafting.report_figures import MISSING, agreed, count
from negotiator_desk.drafting.report_parts import Page, grid
from negotiator_desk.drafting.report_terms import terms_lines

MOST_WORKERS = 5_000
"""Workers that the annex lists one by one; with more it points at the table: our own choice."""

MOST_SAMPLES = 2_000
"""Lines of samples that the annex lists; with more it points at the table: our own choice."""


def annex(report: CostingReport) -> Document:
    """Return the annex; equal reports make equal annexes."""
    page = Page(report)
    head, words = report.head, page.words
    return Document(
        title=words("annex_title", issue=head.issue_title),
        author=words("author"),
        reference=head.case_number,
        version=1,
        fingerprint=report.fingerprint,
        blocks=tuple(_blocks(page)),
        language=words.pdf_language,
        edition=words("edition", number=head.case_number, day=words.day(head.made_on)),
    )


def basis_rows(page: Page) -> Iterator[tuple[str, str]]:
    """Yield where the figures come from: a name and what it is."""
    report, words = page.report, page.words
    head, source = report.head, report.source
    yield words("basis_case"), words("about_case", title=head.case_title, number=head.case_number)
    yield words("basis_issue"), head.issue_title
    yield words("basis_standing"), page.standing(head)
    yield words("basis_dataset"), source.dataset_name
    yield words("basis_facts"), page.facts()
    yield words("basis_fingerprint"), source.dataset_fingerprint
    yield words("basis_terms"), source.terms_sha256
    yield words("basis_compared"), words(f"compared_{source.compared_with.value}")
    if source.present_sha256 is not None:
        yield words("basis_present"), source.present_sha256
    yield words("basis_rules"), page.rules()
    for area in report.minimum.areas:
        value = words(
            "minimum_value",
            areas=words.names(area.areas),
            amount=agreed(area.monthly),
            source=area.source,
        )
        yield words("basis_minimum"), value
    if not report.minimum.areas:
        yield words("basis_minimum"), words("not_known")
    yield words("basis_assumptions"), words.clauses(assumption_clauses(words, report.assumptions))
    yield words("basis_assumptions_sha"), source.assumptions_sha256
    yield words("basis_quality"), page.quality()
    yield words("basis_version"), str(source.formula_version)
    yield words("basis_made_on"), words.day(head.made_on)


def formula_rows(page: Page) -> Iterator[tuple[str, str]]:
    """Yield each formula that a figure was worked out by: its name with version, and in words."""
    version = page.report.source.formula_version
    for formula in page.report.formulas:
        yield f"{formula.value}/{version}", page.words(f"formula_{formula.value}")


def _blocks(page: Page) -> Iterator[Block]:
    head, words = page.report.head, page.words
    yield Title(words("annex_title", issue=head.issue_title))
    yield Reference(words("about_case", title=head.case_title, number=head.case_number))
    yield Reference(page.standing(head))
    sections: tuple[tuple[str, Callable[[Page], Iterator[Block]]], ...] = (
        ("basis", _basis),
        ("terms", _terms),
        ("totals", _totals),
        ("term", term_blocks),
        ("units", unit_blocks),
        ("minimum", minimum_blocks),
        ("quota", quota_blocks),
        ("shares", share_blocks),
        ("ladder", ladder_blocks),
        ("gains", gain_blocks),
        ("left_out", _left_out),
        ("formulas", _formulas),
        ("workers", _workers),
        ("samples", _samples),
    )
    number = 0
    for key, make in sections:
        blocks = tuple(make(page))
        if blocks:
            number += 1
            yield Section(words.heading(number, f"{key}_section"))
            yield from blocks


def _basis(page: Page) -> Iterator[Block]:
    words = page.words
    yield grid((f"<{words('head_item')}", f"<{words('head_content')}"), basis_rows(page))


def _terms(page: Page) -> Iterator[Block]:
    words, report = page.words, page.report
    lines = terms_lines(words, report.terms, report.present)
    if report.present is None:
        yield Prose((words("no_present"),))
        yield grid(
            (f"<{words('head_item')}", f">{words('head_terms')}"),
            ((line.label, line.after) for line in lines),
        )
        return
    keys = ("head_now", "head_then", "head_change")
    yield grid(
        (f"<{words('head_item')}", *(f">{words(key)}" for key in keys)),
        ((line.label, line.before, line.after, line.change) for line in lines),
    )
    yield Note((words("terms_changed_note"),))


def _totals(page: Page) -> Iterator[Block]:
    words, figures, totals = page.words, page.figures, page.report.totals
    gains = page.report.gains
    items = (totals.items_before, totals.items_after)
    rows = [
        ("total_month", totals.monthly_before, totals.monthly_after),
        ("total_year", totals.yearly_before, totals.yearly_after),
        *([("cost_items", *items)] if any(items) else []),
        ("total_mean", totals.mean_before, totals.mean_after),
        ("total_lowest", totals.lowest_before, totals.lowest_after),
        ("total_median", totals.median_before, totals.median_after),
        ("total_highest", totals.highest_before, totals.highest_after),
    ]
    if not page.is_compared:
        heads = (f"<{words('head_item')}", f">{words('head_terms')}")
        yield grid(heads, ((words(key), figures.amount(after)) for key, _was, after in rows))
    else:
        cells = []
        for key, before, after in rows:
            change = None if before is None else after - before
            if key == "total_mean" and gains is not None:
                change = gains.mean
            texts = (figures.amount(before), figures.amount(after), figures.change(change))
            cells.append((words(key), *texts))
        keys = ("head_now", "head_then", "head_change")
        yield grid((f"<{words('head_item')}", *(f">{words(key)}" for key in keys)), cells)
    notes = (words("amounts_in_yuan"), words("total_year_note"), page.quality(), *page.rounding())
    yield Note((words.sentences(notes),))


def _left_out(page: Page) -> Iterator[Block]:
    yield Prose((page.words.sentence(page.left_out(page.report.head.issue_title)),))


def _formulas(page: Page) -> Iterator[Block]:
    words = page.words
    yield grid((f"<{words('head_formula')}", f"<{words('head_sentence')}"), formula_rows(page))


def _workers(page: Page) -> Iterator[Block]:
    words, workers = page.words, page.report.workers
    if not workers:
        return
    if len(workers) > MOST_WORKERS:
        yield Prose((words("workers_elsewhere", count=count(len(workers))),))
        return
    yield Note((words("workers_note" if page.report.has_names else "workers_note_hidden"),))
    yield from _named_workers(page) if page.report.has_names else _numbered_workers(page)


def _pay_heads(page: Page) -> list[str]:
    if not page.is_compared:
        return [f">{page.words('head_month_level')}"]
    return [f">{page.words(f'head_month_{key}')}" for key in ("now", "then", "gain")]


def _named_workers(page: Page) -> Iterator[Block]:
    words = page.words
    heads = [f"<{words(key)}" for key in ("head_worker", "head_name", "head_group")]
    rows = [
        (one.worker, one.name, one.group, *pay)
        for one, pay in zip(page.report.workers, _pay_cells(page), strict=True)
    ]
    yield grid([*heads, *_pay_heads(page)], rows)


def _numbered_workers(page: Page) -> Iterator[Block]:
    """Two workers stand beside each other, so that the list takes half the paper."""
    heads = [f">{page.words('head_number')}", *_pay_heads(page)]
    cells = [(str(number), *pay) for number, pay in enumerate(_pay_cells(page), start=1)]
    nothing = ("",) * len(heads)
    pairs = zip_longest(cells[::2], cells[1::2], fillvalue=nothing)
    yield grid([*heads, *heads], ((*left, *right) for left, right in pairs))


def _pay_cells(page: Page) -> Iterator[tuple[str, ...]]:
    figures = page.figures
    for one in page.report.workers:
        if page.is_compared and one.before is not None:
            gain = one.after - one.before
            yield figures.amount(one.before), figures.amount(one.after), figures.change(gain)
        else:
            yield (figures.amount(one.after),)


def _samples(page: Page) -> Iterator[Block]:
    words, quota = page.words, page.report.quota
    if quota is None or not quota.samples:
        return
    if len(quota.samples) > MOST_SAMPLES:
        yield Prose((words("samples_elsewhere", count=count(len(quota.samples))),))
        return
    named = page.report.has_names
    yield Note((words("samples_note" if named else "samples_note_hidden"),))
    heads = [
        f"<{words('head_worker')}" if named else f">{words('head_number')}",
        f"<{words('head_operation')}",
        *(f">{words(key)}" for key in ("head_units", "head_hours", "head_per_shift", "head_quota")),
        words("head_attained_it"),
    ]
    answers = {None: MISSING, True: words("yes"), False: words("no")}
    rows = [
        (
            one.worker,
            one.operation,
            agreed(one.units),
            agreed(one.hours),
            agreed(one.units_per_shift),
            count(one.quota),
            answers[one.attained],
        )
        for one in quota.samples
    ]
    yield grid(heads, rows)
