"""The dialog of a job evaluation: factors, ratings of posts, and the bands that follow."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import QSize, Slot
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QWidget
from typing_extensions import override

from negotiator_desk.errors import InputError
from negotiator_desk.i18n import _
from negotiator_desk.pay.checks import plain_text
from negotiator_desk.pay.terms import Factor, JobEvaluation
from negotiator_desk.ui.dialogs.terms_fields import GridReader, named, plain_number
from negotiator_desk.ui.dialogs.terms_grid import BROKEN_HEIGHT, GridBox
from negotiator_desk.ui.itemmodels.grid import GridColumn, GridModel
from negotiator_desk.ui.theme import Tone
from negotiator_desk.ui.widgets.buttons import without_mnemonic
from negotiator_desk.ui.widgets.forms import FormDialog
from negotiator_desk.ui.widgets.labels import TextLabel, TextRole

_ELEMENT, _FACTOR, _WEIGHT, _LEVELS = range(4)
_BAND, _LEAST, _HELD = range(3)
_POST, _POINTS, _IN_BAND, _FIRST_LEVEL = range(4)
_NARROWEST = 48
"""Pixels of a factor's column among the ratings."""

_Levels = tuple[int, ...]


class EvaluationDialog(FormDialog):
    """Rates posts by points; what each post gets shows while it is typed."""

    def __init__(
        self,
        evaluation: JobEvaluation | None,
        bands: Sequence[str],
        posts: Sequence[str],
        parent: QWidget | None = None,
    ) -> None:
        """Show an evaluation to change, or the bands and posts that there are.

        Args:
            evaluation: What was agreed so far; None for a new one.
            bands: The grid's bands in its order.
            posts: The posts that have, or will have, a band.
        """
        super().__init__(_("Job evaluation"), _("Put posts into bands"), parent, width=1080)
        self.factors = GridModel(
            (
                GridColumn(_("Element"), is_figure=False),
                GridColumn(_("Factor"), is_figure=False),
                GridColumn(_("Weighting"), tip=_("Multiplies the points; empty: 1.")),
                GridColumn(
                    _("Points of each level"),
                    is_figure=False,
                    tip=_("From the lowest level to the highest, such as 10、20、32、45."),
                ),
            ),
            can_grow=True,
            parent=self,
        )
        self.bands = GridModel(
            (
                GridColumn(_("Band"), is_figure=False),
                GridColumn(_("Least points")),
                GridColumn(_("Posts"), is_fixed=True, tone=Tone.NEUTRAL),
            ),
            can_grow=True,
            parent=self,
        )
        self.ratings = GridModel(_rating_columns(()), can_grow=True, parent=self)
        self._names: tuple[str, ...] = ()
        self._problem = TextLabel(role=TextRole.ERROR, wrap=True)
        self._lay_out()
        self._show(evaluation, bands, posts)
        self.factors.edited.connect(self._follow_factors)
        for model in (self.factors, self.bands, self.ratings):
            model.edited.connect(self._work_out)
        self._work_out()

    def evaluation(self) -> JobEvaluation:
        """Return the evaluation as typed.

        Raises:
            InputError: It cannot be used; the sentence says where and why.
        """
        factors = self._read_factors()
        _names, least = self._read_bands()
        reader = GridReader(self.ratings, without_mnemonic(_("&Ratings")))
        rated = self._read_ratings(reader)
        reader.finish()
        if not rated:
            raise InputError(
                named(without_mnemonic(_("&Ratings")), _("a post with its levels is missing."))
            )
        return JobEvaluation(factors, rated, least)

    def band_names(self) -> tuple[str, ...]:
        """Return the bands as typed, in the order of the grid.

        Raises:
            InputError: They cannot be used.
        """
        return self._read_bands()[0]

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(16)
        self.factors_box = GridBox(
            self.factors,
            _("&Factors"),
            stretch=_LEVELS,
            hint=_(
                "The classic elements are 劳动技能, 劳动责任, 劳动强度 and 劳动条件. There are no "
                "official weights or points."
            ),
            parent=self,
        )
        self.bands_box = GridBox(
            self.bands,
            _("&Bands"),
            stretch=_BAND,
            hint=_("A post is in the highest band whose least points it reaches."),
            parent=self,
        )
        top.addWidget(self.factors_box, 3)
        top.addWidget(self.bands_box, 2)
        self.content.addLayout(top, 5)
        self.ratings_box = _RatingsBox(
            self.ratings,
            _("&Ratings"),
            hint=_("The level of each post in each factor, from 1; a post without levels is free."),
            parent=self,
        )
        self.content.addWidget(self.ratings_box, 6)
        self.foot.addWidget(self._problem)

    def _show(
        self, evaluation: JobEvaluation | None, bands: Sequence[str], posts: Sequence[str]
    ) -> None:
        factors = evaluation.factors if evaluation else ()
        least = evaluation.band_points if evaluation else ()
        levels = dict(evaluation.ratings) if evaluation else {}
        self.factors.set_texts(
            [
                (one.element, one.name, plain_number(one.weight), "、".join(map(str, one.points)))
                for one in factors
            ]
        )
        self.bands.set_texts(
            [
                (band, plain_number(least[place]) if place < len(least) else "", "")
                for place, band in enumerate(bands)
            ]
        )
        self._names = tuple(one.name for one in factors)
        self.ratings.set_columns(_rating_columns(self._names))
        blank = [""] * len(factors)
        rated = [*posts, *(post for post in levels if post not in posts)]
        self.ratings.set_texts(
            [(post, "", "", *map(str, levels.get(post, blank))) for post in rated]
        )

    @Slot()
    def _follow_factors(self) -> None:
        """Give the ratings a column for each factor typed, keeping what stood below a kept one."""
        names = tuple(row[_FACTOR].strip() for row in self.factors.texts())
        if names == self._names:
            return
        places = _kept(self._names, names)
        rows = [
            (
                *row[:_FIRST_LEVEL],
                *("" if place is None else row[_FIRST_LEVEL + place] for place in places),
            )
            for row in self.ratings.texts()
        ]
        self._names = names
        self.ratings.set_columns(_rating_columns(names))
        self.ratings.set_texts(rows)

    @Slot()
    def _work_out(self) -> None:
        """Show points and band of every post, as far as they follow from what was typed."""
        factors, bands = self._factors_so_far(), self._bands_so_far()
        points: list[str] = []
        in_band: list[str] = []
        reader = GridReader(self.ratings)
        for row in range(len(reader.texts)):
            found = _points(factors, self._levels(reader, row), bands)
            points.append("" if found is None else plain_number(found[0]))
            in_band.append("" if found is None else found[1])
        self.ratings.show_fixed(_POINTS, points)
        self.ratings.show_fixed(_IN_BAND, in_band)
        self.bands.show_fixed(
            _HELD, [str(in_band.count(name)) if name else "" for name, _least in bands]
        )
        self._show_problem()

    def _show_problem(self) -> None:
        is_blank = not self.factors.texts()
        problem = ""
        if not is_blank:
            try:
                self.evaluation()
            except InputError as error:
                problem = str(error)
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))

    def _factors_so_far(self) -> tuple[Factor, ...]:
        try:
            return self._read_factors()
        except InputError:
            return ()

    def _bands_so_far(self) -> tuple[tuple[str, Decimal], ...]:
        try:
            return tuple(zip(*self._read_bands(), strict=True))
        except InputError:
            return ()

    def _read_factors(self) -> tuple[Factor, ...]:
        reader = GridReader(self.factors, without_mnemonic(_("&Factors")))
        if not reader.texts:
            raise InputError(named(without_mnemonic(_("&Factors")), _("a factor is missing.")))
        rows = [
            (
                plain_text(reader.text(row, _FACTOR)).strip(),
                reader.whole_numbers(row, _LEVELS),
                reader.number(row, _WEIGHT, places=4, required=False),
                plain_text(reader.text(row, _ELEMENT, required=False)).strip(),
            )
            for row in range(len(reader.texts))
        ]
        reader.finish()
        return tuple(
            Factor(name, points, Decimal("1.0000") if weight is None else weight, element)
            for name, points, weight, element in rows
        )

    def _read_bands(self) -> tuple[tuple[str, ...], tuple[Decimal, ...]]:
        reader = GridReader(self.bands, without_mnemonic(_("&Bands")))
        rows = [
            (plain_text(reader.text(row, _BAND)).strip(), reader.number(row, _LEAST, places=4))
            for row in range(len(reader.texts))
        ]
        reader.finish()
        return (
            tuple(name for name, _least in rows),
            tuple(least for _name, least in rows if least is not None),
        )

    def _read_ratings(self, reader: GridReader) -> tuple[tuple[str, _Levels], ...]:
        """Read the levels of every post that has some, noting what is missing."""
        rated = []
        for row, texts in enumerate(reader.texts):
            if any(text.strip() for text in texts[_FIRST_LEVEL:]):
                levels = self._levels(reader, row)
                post = plain_text(reader.text(row, _POST)).strip()
                rated.append((post, tuple(level or 0 for level in levels)))
        return tuple(rated)

    def _levels(self, reader: GridReader, row: int) -> tuple[int | None, ...]:
        return tuple(
            reader.whole(row, _FIRST_LEVEL + place, required=True)
            for place in range(len(self._names))
        )

    @override
    def sizeHint(self) -> QSize:
        """As tall as the screen allows: every further post is one less to scroll for."""
        return QSize(super().sizeHint().width(), self.room().height())


class _RatingsBox(GridBox):
    """Posts with their points and bands, then the factors, which share the room left over."""

    @override
    def fit_columns(self) -> None:
        header = self.view.horizontalHeader()
        header.setMinimumSectionSize(_NARROWEST)
        header.setFixedHeight(BROKEN_HEIGHT)
        columns = len(self.model.columns)
        for column in range(columns):
            header.setSectionResizeMode(
                column,
                QHeaderView.ResizeMode.ResizeToContents
                if column < _FIRST_LEVEL
                else QHeaderView.ResizeMode.Stretch,
            )
        header.setStretchLastSection(columns == _FIRST_LEVEL)


def _rating_columns(names: Sequence[str]) -> tuple[GridColumn, ...]:
    return (
        GridColumn(_("Job post"), is_figure=False),
        GridColumn(_("Points"), is_fixed=True, tone=Tone.NEUTRAL),
        GridColumn(_("Band"), is_figure=False, is_fixed=True, tone=Tone.NEUTRAL),
        *(GridColumn(name, tip=name, wraps=True) for name in names),
    )


def _kept(old: Sequence[str], new: Sequence[str]) -> list[int | None]:
    """Return where the column of each new factor stood; a renamed factor keeps its place."""
    if len(old) == len(new):
        return list(range(len(new)))
    left = list(enumerate(old))
    places: list[int | None] = []
    for name in new:
        found = next((pair for pair in left if pair[1] == name), None)
        if found is not None:
            left.remove(found)
        places.append(None if found is None else found[0])
    return places


def _points(
    factors: Sequence[Factor],
    levels: Sequence[int | None],
    bands: Sequence[tuple[str, Decimal]],
) -> tuple[Decimal, str] | None:
    """Return points and band of a post; None as long as they do not follow."""
    known = tuple(level for level in levels if level is not None)
    if not factors or len(known) != len(factors):
        return None
    try:
        points = JobEvaluation(tuple(factors), (("post", known),), (Decimal(0),)).points("post")
    except InputError:
        return None
    try:
        least = tuple(least for _name, least in bands)
        band = JobEvaluation(tuple(factors), (("post", known),), least).band("post")
    except InputError:
        return points, ""
    return points, bands[band][0]
