"""What the rules and the text itself say to a case's contract before it is final.

`check_text` reads a snapshot alone and is fast enough for every edit; `check_case` goes to the
store too. Both list what weighs most first. Beside the rules of the catalogue (R01–R34) the ids are
BLANK, REFERENCE, TEXT, TERM, LANGUAGE, ORIGIN, NUMBER, CONTENT, FLOOR, MODEL and DUTY.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from sqlalchemy.orm import Session

from negotiator_desk.drafting.assemble import Choices, offered_clauses
from negotiator_desk.drafting.bilingual import compose_bilingual
from negotiator_desk.drafting.blocks import plain
from negotiator_desk.drafting.boilerplate import Duty, ProposalKind, measure
from negotiator_desk.drafting.compose import document_of
from negotiator_desk.drafting.composition import Composition
from negotiator_desk.drafting.instruments import cited_article, load_instruments
from negotiator_desk.drafting.library import find_clause
from negotiator_desk.drafting.reconcile import reconcile_figures
from negotiator_desk.drafting.reconcile_typed import check_typed
from negotiator_desk.drafting.snapshot import ContractKind, Snapshot
from negotiator_desk.drafting.text_checks import check_wording
from negotiator_desk.drafting.text_facts import (
    ClauseText,
    StatedNumber,
    has_share_disclosure,
    has_share_formula,
    has_yearly_rounds,
    income_rule_notices,
    monthly_conversion,
    monthly_overtime,
    outcome_publications,
)
from negotiator_desk.drafting.topics import TopicList, load_topics
from negotiator_desk.drafting.wording import ContractLanguage, Provenance
from negotiator_desk.i18n import _
from negotiator_desk.models.case import Case
from negotiator_desk.pay.terms import RateTable, Subject
from negotiator_desk.procedure.checks import Finding, Level, check_representatives, check_term
from negotiator_desk.procedure.content_checks import ClauseOnOffer, ContentList, check_content
from negotiator_desk.procedure.contract_checks import (
    PlatformFacts,
    Stated,
    check_conversion,
    check_overtime_hours,
    check_platform,
    check_special,
)
from negotiator_desk.procedure.pay_checks import (
    PayFacts,
    check_minimum_wage,
    check_quota_attainable,
    check_terms,
)
from negotiator_desk.procedure.remedies import with_remedies
from negotiator_desk.procedure.rules import Mark, RulePack, load_pack
from negotiator_desk.services.choices import contract_settings, load_choices
from negotiator_desk.services.costings import lowest_months
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.draft_findings import (
    BLANK,
    NUMBER,
    ORIGIN,
    Labels,
    in_language,
    number_finding,
    text_finding,
    typed_finding,
)
from negotiator_desk.services.floor_findings import check_floor
from negotiator_desk.services.issues import IssueView, issue_views
from negotiator_desk.services.lookup import find_case
from negotiator_desk.services.parties import party_facts
from negotiator_desk.services.quotas import quota_attainment

WAGE_CONTRACTS = frozenset(
    {
        ContractKind.PIECE_RATES,
        ContractKind.COMMISSION_SHARES,
        ContractKind.SKILL_GRADE_WAGES,
        ContractKind.WAGES,
    }
)
"""Kinds whose term is that of a wage contract, whatever numbers and texts are agreed beside."""

PLATFORM_CONTRACTS = frozenset(
    {ContractKind.COMMISSION_SHARES, ContractKind.PLATFORM, ContractKind.PLATFORM_MINUTES}
)
"""Kinds that settle a platform's rules (R27, R29)."""

MODEL, DUTY, AGREED = "MODEL", "DUTY", "AGREED"

_ABOUT_PAY = WAGE_CONTRACTS | {ContractKind.PLATFORM, ContractKind.PLATFORM_MINUTES}
"""Kinds that are nothing without terms from the table."""

_FREE_TOPICS = frozenset(("other",))
"""Topics that name whatever else the sides think fit: nothing can be missing of them."""

_WEIGHT = {level: place for place, level in enumerate(Level)}


def check_text(snapshot: Snapshot) -> tuple[Finding, ...]:
    """Return what is found in the text and the figures of a contract, the gravest first.

    Needs no store, so it can follow every edit.
    """
    composition = Composition(snapshot)
    labels = Labels(composition)
    pack = load_pack(snapshot.jurisdiction)
    found = [
        *_numbers(composition, labels),
        *(text_finding(labels, one) for one in check_wording(composition)),
        *_content(composition),
        *_law(composition, labels, pack),
        *_model(composition, labels),
    ]
    return _sorted(found)


def check_case(desk: Desk, case_id: str, snapshot: Snapshot) -> tuple[Finding, ...]:
    """Return everything that is found in a case's contract, the gravest first.

    Beside the text: representatives (R01–R04), the term (R19), what is agreed and what it pays
    (R20–R23, R27, R28, R30, R33, R34), the industry's contract (R26, FLOOR), the offers that were
    accepted last (NUMBER) and the age of the user's own variants (ORIGIN).

    Args:
        snapshot: What would be, or was, drafted for the case.

    Raises:
        RuleError: There is no such case.
    """

    def query(session: Session) -> tuple[RulePack, list[Finding], tuple[IssueView, ...]]:
        case = find_case(session, case_id)
        pack = load_pack(case.jurisdiction)
        agreed = _agreed(session, case_id)
        found = [*check_representatives(pack, case.kind, party_facts(case))]
        found += check_contract_term(pack, case, snapshot.contract_kind)
        found += _accepted(snapshot, agreed)
        found += _own_variants(session, case_id, snapshot)
        found += _floor(session, case_id, pack, agreed)
        return pack, found, agreed

    pack, found, agreed = desk.read(query)
    found += _nothing_agreed(snapshot)
    found += check_agreed(desk, pack, agreed)
    return _sorted((*with_remedies(found), *check_text(snapshot)))


def final_faults(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return what keeps a contract from being final: errors and open blanks."""
    return tuple(one for one in findings if one.level is Level.ERROR or one.rule == BLANK)


def _nothing_agreed(snapshot: Snapshot) -> Iterator[Finding]:
    """Yield what keeps a contract about pay from being one before anything is agreed."""
    if snapshot.issues or snapshot.contract_kind not in _ABOUT_PAY:
        return
    yield Finding(
        AGREED,
        Level.ERROR,
        _("No issue is agreed yet, so the contract has no terms."),
        "",
        remedy=_("Accept an offer at the table."),
        place="issue:1",
    )


def check_contract_term(pack: RulePack, case: Case, kind: ContractKind) -> tuple[Finding, ...]:
    """Check the term of a case's contract (R19); nothing while it is not entered."""
    first, last = case.contract_from, case.contract_until
    if first is None or last is None:
        return ()
    return check_term(pack, first, last, wages=kind in WAGE_CONTRACTS)


def check_agreed(desk: Desk, pack: RulePack, agreed: Sequence[IssueView]) -> tuple[Finding, ...]:
    """Check agreed issues: their terms by themselves, and what they pay on the issue's data."""
    found: list[Finding] = []
    facts = []
    for issue in agreed:
        assert issue.agreed_terms is not None, "only agreed issues are checked"
        of_issue = [*check_terms(pack, issue.title, issue.agreed_terms)]
        if isinstance(issue.agreed_terms, RateTable):
            attainment = quota_attainment(desk, issue.id, issue.agreed_terms)
            if attainment is not None:
                of_issue += check_quota_attainable(pack, issue.title, attainment)
        found += with_remedies(of_issue, f"issue:{issue.position}")
        lowest = lowest_months(desk, issue.id, issue.agreed_terms)
        if lowest is not None:
            # Whoever is paid by the order may work part time, for which the hour decides (N-MW 5).
            full_time = issue.subject is not Subject.COMMISSION_SHARES
            facts.append(PayFacts(issue.title, lowest, full_time, f"issue:{issue.position}"))
    return (*found, *check_minimum_wage(pack, tuple(facts)))


def _numbers(composition: Composition, labels: Labels) -> Iterator[Finding]:
    snapshot = composition.snapshot
    if composition.text.language is ContractLanguage.BILINGUAL:
        document = compose_bilingual(snapshot)
    else:
        document = document_of(snapshot, composition)
    issues = {issue.offer_id: issue for issue in snapshot.issues}
    for one in reconcile_figures(document, snapshot):
        yield number_finding(labels, one, issues)
    for typed in check_typed(composition):
        yield typed_finding(labels, typed)


def _content(composition: Composition) -> tuple[Finding, ...]:
    snapshot = composition.snapshot
    lists = [
        ContentList(_basis(one), Mark(one.mark), one.is_general, one.topics)
        for one in load_topics().lists
        if snapshot.contract_kind in one.kinds
        and (not one.jurisdictions or snapshot.jurisdiction in one.jurisdictions)
    ]
    covered = {topic for one in composition.clauses() for topic in one.text.topics}
    names = {key: in_language(*name) for key, name in load_topics().names.items()}
    return check_content(lists, covered, names, _offers(composition), _FREE_TOPICS)


def _offers(composition: Composition) -> Mapping[str, ClauseOnOffer]:
    """Return by topic the first clause of the library that fits and does not stand in it."""
    standing = {one.text.place for one in composition.clauses()}
    found: dict[str, ClauseOnOffer] = {}
    for offered in offered_clauses(composition.snapshot, Choices()):
        clause = offered.text
        if clause.place in standing:
            continue
        title = in_language(clause.title, clause.title_english) or clause.key
        for topic in clause.topics:
            found.setdefault(topic, ClauseOnOffer(title, f"clause:{clause.place}"))
    return found


def _basis(one: TopicList) -> str:
    instrument = load_instruments().get(one.source)
    name = (one.source if instrument is None else instrument.name).strip("《》")
    return f"《{name}》{cited_article(one.article)} [{one.mark}]"


def _law(composition: Composition, labels: Labels, pack: RulePack) -> Iterator[Finding]:
    snapshot = composition.snapshot
    clauses = [
        ClauseText(
            one.text.place,
            "\n".join(plain(block.content) for block in composition.clause_blocks(one)),
            one.text.topics,
        )
        for one in composition.clauses()
    ]
    yield from check_overtime_hours(pack, _stated(labels, monthly_overtime(clauses)))
    yield from check_conversion(pack, _stated(labels, monthly_conversion(clauses)))
    if snapshot.contract_kind in PLATFORM_CONTRACTS:
        facts = PlatformFacts(
            has_formula=has_share_formula(clauses),
            has_disclosure=has_share_disclosure(clauses),
            notices=_stated(labels, income_rule_notices(clauses)),
            publications=_stated(labels, outcome_publications(clauses)),
            has_rounds=has_yearly_rounds(clauses),
            takes_share=any(
                issue.subject is Subject.COMMISSION_SHARES for issue in snapshot.issues
            ),
        )
        yield from check_platform(pack, facts)
    if snapshot.contract_kind not in {ContractKind.COMPREHENSIVE, ContractKind.PLATFORM_MINUTES}:
        main = composition.text.main_contract
        yield from check_special(
            pack,
            main_title="" if main is None else main.title,
            is_main_dated=main is not None and main.signed_on is not None,
        )


def _stated(labels: Labels, numbers: Iterable[StatedNumber]) -> tuple[Stated, ...]:
    return tuple(Stated(one.value, labels(one.clause), f"clause:{one.clause}") for one in numbers)


def _model(composition: Composition, labels: Labels) -> Iterator[Finding]:
    """Yield how much of the contract is the model's, and the empty duties that can be mended."""
    meter = measure(composition)
    if not meter.clauses:
        return
    text = _(
        "{copied} of {clauses} clauses ({share}) are the library's word for word, without a "
        "figure, a name or a day of this contract; {bare} duties name neither figure nor time nor "
        "anybody responsible."
    ).format(
        copied=len(meter.copied),
        clauses=meter.clauses,
        share=f"{(meter.share * 100).normalize():f} %",
        bare=len(meter.bare),
    )
    remedy = _("Fill in what is left open, and choose wordings with figures and days.")
    yield Finding(MODEL, Level.INFO, text, "", remedy)
    for duty in meter.bare:
        if duty.proposal is not None:
            yield _duty(labels, duty)


def _duty(labels: Labels, duty: Duty) -> Finding:
    proposal = duty.proposal
    assert proposal is not None, "only duties with a proposal are told"
    text = _("{clause} states a duty without figure, time or anybody responsible.")
    name = in_language(proposal.label, proposal.label_english)
    if proposal.kind is ProposalKind.FILL_IN:
        remedy = _("Fill in: {name}.").format(name=name)
        place = f"parameter:{duty.clause}:{proposal.name}"
    else:
        remedy = _("Choose the wording “{name}”.").format(name=name)
        place = f"clause:{duty.clause}"
    return Finding(DUTY, Level.INFO, text.format(clause=labels(duty.clause)), "", remedy, place)


def _agreed(session: Session, case_id: str) -> tuple[IssueView, ...]:
    return tuple(one for one in issue_views(session, case_id) if one.agreed_terms is not None)


def _accepted(snapshot: Snapshot, agreed: Sequence[IssueView]) -> Iterator[Finding]:
    """Yield where a snapshot has other terms than were accepted last."""
    remedy = _("Draft the contract again.")
    drafted = {issue.position: issue for issue in snapshot.issues}
    now = {issue.position: issue for issue in agreed}
    for position, issue in drafted.items():
        current = now.get(position)
        place = f"issue:{position}"
        if current is None:
            text = _("“{issue}” stands in the draft and is not agreed any more.")
        elif (current.agreed_offer_id, current.agreed_terms) != (issue.offer_id, issue.terms):
            text = _("“{issue}”: another offer was accepted than the one that the draft prints.")
        else:
            continue
        yield Finding(NUMBER, Level.ERROR, text.format(issue=issue.title), "", remedy, place)
    for position, current in now.items():
        if position not in drafted:
            text = _("“{issue}” is agreed and does not stand in the draft.")
            place = f"issue:{position}"
            yield Finding(NUMBER, Level.ERROR, text.format(issue=current.title), "", remedy, place)


def _own_variants(session: Session, case_id: str, snapshot: Snapshot) -> Iterator[Finding]:
    """Yield the user's own variants that were written for an older wording of the library's."""
    if snapshot.text is None:
        return
    own = load_choices(session, case_id).own
    labels = Labels(Composition(snapshot))
    for clause in snapshot.text.clauses:
        variant = own.get(clause.variant.removeprefix("own:"))
        if clause.provenance is not Provenance.OWN_VARIANT or variant is None:
            continue
        model = find_clause(variant.origin)
        if model is not None and model.version > variant.origin_version:
            text = _("{clause} is your own variant of an older wording of the library's.")
            remedy = _("Compare it with the newer wording and adapt it if need be.")
            place = f"clause:{clause.place}"
            filled = text.format(clause=labels(clause.place))
            yield Finding(ORIGIN, Level.INFO, filled, "", remedy, place)


def _floor(
    session: Session, case_id: str, pack: RulePack, agreed: Sequence[IssueView]
) -> Iterator[Finding]:
    settings = contract_settings(session, case_id)
    if settings is None or settings.floor_case_id is None:
        return
    floor = find_case(session, settings.floor_case_id)
    yield from check_floor(pack, agreed, _agreed(session, floor.id), floor.title)


def _sorted(found: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings once each, the gravest first, else in their order."""
    return tuple(sorted(dict.fromkeys(found), key=lambda one: _WEIGHT[one.level]))
