"""Learning names from marked answers."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.config import Config
from pipeline.embedding.base import cache_folder
from pipeline.embedding.e5_small import prepare
from pipeline.privacy.gold import SHIPPED, MarkedAnswer, read_gold, writers_apart
from pipeline.privacy.tagger import NameTagger, load, save
from pipeline.privacy.training import Settings, train

QUICK = Settings(epochs=1, rate=1e-3)


@pytest.fixture(scope="module")
def encoder(shipped_config: Config) -> Path:
    return prepare(cache_folder(shipped_config))


def share_right(tagger: NameTagger, answers: list[MarkedAnswer]) -> float:
    """Of the words of these answers."""
    right = total = 0
    for answer, found in zip(answers, tagger.tag([a.text for a in answers]), strict=True):
        for word, named, _ in found:
            person = any(s.type == "PERSON" and word.start < s.end and s.start < word.end
                         for s in answer.spans)  # fmt: skip
            right += person == (named >= 0.5)
            total += 1
    return right / total


@pytest.mark.slow
def test_what_was_learnt_holds_on_other_writers_answers(encoder: Path, tmp_path: Path) -> None:
    known, unseen = writers_apart(read_gold(SHIPPED))
    save(train(known[::6], encoder, QUICK), tmp_path)
    learnt = share_right(load(tmp_path, encoder), unseen[:200])
    names = sum(len(a.text[s.start : s.end].split()) for a in unseen[:200] for s in a.spans)
    nothing = 1 - names / sum(len(a.text.split()) for a in unseen[:200])
    # Half of what is missing from the answer "no word is a name" at least.
    assert learnt > (1 + nothing) / 2


@pytest.mark.slow
def test_the_same_answers_teach_the_same(encoder: Path, tmp_path: Path) -> None:
    some = read_gold(SHIPPED)[:48]
    versions = {save(train(some, encoder, QUICK), tmp_path) for _ in range(2)}
    assert len(versions) == 1


def test_no_writer_is_on_both_sides() -> None:
    known, unseen = writers_apart(read_gold(SHIPPED))
    hands = [{answer.id.split("-")[0] for answer in part} for part in (known, unseen)]
    assert not hands[0] & hands[1]
    assert len(known) + len(unseen) == len(read_gold(SHIPPED))
