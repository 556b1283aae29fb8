"""What every page is given by the window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from negotiator_desk.ui.errors import ErrorReporter
from negotiator_desk.ui.jobs import JobRunner
from negotiator_desk.ui.places import Place
from negotiator_desk.ui.privacy import Curtain
from negotiator_desk.ui.remembered import Remembered
from negotiator_desk.ui.theme import Theme

if TYPE_CHECKING:
    from negotiator_desk.services.desk import Desk, Outcome


@dataclass(frozen=True)
class Tools:
    """What outlives a window, given to it by the composition root."""

    theme: Theme
    settings: Remembered
    runner: JobRunner
    errors: ErrorReporter


@dataclass(frozen=True)
class Context:
    """The store, the worker and the ways back to the window.

    Attributes:
        desk: Handed to the functions of `services`; pages do nothing else with it.
        runner: For work over 100 ms.
        settings: The interface's settings; never case content.
        announce: Tells every page what an operation changed and shows that it was saved.
        show_error: Shows a `UserError` in words, anything else as a bug, once.
        go: Opens a place.
        say: Shows one translated sentence in the status bar for a few seconds.
        load_samples: Brings the three sample cases into the store, on the worker.
        curtain: Hides what is private; everything private is in a `PrivateBox` or covered by it.
    """

    desk: Desk
    runner: JobRunner
    settings: Remembered
    announce: Callable[[Outcome[Any]], None]
    show_error: Callable[[BaseException], None]
    go: Callable[[Place], None]
    say: Callable[[str], None]
    load_samples: Callable[[], None]
    curtain: Curtain
