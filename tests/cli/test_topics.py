"""`kerropois topics`: the topics of the rounds over time, and what people say of them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from pipeline.config import load_config
from pipeline.records import Topic, TopicAct
from pipeline.store import Store
from tests.cli.conftest import Kerropois
from tests.conftest import make_two_rounds


@pytest.fixture(scope="module")
def once(kerropois: Kerropois, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two analysed rounds."""
    folder = tmp_path_factory.mktemp("kierrokset")
    done = kerropois("--config", make_two_rounds(folder), "run")
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def two_rounds(once: Path, tmp_path: Path) -> Path:
    """The path of the config.yaml of a copy of it."""
    return Path(shutil.copytree(once, tmp_path / "kierrokset")) / "config.yaml"


def topics_of(config: Path) -> list[Topic]:
    return Store(load_config(config).store_url).topics("kysely")


def test_history_tells_round_by_round_what_became_of_topics(
    kerropois_here: Kerropois, two_rounds: Path
) -> None:
    topics = topics_of(two_rounds)
    shown = kerropois_here("--config", two_rounds, "topics", "history").stdout
    first, second = shown.split("Uusi asukaskysely (kysely-2)")
    assert first.startswith("Asukaskysely (kysely)")
    assert all(topic.id in first and topic.label in first for topic in topics)
    assert "continued" in second
    lines = kerropois_here("--config", two_rounds, "topics", "history", "--json").stdout
    records = [json.loads(line) for line in lines.splitlines()]
    assert {record["round"] for record in records} == {"kysely", "kysely-2"}
    one = next(r["topic"] for r in records if r["lineage"] == "continued")
    of_one = kerropois_here("--config", two_rounds, "topics", "history", one, "--json").stdout
    assert {json.loads(line)["round"] for line in of_one.splitlines()} == {"kysely", "kysely-2"}


def test_what_people_say_of_topics_is_recorded_and_followed(
    kerropois: Kerropois, kerropois_here: Kerropois, two_rounds: Path
) -> None:
    topics = topics_of(two_rounds)
    store = Store(load_config(two_rounds).store_url)
    result = store.read("kysely")
    first, last = topics[0].id, topics[-1].id
    of_first = [item.answer for item in result.assignments if item.topic == first]
    for words in (
        ("confirm", "kysely", first),
        ("rename", "kysely", first, "Liikenne ja kadut"),
        ("merge", "kysely", last, first),
        ("split", "kysely", first, "Oma nimi", of_first[0], of_first[1]),
        ("move", "kysely", first, of_first[2]),
    ):
        done = kerropois_here("--config", two_rounds, "topics", *words, "--who", "Maija K")
        assert done.returncode == 0, done.stderr
        assert "The next `kerropois run kysely` follows it." in done.stdout
    made = store.topic_decisions(["kysely"])
    assert [item.act for item in made] == [
        TopicAct.CONFIRM, TopicAct.RENAME, TopicAct.MERGE, TopicAct.SPLIT, TopicAct.MOVE,
    ]  # fmt: skip
    assert {item.who for item in made} == {"Maija K"}
    assert kerropois("--config", two_rounds, "run").returncode == 0
    after = {topic.label for topic in topics_of(two_rounds)}
    assert {"Liikenne ja kadut", "Oma nimi"} <= after


def test_what_is_not_there_is_told(kerropois_here: Kerropois, two_rounds: Path) -> None:
    topics = topics_of(two_rounds)
    for words, said in (
        (("history", "2020-T01"), "no topic of any round is called 2020-T01"),
        (("rename", "kysely", "2020-T01", "Nimi"), "kysely has no topic 2020-T01"),
        (("rename", "kysely", topics[0].id, " "), "a topic needs a name"),
        (("rename", "kysely", topics[0].id, topics[1].label), "is called"),
        (("merge", "kysely", topics[0].id, topics[0].id), "into itself"),
        (("move", "kysely", topics[0].id, "ei-vastausta"), "no answer ei-vastausta"),
    ):
        done = kerropois_here("--config", two_rounds, "topics", *words)
        assert done.returncode == 1
        assert said in done.stderr
