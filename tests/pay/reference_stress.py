"""Twelve replayed months written out slowly, order by order, from the text of docs/costing.md."""

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from negotiator_desk.pay.stress import Movement, Season
from negotiator_desk.pay.terms import CommissionSchedule, RateTable
from tests.pay import reference
from tests.pay.reference import FEN
from tests.pay.strategies import Rows


@dataclass
class Person:
    """One worker, month by month, as the text of `stress` has it."""

    like: str
    joined: int | None
    counted: dict[int, Decimal] = field(default_factory=dict)
    paid: dict[int, Decimal] = field(default_factory=dict)
    owed: tuple[int, Decimal] | None = None


@dataclass
class Written:
    """The replayed months written out slowly: what is paid in each, to whom."""

    people: list[Person]
    workers: list[int]
    orders: list[int]
    turnover: list[Decimal]
    earned: list[Decimal]

    def pay(self, place: int) -> Decimal:
        return sum((person.paid.get(place, Decimal(0)) for person in self.people), Decimal(0))

    @property
    def cost(self) -> Decimal:
        return sum((self.pay(place) for place in range(12)), Decimal(0))


@dataclass
class Month:
    """One worker's month: what is paid of it at once, what counts, and what is returned later."""

    paid: Decimal
    counted: Decimal
    excess: Decimal
    earned: Decimal
    turnover: Decimal = Decimal(0)
    orders: int = 0


def write_out(
    rows: Rows,
    terms: CommissionSchedule | RateTable,
    times: Season,
    movement: Movement,
) -> Written:
    names = list(dict.fromkeys(row["worker"] for row in rows))
    facts: dict[tuple[str, date], Rows] = defaultdict(list)
    for row in rows:
        facts[row["worker"], first_day(row)].append(row)
    months = sorted({month for _worker, month in facts})
    everyone = [Person(name, None) for name in names]
    there = list(everyone)
    written = Written(everyone, [0] * 12, [0] * 12, [Decimal(0)] * 12, [Decimal(0)] * 12)
    next_like = 0
    for place in range(12):
        for _joiner in range(movement.joiners[place]):
            joiner = Person(names[next_like % len(names)], place + 1)
            next_like += 1
            everyone.append(joiner)
            there.append(joiner)
        for person in there if months else []:
            on_record = facts.get((person.like, months[place % len(months)]))
            if on_record is not None:
                month = month_of(on_record, terms, times.factors[place])
                work(person, place, month)
                written.workers[place] += 1
                written.orders[place] += month.orders
                written.turnover[place] += month.turnover
                written.earned[place] += month.earned
        del there[: movement.leavers[place]]
    for person in everyone:
        if person.owed is not None:
            place, owed = person.owed
            person.paid[place] += owed
            person.counted[place] += owed
    return written


def work(person: Person, place: int, month: Month) -> None:
    returned = Decimal(0) if person.owed is None else person.owed[1]
    person.paid[place] = month.paid + returned
    person.counted[place] = month.counted + returned
    person.owed = (place, month.excess)


def first_day(row: reference.Row) -> date:
    if "placed_at" not in row:
        found: date = row["month"]
        return found
    placed: datetime = row["placed_at"]
    return date(placed.year, placed.month, 1)


def month_of(rows: Rows, terms: CommissionSchedule | RateTable, factor: Decimal) -> Month:
    if isinstance(terms, RateTable):
        result = reference.piece_rates(less_output(rows, factor), terms)
        ((amount,), (counted,)) = (
            months.values()
            for found in (result.amounts, result.counted)
            for months in found.values()
        )
        return Month(amount, counted, Decimal(0), amount)
    repeated = repeat(rows, factor)
    if not repeated:
        guarantee = terms.monthly_guarantee
        return Month(guarantee, guarantee, Decimal(0), guarantee)
    whole = [{**row, "deduction": None} for row in repeated]
    without_cap = replace(terms, monthly_cap=None)
    paid = only(repeated, without_cap)
    own, earned = only(whole, without_cap), only(whole, terms)
    turnover = sum((row["customer_total"] for row in repeated), Decimal(0))
    return Month(paid, paid, earned - own, earned, turnover, len(repeated))


def only(rows: Rows, terms: CommissionSchedule) -> Decimal:
    """Return the pay of one worker's single month, what the cap returns included."""
    (months,) = reference.commissions(rows, terms).amounts.values()
    (amount,) = months.values()
    return amount


def repeat(rows: Rows, factor: Decimal) -> Rows:
    repeated: Rows = []
    for number, row in enumerate(sorted(rows, key=lambda row: row["placed_at"])):
        times = int((number + 1) * factor) - int(number * factor)
        repeated += [row] * times
    return repeated


def less_output(rows: Rows, factor: Decimal) -> Rows:
    names = [name for name in rows[0] if name.startswith("quantity")]
    return [
        {
            **row,
            **{
                name: (row[name] * factor).quantize(FEN, rounding=ROUND_HALF_UP)
                for name in names
                if row[name] is not None
            },
        }
        for row in rows
    ]
