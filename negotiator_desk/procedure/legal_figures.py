"""The figures of a rule pack that pay is held against, as the pay formulas take them."""

from __future__ import annotations

from negotiator_desk.pay.basis import AreaMinimum, LegalFigures
from negotiator_desk.procedure.rules import RulePack


def legal_figures(pack: RulePack) -> LegalFigures:
    """Return the pack's minimum wages and quota share with their sources."""
    quota = pack.rule("quota_attainable_share")
    return LegalFigures(
        rule_pack=f"{pack.key} {pack.valid_from.isoformat()}",
        minimum_wages=tuple(
            AreaMinimum(wage.areas, wage.monthly, wage.hourly, wage.basis)
            for wage in pack.minimum_wages
        ),
        quota_share=None if quota is None else quota.value,
        quota_source="" if quota is None else quota.basis,
    )
