"""What can go wrong, sorted by whose fault it is."""


class DeskError(Exception):
    """Root of our own exceptions; never raised directly."""


class UserError(DeskError):
    """The user can put this right, so its text is shown in their language.

    Attributes:
        hint: What to do next, as one translated sentence, or "".
    """

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class RuleError(UserError):
    """The rules of bargaining or of the law forbid the change that was asked for."""


class InputError(UserError):
    """Something the user typed or a file they gave cannot be used."""


class StorageError(UserError):
    """The disk or the store is at fault: full, locked, read-only, too new."""
