"""The sample cases, replayed through the same functions that the window calls."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from negotiator_desk.bargaining.offers import OfferState
from negotiator_desk.bargaining.parties import CaseKind, Origin, Sex, Side
from negotiator_desk.errors import StorageError
from negotiator_desk.i18n import _
from negotiator_desk.paths import resource
from negotiator_desk.pay.cells import cell, with_cell
from negotiator_desk.pay.dataset import DatasetKind
from negotiator_desk.pay.terms import Subject, Terms
from negotiator_desk.pay.terms_data import terms_from_data
from negotiator_desk.services.cases import CaseDetails, create_case
from negotiator_desk.services.datasets import import_dataset
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.issue_options import save_option
from negotiator_desk.services.issues import IssueDetails, add_issue
from negotiator_desk.services.mandates import MandateDetails, save_mandate
from negotiator_desk.services.offer_views import list_offers
from negotiator_desk.services.offers import accept_offer, table_offer
from negotiator_desk.services.opening import open_desk
from negotiator_desk.services.option_views import OptionDetails
from negotiator_desk.services.parties import (
    PartyDetails,
    RepresentativeDetails,
    add_representative,
    save_party,
)
from negotiator_desk.services.sessions import SessionDetails, add_session
from negotiator_desk.storage.generations import has_store
from negotiator_desk.strict_toml import FormatError, StrictTable, read_table

SCRIPT = "case.toml"


@dataclass(frozen=True)
class _Issue:
    id: str
    present: Terms | None


def sample_folders() -> tuple[Path, ...]:
    """Return the folders of the sample cases, in alphabetical order."""
    return tuple(sorted(path.parent for path in resource("sample").glob(f"*/{SCRIPT}")))


def open_new_desk(folder: Path) -> Desk:
    """Create a store for the samples and open it.

    Raises:
        StorageError: There is a store in the folder already, or the disk refuses.
    """
    if has_store(folder):
        raise StorageError(
            _("There is already a store in {folder}; it was left as it is.").format(folder=folder),
            hint=_("Name a new folder for the samples."),
        )
    return open_desk(folder)


def load_samples(desk: Desk, *, progress: Callable[[Path], None] | None = None) -> tuple[str, ...]:
    """Replay every sample case and return the ids of the cases.

    Args:
        progress: Told each sample's folder before it is replayed.

    Raises:
        UserError: A sample breaks a rule: the installation is damaged.
        FormatError: A sample does not follow its format: the installation is damaged.
    """
    ids = []
    for folder in sample_folders():
        if progress is not None:
            progress(folder)
        ids.append(load_sample(desk, folder))
    return tuple(ids)


def load_sample(desk: Desk, folder: Path) -> str:
    """Replay one sample case and return its id.

    Raises:
        UserError: The sample breaks a rule.
        FormatError: The sample does not follow its format.
    """
    script = read_table(folder / SCRIPT)
    case_id = _create(desk, script.table("case"))
    dataset_id = _import(desk, case_id, script.table("dataset"), folder)
    present = tuple(_enter_parties(desk, case_id, script.tables("party")))
    issues = {
        key: issue
        for entry in script.tables("issue")
        for key, issue in [_add_issue(desk, case_id, entry, dataset_id)]
    }
    for entry in script.tables("mandate"):
        _save_mandate(desk, entry, issues)
    for entry in script.tables("option"):
        _save_option(desk, entry, issues)
    for entry in script.tables("session"):
        _hold_session(desk, case_id, entry, issues, present)
    script.finish()
    return case_id


def _create(desk: Desk, entry: StrictTable) -> str:
    details = CaseDetails(
        title=entry.text("title"),
        kind=entry.choice("kind", CaseKind),
        jurisdiction=entry.text("jurisdiction"),
        contract_from=entry.day("contract_from"),
        contract_until=entry.day("contract_until"),
    )
    entry.finish()
    return create_case(desk, details).value


def _import(desk: Desk, case_id: str, entry: StrictTable, folder: Path) -> str:
    path = folder / entry.text("file")
    kind = entry.choice("kind", DatasetKind)
    entry.finish()
    return import_dataset(desk, case_id, path, kind=kind).value.dataset_id


def _enter_parties(desk: Desk, case_id: str, entries: Iterable[StrictTable]) -> Iterable[str]:
    """Enter the parties and yield the ids of all representatives."""
    for entry in entries:
        side = entry.choice("side", Side)
        details = PartyDetails(
            name=entry.text("name"),
            credit_code=entry.text("credit_code"),
            address=entry.text("address"),
            head=entry.text("head"),
        )
        people = entry.tables("representatives")
        entry.finish()
        save_party(desk, case_id, side, details)
        for person in people:
            representative = RepresentativeDetails(
                name=person.text("name"),
                sex=person.choice("sex", Sex),
                post=person.text("post"),
                origin=person.choice("origin", Origin),
                is_chief=person.flag("chief", default=False),
                note=person.text("note", ""),
            )
            person.finish()
            yield add_representative(desk, case_id, side, representative).value


def _add_issue(desk: Desk, case_id: str, entry: StrictTable, dataset_id: str) -> tuple[str, _Issue]:
    key = entry.text("key")
    present = terms_from_data(entry.data("present")) if entry.has("present") else None
    details = IssueDetails(
        title=entry.text("title"),
        subject=entry.choice("subject", Subject),
        dataset_id=dataset_id if entry.flag("dataset", default=False) else None,
        present_terms=present,
        note=entry.text("note", ""),
    )
    entry.finish()
    return key, _Issue(add_issue(desk, case_id, details).value, present)


def _save_mandate(desk: Desk, entry: StrictTable, issues: Mapping[str, _Issue]) -> None:
    issue = issues[entry.text("issue")]
    side = entry.choice("side", Side)
    details = MandateDetails(
        target=_terms(entry.table("target"), issue.present) if entry.has("target") else None,
        limit=_terms(entry.table("limit"), issue.present) if entry.has("limit") else None,
        weight=entry.whole("weight"),
        note=entry.text("note", ""),
        other_target=_estimate(entry, "other_target", issue),
        other_limit=_estimate(entry, "other_limit", issue),
        other_weight=entry.whole("other_weight", 0),
    )
    entry.finish()
    save_mandate(desk, issue.id, side, details)


def _estimate(entry: StrictTable, key: str, issue: _Issue) -> Terms | None:
    return _terms(entry.table(key), issue.present) if entry.has(key) else None


def _save_option(desk: Desk, entry: StrictTable, issues: Mapping[str, _Issue]) -> None:
    issue = issues[entry.text("issue")]
    side = entry.choice("side", Side)
    details = OptionDetails(
        name=entry.text("name"),
        terms=_terms(entry.table("is"), issue.present),
        own_score=entry.whole("own_percent") * 100,
        other_score=entry.whole("other_percent") * 100,
    )
    entry.finish()
    save_option(desk, issue.id, side, details)


def _hold_session(
    desk: Desk,
    case_id: str,
    entry: StrictTable,
    issues: Mapping[str, _Issue],
    present: tuple[str, ...],
) -> None:
    details = SessionDetails(
        held_at=entry.moment("held_at"),
        place=entry.text("place"),
        chair=entry.choice("chair", Side),
        recorder=entry.text("recorder"),
        agenda=entry.text("agenda", ""),
        minutes=entry.text("minutes", ""),
        present=present,
    )
    steps = entry.tables("step")
    entry.finish()
    session_id = add_session(desk, case_id, details).value
    for step in steps:
        side = step.choice("side", Side)
        match step.text("do"):
            case "offer":
                _table(desk, session_id, side, step, issues)
            case "accept":
                issue = issues[step.text("issue")]
                accept_offer(desk, _standing(desk, issue, side.other), side, session_id)
            case other:
                raise FormatError(f"no step is called {other!r}")
        step.finish()


def _table(
    desk: Desk, session_id: str, side: Side, step: StrictTable, issues: Mapping[str, _Issue]
) -> None:
    offers = []
    for entry in step.tables("terms"):
        issue = issues[entry.text("issue")]
        earlier = [offer.terms for offer in list_offers(desk, issue.id) if offer.side is side]
        offers.append((issue.id, _terms(entry, earlier[-1] if earlier else issue.present)))
    binding = step.flag("binding")
    argument = step.text("argument", "")
    table_offer(desk, session_id, side, offers, binding=binding, argument=argument)


def _standing(desk: Desk, issue: _Issue, side: Side) -> str:
    """Return the offer of a side that stands on the table."""
    for offer in list_offers(desk, issue.id):
        if offer.side is side and offer.state is OfferState.TABLED:
            return offer.id
    raise FormatError("a step accepts where no offer stands")


def _terms(entry: StrictTable, before: Terms | None) -> Terms:
    """Read terms, either whole or as changes of what was there before."""
    if entry.has("terms"):
        terms = terms_from_data(entry.data("terms"))
    elif before is None:
        raise FormatError("changes of terms that do not exist")
    else:
        terms = before
        for key, text in entry.table("changes").texts().items():
            terms = _changed(terms, key, text)
    entry.finish()
    return terms


def _changed(terms: Terms, key: str, text: str) -> Terms:
    return with_cell(terms, key, text if isinstance(cell(terms, key).value, str) else Decimal(text))
