"""What a run tells people: the log's lines on the input, and the round's summary in Finnish."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from logging import Logger, LoggerAdapter
from typing import Any

from pipeline.config import Config
from pipeline.ingest import Intake
from pipeline.ingest.reasons import in_words
from pipeline.records import Answer, Assignment, Topic
from pipeline.report import theme_table, topic_table
from pipeline.report.text import HIDDEN_FI, area_heading, percent
from pipeline.store import AnalysisResult

_SHOWN_REJECTS = 20


def tell_intake(intake: Intake, log: Logger | LoggerAdapter) -> None:
    """Log how the input's rows add up, and every reason for which one was not an answer."""
    for report in intake.reports:
        log.info(
            "%s: %d rows = %d with answers + %d rejected; %d answers.",
            report.source, report.rows, report.answered, report.rejected, report.answers,
        )  # fmt: skip
        used = [line.strip() for line in report.mapping.lines() if not line.startswith("#")]
        log.info("%s, columns: %s", report.source, "; ".join(used))
    for reject in intake.rejects[:_SHOWN_REJECTS]:
        where = f"{reject.source}, row {reject.row}, column {reject.column}"
        log.warning("%s: %s.", where, in_words(reject.code))
    if len(intake.rejects) > _SHOWN_REJECTS:
        log.warning("and %d more rejects.", len(intake.rejects) - _SHOWN_REJECTS)
    for notice in intake.notices:
        where = " ".join(filter(None, (notice.source, notice.detail)))
        log.info("%s: %s (%d).", where, in_words(notice.code), notice.times)


def counts_of(intake: Intake, answers: Sequence[Answer], topics: Sequence[Topic]) -> dict[str, int]:
    """The analysis's counts: input rows, answers, respondents, marked answers, topics."""
    return {
        **intake.counts(),
        "respondents": len({answer.respondent for answer in answers}),
        "emptyish": sum(answer.emptyish for answer in answers),
        "duplicates": sum(answer.duplicate_of is not None for answer in answers),
        "topics": len(topics),
    }


def health_of(
    intake: Intake,
    answers: Sequence[Answer],
    masked: Counter[str],
    assignments: Sequence[Assignment],
) -> dict[str, Any]:
    """What a coordinator should look at before trusting an analysis."""
    empty = {answer.id for answer in answers if answer.emptyish}
    return {
        "languages": dict(sorted(Counter(answer.language for answer in answers).items())),
        "unknown_area": sum(not answer.area for answer in answers),
        "masked": dict(sorted(masked.items())),
        "unassigned": sum(a.topic is None and a.answer not in empty for a in assignments),
        "notices": [
            {"source": n.source, "code": n.code, "detail": n.detail, "times": n.times}
            for n in intake.notices
        ],
    }


def summary_in_finnish(config: Config, result: AnalysisResult) -> str:
    """The round's summary as Markdown, for Prefect's page of the run."""
    table = theme_table(config, result)
    respondents = table.respondents[table.areas[-1]]
    lines = [
        f"# {table.name}",
        "",
        f"{result.analysis.counts['answers']} vastausta. Vastaajia, jotka sanoivat jotain: "
        f"{HIDDEN_FI if respondents is None else respondents}.",
        "",
        "| Teema | " + " | ".join(area_heading(config, area) for area in table.areas) + " |",
        "|---|" + "---|" * len(table.areas),
    ]
    for theme in config.coding_frame.themes:
        cells = [table.cells[theme.id, area] for area in table.areas]
        shown = [HIDDEN_FI if cell.hidden else percent(cell.share) for cell in cells]
        lines.append(f"| {theme.name.fi} | " + " | ".join(shown) + " |")
    lines += [
        "",
        "Osuus vastaajista, jotka nostavat teeman esiin.",
        "",
        "## Aiheet",
        "",
        *_topic_lines(config, result),
    ]
    return "\n".join(lines)


def _topic_lines(config: Config, result: AnalysisResult) -> list[str]:
    """The topics that may be shown, with their respondents: a few people may write many answers."""
    shown = [row for row in topic_table(config, result).topics if not row.total.hidden]
    return [
        f"- {row.label} ({row.total.count} vastaaja{'' if row.total.count == 1 else 'a'})"
        for row in shown
    ]
