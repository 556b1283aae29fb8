"""The page for members: what terms mean for everybody, on one sheet of paper.

`summaries` gives the page in several versions, each shorter than the one before: tables are cut
with a line that says how much is left out, then remarks and names. `typeset.fit.one_page` takes the
first that fits. The last has one line a table and short names; it fits whatever the case is called.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from negotiator_desk.drafting.blocks import (
    Block,
    Document,
    Highlight,
    Highlights,
    Note,
    Prose,
    Reference,
    Section,
    Title,
)
from negotiator_desk.drafting.costing_report import CostingReport
from negotiator_desk.drafting.report_assumptions import phase_in_clauses
from negotiator_desk.drafting.report_figures import agreed, count, percent_change
from negotiator_desk.drafting.report_parts import Page, cut, grid
from negotiator_desk.drafting.report_sections import GainFigures, GroupTable
from negotiator_desk.drafting.report_terms import TermsLine, terms_lines
from negotiator_desk.money import round_to
from negotiator_desk.pay.checks import ONE
from negotiator_desk.pay.gains import GroupKind
from negotiator_desk.pay.groups import Dimension
from negotiator_desk.pay.quality import figure_text
from negotiator_desk.pay.term_result import Line
from negotiator_desk.pay.terms import Subject, subject_of

_MOST_FLAGS = 2
_MOST_AREAS = 3
_SHORT_LIST = 3
_STEP = Decimal("0.0001")
_CODE = 16
"""Digits of a fingerprint that the page shows."""


@dataclass(frozen=True)
class _Detail:
    """How much is shown.

    Attributes:
        rows: Most lines of the tables of changes and of groups together.
        letters: Chinese letters of a name in a table.
        is_short: Whether what the annex says as well is left to it.
    """

    rows: int
    letters: int
    is_short: bool


def summaries(report: CostingReport) -> Iterator[Document]:
    """Yield the page for members, the fullest first."""
    for letters, is_short, most, fewest in (
        (24, False, 20, 8),
        (24, True, 20, 5),
        (12, True, 14, 2),
    ):
        for rows in range(most, fewest - 1, -1):
            yield _Summary(report, _Detail(rows, letters, is_short)).document()


class _Summary(Page):
    """One version of the page."""

    def __init__(self, report: CostingReport, detail: _Detail) -> None:
        super().__init__(report)
        self.detail = detail
        self.table = self._main_table()
        lines = terms_lines(self.words, report.terms, report.present, detail.letters)
        if report.present is not None:
            lines = tuple(line for line in lines if line.is_changed)
        self.lines = lines
        self.most_changes, self.most_groups = self._shared_out()

    def _main_table(self) -> GroupTable | None:
        order = (Dimension.TEAM, Dimension.GRADE, Dimension.POST)
        if subject_of(self.report.terms) is Subject.SKILL_GRADE_WAGES:
            order = (Dimension.GRADE, Dimension.TEAM, Dimension.POST)
        return self.report.who_gains.first(*order)

    def _shared_out(self) -> tuple[int, int]:
        """Return the most lines of changes and of groups.

        Groups have half of the lines if all of them fit into it, otherwise two in five; what one
        table does not need the other has.
        """
        rows = self.detail.rows
        every = 0 if self.table is None else len(self.table.groups)
        half = (rows + 1) // 2
        groups = every if every <= half else max(rows * 2 // 5, 1)
        groups = max(groups, min(every, rows - len(self.lines)))
        return max(rows - groups, 1), groups

    def document(self) -> Document:
        """Return the page."""
        head, words = self.report.head, self.words
        return Document(
            title=words("summary_title", issue=head.issue_title),
            author=words("author"),
            reference=head.case_number,
            version=1,
            fingerprint=self.report.fingerprint,
            blocks=tuple(self._blocks()),
            language=words.pdf_language,
            edition=words("edition", number=head.case_number, day=words.day(head.made_on)),
        )

    def _blocks(self) -> Iterator[Block]:
        head, words, wide = self.report.head, self.words, 2 * self.detail.letters
        yield Title(words("summary_title", issue=cut(head.issue_title, self.detail.letters)))
        yield Reference(
            words("about_case", title=cut(head.case_title, wide), number=head.case_number)
        )
        yield Reference(self.standing(head))
        yield Highlights(tuple(self._highlights()))
        if self.is_phased_in:
            parts = phase_in_clauses(words, self.report.assumptions.phase_in)
            yield Note((words("phase_note", parts=words.names(parts)),))
        sections = (self._changes, self._gains, self._minimum, self._cost, self._left_out)
        keys = ("changes", "gains", "minimum", "cost", "left_out")
        for number, (key, section) in enumerate(zip(keys, sections, strict=True), start=1):
            yield Section(words.heading(number, f"{key}_heading"))
            yield from section()
        yield Note((self._source(),))

    @property
    def is_phased_in(self) -> bool:
        """Whether the terms change pay, and a year pays less than the whole of it."""
        gains = self.report.gains
        is_changing = gains is not None and bool(gains.gaining or gains.losing)
        return is_changing and any(part != ONE for part in self.report.assumptions.phase_in)

    def _label(self, key: str) -> str:
        """Return what a frame is called; where pay is phased in, that it is the whole change."""
        return self.words(f"phase_{key}" if self.is_phased_in else key)

    def _highlights(self) -> Iterator[Highlight]:
        words, figures, totals = self.words, self.figures, self.report.totals
        gains = self.report.gains
        if gains is None:
            for key, amount in (
                ("mean", totals.mean_after),
                ("lowest", totals.lowest_after),
                ("median", totals.median_after),
            ):
                value = words("yuan", amount=figures.amount(amount))
                yield Highlight(words(f"{key}_level_label"), value, "")
        else:
            before, after = figures.amount(totals.mean_before), figures.amount(totals.mean_after)
            yield Highlight(
                self._label("mean_label"),
                figures.yuan_change(gains.mean),
                words("from_to", before=before, after=after),
            )
            yield self._poorest(gains)
            yield self._heads(gains)
        yield self._firm()

    def _poorest(self, gains: GainFigures) -> Highlight:
        figures = self.figures
        before, after = gains.poorest_before, gains.poorest_after
        note = self.words("from_to", before=figures.amount(before), after=figures.amount(after))
        return Highlight(self._label("poorest_label"), figures.yuan_change(after - before), note)

    def _heads(self, gains: GainFigures) -> Highlight:
        words = self.words
        value = words(
            "heads_value",
            gaining=count(gains.gaining),
            staying=count(gains.staying),
            losing=count(gains.losing),
        )
        key = "heads_note" if gains.least >= 0 else "heads_note_less"
        note = words(key, least=self.figures.yuan_change(gains.least))
        return Highlight(words("heads_label"), value, note)

    def _firm(self) -> Highlight:
        words, figures, totals = self.words, self.figures, self.report.totals
        difference = totals.yearly_difference
        if difference is None:
            value = words("yuan", amount=figures.amount(totals.yearly_after))
            return Highlight(words("firm_level_label"), value, "")
        value = words("yuan", amount=figures.amount(abs(difference)))
        note = words("firm_note", percent=self._rise()) if totals.yearly_before else ""
        key = "firm_label" if difference >= 0 else "firm_label_less"
        return Highlight(self._label(key), value, note)

    def _rise(self) -> str:
        """Return by which part of itself the yearly pay rises."""
        totals = self.report.totals
        before, difference = totals.yearly_before, totals.yearly_difference
        assert before is not None, "a rise is measured against something"
        assert difference is not None, "a rise is measured against something"
        return percent_change(round_to(difference / before, _STEP)) if before else ""

    def _changes(self) -> Iterator[Block]:
        words, letters, lines = self.words, self.detail.letters, self.lines
        if self.report.present is None:
            shown = lines[: self.most_changes]
            yield Prose((words("no_present"),))
            heads = [f"<{words('head_item')}", f">{words('head_terms')}"]
            yield grid(heads, [(one.label, cut(one.after, letters)) for one in shown])
            key = "cut_terms"
        elif not lines:
            yield Prose((words("nothing_changes"),))
            return
        else:
            shown = self._weightiest(lines)
            keys = ("head_now", "head_then", "head_change")
            heads = [f"<{words('head_item')}", *(f">{words(key)}" for key in keys)]
            rows = [
                (one.label, cut(one.before, letters), cut(one.after, letters), one.change)
                for one in shown
            ]
            yield grid(heads, rows)
            key = "cut_changes"
        more = len(lines) - len(shown)
        if more:
            yield Note((words(key, shown=len(shown), more=more),))

    def _weightiest(self, lines: tuple[TermsLine, ...]) -> tuple[TermsLine, ...]:
        """Choose the changes that weigh most, in reading order: those for everybody, then money."""
        if len(lines) <= self.most_changes:
            return lines

        def weight(line: TermsLine) -> tuple[bool, Decimal]:
            yearly = self.report.units.of(line.key)
            if line.holds_for_all or line.difference is None or not line.step or yearly is None:
                return line.holds_for_all, Decimal(0)
            return False, abs(yearly * line.difference / line.step)

        kept = sorted(lines, key=weight, reverse=True)[: self.most_changes]
        return tuple(line for line in lines if line in kept)

    def _gains(self) -> Iterator[Block]:
        words, who = self.words, self.report.who_gains
        if self.table is None:
            yield Prose((words("no_groups"),))
        else:
            yield from self._groups(self.table)
        for flag in who.flags[: 1 if self.detail.is_short else _MOST_FLAGS]:
            yield Prose((self.flag(flag, self.detail.letters),))

    def _groups(self, table: GroupTable) -> Iterator[Block]:
        words, figures = self.words, self.figures
        least_first = sorted(
            table.groups,
            key=lambda one: one.mean_after if one.mean_gain is None else one.mean_gain,
        )
        is_whole = len(table.groups) <= self.most_groups
        shown = table.groups if is_whole else least_first[: self.most_groups]
        labels = [
            cut(self.group(table.dimension, g.name, g.kind), self.detail.letters) for g in shown
        ]
        heads = [f"<{words(f'dimension_{table.dimension.value}')}", f">{words('head_people')}"]
        rows: list[tuple[str, ...]] = []
        if self.is_compared:
            keys = ("head_mean_now", "head_mean_then", "head_mean_gain", "head_losing")
            heads += [f">{words(key)}" for key in keys]
        else:
            heads.append(f">{words('head_mean_level')}")
        for label, one in zip(labels, shown, strict=True):
            row = [label, count(one.workers)]
            if self.is_compared:
                row.append(figures.amount(one.mean_before))
            row.append(figures.amount(one.mean_after))
            if self.is_compared:
                row += [figures.change(one.mean_gain), count(one.losing)]
            rows.append(tuple(row))
        yield grid(heads, rows)
        notes = []
        more = len(table.groups) - len(shown)
        if more:
            key = "cut_groups" if self.is_compared else "cut_groups_level"
            notes.append(words(key, shown=len(shown), more=more))
        if any(one.kind is GroupKind.MERGED for one in shown):
            notes.append(words("small_groups_note"))
        if notes:
            yield Note((words.sentences(notes),))

    def _minimum(self) -> Iterator[Block]:
        words, areas = self.words, self.report.minimum.areas
        if not areas:
            yield Prose((words("minimum_none"),))
            return
        shown = areas[:_MOST_AREAS]
        lines = [
            words(
                "minimum_line_level" if one.below_before is None else "minimum_line",
                area=self._areas(one.areas),
                amount=agreed(one.monthly),
                before=count(one.below_before),
                after=count(one.below_after),
            )
            for one in shown
        ]
        yield Prose((words("minimum_lines", lines=words.clauses(lines)),))
        notes = [*self.minimum_notes()]
        if len(areas) > len(shown):
            notes.append(words("cut_areas", more=len(areas) - len(shown)))
        yield Note((words.sentences(notes),))

    def _areas(self, areas: tuple[str, ...]) -> str:
        """Return the areas of a tier, or the first of them and how many there are."""
        whole = self.words.names(areas)
        if cut(whole, self.detail.letters) == whole:
            return whole
        return cut(areas[0], self.detail.letters) + self.words("and_more", count=len(areas))

    def _cost(self) -> Iterator[Block]:
        words, figures = self.words, self.figures
        rows = [
            (label, figures.amount(before), figures.amount(after), figures.change(change))
            for label, before, after, change in self._cost_rows()
        ]
        heads = [f"<{words('head_item_yuan')}"]
        if self.is_compared:
            heads += [f">{words(key)}" for key in ("head_now", "head_then", "head_change")]
            yield grid(heads, rows)
        else:
            heads.append(f">{words('head_terms')}")
            yield grid(heads, ((label, after) for label, _before, after, _change in rows))
        notes = [words.sentence(self._cost_notes())]
        difference = self.report.totals.yearly_difference
        if difference is not None and not figures.range(difference).is_exact:
            found = figures.range(difference)
            notes.append(
                words("cost_range", low=figure_text(found.low), high=figure_text(found.high))
            )
        yield Note((words.sentences(notes),))

    def _cost_notes(self) -> Iterator[str]:
        """Yield what the amounts have in them, each as a clause."""
        yield self.words("cost_year_note")
        if self.is_compared:
            yield self.words("cost_year_whole")
        if self._has_term:
            yield self.words("cost_term_note")

    @property
    def _has_term(self) -> bool:
        """Whether the term costs something else than a year."""
        totals, term = self.report.totals, self.report.term
        whole, over_present = term.of_term(Line.TOTAL), term.of_term(Line.DIFFERENCE)
        return (whole, over_present) != (totals.yearly_after, totals.yearly_difference)

    def _cost_rows(self) -> Iterator[tuple[str, Decimal | None, Decimal, Decimal | None]]:
        """Yield what is paid: its name, at present, under the terms, and the difference."""
        words, totals, term = self.words, self.report.totals, self.report.term
        difference = totals.yearly_difference
        yield words("cost_year"), totals.yearly_before, totals.yearly_after, difference
        if (totals.items_after or totals.items_before) and not self.detail.is_short:
            before, after = totals.items_before, totals.items_after
            yield words("cost_items"), before, after, None if before is None else after - before
        whole, over_present = term.of_term(Line.TOTAL), term.of_term(Line.DIFFERENCE)
        assert whole is not None, "every term has a total"
        if self._has_term:
            before = None if over_present is None else whole - over_present
            yield words("cost_term", months=term.months[-1]), before, whole, over_present
        if self.detail.is_short:
            return
        for line, key, before in (
            (Line.ON_COSTS, "cost_on_costs", term.present_on_costs),
            (Line.PROGRESSION, "cost_progression", term.present_progression),
        ):
            part = term.of_term(line)
            assert part is not None, "every term has its lines"
            if part or before:
                yield words(key), before, part, None if before is None else part - before

    def _left_out(self) -> Iterator[Block]:
        issue = cut(self.report.head.issue_title, self.detail.letters)
        clauses = [*self.left_out(issue)]
        if self.detail.is_short and len(clauses) > _SHORT_LIST:
            clauses = [*clauses[:_SHORT_LIST], self.words("out_more")]
        yield Prose((self.words.sentence(clauses),))

    def _source(self) -> str:
        words, source = self.words, self.report.source
        line = words(
            "source_line",
            dataset=cut(source.dataset_name, self.detail.letters),
            facts=self.facts(),
            code=source.dataset_fingerprint[:_CODE].upper(),
            rules=self.rules(),
            version=source.formula_version,
            made_on=words.day(self.report.head.made_on),
        )
        return words.sentences((line, self.quality(), *self.rounding()))
