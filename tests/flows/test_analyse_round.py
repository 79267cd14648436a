"""The real flow on a real round, with the real models."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import cast

import pytest
import sqlalchemy as sa

from pipeline.config import load_config
from pipeline.errors import ConfigError, InputError
from pipeline.ingest.emptyish import text_digest
from pipeline.records import Act, CodeDecision, Source
from pipeline.store import AnalysisResult, Store
from pipeline.store.database import open_database
from tests.conftest import gold_answers, small_config, write_round


def run(config: Path):  # type: ignore[no-untyped-def]
    from flows.analyse_round import Outcome, analyse_round

    return cast(Outcome, analyse_round("kysely", str(config)))


def result_of(config: Path) -> AnalysisResult:
    return Store(load_config(config).store_url).read("kysely")


def rows_in(config: Path, table: str) -> int:
    with open_database(load_config(config).store_url).connect() as connection:
        return connection.execute(sa.text(f"SELECT count(*) FROM {table}")).scalar_one()


def test_a_round_becomes_a_whole_analysis(small_round: Path) -> None:
    outcome = run(small_round)
    result = result_of(small_round)
    assert outcome.changed
    assert outcome.counts["rows"] == 60
    assert (
        outcome.counts["rows"] == outcome.counts["rows_answered"] + outcome.counts["rows_rejected"]
    )
    assert [answer.text for answer in result.answers][:2] == [
        answer["text"] for answer in gold_answers("D10")[:2]
    ]
    assert len(result.assignments) == len(result.answers)
    assert len(result.codes) == 6 * len(result.answers)
    assert result.topics
    assert sum(topic.size for topic in result.topics) == sum(
        assignment.topic is not None for assignment in result.assignments
    )
    assert set(result.analysis.versions) == {
        "kerropois", "lemmatizer", "embedding", "topics", "themes",
    }  # fmt: skip


def test_codes_agree_with_people_and_carry_evidence(small_round: Path) -> None:
    run(small_round)
    result = result_of(small_round)
    agreed = 0
    for answer, gold in zip(result.answers, gold_answers("D10")[:60], strict=True):
        codes = [code for code in result.codes if code.answer == answer.id]
        agreed += {code.theme for code in codes if code.assigned} == set(gold["themes"])
        for code in codes:
            assert 0 <= code.probability <= 1
            assert bool(code.evidence.nearest) == code.assigned
    assert agreed / 60 > 0.5  # by chance alone: about 0.2


def test_a_second_run_over_the_same_answers_does_nothing(small_round: Path) -> None:
    run(small_round)
    again = run(small_round)
    assert not again.changed
    assert rows_in(small_round, "analysis") == 1


def test_an_answer_met_before_is_not_embedded_again(small_round: Path) -> None:
    run(small_round)
    before = rows_in(small_round, "embedding"), rows_in(small_round, "tokens")
    write_round(small_round.parent / "kysely.csv", gold_answers("D10")[:61])
    assert run(small_round).changed
    after = rows_in(small_round, "embedding"), rows_in(small_round, "tokens")
    assert after == (before[0] + 1, before[1] + 1)
    assert rows_in(small_round, "analysis") == 2


def test_an_earlier_state_that_comes_back_is_analysed_as_it_was(small_round: Path) -> None:
    run(small_round)
    first = result_of(small_round)
    write_round(small_round.parent / "kysely.csv", gold_answers("D10")[:59])
    run(small_round)
    write_round(small_round.parent / "kysely.csv", gold_answers("D10")[:60])
    assert run(small_round).changed
    back = result_of(small_round)
    assert back.answers == first.answers
    assert back.codes == first.codes
    assert back.assignments == first.assignments


def test_two_fresh_folders_give_the_same_analysis(small_round: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    write_round(other / "kysely.csv", gold_answers("D10")[:60])
    twin = small_config(other)
    run(small_round)
    run(twin)
    one, two = result_of(small_round), result_of(twin)
    assert one.analysis == two.analysis
    assert (one.answers, one.assignments, one.codes) == (two.answers, two.assignments, two.codes)
    assert [topic.label for topic in one.topics] == [topic.label for topic in two.topics]


def test_identical_texts_get_identical_topics_and_themes(tmp_path: Path) -> None:
    answers = gold_answers("D10")[:40]
    twins = [answers[i] | {"text": answers[5]["text"]} for i in range(8, 12)]
    write_round(tmp_path / "kysely.csv", [*answers, *twins])
    config = small_config(tmp_path)
    run(config)
    result = result_of(config)
    same = {a.id for a in result.answers if a.text == answers[5]["text"]}
    assert len(same) == 5
    assert sum(answer.duplicate_of is not None for answer in result.answers) >= 4
    assert len({item.topic for item in result.assignments if item.answer in same}) == 1
    assert len({(c.theme, c.assigned) for c in result.codes if c.answer in same}) == 6


def test_a_person_s_code_beats_the_model_s_in_the_next_run(small_round: Path) -> None:
    run(small_round)
    code = next(code for code in result_of(small_round).codes if code.assigned)
    text = next(a.text for a in result_of(small_round).answers if a.id == code.answer)
    when = dt.datetime(2024, 4, 2, tzinfo=dt.UTC)
    made = CodeDecision(
        Act.UNCODE, "Luokittelija 1", when, "kysely", code.answer, text_digest(text), code.theme
    )
    Store(load_config(small_round).store_url).add_decisions([made])
    assert run(small_round).changed
    after = {(c.answer, c.theme): c for c in result_of(small_round).codes}[code.answer, code.theme]
    assert (after.assigned, after.source, after.coder) == (False, Source.PERSON, "Luokittelija 1")
    assert after.model_assigned
    assert not run(small_round).changed


@pytest.mark.postgresql
def test_the_round_goes_into_postgresql_too(small_round: Path, postgresql_url: str) -> None:
    text = small_round.read_text(encoding="utf-8")
    small_round.write_text(text.replace("url: null ", f'url: "{postgresql_url}" ', 1), "utf-8")
    assert run(small_round).changed
    assert len(result_of(small_round).answers) == 60
    assert not (small_round.parent / "data" / "kerropois.sqlite").exists()


def test_no_personal_data_reaches_the_data_folder(tmp_path: Path) -> None:
    personal = "Soittakaa Pekka Virtaselle 040 123 4567 tai pekka.virtanen@example.fi, 131052-308T."
    answers = gold_answers("D10")[:30]
    answers[3] = answers[3] | {"text": personal}
    write_round(tmp_path / "kysely.csv", answers)
    run(small_config(tmp_path))
    kept = b"".join(path.read_bytes() for path in (tmp_path / "data").rglob("*") if path.is_file())
    for secret in ("Virtaselle", "123 4567", "pekka.virtanen", "131052-308T"):
        assert secret.encode() not in kept


def test_a_file_that_cannot_be_read_fails_in_plain_words_and_stores_nothing(
    small_round: Path,
) -> None:
    (small_round.parent / "kysely.csv").write_bytes(b"%PDF-1.7")
    with pytest.raises(InputError, match="PDF document"):
        run(small_round)
    assert rows_in(small_round, "analysis") == 0


def test_a_failing_run_leaves_the_last_analysis_readable(small_round: Path) -> None:
    run(small_round)
    (small_round.parent / "kysely.csv").write_bytes(b"")
    with pytest.raises(InputError):
        run(small_round)
    assert len(result_of(small_round).answers) == 60


def test_an_unknown_round_is_named(small_round: Path) -> None:
    from flows.analyse_round import analyse_round

    with pytest.raises(ConfigError, match="no round 'toinen'"):
        analyse_round("toinen", str(small_round))


def test_the_summary_is_finnish_and_names_every_theme_and_area(small_round: Path) -> None:
    from flows.summary import summary_in_finnish

    run(small_round)
    summary = summary_in_finnish(load_config(small_round), result_of(small_round))
    for word in ("vastausta", "Tavoittavuus", "Avoimuus", "Itäinen", "Koko kaupunki", "## Aiheet"):
        assert word in summary
