"""One way to name the implementations of a contract and to load them only when asked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Generic, TypeVar

from pipeline.errors import ConfigError, MissingPartError

T = TypeVar("T")


@dataclass(frozen=True)
class Entry:
    """Where an implementation lives, and the command that installs what it needs."""

    target: str
    install: str = ""


class Registry(Generic[T]):
    """Names → implementations of one contract, imported on first use.

    >>> lemmatizers: Registry[Lemmatizer] = Registry("lemmatizer", {"voikko": Entry("a.b:C")})
    >>> lemmatizers.create("voikko")
    """

    def __init__(self, kind: str, entries: dict[str, Entry]) -> None:
        self.kind = kind
        self._entries = entries

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def create(self, name: str, *args: Any, **kwargs: Any) -> T:
        """Build the implementation called `name`.

        Raises:
            ConfigError: no such name.
            MissingPartError: its library, model or system package is not installed; the message
                names the command that installs it.
        """
        entry = self._entries.get(name)
        if entry is None:
            known = ", ".join(self._entries)
            raise ConfigError(f"there is no {self.kind} called '{name}'. Known: {known}.")
        module, _, attribute = entry.target.partition(":")
        try:
            return getattr(import_module(module), attribute)(*args, **kwargs)
        except (ImportError, OSError) as error:
            hint = f" Install it with: {entry.install}" if entry.install else ""
            raise MissingPartError(
                f"the {self.kind} '{name}' cannot start ({type(error).__name__}: {error}).{hint}"
            ) from error

    def problem(self, name: str, *args: Any) -> str | None:
        """Why `name` cannot be used here, or None when it can."""
        try:
            self.create(name, *args)
        except (MissingPartError, ConfigError) as error:
            return str(error)
        return None

    def first_usable(self, names: tuple[str, ...], *args: Any) -> tuple[str, T]:
        """The first of `names` that can be built here, with its name.

        Raises:
            MissingPartError: none can; the message lists why.
        """
        problems = []
        for name in names:
            try:
                return name, self.create(name, *args)
            except MissingPartError as error:
                problems.append(str(error))
        raise MissingPartError(f"no {self.kind} can be used here.\n  " + "\n  ".join(problems))
