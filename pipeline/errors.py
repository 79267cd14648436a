"""Errors that the user can mend. The command line prints them without a traceback.

Every message says what is wrong, where, and what to do, and never quotes an answer.
"""


class KerroPoisError(Exception):
    """Base of all errors that end a command with exit code 1."""

    prefix = "Error"

    def __str__(self) -> str:
        return f"{self.prefix}: {super().__str__()}"


class ConfigError(KerroPoisError):
    """config.yaml says something that cannot be."""

    prefix = "Configuration"


class InputError(KerroPoisError):
    """A file or a line of input cannot be read as what it should be."""

    prefix = "Input refused"


class MissingPartError(KerroPoisError):
    """A library, a model or a system package that the chosen backend needs is not here."""

    prefix = "Missing"


class StoreError(KerroPoisError):
    """The store cannot be opened, or does not hold what was asked for."""

    prefix = "Store"


class NotYetError(KerroPoisError):
    """A verb of the command line whose work is not built."""

    prefix = "Not yet"
