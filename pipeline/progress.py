"""Progress bars that stages can feed without knowing of terminals."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

#: Called with (done, total) as a stage goes on.
Progress = Callable[[int, int], None]


def silent(done: int, total: int) -> None:
    """Shows nothing."""


@contextmanager
def bar(description: str) -> Iterator[Progress]:
    """A bar on stderr while a stage runs; nothing when stderr is not a terminal."""
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as RichProgress

    console = Console(stderr=True)
    if not console.is_terminal:
        yield silent
        return
    columns = (TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn())
    with RichProgress(*columns, console=console, transient=True) as shown:
        task = shown.add_task(description, total=None)
        yield lambda done, total: shown.update(task, completed=done, total=total)
