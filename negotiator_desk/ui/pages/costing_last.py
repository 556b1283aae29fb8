"""Trials that the window kept by itself when it closed, and the way back to them."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence

from negotiator_desk.errors import UserError
from negotiator_desk.i18n import _
from negotiator_desk.services.what_ifs import WhatIfView, save_what_if
from negotiator_desk.ui.context import Context
from negotiator_desk.ui.pages.costing_trials import Trials

_log = logging.getLogger(__name__)


def keep_last(context: Context, trials: Mapping[str, Trials]) -> list[UserError]:
    """Keep every trial that was not kept, under a name of its own; undo removes it again.

    The first of each issue is chosen when the issue is costed next.

    Args:
        trials: By the id of their issue.

    Returns:
        Why some could not be kept.
    """
    refusals: list[UserError] = []
    first: list[str] = []
    for issue_id, tried in trials.items():
        for number, unkept in enumerate(tried.unkept, start=1):
            try:
                kept = save_what_if(context.desk, issue_id, _last_name(number), unkept.terms)
            except UserError as error:
                refusals.append(error)
                continue
            if number == 1:
                first.append(kept.value)
    if first:
        _remember(context, (*context.settings.value.last_trials, *first))
    return refusals


def take_last(context: Context, kept: Sequence[WhatIfView]) -> WhatIfView | None:
    """Return what was kept of an issue when the window closed; once, and None after that."""
    remembered = context.settings.value.last_trials
    found = [one for one in kept if one.id in remembered]
    if not found:
        return None
    ids = {one.id for one in found}
    _remember(context, tuple(one for one in remembered if one not in ids))
    return found[-1]


def last_sentence(kept: WhatIfView) -> str:
    """Say why a trial is chosen that nobody chose."""
    return _(
        "“{name}” is chosen: what you tried last was kept under this name when the window closed."
    ).format(name=kept.name)


def _remember(context: Context, ids: tuple[str, ...]) -> None:
    try:
        context.settings.change(last_trials=ids)
    except UserError as error:
        # The trial itself is safe in the store; it is only not chosen by itself.
        _log.warning("settings not saved: %s", type(error).__name__)


def _last_name(number: int) -> str:
    """What a trial is kept under when the window closes before it was kept."""
    return _("Last trial") if number == 1 else _("Last trial {number}").format(number=number)
