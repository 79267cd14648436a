"""What goes wrong in a flow, in plain words."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from prefect.client.schemas.objects import State
from prefect.states import Failed

from pipeline.errors import KerroPoisError

P = ParamSpec("P")
R = TypeVar("R")


def told_plainly(flow: Callable[P, R]) -> Callable[P, R | State]:
    """A flow that ends in a failed state with a sentence, where a person has to mend something.

    An exception would be shown with a traceback. Whoever called the flow gets the error all the
    same.
    """

    @wraps(flow)
    def run(*arguments: P.args, **named: P.kwargs) -> R | State:
        try:
            return flow(*arguments, **named)
        except KerroPoisError as error:
            return Failed(message=str(error), data=error)

    return run
