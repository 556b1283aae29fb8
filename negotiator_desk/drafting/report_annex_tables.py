"""The tables of the costing annex: contract years, one unit, minimum wage, quotas, gains."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from negotiator_desk.drafting.blocks import Block, Caption, Form, Note, Prose
from negotiator_desk.drafting.report_figures import MISSING, agreed, count, percent
from negotiator_desk.drafting.report_parts import Page, grid
from negotiator_desk.drafting.report_sections import GroupTable, LadderLine, QuotaLine, ShareLine
from negotiator_desk.drafting.report_terms import terms_lines
from negotiator_desk.drafting.values import write_value
from negotiator_desk.money import round_to
from negotiator_desk.pay.term_result import Line

_YEARS_ACROSS = 3
"""Contract years beside each other; more stand in a second table, each with the whole term."""

MOST_FAULTS = 200
"""Cells of a ladder that the annex lists."""

_SHARE_STEP = Decimal("0.0001")


def term_blocks(page: Page) -> Iterator[Block]:
    """Yield what the contract years cost, with and without automatic progression."""
    words, figures, term = page.words, page.figures, page.report.term
    years = len(term.months) - 1
    for start in range(0, years, _YEARS_ACROSS):
        places = [*range(start, min(start + _YEARS_ACROSS, years)), years]
        heads = [f"<{words('head_item')}"]
        if years == 1:
            places = [years]  # the only year is the term
        heads += [f">{words('head_year', number=place + 1)}" for place in places[:-1]]
        heads.append(f">{words('head_term')}")
        rows = [
            [words("row_months"), *(str(term.months[place]) for place in places)],
            [words("row_heads"), *(_trimmed(term.heads[place]) for place in places)],
            [words("row_hours"), *(_trimmed(term.hours[place]) for place in places)],
        ]
        for row in term.rows:
            label = words(f"line_{row.line.value}")
            if row.name:
                label = words("on_cost_row", name=row.name)
            write = figures.change if row.line is Line.DIFFERENCE else figures.amount
            rows.append([label, *(write(row.values[place]) for place in places)])
            if row.line is Line.DIFFERENCE:
                label = words("line_difference_without")
                without = term.difference_without
                rows.append([label, *(figures.change(without[place]) for place in places)])
        yield grid(heads, rows)
    notes = [words("amounts_in_yuan"), words("term_note")]
    notes += [words(f"note_{note.value}") for note in term.notes]
    yield Note((words.sentences(notes),))


def unit_blocks(page: Page) -> Iterator[Block]:
    """Yield what one step more costs, cell by cell."""
    words, figures, units = page.words, page.figures, page.report.units
    lines = {line.key: line for line in terms_lines(words, page.report.terms, None)}
    free = [one for one in units.lines if one.yearly is not None and not one.yearly]
    rows = [
        (
            lines[one.key].label,
            lines[one.key].after,
            lines[one.key].step_text,
            figures.change(one.yearly),
        )
        for one in units.lines
        if one.yearly is None or one.yearly
    ]
    heads = (
        f"<{words('head_item')}",
        *(f">{words(key)}" for key in ("head_value", "head_step", "head_yearly")),
    )
    if rows:
        yield grid(heads, rows)
    notes = [words("units_note")]
    if free:
        notes.append(words("units_free", count=count(len(free))))
    if units.left_out:
        notes.append(words("units_left_out", count=count(units.left_out)))
    yield Note((words.sentences(notes),))


def minimum_blocks(page: Page) -> Iterator[Block]:
    """Yield who is below the minimum wage of each tier of areas."""
    words, areas = page.words, page.report.minimum.areas
    if not areas:
        yield Prose((words("minimum_none"),))
        return
    heads = [
        f"<{words('head_area')}",
        *(f">{words(key)}" for key in ("head_standard", "head_people", "head_below_now")),
        *(f">{words(key)}" for key in ("head_below_then", "head_months_below", "head_lowest")),
    ]
    rows = [
        (
            words.names(one.areas),
            agreed(one.monthly),
            count(one.workers),
            count(one.below_before),
            count(one.below_after),
            f"{count(one.months_below)} / {count(one.months)}",
            page.figures.amount(one.lowest),
        )
        for one in areas
    ]
    yield grid(heads, rows)
    yield Note((words.sentences(page.minimum_notes()),))


def quota_blocks(page: Page) -> Iterator[Block]:
    """Yield whether the quotas can be finished, with the margin that is known."""
    words, quota = page.words, page.report.quota
    if quota is None:
        return
    hours = write_value(quota.shift_hours, Form.AMOUNT, places=0)
    if quota.least_share is None:
        yield Prose((words("quota_no_rule", hours=hours),))
    else:
        share = write_value(quota.least_share, Form.PERCENT)
        yield Prose((words("quota_rule", share=share, hours=hours, source=quota.source),))
    keys = ("head_quota", "head_samples", "head_attained", "head_share", "head_interval")
    heads = [
        f"<{words('head_operation')}",
        *(f">{words(key)}" for key in keys),
        words("head_verdict"),
        *(f">{words(key)}" for key in ("head_highest_quota", "head_rate_needed")),
    ]
    yield grid(heads, [_quota_row(page, line) for line in quota.lines])
    notes = [words("quota_note"), words("quota_needed_note")]
    if quota.rows_without_hours:
        notes.append(words("quota_rows_left", count=count(quota.rows_without_hours)))
    yield Note((words.sentences(notes),))


def _quota_row(page: Page, line: QuotaLine) -> Sequence[str]:
    words = page.words
    interval = MISSING
    if line.interval is not None:
        low, high = (percent(end) for end in line.interval)
        interval = words("interval", low=low, high=high)
    rate = line.rate_needed
    return (
        line.operation or words("quota_all"),
        count(line.quota),
        count(line.samples),
        count(line.attained),
        percent(line.share),
        interval,
        words(f"verdict_{line.verdict.value}"),
        count(line.highest),
        MISSING if rate is None else write_value(rate, Form.AMOUNT, places=4),
    )


def share_blocks(page: Page) -> Iterator[Block]:
    """Yield how the platform's share is spread over the orders."""
    words, shares = page.words, page.report.shares
    if shares is None:
        return
    known = shares.orders - shares.without_total
    is_compared = shares.share_before is not None
    heads = [f"<{words('head_share_of_order')}"]
    if is_compared:
        heads += [f">{words('head_orders_now')}", f">{words('head_part')}"]
    heads += [f">{words('head_orders_then')}", f">{words('head_part')}"]
    rows = []
    for line in shares.lines:
        row = [_share_label(page, line)]
        if is_compared:
            row += [count(line.before), _part(line.before, known)]
        rows.append([*row, count(line.after), _part(line.after, known)])
    yield grid(heads, rows)
    notes = [_share_sentence(page)]
    if shares.cap is not None:
        cap = write_value(shares.cap, Form.PERCENT)
        notes.append(words("shares_over_cap", cap=cap, count=count(shares.over_cap)))
    if shares.without_total:
        notes.append(words("shares_without_total", count=count(shares.without_total)))
    notes.append(words("shares_note"))
    yield Note((words.sentences(notes),))


def _share_label(page: Page, line: ShareLine) -> str:
    if line.above is None or line.up_to is None:
        return page.words("bar_below_zero")
    low, high = percent(line.above, 0), percent(line.up_to, 0)
    return page.words("bar_from_to", low=low, high=high)


def _share_sentence(page: Page) -> str:
    words, shares = page.words, page.report.shares
    assert shares is not None, "a sentence about shares"
    now, then = percent(shares.share_before), percent(shares.share_after)
    settled_now, settled_then = percent(shares.settled_before), percent(shares.settled_after)
    if shares.share_before is None:
        return words("shares_total", share=then) + words("shares_settled", share=settled_then)
    return words("shares_total_from", before=now, share=then) + words(
        "shares_settled_from", before=settled_now, share=settled_then
    )


def _part(orders: int | None, of_orders: int) -> str:
    if orders is None or not of_orders:
        return MISSING
    return percent(round_to(Decimal(orders) / of_orders, _SHARE_STEP))


def ladder_blocks(page: Page) -> Iterator[Block]:
    """Yield what the ladder of a wage grid breaks."""
    words, ladder = page.words, page.report.ladder
    if ladder is None:
        return
    if not ladder.faults:
        yield Prose((words("ladder_none"),))
        return
    shown = ladder.faults[:MOST_FAULTS]
    heads = [
        f"<{words('head_cell')}",
        f">{words('head_amount')}",
        f"<{words('head_rule')}",
        *(f">{words(key)}" for key in ("head_compared", "head_needed")),
    ]
    rows = [
        (
            f"{one.band}·{one.grade}",
            agreed(one.amount),
            _fault(page, one),
            agreed(one.compared_with),
            MISSING if one.needed is None else agreed(one.needed),
        )
        for one in shown
    ]
    yield grid(heads, rows)
    if any(one.is_hint for one in shown):
        yield Note((words("ladder_source", source=ladder.hint_source),))
    if len(shown) < len(ladder.faults):
        values = {"what": words("head_rule"), "count": count(len(ladder.faults))}
        yield Note((words("cut_list", shown=count(len(shown)), **values),))


def _fault(page: Page, fault: LadderLine) -> str:
    words = page.words
    key = f"fault_{fault.kind.value}" + ("_mark" if fault.mark else "")
    post_class = "" if fault.post_class is None else words(f"class_{fault.post_class.value}")
    text = words(key, areas=words.names(fault.areas), mark=fault.mark, post_class=post_class)
    return text + (words("ladder_hint") if fault.is_hint else "")


def gain_blocks(page: Page) -> Iterator[Block]:
    """Yield who gains, group by group."""
    words, who = page.words, page.report.who_gains
    gains = page.report.gains
    for flag in who.flags:
        yield Prose((page.flag(flag),))
    if gains is not None:
        yield Caption(words("quantiles_caption"))
        heads = [f">{_quantile(page, at)}" for at, _amount in gains.quantiles]
        yield grid(heads, [[page.figures.change(amount) for _at, amount in gains.quantiles]])
        value = words(
            "heads_value",
            gaining=count(gains.gaining),
            staying=count(gains.staying),
            losing=count(gains.losing),
        )
        yield Note((f"{words('heads_label')}{words('colon')}{value}",))
    for table in who.tables:
        if table.groups:
            yield from _group_blocks(page, table)
    if who.steps:
        yield Caption(words("steps_caption"))
        keys = ("head_now", "head_then") if page.is_compared else ("head_terms",)
        rows = []
        for step in who.steps:
            pair = words("step_pair", higher=step.higher, lower=step.lower)
            ratios = (step.before, step.after) if page.is_compared else (step.after,)
            cells = [MISSING if one is None else _ratio(one) for one in ratios]
            rows.append([pair + (words("inverted") if step.is_inverted else ""), *cells])
        yield grid([f"<{words('head_pair')}", *(f">{words(key)}" for key in keys)], rows)


def _trimmed(number: Decimal) -> str:
    return write_value(number, Form.AMOUNT, places=0)


def _ratio(ratio: Decimal) -> str:
    return write_value(ratio, Form.AMOUNT, places=4)


def _quantile(page: Page, at: int) -> str:
    if at in {0, 50, 100}:
        return page.words(f"quantile_{at}")
    return page.words("quantile_other", percent=at)


def _group_blocks(page: Page, table: GroupTable) -> Iterator[Block]:
    words, figures = page.words, page.figures
    name = words(f"dimension_{table.dimension.value}")
    yield Caption(name)
    keys = ["head_people", "head_mean_level"]
    if page.is_compared:
        keys = ["head_people", "head_mean_now", "head_mean_then", "head_mean_gain"]
        keys += ["head_least_gain", "head_losing"]
    rows = []
    for one in table.groups:
        row = [page.group(table.dimension, one.name, one.kind), count(one.workers)]
        if page.is_compared:
            row += [figures.amount(one.mean_before), figures.amount(one.mean_after)]
            row += [figures.change(one.mean_gain), figures.change(one.least_gain)]
            row.append(count(one.losing))
        else:
            row.append(figures.amount(one.mean_after))
        rows.append(row)
    yield grid([f"<{name}", *(f">{words(key)}" for key in keys)], rows)
    if table.gap_after is not None:
        after = percent(table.gap_after.scaleb(-2))
        if table.gap_before is None:
            yield Note((words("gap_note_level", after=after),))
        else:
            before = percent(table.gap_before.scaleb(-2))
            yield Note((words("gap_note", before=before, after=after),))
