"""What terms cost over a contract's term, worked out slowly and exactly from the text of
docs/costing.md: one worker and month at a time, in `Decimal` and `Fraction`. Shares no code with
`negotiator_desk.pay` but the terms and the assumptions themselves.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from negotiator_desk.pay.assumptions import Assumptions
from negotiator_desk.pay.terms import AllowanceGroup, RateTable, Terms, WageGrid
from tests.pay import reference
from tests.pay.reference import Months, Row

ZERO = Fraction(0)
NAMES = ("base_pay", "increase", "progression", "cost_of_living", "head_count", "yearly_items")


def rounded(value: Fraction, step: str = "0.01") -> Decimal:
    """Round to a whole number of `step`, halves away from zero."""
    steps = value / Fraction(step)
    size = (2 * abs(steps.numerator) + steps.denominator) // (2 * steps.denominator)
    return Decimal(size if steps >= 0 else -size) * Decimal(step)


def months_of(rows: Iterable[Row], terms: Terms) -> Months:
    """Return what the terms pay each worker in each month; a roster has one month."""
    if isinstance(terms, RateTable):
        return reference.piece_rates(rows, terms).amounts
    if isinstance(terms, WageGrid):
        paid = reference.skill_grades(rows, terms)
        return {worker: {reference.date(1, 1, 1): pay} for worker, pay in paid.items()}
    return reference.commissions(rows, terms).amounts


@dataclass
class Flow:
    """Heads by band and grade before each year, the moves, and what all so far add a month."""

    before: list[dict[tuple[str, str], int]]
    moves: list[dict[tuple[str, str], int]]
    added: list[Fraction]


def flow(rows: Iterable[Row], grid: WageGrid, assumptions: Assumptions) -> Flow:
    bands = dict(grid.post_bands)
    marks = dict(grid.coefficients)
    skill = {a.key: a.amount for a in grid.allowances if a.group is AllowanceGroup.SKILL}
    heads: dict[tuple[str, str], int] = defaultdict(int)
    total: dict[tuple[str, str], Fraction] = defaultdict(lambda: ZERO)
    for row in rows:
        cell = (bands[row["post"]], row["grade"])
        heads[cell] += 1
        total[cell] += Fraction(marks[row["performance"]]) if marks and row["performance"] else 1
    mean = {cell: total[cell] / heads[cell] for cell in heads}
    shares = {item.grade: Fraction(item.share) for item in assumptions.promotions}
    expected = dict.fromkeys(grid.grades, ZERO)
    moved = dict.fromkeys(grid.grades, 0)
    result = Flow([], [], [])
    so_far = ZERO
    for _year in range(assumptions.years):
        result.before.append({cell: count for cell, count in heads.items() if count})
        moves: dict[tuple[str, str], int] = {}
        for grade in grid.grades[:-1]:
            quota = {b: shares.get(grade, ZERO) * heads[b, grade] for b in grid.bands}
            expected[grade] += sum(quota.values(), ZERO)
            count = int(rounded(expected[grade], "1")) - moved[grade]
            moved[grade] += count
            whole = {band: part.numerator // part.denominator for band, part in quota.items()}
            for _left in range(count - sum(whole.values())):
                most = max(grid.bands, key=lambda b: (quota[b] - whole[b], -grid.bands.index(b)))
                whole[most] += 1
            moves |= {(band, grade): n for band, n in whole.items() if n}
        arriving: dict[tuple[str, str], list[tuple[int, Fraction]]] = defaultdict(list)
        for (band, grade), count in moves.items():
            row, place = grid.bands.index(band), grid.grades.index(grade)
            above = grid.grades[place + 1]
            step = Fraction(grid.cells[row][place + 1] - grid.cells[row][place])
            allowance = Fraction(skill.get(above, 0)) - Fraction(skill.get(grade, 0))
            so_far += count * (step * mean[band, grade] + allowance)
            arriving[band, above].append((count, mean[band, grade]))
        for cell, count in moves.items():
            heads[cell] -= count
        for cell, groups in arriving.items():
            groups.append((heads[cell], mean.get(cell, ZERO)))
            heads[cell] = sum(count for count, _mean in groups)
            mean[cell] = sum((count * m for count, m in groups), ZERO) / heads[cell]
        result.moves.append(moves)
        result.added.append(so_far)
    return result


@dataclass
class Year:
    """The lines of one contract year by name, on-costs under their own names."""

    lines: dict[str, Decimal]
    groups: dict[str, Fraction]

    @property
    def total(self) -> Decimal:
        return sum(self.lines.values(), Decimal(0))


def cost_of_living(assumptions: Assumptions) -> list[Fraction]:
    clause, factor, factors = assumptions.cost_of_living, Fraction(1), []
    for rise in assumptions.inflation:
        if clause is not None:
            more = max(ZERO, Fraction(rise) - Fraction(clause.threshold))
            more *= Fraction(clause.pass_through)
            if clause.cap is not None:
                more = min(more, Fraction(clause.cap))
            factor = Fraction(rounded(factor * (1 + more), "0.0001"))
        factors.append(factor)
    return factors


def growth(assumptions: Assumptions) -> list[Fraction]:
    factor, factors = Fraction(1), []
    for rise in assumptions.volume_growth:
        factor = Fraction(rounded(factor * (1 + Fraction(rise)), "0.0001"))
        factors.append(factor)
    return factors


def term(
    rows: list[Row],
    terms: Terms,
    present: Terms | None,
    assumptions: Assumptions,
    *,
    compared: bool = False,
    moving: bool = True,
    recorded: Months | None = None,
) -> list[Year]:
    """Return the contract years under the terms, or under what they are compared with.

    Args:
        compared: Whether the comparison is wanted, and not the terms.
        moving: Whether there is automatic progression.
    """
    after = months_of(rows, terms)
    before = months_of(rows, present) if present is not None else recorded or after
    shown = present if compared else terms
    is_grid = isinstance(terms, WageGrid)
    old = flow(rows, present, assumptions).added if isinstance(present, WageGrid) else None
    new = flow(rows, terms, assumptions).added if isinstance(terms, WageGrid) else None
    group_of = {}
    for row in rows:
        if row.get("group"):
            group_of.setdefault(row["worker"], row["group"])
    of_months = len({month for months in after.values() for month in months}) or 1
    runs = sum(len(months) for months in after.values())
    clause = assumptions.cost_of_living
    years = []
    added = 0
    for year, months in enumerate(assumptions.year_months):
        added += assumptions.joiners[year] - assumptions.leavers[year]
        phase = ZERO if compared else Fraction(assumptions.phase_in[year])
        factor = Fraction(1) if is_grid or not moving else growth(assumptions)[year]
        living = cost_of_living(assumptions)[year]
        if compared and not (clause and clause.in_force):
            living = Fraction(1)
        moves = ZERO
        if is_grid and moving:
            assert new is not None
            was = old[year] if old else ZERO
            phased = was + (new[year] - was) * phase if old else new[year]
            moves = was if compared else phased
        sums: dict[str, Fraction] = defaultdict(lambda: ZERO)
        groups: dict[str, Fraction] = defaultdict(lambda: ZERO)
        for worker, paid_months in after.items():
            for month, pay in paid_months.items():
                was_paid = before[worker][month]
                level = was_paid + rounded(Fraction(pay - was_paid) * phase)
                grown = rounded(Fraction(level) * factor)
                paid = rounded(Fraction(grown) * living)
                for name, amount in (
                    ("base", was_paid),
                    ("level", level),
                    ("grown", grown),
                    ("paid", paid),
                ):
                    sums[name] += Fraction(amount)
                groups[group_of.get(worker, "")] += Fraction(paid) * months / of_months
                for item in assumptions.on_costs:
                    base = max(paid, item.base_least or Decimal(0))
                    base = base if item.base_most is None else min(base, item.base_most)
                    sums[f"on-cost {item.name}"] += Fraction(rounded(Fraction(item.rate * base)))
        share = Fraction(months, of_months)
        heads = (Fraction(runs, of_months) + added) / Fraction(runs, of_months) if runs else 1
        stages = [
            rounded(sums["base"] * share),
            rounded(sums["level"] * share),
            rounded((sums["grown"] / of_months + moves) * months),
            rounded((sums["paid"] / of_months + moves * living) * months),
            rounded((sums["paid"] / of_months + moves * living) * months * heads),
        ]
        lines = dict(zip(NAMES, _steps(stages), strict=False))
        yearly = Fraction(shown.yearly_total) if isinstance(shown, WageGrid) else ZERO
        lines["yearly_items"] = rounded(yearly * months / 12)
        bearing = 1 + moves * living * of_months / sums["paid"] if sums["paid"] else Fraction(1)
        for item in assumptions.on_costs:
            borne = sums[f"on-cost {item.name}"] * bearing * share * heads
            lines[f"on-cost {item.name}"] = rounded(borne)
        years.append(Year(lines, dict(groups)))
    return years


def _steps(stages: list[Decimal]) -> list[Decimal]:
    return [stages[0], *(b - a for a, b in pairwise(stages))]


def recorded(rows: Iterable[Mapping[str, object]]) -> Months:
    """Return the recorded pay of a roster."""
    return {str(row["worker"]): {reference.date(1, 1, 1): row["present_pay"]} for row in rows}
