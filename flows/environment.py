"""Settings that Prefect reads when it is first imported: call before importing a flow."""

from __future__ import annotations

import os

from pipeline.config import Config


def prepare_prefect(config: Config) -> None:
    """Keep Prefect's own files in the data folder and its log readable; send nothing anywhere.

    What the environment already says stays: a deployment with its own server is not touched.
    """
    if "PREFECT_API_URL" not in os.environ:
        os.environ.setdefault("PREFECT_HOME", str(config.data / "prefect"))
    for name, value in {
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
        "PREFECT_CLI_COLORS": "false",
        "PREFECT_LOGGING_LEVEL": "WARNING",
        "PREFECT_LOGGING_COLORS": "false",
        "PREFECT_LOGGING_LOGGERS_PREFECT_FLOW_RUNS_LEVEL": "INFO",
        "PREFECT_LOGGING_FORMATTERS_STANDARD_FLOW_RUN_FMT": "%(flow_run_name)s: %(message)s",
        # A task's failure is told once, in plain words, by its flow.
        "PREFECT_LOGGING_LOGGERS_PREFECT_TASK_RUNS_LEVEL": "CRITICAL",
        "PREFECT_LOGGING_INTERNAL_LEVEL": "ERROR",
        "PREFECT_SERVER_LOGGING_LEVEL": "ERROR",
        "PREFECT_RESULTS_PERSIST_BY_DEFAULT": "false",
    }.items():
        os.environ.setdefault(name, value)
