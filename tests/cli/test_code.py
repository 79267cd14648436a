"""Blind coding from the command line, on a real store with real answers."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest

from pipeline.config import Config, load_config
from pipeline.ingest.emptyish import text_digest
from pipeline.records import Act, CodeDecision, Origin
from pipeline.store import Store
from tests.cli.conftest import Kerropois
from tests.coding.made import THEMES, fill, gold_analysis, headers, opened, put, rows_by_id
from tests.conftest import small_config

RESULT = gold_analysis(60, "kysely")
GOLD = {
    answer.id: {c.theme for c in RESULT.codes if c.answer == answer.id and c.assigned}
    for answer in RESULT.answers
}


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """A config.yaml whose only round has been analysed."""
    path = small_config(tmp_path)
    Store(load_config(path).store_url).write(RESULT)
    return path


def decisions(config: Path) -> list[CodeDecision]:
    return Store(load_config(config).store_url).decisions()


def sheets(config: Path) -> list[Path]:
    return sorted((load_config(config).data / "coding" / "kysely").glob("luokittelu-*.xlsx"))


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def ids(sheet: Path) -> list[str]:
    return list(rows_by_id(opened(sheet.read_bytes(), sheet)["Luokittelu"]))


@pytest.fixture
def filled(kerropois_here: Kerropois, config: Path) -> list[Path]:
    """Two sheets of some twenty answers: the second coder sees reach once more, and one less row.

    The model's codes are the first coder's.
    """
    done = kerropois_here("--config", config, "code", "sample", "20")
    assert done.returncode == 0, done.stderr
    first, second = sheets(config)
    drawn = sorted(ids(first))
    codes = {answer: GOLD[answer] for answer in drawn}
    fill(first, load_config(config), codes)
    odd = next(answer for answer in drawn if "reach" not in GOLD[answer])
    last = next(answer for answer in reversed(drawn) if answer != odd)
    other = {answer: themes for answer, themes in codes.items() if answer != last}
    fill(second, load_config(config), other | {odd: GOLD[odd] | {"reach"}}, {odd: "Ehkä"})
    return [first, second]


def test_sample_writes_a_sheet_for_each_coder(kerropois_here: Kerropois, config: Path) -> None:
    done = kerropois_here("--config", config, "code", "sample", "20")
    assert done.returncode == 0, done.stderr
    assert "kysely, sample " in done.stdout
    first, second = sheets(config)
    assert [path.name for path in (first, second)] == [
        "luokittelu-kysely-luokittelija-1.xlsx", "luokittelu-kysely-luokittelija-2.xlsx",
    ]  # fmt: skip
    assert str(first) in done.stdout
    for folder in (first.parent, first.parent.parent):
        assert mode(folder) == 0o700
    assert sorted(ids(first)) == sorted(ids(second))
    assert ids(first) != ids(second)
    assert 15 <= len(ids(first)) <= 25
    assert not set(ids(first)) & {answer.id for answer in RESULT.answers if answer.emptyish}


def test_coders_folder_and_round_can_be_named(
    kerropois_here: Kerropois, config: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "lapussa" / "tänne"
    coders = ("--coders", "Äijälä  Öö", "--coders", "B", "--coders", "C")
    done = kerropois_here(
        "--config", config, "code", "sample", "5", "--round", "kysely", "--to", folder, *coders
    )
    assert done.returncode == 0, done.stderr
    assert sorted(path.name for path in folder.iterdir()) == [
        "luokittelu-kysely-b.xlsx", "luokittelu-kysely-c.xlsx", "luokittelu-kysely-äijälä-öö.xlsx",
    ]  # fmt: skip


def test_sheets_are_their_owner_s_alone_in_any_folder(
    kerropois_here: Kerropois, config: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "yhteinen"
    folder.mkdir(mode=0o755)
    done = kerropois_here("--config", config, "code", "sample", "20", "--to", folder)
    assert done.returncode == 0, done.stderr
    first, second = sorted(folder.iterdir())
    drawn = ids(first)
    fill(first, load_config(config), {answer: {"reach"} for answer in drawn})
    fill(second, load_config(config), {answer: set() for answer in drawn})
    done = kerropois_here("--config", config, "code", "read", first, second)
    assert done.returncode == 0, done.stderr
    assert sorted(path.name[:7] for path in folder.iterdir()) == ["erimiel", "luokitt", "luokitt"]
    assert {mode(path) for path in folder.iterdir()} == {0o600}


def test_a_sheet_that_may_be_filled_in_is_not_written_over(
    kerropois_here: Kerropois, config: Path, filled: list[Path]
) -> None:
    before = [path.read_bytes() for path in filled]
    done = kerropois_here("--config", config, "code", "sample", "20")
    assert done.returncode == 1
    assert "luokittelu-kysely-luokittelija-1.xlsx is there already" in done.stderr
    assert [path.read_bytes() for path in filled] == before


def test_drawing_the_same_sample_again_is_no_harm(kerropois_here: Kerropois, config: Path) -> None:
    first, again = (kerropois_here("--config", config, "code", "sample", "20") for _ in range(2))
    assert (again.returncode, again.stdout) == (0, first.stdout)


def test_read_records_every_code_and_prints_the_figures(
    kerropois_here: Kerropois, config: Path, filled: list[Path]
) -> None:
    done = kerropois_here("--config", config, "code", "read", *filled)
    assert done.returncode == 0, done.stderr
    count = len(ids(filled[0]))
    assert f"| Luokittelija 1 | {count} |" in done.stdout
    assert f"| by all | {count - 1} |" in done.stdout
    assert "Luokittelija 2: 1 answers not coded yet." in done.stdout
    assert "The next `kerropois run kysely` uses them." in done.stdout
    recorded = decisions(config)
    assert len(recorded) == (2 * count - 1) * len(THEMES)
    first = [item for item in recorded if item.who == "Luokittelija 1"]
    coded = {(item.answer, item.theme) for item in first if item.act is Act.CODE}
    assert coded == {(answer, t) for answer in ids(filled[0]) for t in GOLD[answer]}
    texts = {answer.id: answer.text for answer in RESULT.answers}
    assert all(item.key == text_digest(texts[item.answer]) for item in recorded)
    (sample,) = {item.sample for item in recorded}
    assert f"sample {sample}" in done.stdout
    assert {(item.origin, item.round) for item in recorded} == {(Origin.BLIND, "kysely")}


def test_reading_again_records_nothing_twice(
    kerropois_here: Kerropois, config: Path, filled: list[Path]
) -> None:
    kerropois_here("--config", config, "code", "read", *filled)
    before = decisions(config)
    done = kerropois_here("--config", config, "code", "read", *filled)
    assert f"Recorded: 0 codes ({len(before)} were recorded before)." in done.stdout
    assert decisions(config) == before


def test_figures_as_json(kerropois_here: Kerropois, config: Path, filled: list[Path]) -> None:
    done = kerropois_here("--config", config, "code", "read", *filled, "--json")
    figures = json.loads(done.stdout)
    assert figures["round"] == "kysely"
    assert figures["not_coded"] == {"Luokittelija 1": 0, "Luokittelija 2": 1}
    assert figures["disagreements"] == 1
    assert figures["model_macro_f1"]["Luokittelija 1"] == 1
    assert 0 < figures["model_macro_f1"]["Luokittelija 2"] < 1
    assert [item["theme"] for item in figures["themes"]] == list(THEMES)


def test_one_sheet_alone_is_recorded_and_has_no_agreement(
    kerropois_here: Kerropois, config: Path, filled: list[Path]
) -> None:
    done = kerropois_here("--config", config, "code", "read", filled[1])
    assert done.returncode == 0, done.stderr
    assert "One coder only" in done.stdout
    assert {item.who for item in decisions(config)} == {"Luokittelija 2"}
    assert not list(filled[1].parent.glob("erimielisyydet-*"))


def test_an_error_in_one_sheet_records_nothing(
    kerropois_here: Kerropois, config: Path, filled: list[Path]
) -> None:
    put(filled[1], 4, "Avoimuus", "joo")
    done = kerropois_here("--config", config, "code", "read", *filled)
    assert done.returncode == 1
    assert "luokittelija-2.xlsx, row 4, column F (Avoimuus): 'joo' is no mark" in done.stderr
    assert "Traceback" not in done.stderr
    assert decisions(config) == []
    assert not list(filled[0].parent.glob("erimielisyydet-*"))


def disagreements(filled: list[Path]) -> Path:
    (path,) = filled[0].parent.glob("erimielisyydet-kysely-*.xlsx")
    return path


def test_disagreements_are_written_settled_and_recorded(
    kerropois_here: Kerropois, config: Path, filled: list[Path]
) -> None:
    read = kerropois_here("--config", config, "code", "read", *filled)
    path = disagreements(filled)
    assert f"1 answers were coded differently: {path}" in read.stdout
    blind = decisions(config)
    done = kerropois_here("--config", config, "code", "settle", path)
    assert done.stdout == "0 answers settled, 1 still open.\nRecorded: 0 codes.\n"
    assert decisions(config) == blind
    put(path, 2, "Tavoittavuus", "x")
    done = kerropois_here("--config", config, "code", "settle", path)
    assert done.returncode == 0, done.stderr
    assert "1 answers settled, 0 still open." in done.stdout
    assert "The next `kerropois run kysely` uses them." in done.stdout
    settled = decisions(config)[len(blind) :]
    assert len(settled) == len(THEMES)
    assert {item.who for item in settled} == {"Luokittelija 1, Luokittelija 2"}
    assert {item.origin for item in settled} == {Origin.SETTLED}
    assert {item.sample for item in settled} == {blind[0].sample}
    (answer,) = {item.answer for item in settled}
    coded = {item.theme for item in settled if item.act is Act.CODE}
    assert coded == GOLD[answer] | {"reach"}


def test_a_begun_sheet_of_disagreements_is_left_as_it_is(
    kerropois_here: Kerropois, config: Path, filled: list[Path]
) -> None:
    kerropois_here("--config", config, "code", "read", *filled)
    path = disagreements(filled)
    put(path, 2, "Tavoittavuus", "x")
    before = path.read_bytes()
    done = kerropois_here("--config", config, "code", "read", *filled)
    assert done.returncode == 0
    assert "was left as it is" in done.stdout
    assert path.read_bytes() == before


def test_the_next_sample_has_other_respondents(
    kerropois_here: Kerropois, config: Path, filled: list[Path], tmp_path: Path
) -> None:
    kerropois_here("--config", config, "code", "read", *filled)
    done = kerropois_here("--config", config, "code", "sample", "20", "--to", tmp_path / "toinen")
    assert done.returncode == 0, done.stderr
    of = {answer.id: answer.respondent for answer in RESULT.answers}
    first = {of[answer] for answer in ids(filled[0])}
    assert f"Left out: {len(first)} respondents" in done.stdout
    second = {of[a] for a in ids(tmp_path / "toinen" / "luokittelu-kysely-luokittelija-1.xlsx")}
    assert second
    assert not first & second


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["sample", "0"], 2, "0 is not in the range"),
        (["sample", "5", "--round", "muu"], 1, "there is no round 'muu'. Rounds: kysely."),
        (["sample", "5", "--coders", "!"], 1, "cannot name a coder"),
        (["sample", "5", "--coders", f"A{'!' * 60}"], 1, "a name of 1 to 60 characters"),
        (["sample", "5", "--coders", "A B", "--coders", "a-b"], 1, "too like names"),
        (["sample", "5", "--to", "/dev/null/x"], 1, "written to /dev/null/x: Not a directory."),
        (["read"], 2, "Missing argument"),
        (["read", "ei-ole.xlsx"], 1, "there is no file ei-ole.xlsx"),
        (["settle", "ei-ole.xlsx"], 1, "there is no file ei-ole.xlsx"),
    ],
)
def test_wrong_use_is_told_in_words(
    kerropois_here: Kerropois, config: Path, arguments: list[str], code: int, message: str
) -> None:
    done = kerropois_here("--config", config, "code", *arguments)
    assert done.returncode == code
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_before_any_analysis_it_says_what_to_do(kerropois_here: Kerropois, tmp_path: Path) -> None:
    done = kerropois_here("--config", small_config(tmp_path), "code", "sample", "5")
    assert done.returncode == 1
    assert "no round has been analysed. Run: kerropois run" in done.stderr


def test_the_newest_analysed_round_is_sampled_by_default(
    kerropois_here: Kerropois, config: Path, tmp_path: Path
) -> None:
    rounds = "".join(
        f"""  - id: {name}
    name: {{fi: {name}, en: {name}}}
    kind: workshop
    opens: {year}-02-01
    closes: {year}-02-02
"""
        for name, year in (("tuleva", 2027), ("uusi", 2026), ("vanha", 2020))
    )
    text = config.read_text(encoding="utf-8").replace("rounds:\n", f"rounds:\n{rounds}", 1)
    config.write_text(text, encoding="utf-8")
    settings: Config = load_config(config)
    for name in ("uusi", "vanha"):
        Store(settings.store_url).write(gold_analysis(12, name))
    done = kerropois_here("--config", config, "code", "sample", "5")
    assert done.stdout.startswith("uusi, sample "), done.stderr
    book = next((settings.data / "coding" / "uusi").iterdir())
    assert "Vastaus" in headers(opened(book.read_bytes(), tmp_path / "x.xlsx")["Luokittelu"])


def test_the_sample_can_be_changed_by_its_seed(kerropois_here: Kerropois, config: Path) -> None:
    first, other = (
        kerropois_here(
            "--config", config, "code", "sample", "20", "--seed", seed, "--to",
            config.parent / str(seed),
        )
        for seed in (1, 2)
    )  # fmt: skip
    assert (first.returncode, other.returncode) == (0, 0)
    name = "luokittelu-kysely-luokittelija-1.xlsx"
    drawn = [set(ids(config.parent / str(seed) / name)) for seed in (1, 2)]
    assert drawn[0] != drawn[1]
