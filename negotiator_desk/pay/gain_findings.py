"""What a who-gains board says, in one translated sentence each."""

from __future__ import annotations

from negotiator_desk.i18n import N_, _, n_
from negotiator_desk.money import format_amount
from negotiator_desk.pay.gains import (
    DimensionGains,
    Flag,
    FlagKind,
    GainBoard,
    Gap,
    GroupKind,
    GroupRow,
)
from negotiator_desk.pay.groups import AGE_BANDS, Dimension

_DIMENSIONS = {
    Dimension.TEAM: N_("Station or team"),
    Dimension.GRADE: N_("Skill grade"),
    Dimension.SEX: N_("Sex"),
    Dimension.AGE: N_("Age"),
    Dimension.POST: N_("Job post"),
}


def dimension_name(dimension: Dimension) -> str:
    """Return what workers are grouped by, translated."""
    return _(_DIMENSIONS[dimension])


def group_label(dimension: Dimension, row: GroupRow) -> str:
    """Return a group's name as people read it; age bands and special rows are translated."""
    match row.kind:
        case GroupKind.NOT_STATED:
            return _("not stated")
        case GroupKind.MERGED:
            return _("small groups together")
        case GroupKind.NAMED:
            return _named(dimension, row.name)


def finding(board: GainBoard) -> str:
    """Return the board in one sentence."""
    if not board.workers:
        return _("There are no workers whose pay could be compared.")
    if board.gains is None:
        return _(
            "Nothing is on record to compare with; the median pay is {median} yuan a month."
        ).format(median=format_amount(board.pay_after.median))
    gains = board.gains
    return _(
        "Workers who gain: {gaining}, stay: {staying}, lose: {losing}; the median gain is {median} "
        "and the least gain {least} yuan a month."
    ).format(
        gaining=gains.gaining,
        staying=gains.staying,
        losing=gains.losing,
        median=format_amount(gains.spread.median),
        least=format_amount(gains.spread.least),
    )


def dimension_finding(item: DimensionGains) -> str:
    """Return the groups of one dimension in one sentence."""
    name = dimension_name(item.dimension)
    after = item.gap_after
    if after is None:
        return _("{dimension}: no group to compare.").format(dimension=name)
    best = _named(item.dimension, after.best)
    worst = _named(item.dimension, after.worst)
    if item.gap_before is None or item.smallest_mean_gain is None:
        return _("{dimension}: on average “{worst}” is paid {percent} less than “{best}”.").format(
            dimension=name, worst=worst, best=best, percent=_percent(after)
        )
    gain = item.smallest_mean_gain.mean_gain
    assert gain is not None  # what is compared has gains
    return _(
        "{dimension}: the gap between the best and the worst paid group goes from {before} to "
        "{after}, now between “{best}” and “{worst}”; “{least}” gains least, {gain} yuan a month "
        "on average."
    ).format(
        dimension=name,
        before=_percent(item.gap_before),
        after=_percent(after),
        best=best,
        worst=worst,
        least=group_label(item.dimension, item.smallest_mean_gain),
        gain=format_amount(gain),
    )


def flag_sentence(flag: Flag) -> str:
    """Return a warning as one sentence."""
    if flag.dimension is None:
        assert flag.kind is FlagKind.SOMEBODY_LOSES
        return n_(
            "{count} worker is paid less than before.",
            "{count} workers are paid less than before.",
            flag.workers,
        ).format(count=flag.workers)
    labels = [group_label(flag.dimension, row) for row in flag.groups]
    if flag.kind is FlagKind.GRADES_INVERTED:
        higher, lower = labels
        return _("On average the higher grade “{higher}” is paid less than “{lower}”.").format(
            higher=higher, lower=lower
        )
    return _("Good on average, but negative for a group ({dimension}): {groups}.").format(
        dimension=dimension_name(flag.dimension), groups=_(", ").join(labels)
    )


def _percent(gap: Gap) -> str:
    return f"{format_amount(gap.percent)} %"


def _named(dimension: Dimension, name: str) -> str:
    is_band = dimension is Dimension.AGE and name in AGE_BANDS
    return _(name) if is_band else name
