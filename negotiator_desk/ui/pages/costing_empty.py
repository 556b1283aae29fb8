"""What the costing page says while it has nothing to cost, and the ways out."""

from __future__ import annotations

from collections.abc import Callable

from negotiator_desk.i18n import _
from negotiator_desk.ui.widgets.buttons import PrimaryButton, SecondaryButton
from negotiator_desk.ui.widgets.empty import EmptyState


def no_issue_state(go_to_data: Callable[[], None], go_to_issues: Callable[[], None]) -> EmptyState:
    """Say that no issue can be costed."""
    state = EmptyState()
    state.set_words(
        _("No issue can be costed yet."),
        _(
            "Costing needs the firm's records, and an issue on piece rates, commission shares "
            "or skill-grade wages that is costed on them."
        ),
    )
    state.add_button(SecondaryButton(_("To the &data")), go_to_data)
    state.add_button(PrimaryButton(_("To the &issues")), go_to_issues)
    return state


def no_terms_state(go_to_issues: Callable[[], None], edit_whole: Callable[[], None]) -> EmptyState:
    """Say that the issue has no terms."""
    state = EmptyState()
    state.set_words(
        _("There are no terms to cost yet."),
        _("Enter the present terms with the issue, table an offer, or try terms out here."),
    )
    state.add_button(SecondaryButton(_("To the &issues")), go_to_issues)
    state.add_button(PrimaryButton(_("&Try terms out")), edit_whole)
    return state


def reading_state() -> EmptyState:
    """Say that the data are being read."""
    state = EmptyState()
    state.set_words(_("Reading the data …"))
    return state
