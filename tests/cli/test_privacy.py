"""`kerropois masked`, `mask`, `unmask`, `forget` and `audit` on a real round with real models."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from pipeline.config import load_config
from pipeline.oversight import AuditAct
from pipeline.store import Store
from tests.cli.conftest import Kerropois
from tests.conftest import gold_answers, small_config, write_round

PHONE = "Soittakaa 040 123 4567 illalla, niin kerron keinusta."
SECRETARY = "Seuran punapartainen sihteeri kaataa penkit joka kevät uudestaan."
#: Stands in the summary of a round that Prefect keeps.
SUMMARY = b"nostavat teeman esiin"
TEXTS = (PHONE, SECRETARY, f"Sama punapartainen sihteeri taas. {PHONE}")


@pytest.fixture(scope="module")
def once(kerropois: Kerropois, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an analysed round."""
    folder = tmp_path_factory.mktemp("kierros")
    answers = gold_answers("D10")[:40]
    for place, text in enumerate(TEXTS):
        answers[place] = answers[place] | {"text": text}
    write_round(folder / "kysely.csv", answers)
    with pytest.MonkeyPatch.context() as patch:
        # Another test's server has its files elsewhere.
        patch.delenv("PREFECT_HOME", raising=False)
        done = kerropois("--config", small_config(folder), "run")
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def config(once: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The path of the config.yaml of a copy of it."""
    monkeypatch.delenv("PREFECT_HOME", raising=False)
    return Path(shutil.copytree(once, tmp_path / "kierros")) / "config.yaml"


def store_of(config: Path) -> Store:
    return Store(load_config(config).store_url)


def texts_of(config: Path) -> list[str]:
    return [answer.text for answer in store_of(config).read("kysely").answers]


def ids_of(config: Path) -> list[str]:
    return [answer.id for answer in store_of(config).read("kysely").answers]


def kept_in(config: Path) -> bytes:
    files = [path for path in (config.parent / "data").rglob("*") if path.is_file()]
    return b"".join(path.read_bytes() for path in files)


def test_masked_lists_marks_in_their_masked_context(
    kerropois_here: Kerropois, config: Path
) -> None:
    done = kerropois_here("--config", config, "masked", "kysely", "--all", "--json")
    assert done.returncode == 0, done.stderr
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    first = next(line for line in lines if line["answer"] == ids_of(config)[0])
    assert (first["number"], first["type"]) == (1, "PHONE")
    assert first["context"] == "Soittakaa [puhelin] illalla, niin kerron keinusta."
    assert "040" not in done.stdout
    unsure = kerropois_here("--config", config, "masked", "kysely", "--json").stdout
    assert all(json.loads(line)["confidence"] < 0.8 for line in unsure.splitlines())


def test_whoever_looks_under_a_mark_is_in_the_audit_log(
    kerropois_here: Kerropois, config: Path
) -> None:
    refused = kerropois_here("--config", config, "masked", "kysely", "--all", "--show")
    assert refused.returncode == 2
    assert "--by" in refused.stderr
    done = kerropois_here(
        "--config", config, "masked", "kysely", "--all", "--show", "--by", "Maija"
    )
    assert "[puhelin] illalla, niin kerron keinusta.  = 040 123 4567" in done.stdout
    entry = store_of(config).audit()[-1]
    assert (entry.act, entry.who, entry.subject) == (AuditAct.LOOKED, "Maija", "kysely")
    assert b"040 123 4567" not in kept_in(config)


def test_a_word_is_masked_at_once_in_one_answer(kerropois_here: Kerropois, config: Path) -> None:
    second = ids_of(config)[1]
    done = kerropois_here(
        "--config", config, "mask", "kysely", second, "Punapartainen sihteeri", "--by", "Maija"
    )
    assert done.returncode == 0, done.stderr
    assert "Masked in one answer." in done.stdout
    assert texts_of(config)[1] == "Seuran [nimi] kaataa penkit joka kevät uudestaan."
    assert "punapartainen" in texts_of(config)[2]


def test_a_word_masked_everywhere_is_in_no_file_and_in_no_log(
    kerropois_here: Kerropois, config: Path
) -> None:
    second = ids_of(config)[1]
    assert b"punapartainen" in kept_in(config).lower()
    done = kerropois_here(
        "--config", config, "mask", "kysely", second, "punapartainen sihteeri", "--everywhere",
        "--by", "Maija", "--why", "asukas pyysi",
    )  # fmt: skip
    assert "Masked in 2 answers." in done.stdout
    assert b"punapartainen" not in kept_in(config).lower()
    entry = store_of(config).audit()[-1]
    assert (entry.act, entry.subject) == (AuditAct.MASKED, second)
    assert entry.details == {"round": "kysely", "everywhere": True, "answers": 2}
    (decision,) = store_of(config).span_decisions()
    assert (decision.who, decision.words, decision.why) == ("Maija", 2, "asukas pyysi")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("nobody", "sana"), "kysely has no answer nobody"),
        (("FIRST", "sanaa jota ei ole"), "does not hold these words"),
        (("FIRST", "-"), "nothing to mask was given"),
        (("FIRST", "keinusta", "--as", "NAME"), "no type NAME of personal data"),
    ],
)
def test_what_cannot_be_masked_is_refused_in_plain_words(
    kerropois_here: Kerropois, config: Path, arguments: tuple[str, ...], said: str
) -> None:
    given = [ids_of(config)[0] if part == "FIRST" else part for part in arguments]
    done = kerropois_here("--config", config, "mask", "kysely", *given, "--by", "Maija")
    assert done.returncode == 1
    assert said in done.stderr
    assert store_of(config).span_decisions() == []


def test_a_mark_taken_off_is_gone_after_the_next_run(
    kerropois: Kerropois, kerropois_here: Kerropois, config: Path
) -> None:
    first = ids_of(config)[0]
    done = kerropois_here(
        "--config", config, "unmask", "kysely", first, "1", "--everywhere", "--by", "Maija"
    )
    assert "The next `kerropois run kysely` follows it." in done.stdout
    assert texts_of(config)[0] != PHONE
    assert kerropois("--config", config, "run").returncode == 0
    assert texts_of(config)[0] == PHONE
    assert texts_of(config)[2] == TEXTS[2]
    assert ids_of(config)[0] == first
    acts = [entry.act for entry in store_of(config).audit()]
    assert acts == [AuditAct.RAN, AuditAct.UNMASKED, AuditAct.RAN]
    missing = kerropois_here("--config", config, "unmask", "kysely", first, "1", "--by", "Maija")
    assert f"the answer {first} has no mark 1" in missing.stderr


def test_forgetting_a_round_takes_every_file_that_holds_it(
    kerropois_here: Kerropois, config: Path
) -> None:
    data = config.parent / "data"
    tables = data / "taulukot"
    kerropois_here("--config", config, "export", "kysely", "--to", tables)
    (data / "muistiinpano.txt").write_text(f"Muista tämä: {SECRETARY}", encoding="utf-8")
    (data / "ostoslista.txt").write_text("maito, leipä", encoding="utf-8")
    texts = [text.encode() for text in texts_of(config) if len(text) > 20]
    assert any(text in kept_in(config) for text in texts)
    assert SUMMARY in kept_in(config)
    done = kerropois_here("--config", config, "forget", "--round", "kysely", "--by", "M", "--yes")
    assert done.returncode == 0, done.stderr
    assert "muistiinpano.txt" in done.stderr
    kept = kept_in(config)
    assert not [text for text in texts if text in kept]
    assert SUMMARY not in kept
    assert b"kooste-kysely" not in kept
    assert list(tables.iterdir()) == []
    assert (data / "ostoslista.txt").exists()
    # The city's own export is not the program's to delete.
    assert (config.parent / "kysely.csv").exists()
    assert "kysely.csv" in done.stdout
    again = kerropois_here("--config", config, "forget", "--round", "kysely", "--by", "M", "--yes")
    assert again.returncode == 1
    assert "there is nothing of round kysely" in again.stderr


def test_a_respondent_is_forgotten_after_asking(kerropois_here: Kerropois, config: Path) -> None:
    respondent = store_of(config).read("kysely").answers[1].respondent
    words = ("forget", "--respondent", respondent, "--by", "Maija")
    kept = kerropois_here("--config", config, *words, given="n\n")
    assert kept.returncode == 130
    assert SECRETARY in texts_of(config)
    done = kerropois_here("--config", config, *words, given="y\n")
    assert done.returncode == 0, done.stderr
    assert SECRETARY.encode() not in kept_in(config)
    assert len(texts_of(config)) == 39
    assert store_of(config).audit()[-1].subject == respondent


def test_forget_wants_a_round_or_a_respondent(kerropois_here: Kerropois, config: Path) -> None:
    done = kerropois_here("--config", config, "forget", "--by", "Maija")
    assert done.returncode == 2
    assert "--round ROUND or --respondent ID" in done.stderr


def test_the_audit_log_tells_who_exported_what_and_where_to(
    kerropois_here: Kerropois, config: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOGNAME", "maija")
    kerropois_here("--config", config, "export", "kysely", "--to", tmp_path / "taulukot")
    lines = kerropois_here("--config", config, "audit", "--json").stdout.splitlines()
    entry = json.loads(lines[-1])
    assert (entry["act"], entry["who"], entry["subject"]) == ("exported", "maija", "kysely")
    assert str(tmp_path / "taulukot" / "teemataulukot.xlsx") in entry["details"]["files"]
    shown = kerropois_here("--config", config, "audit").stdout.splitlines()
    assert len(shown) == len(lines)
    assert "maija  exported kysely" in shown[-1]


def test_the_doctor_says_where_the_key_comes_from(
    kerropois_here: Kerropois, config: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("KERROPOIS_KEY")
    shown = kerropois_here("--config", config, "doctor")
    assert "key of the respondents' ids:" in shown.stdout
    assert "respondent.key, made on the first run" in shown.stdout
