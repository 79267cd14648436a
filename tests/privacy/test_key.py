"""The key of the respondents' ids: made once, kept, and no other one taken for it."""

from __future__ import annotations

import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from pipeline.errors import ConfigError
from pipeline.privacy.key import (
    FILE,
    PUBLIC_KEY,
    VARIABLE,
    respondent_key,
    use_public_key,
    where_from,
)
from pipeline.records import digest, keyed_digest
from pipeline.store import Store
from tests.store.test_store import result_of


@pytest.fixture(autouse=True)
def no_key_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(f"sqlite:///{tmp_path / 'kerropois.sqlite'}")


def test_a_key_is_made_once_for_its_owner_alone(tmp_path: Path, store: Store) -> None:
    folder = tmp_path / "data"
    key = respondent_key(folder, store)
    assert len(key) == 32
    assert stat.S_IMODE((folder / FILE).stat().st_mode) == 0o600
    assert respondent_key(folder, store) == key
    assert respondent_key(tmp_path / "other", Store("sqlite://")) != key


def test_the_key_is_nowhere_in_the_store(tmp_path: Path, store: Store) -> None:
    key = respondent_key(tmp_path, store)
    store.write(result_of())
    said = (tmp_path / FILE).read_bytes()
    files = [path for path in tmp_path.iterdir() if path.name.startswith("kerropois.sqlite")]
    kept = b"".join(path.read_bytes() for path in files)
    for secret in (key, key.hex().encode(), said):
        assert secret not in kept


def test_processes_that_start_at_once_agree_on_one_key(tmp_path: Path) -> None:
    child = (
        "from pathlib import Path\n"
        "from pipeline.privacy.key import respondent_key\n"
        "class Nothing:\n"
        "    def key_check(self): return None\n"
        "    def confirm_key(self, key, check): return check\n"
        f"print(respondent_key(Path({str(tmp_path / 'data')!r}), Nothing()).hex())\n"
    )

    def start(_: int) -> str:
        return subprocess.check_output([sys.executable, "-c", child], text=True)

    with ThreadPoolExecutor() as pool:
        assert len(set(pool.map(start, range(6)))) == 1


def test_the_environment_goes_before_the_file(
    tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    from_file = respondent_key(tmp_path, store)
    assert where_from(tmp_path) == str(tmp_path / FILE)
    monkeypatch.setenv(VARIABLE, "kaupungin oma avain")
    assert respondent_key(tmp_path, store) != from_file
    assert where_from(tmp_path) == f"the environment variable {VARIABLE}"


def test_before_the_first_run_it_is_said_where_the_key_will_be(tmp_path: Path) -> None:
    assert where_from(tmp_path) == f"{tmp_path / FILE}, made on the first run"
    assert not (tmp_path / FILE).exists()


@pytest.mark.parametrize(("content", "said"), [(b"", "is empty"), (b"\xff\xfe", "cannot be read")])
def test_a_damaged_key_file_is_refused(
    tmp_path: Path, store: Store, content: bytes, said: str
) -> None:
    (tmp_path / FILE).write_bytes(content)
    with pytest.raises(ConfigError, match=said):
        respondent_key(tmp_path, store)


def test_a_lost_key_is_not_made_anew_while_there_are_answers(tmp_path: Path, store: Store) -> None:
    respondent_key(tmp_path, store)
    store.write(result_of())
    (tmp_path / FILE).unlink()
    with pytest.raises(ConfigError, match=r"is lost.*Put the file back from a backup"):
        respondent_key(tmp_path, store)
    assert not (tmp_path / FILE).exists()


def test_another_key_is_refused_while_there_are_answers(
    tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    respondent_key(tmp_path, store)
    store.write(result_of())
    monkeypatch.setenv(VARIABLE, "toinen avain")
    with pytest.raises(ConfigError, match="is another one than the store's answers"):
        respondent_key(tmp_path, store)


def test_everybody_has_the_demo_s_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    environment: dict[str, str] = {}
    use_public_key(tmp_path, environment)
    use_public_key(tmp_path, environment)
    assert environment == {VARIABLE: PUBLIC_KEY}
    # Whoever looks into the demo's folder later finds it there.
    in_file = respondent_key(tmp_path, Store("sqlite://"))
    monkeypatch.setenv(VARIABLE, PUBLIC_KEY)
    assert respondent_key(tmp_path / "elsewhere", Store("sqlite://")) == in_file


def test_an_id_cannot_be_worked_out_without_the_key() -> None:
    parts = ("2024-asukaskysely", "0", "aino.esimerkki@example.fi")
    ids = {keyed_digest(key, *parts) for key in (b"yksi", b"kaksi")} | {digest(*parts)}
    assert len(ids) == 3
    assert all(len(name) == 24 for name in ids)
