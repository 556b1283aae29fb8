"""Where the figure comes from that was clicked in the pages."""

from __future__ import annotations

from negotiator_desk.errors import UserError
from negotiator_desk.i18n import _
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.origins import figure_origin
from negotiator_desk.ui import display
from negotiator_desk.ui.widgets.messages import InlineMessage


class OriginBar(InlineMessage):
    """A line under the pages; hidden until a figure is clicked."""

    def show_origin(self, desk: Desk, text: str, offer_id: str) -> None:
        """Say how a figure came into the contract.

        Args:
            text: The figure as it is printed.
            offer_id: The offer it was accepted with.
        """
        try:
            origin = figure_origin(desk, offer_id)
        except UserError as error:
            self.show_error(error)
            return
        words = _(
            "{figure}: issue {position} “{title}”, offer {round} of the {side} in session "
            "{offered}, accepted by both sides in session {agreed} on {day}."
        ).format(
            figure=text,
            position=origin.issue_position,
            title=origin.issue_title,
            round=origin.round,
            side=display.side(origin.side),
            offered=origin.offered_in,
            agreed=origin.agreed_in,
            day=display.moment(origin.agreed_at),
        )
        hints = [_("No vote of the congress is on record.")]
        if origin.dataset_name:
            hints.insert(0, _("Costed on “{name}”.").format(name=origin.dataset_name))
        self.show_message(words, " ".join(hints))
