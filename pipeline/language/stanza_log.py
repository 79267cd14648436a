"""What stanza says while it works goes to this program's log, at debug level."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager

log = logging.getLogger(__name__)


def redirect() -> None:
    """From now on, stanza's messages go to our log and nowhere else.

    Raises:
        ImportError: stanza is not installed.
    """
    import stanza  # noqa: F401  (its import puts a handler on its log, which has to go)

    theirs = logging.getLogger("stanza")
    theirs.handlers[:] = [_Handler(lambda message: log.debug("stanza: %s", message))]
    theirs.propagate = False


@contextmanager
def heard(listener: Callable[[str], None]) -> Iterator[None]:
    """Until the end, `listener` gets every message too."""
    redirect()
    theirs, handler = logging.getLogger("stanza"), _Handler(listener)
    theirs.addHandler(handler)
    try:
        yield
    finally:
        theirs.removeHandler(handler)


class _Handler(logging.Handler):
    def __init__(self, listener: Callable[[str], None]) -> None:
        super().__init__()
        self._listener = listener

    def emit(self, record: logging.LogRecord) -> None:
        self._listener(record.getMessage())
