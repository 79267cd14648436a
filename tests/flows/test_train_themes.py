"""The real training flow on a few coded answers, with the real embedding."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import cast

import pytest

from pipeline import PROJECT_ROOT
from pipeline.config import load_config
from pipeline.errors import InputError
from pipeline.ingest.emptyish import text_digest
from pipeline.records import Act, CodeDecision
from pipeline.store import Store
from pipeline.themes import load_theme_model
from tests.conftest import small_config
from tests.themes.made import answers_by, lines


def train(config: Path, gold: Path, folder: Path, **more: bool):  # type: ignore[no-untyped-def]
    from flows.train_themes import Outcome, train_themes

    return cast(Outcome, train_themes(str(config), [str(gold)], folder=str(folder), **more))


@pytest.fixture(scope="module")
def gold(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("gold") / "gold.jsonl"
    path.write_text(lines(answers_by("D1", "D2")), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_config(tmp_path_factory.mktemp("city"))


@pytest.fixture(scope="module")
def folder(config: Path, gold: Path) -> Path:
    """A folder with a model of two writers' answers."""
    train(config, gold, config.parent / "model")
    return config.parent / "model"


def test_a_model_and_its_card_are_written(folder: Path) -> None:
    model = load_theme_model(folder)
    assert len(model.coded.ids) == 480
    card = (folder / "README.md").read_text(encoding="utf-8")
    assert "480 coded answers by 2 writers" in card
    for part in ("## Figures", "## Thresholds", "## Weaknesses", "| question Q1 |", "| length "):
        assert part in card


def test_the_same_answers_give_the_same_model(config: Path, gold: Path, folder: Path) -> None:
    before = (folder / "model.safetensors").read_bytes()
    outcome = train(config, gold, folder)
    assert (folder / "model.safetensors").read_bytes() == before
    assert outcome.comparison is not None
    assert outcome.comparison.old == outcome.comparison.new


def test_a_worse_model_takes_a_better_one_s_place_only_when_told_to(
    config: Path, folder: Path, tmp_path: Path
) -> None:
    few = tmp_path / "few.jsonl"
    few.write_text(lines(answers_by("D1", "D2")[::5]), encoding="utf-8")
    before = load_theme_model(folder).version
    with pytest.raises(InputError, match=r"is better: macro-F1 0\.\d+ against .* --force"):
        train(config, few, folder)
    assert load_theme_model(folder).version == before
    other = tmp_path / "model"
    other.mkdir()
    for file in folder.iterdir():
        (other / file.name).write_bytes(file.read_bytes())
    train(config, few, other, force=True)
    assert len(load_theme_model(other).coded.ids) == 96


def test_people_s_codes_in_the_store_are_learnt_from(small_round: Path, gold: Path) -> None:
    from flows.analyse_round import analyse_round

    analyse_round("kysely", str(small_round))
    store = Store(load_config(small_round).store_url)
    answers = store.read("kysely").answers[:6]
    when = dt.datetime(2024, 4, 2, tzinfo=dt.UTC)
    store.add_decisions(
        [
            CodeDecision(
                Act.CODE, "Luokittelija 1", when, "kysely", a.id, text_digest(a.text), "impact"
            )
            for a in answers
        ]
    )
    from flows.train_themes import Outcome, train_themes

    # The usual place, so that a model with residents' answers in it goes elsewhere.
    text = small_round.read_text(encoding="utf-8")
    named = str(PROJECT_ROOT / "models" / "themes")
    small_round.write_text(text.replace(named, "models/themes"), encoding="utf-8")
    codes = {(c.answer, c.theme): c for c in store.read("kysely").codes}
    agreed = sum(codes[answer.id, "impact"].assigned for answer in answers)
    with pytest.raises(InputError, match="is better"):  # than what 486 answers teach
        train_themes(str(small_round), [str(gold)])
    outcome = cast(Outcome, train_themes(str(small_round), [str(gold)], force=True))
    folder = load_config(small_round).data / "models" / "themes"
    assert (outcome.people, outcome.folder) == (6, str(folder))
    assert set(load_theme_model(folder).coded.ids) >= {answer.id for answer in answers}
    assert (folder / "model.safetensors").stat().st_mode & 0o077 == 0
    impact = next(effect for effect in outcome.effects if effect.theme == "impact")
    assert (impact.coded, impact.before) == (6, agreed)
    # The model that the same process had loaded before is another one now.
    analyse_round("kysely", str(small_round))
    assert store.read("kysely").analysis.versions["themes"] == outcome.version


def test_no_gold_is_a_sentence_and_not_a_traceback(config: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"missing\.jsonl cannot be read"):
        train(config, tmp_path / "missing.jsonl", tmp_path / "model")
