"""The editor of an offer: tabled, kept as a draft, or begun anew from what was said before."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from negotiator_desk.bargaining.parties import Side
from negotiator_desk.errors import InputError, UserError
from negotiator_desk.i18n import _
from negotiator_desk.pay.terms import Terms
from negotiator_desk.services.offer_sketches import SketchDetails, SketchView
from negotiator_desk.services.tabling import PreparedOffer
from negotiator_desk.ui.dialogs.offer_fields import OfferFields
from negotiator_desk.ui.dialogs.offer_head import START_KEYS, Speaker
from negotiator_desk.ui.dialogs.offer_panel import IssueError
from negotiator_desk.ui.dialogs.offer_start import IssueOnTable, Start
from negotiator_desk.ui.dialogs.shortcuts import ShortcutsDialog
from negotiator_desk.ui.privacy import Curtain
from negotiator_desk.ui.theme import Tone
from negotiator_desk.ui.widgets.buttons import SecondaryButton

_SAVE_KEY = "Ctrl+Enter"

Offered = tuple[tuple[str, Terms], ...]
"""Issue ids and terms."""


class OfferDialog(OfferFields):
    """Tables an offer of one side on one or several issues."""

    def __init__(
        self,
        items: Sequence[IssueOnTable],
        *,
        side: Side,
        chosen: str,
        session_number: int,
        curtain: Curtain | None = None,
        speakers: Mapping[Side, Sequence[Speaker]] | None = None,
        last_speaker: Mapping[Side, str] | None = None,
        sketches: Sequence[SketchView] = (),
        parent: QWidget | None = None,
    ) -> None:
        """Show the open issues of a case; see `OfferFields`."""
        super().__init__(
            items,
            side=side,
            chosen=chosen,
            session_number=session_number,
            curtain=curtain,
            speakers=speakers,
            last_speaker=last_speaker,
            sketches=sketches,
            parent=parent,
        )
        self._asked: tuple[Side, Offered] | None = None
        self._check: Callable[[Side, Offered], tuple[str, ...]] | None = None
        self._keep: Callable[[], None] | None = None
        self.sketch_id: str | None = None
        self.keep_button = SecondaryButton(_("Keep as draft"), "Ctrl+D")
        self.buttons.insertWidget(0, self.keep_button)
        self.keep_button.clicked.connect(self.keep)
        self.head.start_chosen.connect(self.start_from)
        self.private.sketch_wanted.connect(self.use_sketch)
        self._add_keys()

    def set_check(self, check: Callable[[Side, Offered], tuple[str, ...]]) -> None:
        """Say what is asked before tabling: sentences on what is outside one's own mandate."""
        self._check = check

    def set_keep(self, keep: Callable[[], None]) -> None:
        """Say what keeping a draft does; a `UserError` from it is shown and the form stays open."""
        self._keep = keep

    def offer(self) -> PreparedOffer:
        """Return the offer as it is to be tabled.

        Raises:
            InputError: See `terms`.
        """
        return PreparedOffer(
            side=self.side,
            terms=self.terms(),
            is_binding=self.is_binding,
            is_tied=self.picker.is_tied,
            argument=self.argument.toPlainText(),
            speaker_id=self.head.speaker_id,
            evidence=self.files.sources,
            sketch_id=self.sketch_id,
        )

    def draft(self) -> SketchDetails:
        """Return the offer as it is to be kept.

        Raises:
            InputError: See `terms`.
        """
        return SketchDetails(
            side=self.side,
            terms=self.terms(),
            argument=self.argument.toPlainText(),
            is_binding=self.is_binding,
            is_tied=self.picker.is_tied,
            speaker_id=self.head.speaker_id,
        )

    @Slot(object)
    def start_from(self, start: Start) -> None:
        """Begin the issue in view anew from what one side said last, or from what holds."""
        panel = self.panel_in_view()
        if panel is not None and panel.start_from(start):
            self.show_panel()
            panel.begin()

    def go_on(self, rows: int) -> None:
        """Bring an issue further down or up into view; one goes on typing in its terms."""
        self.picker.go_on(rows)
        panel = self.panel_in_view()
        if panel is not None:
            panel.begin()

    @Slot(object)
    def use_sketch(self, sketch: SketchView) -> None:
        """Go on with a draft; tabling the offer ends it."""
        self.sketch_id = sketch.id
        self.private.show_sketch(sketch.id)
        self.use(sketch.details, _("Goes on with a draft."))

    def use(self, details: SketchDetails, origin: str) -> None:
        """Fill the form with an offer; issues that are agreed by now are left out.

        Args:
            origin: The sentence that says what the offer starts from.
        """
        self.head.set_side(details.side)
        self.head.set_speaker(details.speaker_id)
        self.head.binding.setChecked(details.is_binding)
        self.head.exploratory.setChecked(not details.is_binding)
        self.argument.setPlainText(details.argument)
        given = {issue_id: terms for issue_id, terms in details.terms if issue_id in self.items}
        for issue_id, terms in given.items():
            self.panel(issue_id).start_with(terms, origin)
        self.picker.include(set(given))
        self.picker.tied.setChecked(details.is_tied)
        self.show_panel()

    @Slot()
    def keep(self) -> None:
        """Keep the offer as a draft and close."""
        self._finish_typing()
        self.clear_errors()
        try:
            if self._keep is not None:
                self._keep()
        except UserError as error:
            self.message.show_error(error)
            self._lead_to(error)
        else:
            self.accept()

    @override
    @Slot()
    def save(self) -> None:
        """Table the offer; what seems wrong with it is said once, and does not keep it back."""
        self._finish_typing()
        offered, wrong = None, None
        try:
            offered = (self.side, self.terms())
        except InputError as error:
            wrong = error  # Saving says what is wrong.
        if offered is not None and offered != self._asked and self._question(*offered):
            self._asked = offered
            return
        super().save()
        if wrong is not None:
            self._lead_to(wrong)

    def _lead_to(self, error: UserError) -> None:
        """Bring the issue into view whose terms cannot be used; one goes on typing there."""
        if not isinstance(error, IssueError):
            return
        self.picker.show_problem(error.issue_id, str(error))
        panel = self.panel_in_view()
        if panel is not None:
            panel.begin()

    def _question(self, side: Side, offered: Offered) -> bool:
        """Say what seems wrong with an offer; False if nothing does.

        While the curtain is drawn every offer is asked about, in the same words: whether one is
        asked about must not tell what is private.
        """
        again = _("Press {key} again to table it all the same.").format(key=_SAVE_KEY)
        repeated = [
            self.items[issue_id].issue.title
            for issue_id, terms in offered
            if self.items[issue_id].repeats(side, terms)
        ]
        warnings = () if self._check is None else self._check(side, offered)
        if warnings:
            self.private.ask(warnings, _SAVE_KEY)
        if repeated:
            sentence = _("{issues}: this equals the other side's offer: accept it instead.")
            text = sentence.format(issues=_(", ").join(repeated))
            self.message.show_message(text, again, tone=Tone.ATTENTION)
            return True
        is_drawn = self.curtain is not None and self.curtain.is_drawn
        if self._check is not None and (warnings or is_drawn):
            self.message.show_message(
                _("Is this the offer?"),
                _("Press {key} again to table it.").format(key=_SAVE_KEY),
                tone=Tone.ATTENTION,
            )
            return True
        return False

    @Slot()
    def show_keys(self) -> None:
        """List the keys that work here."""
        ShortcutsDialog((), None, self).open()

    def _add_keys(self) -> None:
        for start, key in START_KEYS.items():
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.activated.connect(partial(self.start_from, start))
        for key, rows in (("Ctrl+PgDown", 1), ("Ctrl+PgUp", -1)):
            QShortcut(QKeySequence(key), self).activated.connect(partial(self.go_on, rows))
        QShortcut(QKeySequence("F1"), self).activated.connect(self.show_keys)
