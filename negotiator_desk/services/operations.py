"""What each operation is called after "Undo" and in the record of changes."""

from __future__ import annotations

from negotiator_desk.i18n import N_, _

OPERATION_LABELS: dict[str, str] = {
    "accept_offer": N_("Accept offer"),
    "add_comment": N_("Comment on a clause"),
    "add_evidence": N_("Attach evidence"),
    "add_issue": N_("Add issue"),
    "add_minutes_entry": N_("Write minutes"),
    "add_own_clause": N_("Add own clause"),
    "add_private_note": N_("Private entry"),
    "add_representative": N_("Add representative"),
    "add_session": N_("Add negotiation session"),
    "choose_own_side": N_("Private entry"),
    "choose_variant": N_("Choose variant"),
    "create_case": N_("Create case"),
    "draft_contract": N_("Draft contract"),
    "edit_case": N_("Edit case"),
    "edit_issue": N_("Edit issue"),
    "edit_minutes_entry": N_("Correct minutes"),
    "edit_own_clause": N_("Edit own clause"),
    "edit_private_note": N_("Private entry"),
    "edit_representative": N_("Edit representative"),
    "edit_session": N_("Edit negotiation session"),
    "end_session": N_("End session"),
    "fill_in_clause": N_("Fill in clause"),
    "fill_in_options": N_("Private entry"),
    "finish_contract": N_("Make the final text"),
    "grant_mandate": N_("Private entry"),
    "hold_offer": N_("Hold offer tentatively"),
    "import_agreement": N_("Import old agreement"),
    "import_dataset": N_("Import data"),
    "include_clause": N_("Choose clause"),
    "mark_attendance": N_("Mark attendance"),
    "move_clause": N_("Move clause"),
    "note_evidence": N_("Note on evidence"),
    "release_offer": N_("Release offer"),
    "remove_agreement": N_("Remove old agreement"),
    "remove_bonus": N_("Private entry"),
    "remove_comment": N_("Remove comment"),
    "remove_dataset": N_("Remove data"),
    "remove_evidence": N_("Remove evidence"),
    "remove_issue": N_("Remove issue"),
    "remove_minutes_entry": N_("Remove minutes"),
    "remove_option": N_("Private entry"),
    "remove_private_note": N_("Private entry"),
    "remove_representative": N_("Remove representative"),
    "remove_sketch": N_("Private entry"),
    "remove_what_if": N_("Private entry"),
    "reopen_session": N_("Reopen session"),
    "replace_representative": N_("Replace representative"),
    "restore_case": N_("Restore case"),
    "restore_version": N_("Restore version"),
    "restore_wording": N_("Restore wording"),
    "resume_session": N_("Resume session"),
    "reword_clause": N_("Change wording"),
    "save_assumptions": N_("Edit assumptions"),
    "save_bonus": N_("Private entry"),
    "save_brief": N_("Private entry"),
    "save_contract_setup": N_("Set up contract"),
    "save_mandate": N_("Private entry"),
    "save_minutes": N_("Write minutes"),
    "save_option": N_("Private entry"),
    "save_party": N_("Save party"),
    "save_points": N_("Private entry"),
    "save_ratings": N_("Private entry"),
    "save_sketch": N_("Private entry"),
    "save_what_if": N_("Private entry"),
    "set_agenda": N_("Edit agenda of a session"),
    "settle_comment": N_("Settle comment"),
    "suspend_session": N_("Suspend session"),
    "table_offer": N_("Table offer"),
    "take_over_clauses": N_("Take over clauses"),
    "trash_case": N_("Move case to trash"),
    "trash_own_clause": N_("Remove own clause"),
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
