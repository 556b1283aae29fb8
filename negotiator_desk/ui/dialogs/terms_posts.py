"""The part of the wage grid's editor for posts: their bands, classes and job evaluation."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from negotiator_desk.i18n import _
from negotiator_desk.pay.checks import plain_text
from negotiator_desk.pay.terms import JobEvaluation, PostClass, WageGrid
from negotiator_desk.ui import display_terms
from negotiator_desk.ui.dialogs.terms_evaluation import EvaluationDialog
from negotiator_desk.ui.dialogs.terms_fields import GridReader, plain_number
from negotiator_desk.ui.dialogs.terms_grid import GridBox
from negotiator_desk.ui.itemmodels.grid import GridColumn, GridModel
from negotiator_desk.ui.theme import Tone
from negotiator_desk.ui.widgets.buttons import QuietButton
from negotiator_desk.ui.widgets.labels import TextLabel, TextRole

_POST, _BAND, _CLASS, _POINTS = range(4)


@dataclass(frozen=True)
class Posts:
    """What a wage grid says of posts."""

    bands: tuple[tuple[str, str], ...]
    classes: tuple[tuple[str, PostClass], ...]
    evaluation: JobEvaluation | None


class PostsBox(QWidget):
    """Posts with their bands and classes, and the way to rate them.

    Signals:
        edited: Something was typed, chosen, pasted, removed or evaluated.
        bands_rated: The bands (`tuple[str, ...]`) that an evaluation has just put posts into.
    """

    edited = Signal()
    bands_rated = Signal(object)

    def __init__(self, bands: Callable[[], Sequence[str]], parent: QWidget | None = None) -> None:
        """Make an empty list of posts.

        Args:
            bands: Tells the bands that the grid has now.
        """
        super().__init__(parent)
        self._bands = bands
        self._evaluation: JobEvaluation | None = None
        self._classes = {display_terms.post_class(one): one for one in PostClass}
        self.grid = GridModel(
            (
                GridColumn(_("Job post"), is_figure=False),
                GridColumn(_("Band"), is_figure=False),
                GridColumn(
                    _("Class"),
                    is_figure=False,
                    choices=("", *self._classes),
                    tip=_("By importance; the guided minimum of a post depends on it. Optional."),
                ),
                GridColumn(_("Points"), is_fixed=True, tone=Tone.NEUTRAL),
            ),
            can_grow=True,
            parent=self,
        )
        self.box = GridBox(self.grid, _("Posts an&d their bands"), parent=self)
        self.evaluate = QuietButton(_("&Job evaluation …"), parent=self)
        self.forget = QuietButton(_("Remo&ve the evaluation"), parent=self)
        self._rated = TextLabel(role=TextRole.NOTE)
        foot = QHBoxLayout()
        for widget in (self.evaluate, self.forget, self._rated):
            foot.addWidget(widget)
        foot.addStretch(1)
        layout = QVBoxLayout(self)
        layout.addWidget(self.box, 1)
        layout.addLayout(foot)
        self._show_points()
        self.grid.edited.connect(self._show_points)
        self.grid.edited.connect(self.edited)
        self.evaluate.clicked.connect(self.open_evaluation)
        self.forget.clicked.connect(self.forget_evaluation)

    def show_grid(self, grid: WageGrid | None) -> None:
        """Show the posts of a wage grid, or none."""
        classes = dict(grid.post_classes) if grid else {}
        names = {post: display_terms.post_class(kind) for post, kind in classes.items()}
        self._evaluation = grid.evaluation if grid else None
        self._put(
            (post, band, names.get(post, ""), "")
            for post, band in (grid.post_bands if grid else ())
        )

    def suggest(self, posts: Iterable[str]) -> None:
        """Add the posts that are not there yet."""
        known = set(self._names())
        new = [(post, "", "", "") for post in posts if post not in known]
        if new:
            self._put([*self.grid.texts(), *new])

    def is_blank(self) -> bool:
        """Whether nothing was typed at all."""
        return not self.grid.texts()

    def read(self) -> Posts:
        """Return the posts as typed.

        Raises:
            InputError: They cannot be used; the sentence says where and why.
        """
        reader = GridReader(self.grid)
        rows = [
            (
                plain_text(reader.text(row, _POST)).strip(),
                plain_text(reader.text(row, _BAND)).strip(),
                reader.choice(row, _CLASS, self._classes, required=False),
            )
            for row in range(len(reader.texts))
        ]
        reader.finish()
        return Posts(
            bands=tuple((post, band) for post, band, _name in rows),
            classes=tuple((post, self._classes[name]) for post, _band, name in rows if name),
            evaluation=self._evaluation,
        )

    def texts(self) -> dict[str, Any]:
        """Return everything as typed."""
        return {"posts": self.grid.texts(), "evaluation": self._evaluation}

    def put_texts(self, texts: dict[str, Any]) -> None:
        """Put back what `texts` returned."""
        self._evaluation = texts["evaluation"]
        self._put(texts["posts"])

    @Slot()
    def open_evaluation(self) -> None:
        """Let posts be rated by points; the bands that follow are put into the grid."""
        names = [name for name in self._names() if name]
        dialog = EvaluationDialog(self._evaluation, self._bands(), names, self)
        dialog.set_submit(partial(self._take_evaluation, dialog))
        dialog.open()

    @Slot()
    def forget_evaluation(self) -> None:
        """Leave the posts in their bands, without points."""
        self._evaluation = None
        self._show_points()
        self.evaluate.setFocus()
        self.edited.emit()

    def _take_evaluation(self, dialog: EvaluationDialog) -> None:
        """Put the rated posts into their bands.

        Raises:
            InputError: The evaluation cannot be used; nothing was changed.
        """
        evaluation, bands = dialog.evaluation(), dialog.band_names()
        band_of = {post: bands[evaluation.band(post)] for post, _levels in evaluation.ratings}
        posts = [
            (row[_POST], band_of.get(row[_POST].strip(), row[_BAND]), *row[_CLASS:])
            for row in self.grid.texts()
        ]
        known = set(self._names())
        new = [(post, band, "", "") for post, band in band_of.items() if post not in known]
        self._evaluation = evaluation
        self._put([*posts, *new])
        self.bands_rated.emit(bands)
        self.edited.emit()

    def _names(self) -> list[str]:
        return [row[_POST].strip() for row in self.grid.texts()]

    def _put(self, rows: Iterable[Sequence[str]]) -> None:
        self.grid.set_texts(list(rows))
        self._show_points()

    @Slot()
    def _show_points(self) -> None:
        """Show each post's points, and what there is to do about the evaluation."""
        evaluation = self._evaluation
        self.box.view.setColumnHidden(_POINTS, evaluation is None)
        self.forget.setVisible(evaluation is not None)
        self._rated.setVisible(evaluation is not None)
        if evaluation is None:
            return
        rated = {post: evaluation.points(post) for post, _levels in evaluation.ratings}
        self.grid.show_fixed(_POINTS, [plain_number(rated.get(name)) for name in self._names()])
        self._rated.setText(
            _("{posts} posts rated by {factors} factors").format(
                posts=len(rated), factors=len(evaluation.factors)
            )
        )
