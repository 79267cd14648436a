"""1 000 answers from a file to tables, first import included: time, memory and the share of stages.

    python -m tests.benchmarks.thousand_answers [N]

Prints figures and never fails on them: machines differ. The export is made of the coded answers.
"""

from __future__ import annotations

import re
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.conftest import gold_answers, small_config, write_round

_STAGES = ("read", "pseudonymise", "language", "embed", "topics", "themes", "store")


def main(answers: int) -> None:
    """Run and export in processes of their own and print the figures."""
    program = Path(sys.executable).with_name("kerropois")
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        gold = gold_answers(*(f"D{i}" for i in range(1, 12)))
        write_round(folder / "kysely.csv", gold[:answers])
        config = small_config(folder)
        ran, log = _time([program, "--config", config, "run"])
        wrote, _ = _time([program, "--config", config, "export", "kysely", "--to", folder / "out"])
    whole = ran + wrote
    print(f"{answers} answers from a file to tables: {whole:.1f} s")
    seconds = {stage: float(s) for stage, s in re.findall(r": (\w+): (\d+\.\d) s", log)}
    for stage in _STAGES:
        print(f"  {stage:14}{seconds[stage]:6.1f} s {100 * seconds[stage] / whole:5.0f} %")
    rest = ran - sum(seconds[stage] for stage in _STAGES)
    print(f"  {'start, Prefect':14}{rest:6.1f} s {100 * rest / whole:5.0f} %")
    print(f"  {'export':14}{wrote:6.1f} s {100 * wrote / whole:5.0f} %")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024**2
    print(f"peak memory of the largest process: {peak:.2f} GB")


def _time(command: list[object]) -> tuple[float, str]:
    started = time.perf_counter()
    done = subprocess.run([*map(str, command)], capture_output=True, text=True, check=True)
    return time.perf_counter() - started, done.stdout + done.stderr


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
