"""What a meeting sheet's tables and lists say, cut to the detail at hand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from negotiator_desk.bargaining.parties import Side
from negotiator_desk.drafting.blocks import Form
from negotiator_desk.drafting.meeting_log import (
    LogAgreement,
    LogOffer,
    LogPause,
    LogPerson,
    SessionLog,
)
from negotiator_desk.drafting.report_parts import cut
from negotiator_desk.drafting.report_terms import terms_lines
from negotiator_desk.drafting.report_words import CHINESE, Words, load_words
from negotiator_desk.drafting.sheet_changes import clock, moment_text
from negotiator_desk.drafting.sheet_detail import Detail
from negotiator_desk.drafting.typeset.fonts import has_glyph, printable
from negotiator_desk.drafting.values import write_value
from negotiator_desk.pay.terms import NumberTerm, Terms, TextTerm
from negotiator_desk.times import CHINA_TIME

_CUT = "…"
_CODE = 16
_GROUP = 4


def short_fingerprint(fingerprint: str) -> str:
    """Return the sixteen digits that papers print: 0A1B 2C3D 4E5F 6071."""
    starts = range(0, _CODE, _GROUP)
    return " ".join(fingerprint[start : start + _GROUP].upper() for start in starts)


def legible(text: str) -> str:
    """Return a text with every character that no font has as its number, such as 〈U+E000〉.

    What was said in a session stays said, and its record has to be printed nevertheless.
    """
    shown = printable(text)
    missing = {one for one in set(shown) if one != "\n" and not has_glyph(one)}
    if not missing:
        return text
    return "".join(f"〈U+{ord(one):04X}〉" if one in missing else one for one in shown)


class Texts:
    """Says the parts of a log in a language.

    Attributes:
        is_cut: Whether a name or terms said so far lost their end.
    """

    def __init__(self, words: Words, log: SessionLog, detail: Detail) -> None:
        self.words = words
        self.log = log
        self.detail = detail
        self.is_cut = False
        self._cells = load_words(words.language)
        self._agreed = {(one.issue_id, one.side, one.round) for one in log.agreed}
        self._held = {(one.issue_id, one.side, one.round) for one in log.tentative}

    def name(self, text: str) -> str:
        """Return a name or a title."""
        shown = legible(text)
        return shown if self.detail.letters is None else self._kept(shown, self.detail.letters)

    def text(self, text: str) -> str:
        """Return what somebody wrote, apart from the minutes."""
        most = self.detail.text
        shown = legible(text)
        if most is None:
            return shown
        flat = " ".join(shown.split())
        if len(flat) <= most:
            return flat
        self.is_cut = True
        return flat[: max(most - 1, 0)].rstrip() + _CUT

    def line(self, text: str) -> str:
        """Return what somebody wrote in several lines as one."""
        lines = (one.strip(" ；;。") for one in text.splitlines())
        return self.text(self.words.clauses(one for one in lines if one))

    def terms(self, terms: Terms, *, is_offer: bool = False) -> str:
        """Return terms as running text, with as many figures as there is room for.

        Args:
            is_offer: They were offered, and neither agreed nor held.
        """
        match terms:
            case NumberTerm(value, unit):
                gap = "" if self.words.language == CHINESE else " "
                return f"{write_value(value, Form.AMOUNT, places=0)}{gap}{self._named(unit)}"
            case TextTerm(text):
                return self.text(text)
            case _:
                pass
        most = self.detail.offered if is_offer else self.detail.figures
        lines = terms_lines(self._cells, terms, None, self.detail.letters)
        shown = [
            self.words(
                _value_key(line.label), label=self._named(line.label), value=self._named(line.after)
            )
            for line in lines[:most]
        ]
        said = self.words.clauses(shown)
        more = len(lines) - len(shown)
        if more:
            self.is_cut = True
            said = self.words("and_more", text=said, count=more)
        return said

    def side(self, side: Side) -> str:
        """Return what a side is called."""
        return self.words(f"side_{side.value}")

    def at(self, moment: datetime) -> str:
        """Return a time of day, with its day where that is not the session's."""
        if _day(moment) == _day(self.log.held_at):
            return clock(moment)
        return moment_text(self.words, moment)

    def time(self, sealed_at: datetime) -> str:
        """Return when the session was held.

        Args:
            sealed_at: A session of an earlier day has an end, even if nobody wrote it down.
        """
        log, words = self.log, self.words
        begin = moment_text(words, log.held_at)
        if log.ended_at is None:
            if _day(sealed_at) > _day(log.held_at):
                return words("time_unknown", begin=begin)
            return words("time_suspended" if log.is_suspended else "time_open", begin=begin)
        return words("time_whole", begin=begin, end=self.at(log.ended_at))

    def pauses(self) -> str:
        """Return when the session was suspended."""
        spans = self.listed([self._pause(one) for one in self.log.pauses], "cut_list")
        return self.words.clauses(spans)

    def chair(self) -> str:
        """Return who presides."""
        log = self.log
        name = self.name(log.chair_name)
        return self.words("chair", side=self.side(log.chair), name=name).strip(", ")

    def people(self, people: Sequence[LogPerson]) -> str:
        """Return those of a side who were there."""
        if not people:
            return self.words("nobody")
        return self.words.names(self.listed([self._person(one) for one in people], "cut_people"))

    def source(self, one: LogAgreement) -> str:
        """Return whose offer was accepted, and who accepted it."""
        words = self.words
        is_earlier = one.offered_in != self.log.number
        source = words(
            "agreed_from_before" if is_earlier else "agreed_from",
            side=self.side(one.side),
            round=one.round,
            **({"number": one.offered_in} if is_earlier else {}),
        )
        if not one.speaker:
            return source
        return words("agreed_by", source=source, name=self.name(one.speaker))

    def putting(self, offer: LogOffer) -> str:
        """Return who put an offer, and when."""
        words = self.words
        time = self.at(offer.tabled_at)
        put = words("offer_at", side=self.side(offer.side), round=offer.round, time=time)
        return words("offer_by", offer=put, name=self.name(offer.speaker)) if offer.speaker else put

    def offered(self, offer: LogOffer) -> str:
        """Return an offer's terms, its package and that it was taken back.

        What is agreed or tentative is told above, and not once more.
        """
        words = self.words
        key = (offer.issue_id, offer.side, offer.round)
        if key in self._agreed:
            said = words("offer_agreed")
        elif key in self._held:
            said = words("offer_held")
        else:
            said = self.terms(offer.terms, is_offer=True)
        if offer.package is not None:
            said = words("in_package", terms=said, package=offer.package)
        if offer.withdrawn_at is not None:
            said = words("withdrawn", terms=said, time=self.at(offer.withdrawn_at))
        return said

    def listed(self, names: Iterable[str], key: str) -> list[str]:
        """Return as many names as there is room for; the last one says how many there are.

        Args:
            key: Of the words for that.
        """
        every = list(names)
        most = self.detail.rows
        if most is None or len(every) <= most:
            return every
        self.is_cut = True
        last = self.words(key, names=every[most - 1], count=len(every))
        return [*every[: most - 1], last]

    def _named(self, text: str) -> str:
        """Return a part of terms, which is cut already unless numbers make it longer."""
        return text if legible(text) is text else self.name(text)

    def _kept(self, text: str, letters: int) -> str:
        kept = cut(text, letters)
        self.is_cut |= kept != text
        return kept

    def _pause(self, pause: LogPause) -> str:
        words = self.words
        begin = self.at(pause.paused_at)
        if pause.resumed_at is None:
            span = words("pause_open", begin=begin)
        else:
            span = words("pause_whole", begin=begin, end=self.at(pause.resumed_at))
        if not pause.reason:
            return span
        return words("pause_reason", span=span, reason=self.name(pause.reason))

    def _person(self, person: LogPerson) -> str:
        words = self.words
        name, post = self.name(person.name), self.name(person.post)
        arrived = person.arrived_at
        values: dict[str, object] = {"name": name}
        key = "person"
        if post:
            key, values = f"{key}_post", {**values, "post": post}
        if arrived is not None and _minute(arrived) > _minute(self.log.held_at):
            key, values = f"{key}_arrived", {**values, "time": self.at(arrived)}
        said = name if key == "person" else words(key, **values)
        return words("chief", name=said) if person.is_chief else said


def _value_key(label: str) -> str:
    """Return the words for a value: behind a unit in brackets no colon is needed."""
    return "value_of" if label.endswith(("）", ")")) else "value_named"


def _day(moment: datetime) -> date:
    return moment.astimezone(CHINA_TIME).date()


def _minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)
