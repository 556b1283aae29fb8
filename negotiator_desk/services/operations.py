"""What each operation is called after "Undo" and in the record of changes."""

from __future__ import annotations

from negotiator_desk.i18n import N_, _

OPERATION_LABELS: dict[str, str] = {
    "accept_offer": N_("Accept offer"),
    "add_issue": N_("Add issue"),
    "add_representative": N_("Add representative"),
    "add_session": N_("Add negotiation session"),
    "create_case": N_("Create case"),
    "draft_contract": N_("Draft contract"),
    "edit_case": N_("Edit case"),
    "edit_issue": N_("Edit issue"),
    "edit_representative": N_("Edit representative"),
    "edit_session": N_("Edit negotiation session"),
    "import_dataset": N_("Import data"),
    "remove_dataset": N_("Remove data"),
    "remove_issue": N_("Remove issue"),
    "remove_what_if": N_("Private entry"),
    "remove_representative": N_("Remove representative"),
    "restore_case": N_("Restore case"),
    "save_assumptions": N_("Edit assumptions"),
    "save_mandate": N_("Private entry"),
    "save_party": N_("Save party"),
    "save_what_if": N_("Private entry"),
    "table_offer": N_("Table offer"),
    "trash_case": N_("Move case to trash"),
    "withdraw_offer": N_("Withdraw offer"),
}
"""Key of an operation, as the journal keeps it, → its English name. Keys are never renamed.

The names stand in the menu and on the status bar, where the other side may read along: those of the
private layer do not say what was entered.
"""


def label(operation: str) -> str:
    """Return an operation's name in the interface's language; an unknown key stands for itself."""
    name = OPERATION_LABELS.get(operation)
    return operation if name is None else _(name)
