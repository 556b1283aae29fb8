"""Whether terms suit the issue they are meant for: its subject, its data, its present terms."""

from __future__ import annotations

from sqlalchemy.orm import Session

from negotiator_desk.errors import InputError, RuleError
from negotiator_desk.i18n import _
from negotiator_desk.models.evidence import Dataset as DatasetEntity
from negotiator_desk.pay import costing
from negotiator_desk.pay.dataset import Dataset
from negotiator_desk.pay.terms import RateTable, Subject, Terms, WageGrid, subject_of
from negotiator_desk.procedure.pay_checks import listed
from negotiator_desk.services.facts import read_facts


def check_fit(
    session: Session,
    terms: Terms,
    *,
    title: str,
    subject: Subject,
    dataset: DatasetEntity | None,
    present: Terms | None,
) -> None:
    """Refuse terms that could not be costed on, or compared with, what the issue is about.

    A rate table prices exactly the operations that the dataset and the present terms know, and has
    allowances only for building types and difficulties of the dataset, of which it may leave out
    any; a wage grid has every post and skill grade of the roster; and whatever the terms pay by
    must be in the dataset.

    Args:
        title: The issue's title.
        subject: The issue's subject.
        dataset: The issue's dataset, if it has one.
        present: The issue's present terms, if it has some.

    Raises:
        RuleError: They do not suit the issue.
    """
    if subject_of(terms) is not subject:
        raise RuleError(
            _(
                "The terms are not of the subject that “{issue}” is about; nothing was changed."
            ).format(issue=title),
            hint=_("Enter terms of the issue's own subject."),
        )
    facts = None if dataset is None else read_facts(session, dataset.fingerprint)
    match terms:
        case RateTable():
            known = set() if facts is None else _texts(facts, "operation")
            if isinstance(present, RateTable):
                known |= {rate.operation for rate in present.rates}
            if known:
                _check_operations({rate.operation for rate in terms.rates}, known, title)
            if facts is not None:
                _check_difficulties(terms, facts, title)
        case WageGrid() if facts is not None:
            _check_grid(terms, facts, title)
        case _other:
            pass
    if facts is not None:
        _check_costing(facts, terms, title)


def _check_operations(given: set[str], known: set[str], title: str) -> None:
    if known - given:
        raise RuleError(
            _(
                "“{issue}”: the rate table has no rate for these operations: {names}; "
                "nothing was changed."
            ).format(issue=title, names=listed(sorted(known - given))),
            hint=_("Give every operation of the data and of the present terms a rate."),
        )
    if given - known:
        raise RuleError(
            _(
                "“{issue}”: neither the data nor the present terms know these operations: {names}; "
                "nothing was changed."
            ).format(issue=title, names=listed(sorted(given - known))),
            hint=_("Write each operation as the data writes it."),
        )


def _check_difficulties(table: RateTable, facts: Dataset, title: str) -> None:
    column = facts.columns.get("difficulty")
    known = set() if column is None else set(column.texts)
    unknown = {item.difficulty for item in table.allowances} - known
    if unknown:
        raise RuleError(
            _(
                "“{issue}”: the data does not know these building types or difficulties: {names}; "
                "nothing was changed."
            ).format(issue=title, names=listed(sorted(unknown))),
            hint=_(
                "Write each as the data writes it, or give the issue data that tells them apart."
            ),
        )


def _check_grid(grid: WageGrid, facts: Dataset, title: str) -> None:
    posts = _texts(facts, "post") - {post for post, _band in grid.post_bands}
    if posts:
        raise RuleError(
            _(
                "“{issue}”: the grid has no band for these posts of the roster: {names}; "
                "nothing was changed."
            ).format(issue=title, names=listed(sorted(posts))),
            hint=_("Give every post a band."),
        )
    grades = _texts(facts, "grade") - set(grid.grades)
    if grades:
        raise RuleError(
            _(
                "“{issue}”: the grid lacks these skill grades of the roster: {names}; "
                "nothing was changed."
            ).format(issue=title, names=listed(sorted(grades))),
            hint=_("Give every skill grade a column."),
        )


def _check_costing(facts: Dataset, terms: Terms, title: str) -> None:
    try:
        costing.pay(facts, terms)
    except InputError as error:
        raise RuleError(
            _("“{issue}” cannot be costed on its data: {reason} Nothing was changed.").format(
                issue=title, reason=error
            ),
            hint=error.hint or _("Change the terms, or give the issue other data."),
        ) from error


def _texts(facts: Dataset, field: str) -> set[str]:
    return set(facts.columns[field].texts)
