"""Building the pages, each when it is first asked for."""

from __future__ import annotations

from negotiator_desk.ui.context import Context
from negotiator_desk.ui.pages.base import Page
from negotiator_desk.ui.places import PageName


def make_page(name: PageName, context: Context) -> Page:
    """Build a page; its module, and the services behind it, are imported only now."""
    match name:
        case PageName.HOME:
            from negotiator_desk.ui.pages.home import HomePage

            return HomePage(context)
        case PageName.CASES:
            from negotiator_desk.ui.pages.cases import CasesPage

            return CasesPage(context)
        case PageName.OVERVIEW:
            from negotiator_desk.ui.pages.overview import OverviewPage

            return OverviewPage(context)
        case PageName.DATA:
            from negotiator_desk.ui.pages.data import DataPage

            return DataPage(context)
        case PageName.ISSUES:
            from negotiator_desk.ui.pages.issues import IssuesPage

            return IssuesPage(context)
        case PageName.TABLE:
            from negotiator_desk.ui.pages.table import TablePage

            return TablePage(context)
        case PageName.COSTING:
            from negotiator_desk.ui.pages.costing import CostingPage

            return CostingPage(context)
        case PageName.CONTRACT:
            from negotiator_desk.ui.pages.contract import ContractPage

            return ContractPage(context)
