"""What the page for members and the costing annex both write: tables, names, what is left out."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from decimal import Decimal

from negotiator_desk.drafting.blocks import Align, Column, Grid
from negotiator_desk.drafting.costing_report import CostingReport, Head, Standing
from negotiator_desk.drafting.report_figures import Figures, count, percent
from negotiator_desk.drafting.report_sections import FlagLine
from negotiator_desk.drafting.report_words import Words, load_words
from negotiator_desk.pay.basis import ComparedWith
from negotiator_desk.pay.fields import DatasetKind
from negotiator_desk.pay.gains import GroupKind
from negotiator_desk.pay.groups import AGE_BANDS, Dimension
from negotiator_desk.pay.term_result import TermNote
from negotiator_desk.pay.terms import Subject, subject_of

_AGE_WORDS = dict(
    zip(AGE_BANDS, ("age_under_30", "age_30_39", "age_40_49", "age_50_up"), strict=True)
)
_CUT = "…"
_NAMED = 2
"""Groups that a warning names where there is little room."""


class Page:
    """What every part of a paper asks for: the report, its words and its figures."""

    def __init__(self, report: CostingReport) -> None:
        """Open a report."""
        self.report = report
        self.words: Words = load_words(report.language).about(subject_of(report.terms))
        self.figures = Figures(self.words, report.source.margin, report.source.digits)

    @property
    def is_compared(self) -> bool:
        """Whether there is something that pay is compared with."""
        return self.report.source.compared_with is not ComparedWith.NOTHING

    def group(self, dimension: Dimension, name: str, kind: GroupKind) -> str:
        """Return a group's name as people read it."""
        match kind:
            case GroupKind.NOT_STATED:
                return self.words("group_not_stated")
            case GroupKind.MERGED:
                return self.words("group_merged")
            case GroupKind.NAMED:
                if dimension is Dimension.AGE and name in _AGE_WORDS:
                    return self.words(_AGE_WORDS[name])
                return name

    def flag(self, flag: FlagLine, letters: int | None = None) -> str:
        """Return a warning as one sentence.

        Args:
            letters: Length to which names are cut, and then only two are named; None = all.
        """
        dimension = flag.dimension or Dimension.TEAM
        names = [self.group(dimension, name, kind) for name, kind in flag.groups]
        if letters is not None:
            names = [cut(name, letters) for name in names]
        values: dict[str, object] = {"count": count(flag.workers)}
        if flag.dimension is not None:
            shown = names if letters is None else names[:_NAMED]
            groups = self.words.names(shown)
            if len(shown) < len(names):
                more = len(names) - len(shown)
                groups = self.words("more_groups", names=groups, more=more)
            values |= {"groups": groups, "higher": names[0], "lower": names[-1]}
        return self.words(f"flag_{flag.kind.value}", **values)

    def standing(self, head: Head) -> str:
        """Return what the terms are at the table."""
        key = f"standing_{head.standing.value}"
        if head.standing is Standing.OFFER and head.side is not None:
            key = f"{key}_{head.side.value}"
        day = "" if head.on is None else self.words.day(head.on)
        return self.words(key, day=day, session=head.session, round=head.round)

    def facts(self) -> str:
        """Return what the dataset holds, in a few words."""
        source = self.report.source
        span = ""
        if source.first_month is not None and source.last_month is not None:
            first, last = self.words.month(source.first_month), self.words.month(source.last_month)
            span = first
            if first != last:
                span = self.words("months_from_to", first=first, last=last)
                span = self.words("facts_months", span=span, count=source.months)
        rows, workers = count(source.rows), count(source.workers)
        key = f"facts_{source.kind.value}"
        if source.kind is DatasetKind.ROSTER:
            return self.words(key, workers=workers)
        return self.words(key, rows=rows, workers=workers, months=span)

    def rules(self) -> str:
        """Return the rule pack by its name and the day from which it is valid."""
        source = self.report.source
        _key, _space, day = source.rule_pack.rpartition(" ")
        return self.words("rules_value", place=source.place, day=day)

    def quality(self) -> str:
        """Return what the quality of the data leaves of the figures, as one sentence."""
        source = self.report.source
        if source.digits is None:
            return self.words("quality_note_measured")
        return self.words(
            "quality_note",
            quality=self.words(f"quality_{source.quality.value}"),
            digits=source.digits,
            margin=percent(source.margin, 0),
        )

    def rounding(self) -> Iterator[str]:
        """Yield a sentence on rounding if a printed change is not the difference beside it."""
        gains, totals = self.report.gains, self.report.totals
        if gains is None:
            return
        means: list[tuple[Decimal | None, Decimal, Decimal | None]] = [
            (totals.mean_before, totals.mean_after, gains.mean)
        ]
        means += [
            (one.mean_before, one.mean_after, one.mean_gain)
            for table in self.report.who_gains.tables
            for one in table.groups
        ]
        adds_up = all(
            before is None or gain is None or before + gain == after
            for before, after, gain in means
        )
        if self.report.source.digits is not None or not adds_up:
            yield self.words("rounding_note")

    def minimum_notes(self) -> Iterator[str]:
        """Yield how workers below the minimum wage are counted, as whole sentences."""
        yield self.words("minimum_caution")
        if self.report.source.compared_with is ComparedWith.RECORDED_PAY:
            yield self.words("minimum_caution_recorded")

    def left_out(self, issue: str) -> Iterator[str]:
        """Yield what is not in the figures, each as a clause without its end mark.

        Args:
            issue: What the issue is called, perhaps cut.
        """
        report, words = self.report, self.words
        if TermNote.ON_COSTS_NOT_ENTERED in report.term.notes:
            yield words("out_on_costs")
        yield words("out_other_issues", issue=issue)
        if report.totals.items_before or report.totals.items_after:
            yield words("out_yearly_items")
        subject = subject_of(report.terms)
        yield words(f"out_{subject.value}")
        match report.source.compared_with:
            case ComparedWith.NOTHING:
                yield words("out_not_compared")
            case ComparedWith.RECORDED_PAY:
                yield words("out_recorded")
            case ComparedWith.PRESENT_TERMS:
                pass
        if TermNote.ONLY_IN_TERMS in report.term.notes:
            yield words("out_only_in_terms")
        if subject is not Subject.SKILL_GRADE_WAGES:
            yield words("out_behaviour")


def grid(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> Grid:
    """Return a table of plain texts.

    Args:
        heads: A leading "<" sets a column's cells left, ">" right, otherwise they are centred.
    """
    aligns = {"<": Align.LEFT, ">": Align.RIGHT}
    return Grid(
        tuple(Column(head.lstrip("<>"), aligns.get(head[:1], Align.CENTRE)) for head in heads),
        tuple(tuple((cell,) for cell in row) for row in rows),
    )


def cut(text: str, letters: int) -> str:
    """Return a text of at most so many Chinese letters, or twice as many Latin ones.

    What is cut ends in "…".
    """
    room = 2 * letters
    if _breadth(text) <= room:
        return text
    kept = ""
    for character in text:
        if _breadth(kept + character) > room - 2:
            break
        kept += character
    return kept.rstrip() + _CUT


def _breadth(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(one) in "WFA" else 1 for one in text)
