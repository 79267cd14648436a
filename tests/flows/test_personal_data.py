"""What a run keeps of people, says of them in its log, and leaves out once they are forgotten."""

from __future__ import annotations

import csv
import datetime as dt
import logging
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest
import sqlalchemy as sa

from pipeline.config import load_config
from pipeline.errors import InputError, KerroPoisError, StoreError
from pipeline.ingest.emptyish import text_digest
from pipeline.oversight import AuditAct, AuditEntry, SpanAct, SpanDecision
from pipeline.privacy.review import Words, words_key
from pipeline.records import Act, CodeDecision, Source, digest
from pipeline.store import AnalysisResult, Store
from pipeline.store.database import open_database
from tests.conftest import HEADER, gold_answers, small_config

WHEN = dt.datetime(2024, 4, 2, 12, 30, tzinfo=dt.UTC)
#: One of each type, as residents write them.
PERSONAL = {
    "PERSON": "Pekka Virtaselle", "PHONE": "040 123 4567", "EMAIL": "pekka.virtanen@example.fi",
    "HETU": "131052-308T", "ADDRESS": "Esimerkkikatu 5 B 12", "PLATE": "ABC-123",
    "URL_HANDLE": "@pihan_vaki", "IBAN": "FI21 1234 5600 0007 85",
}  # fmt: skip
SAYING = {
    "PERSON": "Kertokaa {} heti.", "PHONE": "Soittakaa {} illalla.", "EMAIL": "Osoite on {}.",
    "HETU": "Tunnus on {}.", "ADDRESS": "Asun talossa {}.", "PLATE": "Auto {} on tiellä.",
    "URL_HANDLE": "Seuratkaa tiliä {}.", "IBAN": "Tili on {}.",
}  # fmt: skip
MARKER = "Merkkilause keinuu pihan laidalla kuin lokki"


def run(config: Path):  # type: ignore[no-untyped-def]
    from flows.analyse_round import Outcome, analyse_round

    return cast(Outcome, analyse_round("kysely", str(config)))


def store_of(config: Path) -> Store:
    return Store(load_config(config).store_url)


def result_of(config: Path) -> AnalysisResult:
    return store_of(config).read("kysely")


def round_of(folder: Path, said: list[str]) -> Path:
    """A config.yaml whose round has these answers and forty real ones, by e-mail address."""
    texts = said + [answer["text"] for answer in gold_answers("D10")[:40]]
    with (folder / "kysely.csv").open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(HEADER)
        for number, text in enumerate(texts):
            writer.writerow((email(number), "20.2.2024", "Nastola", "Asukas", text))
    return small_config(folder)


def email(number: int) -> str:
    return f"vastaaja{number}@example.fi"


def kept_in(config: Path) -> bytes:
    files = [path for path in (config.parent / "data").rglob("*") if path.is_file()]
    assert any("kerropois.sqlite" in path.name for path in files)
    return b"".join(path.read_bytes() for path in files)


def test_nothing_personal_of_any_type_is_in_any_file_of_the_data_folder(tmp_path: Path) -> None:
    config = round_of(tmp_path, [SAYING[kind].format(value) for kind, value in PERSONAL.items()])
    run(config)
    kept = kept_in(config)
    for value in PERSONAL.values():
        assert value.encode() not in kept
    assert (tmp_path / "kysely.csv").read_bytes() not in kept
    for number in range(48):
        assert email(number).encode() not in kept
        # Nor what whoever knows the address could work out.
        assert digest("kysely", "0", email(number), size=8).encode() not in kept
    assert set(PERSONAL) == {span.type for span in store_of(config).masked_spans("kysely")}


def test_marks_stand_where_they_are_said_to(tmp_path: Path) -> None:
    config = round_of(tmp_path, [SAYING[kind].format(value) for kind, value in PERSONAL.items()])
    run(config)
    texts = {answer.id: answer.text for answer in result_of(config).answers}
    for span in result_of(config).spans:
        mark = texts[span.answer][span.start : span.end]
        assert mark.startswith("[")
        assert mark.endswith("]")


# -- people's word on words ------------------------------------------------------------------------


def decided(config: Path, act: SpanAct, words: str, answer: str) -> None:
    said = Words.of(words).words
    from pipeline.privacy.key import respondent_key

    store = store_of(config)
    key = words_key(respondent_key(load_config(config).data, store), said)
    store.add_span_decisions([
        SpanDecision(act, "Maija", WHEN, "kysely", answer, key, len(said), type="PHONE")
    ])  # fmt: skip


def test_a_decision_on_words_is_followed_by_the_next_run_and_every_later_one(
    tmp_path: Path,
) -> None:
    config = round_of(tmp_path, ["Soittakaa 040 123 4567 illalla. Keinu on rikki."])
    run(config)
    first = result_of(config).answers[0]
    code = next(c for c in result_of(config).codes if c.answer == first.id)
    store_of(config).add_decisions([
        CodeDecision(
            Act.UNCODE if code.assigned else Act.CODE, "Maija", WHEN, "kysely", first.id,
            text_digest(first.text), code.theme,
        )
    ])  # fmt: skip
    assert run(config).changed
    decided(config, SpanAct.UNMASK, "040 123 4567", first.id)
    assert run(config).changed
    after = result_of(config)
    assert after.answers[0].id == first.id
    assert after.answers[0].text == "Soittakaa 040 123 4567 illalla. Keinu on rikki."
    assert not run(config).changed
    # A person's code was on the masked text, and holds for the other one.
    held = next(c for c in after.codes if (c.answer, c.theme) == (first.id, code.theme))
    assert (held.source, held.assigned) == (Source.PERSON, not code.assigned)
    decided(config, SpanAct.MASK, "040 123 4567", first.id)
    assert run(config).changed
    assert result_of(config).answers[0].text == first.text
    assert b"040 123 4567" not in kept_in(config)


# -- forgetting ------------------------------------------------------------------------------------


def forget(config: Path, *, round_id: str = "", respondent: str = "") -> None:
    store = store_of(config)
    traces = store.traces_of(round_id=round_id, respondent=respondent)
    entry = AuditEntry(AuditAct.FORGOT, "Maija", WHEN, round_id or respondent)
    store.forget(traces, entry, whole_round=bool(round_id))


def test_a_forgotten_respondent_stays_forgotten_and_is_counted(tmp_path: Path) -> None:
    config = round_of(tmp_path, [MARKER])
    counted = run(config).counts
    forget(config, respondent=result_of(config).answers[0].respondent)
    assert MARKER.encode() not in kept_in(config)
    again = run(config)
    assert again.changed
    assert again.counts["rows"] == counted["rows"] == 41
    assert again.counts["answers"] == 40
    result = result_of(config)
    assert result.analysis.health["forgotten"] == 1
    assert MARKER not in {answer.text for answer in result.answers}
    assert MARKER.encode() not in kept_in(config)
    assert not run(config).changed


def test_a_forgotten_round_is_not_read_again(small_round: Path) -> None:
    run(small_round)
    forget(small_round, round_id="kysely")
    with pytest.raises(InputError, match="was forgotten, and is not read again"):
        run(small_round)
    assert store_of(small_round).latest("kysely") is None


def test_a_run_is_in_the_audit_log(small_round: Path) -> None:
    run(small_round)
    run(small_round)
    (entry,) = store_of(small_round).audit()
    assert (entry.act, entry.subject) == (AuditAct.RAN, "kysely")
    assert entry.details == {"analysis": result_of(small_round).analysis.id, "answers": 60}


# -- logs and errors -------------------------------------------------------------------------------


@pytest.fixture
def log() -> Iterator[list[str]]:
    """All lines that the program and Prefect log, tracebacks too."""
    from prefect.logging.configuration import setup_logging

    # Prefect does so before the first flow, and takes away what listens by then.
    setup_logging()
    lines: list[str] = []

    class Keep(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(self.format(record))

    keep = Keep(level=logging.DEBUG)
    names = ["", "prefect", "prefect.flow_runs", "prefect.task_runs"]
    for name in names:
        logging.getLogger(name).addHandler(keep)
    yield lines
    for name in names:
        logging.getLogger(name).removeHandler(keep)


def told(error: BaseException) -> str:
    """Everything that an error says, with what it came from."""
    said, one = "", error
    while one is not None:
        said += f"{one!r} {one} {one.args}"
        hidden = None if one.__suppress_context__ else one.__context__
        one = cast(BaseException, one.__cause__ or hidden)
    return said


def with_rows(config: Path, *rows: tuple[str, ...]) -> None:
    with (config.parent / "kysely.csv").open("a", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows(rows)


def test_rejected_rows_are_logged_without_what_they_say(tmp_path: Path, log: list[str]) -> None:
    config = round_of(tmp_path, [MARKER])
    with_rows(
        config,
        ("x", "20.2.2024", "Nastola", "Asukas", f"{MARKER} yhä", f"{MARKER} liikaa"),
        (email(0), "20.2.2024", "Nastola", "Asukas", MARKER),
        (email(99), f"{MARKER} päivänä", f"{MARKER} paikassa", f"{MARKER} ryhmä", MARKER * 12_000),
    )
    counts = run(config).counts
    assert counts["rows_rejected"] == 3
    assert any("rejected" in line for line in log)
    assert not [line for line in log if "Merkkilause" in line]
    rejects = result_of(config).rejects
    assert not [reject for reject in rejects if "Merkkilause" in repr(reject)]


@pytest.mark.parametrize("table", ["theme_code", "tokens", "answer"])
def test_a_stage_that_fails_says_nothing_of_an_answer(
    tmp_path: Path, log: list[str], table: str
) -> None:
    config = round_of(tmp_path, [MARKER])
    store_of(config)
    with open_database(load_config(config).store_url).begin() as connection:
        connection.execute(
            sa.text(
                f"CREATE TRIGGER full BEFORE INSERT ON {table} "
                "BEGIN SELECT RAISE(ABORT, 'disk full'); END"
            )
        )
    with pytest.raises(StoreError) as error:
        run(config)
    assert log
    assert not [line for line in log if "Merkkilause" in line]
    assert "Merkkilause" not in told(error.value)


def test_an_export_that_cannot_be_read_is_refused_without_a_word_of_it(
    tmp_path: Path, log: list[str]
) -> None:
    config = round_of(tmp_path, [MARKER])
    (tmp_path / "kysely.csv").write_text(f"{MARKER}\n{MARKER} taas\n", encoding="utf-8")
    with pytest.raises(KerroPoisError) as error:
        run(config)
    assert "Merkkilause" not in told(error.value)
    assert not [line for line in log if "Merkkilause" in line]


def test_an_answer_in_print_shows_no_word(small_round: Path) -> None:
    run(small_round)
    result = replace(result_of(small_round), rejects=[])
    assert not any(answer.text in repr(result) for answer in result.answers if len(answer.text) > 9)
