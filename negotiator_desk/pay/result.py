"""What terms pay: one amount per worker and month."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from negotiator_desk.errors import InputError
from negotiator_desk.i18n import N_, _
from negotiator_desk.pay.arithmetic import Whole, divide_rounded, exact_sum, sum_runs
from negotiator_desk.pay.dataset import Dataset, DatasetKind, WorkerMonths


@dataclass(frozen=True, eq=False)
class Pay:
    """The pay of every worker in every month that has facts.

    Attributes:
        runs: The worker and month of each amount.
        amounts: Fen, one per run.
        counted: Fen, one per run: the part that counts towards the minimum wage, which is without
            pay for overtime (N-MW 12).
    """

    runs: WorkerMonths
    amounts: Whole
    counted: Whole

    @cached_property
    def total(self) -> int:
        """Fen of all workers and months together."""
        return exact_sum(self.amounts)

    @cached_property
    def monthly(self) -> Whole:
        """Fen a month of each worker, in dataset order: the mean of the months that have facts.

        Rounded once, to the fen.
        """
        sums = sum_runs(self.amounts, self.runs.first_run)
        return divide_rounded(sums, self.runs.months_of_worker)


_NEEDED = {
    DatasetKind.OUTPUT: N_("Piece rates are costed on output records."),
    DatasetKind.ORDERS: N_("Commission shares are costed on order records."),
    DatasetKind.ROSTER: N_("Skill-grade wages are costed on a roster."),
}


def require_kind(dataset: Dataset, kind: DatasetKind) -> None:
    """Refuse a dataset of another kind than the terms are costed on.

    Raises:
        InputError: The dataset is of another kind.
    """
    if dataset.kind is not kind:
        raise InputError(_(_NEEDED[kind]), hint=_("Choose another dataset for this issue."))
