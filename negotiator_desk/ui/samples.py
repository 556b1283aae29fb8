"""Bringing the sample cases into the store, on the worker."""

from __future__ import annotations

from typing import TYPE_CHECKING

from negotiator_desk.ui.jobs import Job

if TYPE_CHECKING:
    from negotiator_desk.services.desk import Desk


def load_samples(desk: Desk, job: Job) -> int:
    """Replay the sample cases one by one; stops between two when it is asked to.

    Returns:
        How many cases were added.

    Raises:
        UserError: A sample breaks a rule: the installation is damaged.
    """
    # Imported on the worker, so that the window opens sooner.
    from negotiator_desk.services.demo import load_sample, sample_folders

    folders = sample_folders()
    for number, folder in enumerate(folders):
        if job.is_cancelled():
            return number
        job.report(number / len(folders))
        load_sample(desk, folder)
    return len(folders)
