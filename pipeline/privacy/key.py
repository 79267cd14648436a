"""The key of the ids that stand for respondents and their answers.

An id without a key can be worked out by whoever guesses what it is of: an e-mail address, a number
(Article 29 Working Party 2014, Opinion 05/2014 on anonymisation techniques, 4.2). The key never
goes into the store; what the store knows of it is enough to tell another key from it.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import MutableMapping
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Protocol

from pipeline.errors import ConfigError, InputError
from pipeline.files import write_private
from pipeline.records import keyed_digest

VARIABLE = "KERROPOIS_KEY"
FILE = "respondent.key"
#: The demo's answers are invented, and its tables must be equal everywhere.
PUBLIC_KEY = "kerropois demo: a key that everybody knows"


@dataclass(frozen=True)
class Key:
    """32 bytes, and where they come from."""

    value: bytes = field(repr=False)
    origin: str

    @property
    def check(self) -> str:
        """What tells this key from another one, and tells nothing else of it."""
        return keyed_digest(self.value, "kerropois key check", size=8)


class Keeper(Protocol):
    """Who remembers which key was in use."""

    def key_check(self) -> str | None:
        """The check value of the key that what is kept was named with; None: nothing is."""

    def confirm_key(self, key: bytes, check: str) -> str:
        """The check value that stands: this one, if there is none yet."""


def respondent_key(folder: Path, keeper: Keeper) -> bytes:
    """The key, made on first use.

    Args:
        folder: the data folder.

    Raises:
        ConfigError: it cannot be read, it is lost, or it is another one than before.
    """
    known = keeper.key_check()
    key = _find(folder)
    if key is None:
        if known is not None:
            raise ConfigError(
                f"the key of the respondents' ids is lost: {folder / FILE} is gone, and {VARIABLE} "
                "is not set. Put the file back from a backup of the data folder, or set "
                f"{VARIABLE} again. With another key the same people would count as new ones, and "
                "those forgotten would come back."
            )
        key = _make(folder)
    if keeper.confirm_key(key.value, key.check) != key.check:
        raise ConfigError(
            f"the key of the respondents' ids ({key.origin}) is another one than the store's "
            f"answers were named with. Put back the {FILE} or the {VARIABLE} that was in use then, "
            "or give a new round a data folder of its own."
        )
    return key.value


def where_from(folder: Path) -> str:
    """Where the key comes from, for people.

    Raises:
        ConfigError: it cannot be read.
    """
    key = _find(folder)
    return key.origin if key else f"{folder / FILE}, made on the first run"


def use_public_key(folder: Path, environment: MutableMapping[str, str] = os.environ) -> None:
    """Let this process, and whoever looks into the folder later, use the demo's key."""
    environment[VARIABLE] = PUBLIC_KEY
    if not (folder / FILE).exists():
        write_private(folder, {FILE: PUBLIC_KEY.encode()})


def _find(folder: Path) -> Key | None:
    said = os.environ.get(VARIABLE, "").strip()
    if said:
        return Key(_bytes(said), f"the environment variable {VARIABLE}")
    path = folder / FILE
    try:
        said = path.read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError):
        raise ConfigError(
            f"the key of the respondents' ids in {path} cannot be read. Check that you may open "
            "it, or put it back from a backup of the data folder."
        ) from None
    if not said:
        raise ConfigError(
            f"the key of the respondents' ids in {path} is empty. Put it back from a backup of the "
            "data folder. If there are no answers in the store yet, delete the file."
        )
    return Key(_bytes(said), str(path))


def _make(folder: Path) -> Key:
    try:
        write_private(folder, {FILE: secrets.token_hex(32).encode()})
    except InputError:
        # Another process may have made it in between: then both use that one.
        if not (folder / FILE).exists():
            raise
    key = _find(folder)
    assert key is not None
    return key


def _bytes(said: str) -> bytes:
    return blake2b(said.encode(), digest_size=32, person=b"kerropois key").digest()
