"""A side's brief: its alternative, what that is worth, and who holds its mandate. Private."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QPlainTextEdit, QWidget

from negotiator_desk.bargaining.parties import Side
from negotiator_desk.i18n import _
from negotiator_desk.services.side_briefs import BriefDetails, MandateStanding
from negotiator_desk.ui import display
from negotiator_desk.ui.dialogs.private import HundredthsEdit, PrivateDialog
from negotiator_desk.ui.theme import Tone
from negotiator_desk.ui.widgets.messages import InlineMessage


class SideBriefDialog(PrivateDialog):
    """Shows and changes what one side brings to the table beside its aims.

    Attributes:
        is_own: Whether this computer works for the side; if not, it works for the other one.
        renew: Whether saving gives the mandate to the present chief representative.
    """

    def __init__(
        self,
        side: Side,
        brief: BriefDetails,
        standing: MandateStanding,
        *,
        is_own: bool,
        parent: QWidget | None = None,
    ) -> None:
        """Show what is stored."""
        super().__init__(
            _("Private brief · {side}").format(side=display.side(side)),
            _("Save brief"),
            parent,
            width=680,
        )
        self.standing = InlineMessage(self)
        self.is_own = QCheckBox(_("This computer &works for this side"), self)
        self.is_own.setChecked(is_own)
        self.add_widget(self.is_own)
        self.alternative = QPlainTextEdit(brief.alternative, self)
        self.alternative.setTabChangesFocus(True)
        self.alternative.setMinimumHeight(110)
        self.add_row(
            _("&Alternative"),
            self.alternative,
            _("What this side does if nothing is agreed (BATNA)."),
        )
        self.walk_away = HundredthsEdit(_("Value of the alternative"), brief.walk_away, self)
        self.add_row(
            _("&Its value"),
            self.walk_away,
            _("Points out of 100; a deal worth less is worse for this side than none."),
        )
        self.other_walk_away = HundredthsEdit(
            _("Value of the other side's alternative, an estimate"), brief.other_walk_away, self
        )
        self.add_row(
            _("&Other side's"),
            self.other_walk_away,
            _("An estimate: what the other side's own alternative is worth to it, in points."),
        )
        self.add_section(_("Who holds the mandate"))
        self.add_widget(self.standing)
        self.renew = QCheckBox(self)
        self._tell_standing(standing)
        self.add_widget(self.renew)

    def details(self) -> BriefDetails:
        """Return what was entered.

        Raises:
            FieldError: A value is not a number.
        """
        return BriefDetails(
            self.alternative.toPlainText(), self.walk_away.value(), self.other_walk_away.value()
        )

    def _tell_standing(self, standing: MandateStanding) -> None:
        self.renew.setText(
            _("&Give the mandate to {name}, the present chief representative").format(
                name=standing.chief_name.replace("&", "&&")
            )
        )
        self.renew.setVisible(bool(standing.chief_name))
        self.renew.setChecked(False)
        if standing.is_lapsed:
            self.standing.show_message(
                _("The mandate has lapsed: {reason}").format(reason=standing.reason),
                _("Ask those who gave it, then give it to the present chief representative."),
                tone=Tone.BAD,
            )
        elif standing.granted_at is not None:
            self.renew.setVisible(False)
            self.standing.show_message(
                _("{name} has held it since {day}.").format(
                    name=standing.holder_name, day=display.moment(standing.granted_at)
                ),
                _("It lapses when somebody else becomes the chief representative."),
                tone=Tone.GOOD,
            )
        else:
            self.standing.show_message(
                _("Nobody holds it yet."),
                _("The first aims that are entered give it to the chief representative."),
            )
