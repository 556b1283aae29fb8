"""The sheets of a report's workbook: workers, basis, groups, samples of the quotas."""

from __future__ import annotations

from collections.abc import Iterator

from negotiator_desk.drafting.costing_report import CostingReport
from negotiator_desk.drafting.report_annex import basis_rows, formula_rows
from negotiator_desk.drafting.report_parts import Page
from negotiator_desk.services.exports import AMOUNT, COUNT, Cell, TableColumn, TableSheet


def workbook(report: CostingReport) -> tuple[TableSheet, ...]:
    """Return the sheets of a report; the workers come first, their basis second."""
    page = Page(report)
    sheets = [_workers(page), _basis(page), _groups(page)]
    if report.quota is not None:
        sheets.append(_samples(page))
    return tuple(sheets)


def _workers(page: Page) -> TableSheet:
    report, words = page.report, page.words
    if report.has_names:
        columns = [TableColumn(words(key)) for key in ("head_worker", "head_name", "head_group")]
    else:
        columns = [TableColumn(words("head_number"), COUNT)]
    if page.is_compared:
        keys = ("head_month_now", "head_month_then", "head_month_gain")
        columns += [TableColumn(words(key), AMOUNT) for key in keys]
    else:
        columns.append(TableColumn(words("head_month_level"), AMOUNT))
    rows = []
    for number, one in enumerate(report.workers, start=1):
        row: list[Cell] = [one.worker, one.name, one.group] if report.has_names else [number]
        if one.before is None:
            row.append(one.after)
        else:
            row += [one.before, one.after, one.after - one.before]
        rows.append(tuple(row))
    return TableSheet(words("sheet_workers"), tuple(columns), tuple(rows))


def _basis(page: Page) -> TableSheet:
    words = page.words
    rows = [*basis_rows(page), *formula_rows(page)]
    rows.append(
        (words("left_out_section"), words.sentence(page.left_out(page.report.head.issue_title)))
    )
    columns = (TableColumn(words("head_item")), TableColumn(words("head_content")))
    return TableSheet(words("sheet_basis"), columns, tuple(rows))


def _groups(page: Page) -> TableSheet:
    words = page.words
    amounts = ["head_mean_then", "head_mean_gain", "head_least_gain"]
    columns = (
        TableColumn(words("head_grouping")),
        TableColumn(words("head_group")),
        TableColumn(words("head_people"), COUNT),
        *(TableColumn(words(key), AMOUNT) for key in ("head_mean_now", *amounts)),
        TableColumn(words("head_losing"), COUNT),
    )
    return TableSheet(words("sheet_groups"), columns, tuple(_group_rows(page)))


def _group_rows(page: Page) -> Iterator[tuple[Cell, ...]]:
    for table in page.report.who_gains.tables:
        for one in table.groups:
            yield (
                page.words(f"dimension_{table.dimension.value}"),
                page.group(table.dimension, one.name, one.kind),
                one.workers,
                one.mean_before,
                one.mean_after,
                one.mean_gain,
                one.least_gain,
                one.losing,
            )


def _samples(page: Page) -> TableSheet:
    words, quota = page.words, page.report.quota
    assert quota is not None, "samples are of quotas"
    named = page.report.has_names
    columns = (
        TableColumn(words("head_worker")) if named else TableColumn(words("head_number"), COUNT),
        TableColumn(words("head_operation")),
        TableColumn(words("head_units"), AMOUNT),
        TableColumn(words("head_hours"), AMOUNT),
        TableColumn(words("head_per_shift"), AMOUNT),
        TableColumn(words("head_quota"), COUNT),
        TableColumn(words("head_attained_it")),
    )
    answers = {None: None, True: words("yes"), False: words("no")}
    rows = tuple(
        (
            one.worker if named else int(one.worker),
            one.operation,
            one.units,
            one.hours,
            one.units_per_shift,
            one.quota,
            answers[one.attained],
        )
        for one in quota.samples
    )
    return TableSheet(words("sheet_samples"), columns, rows)
