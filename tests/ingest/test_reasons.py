"""Every reason and notice can be told to people."""

from __future__ import annotations

import pytest

from pipeline.ingest.reasons import NOTICES, REASONS, in_words
from tests.ingest.odd import READ


@pytest.mark.parametrize("code", [*REASONS, *NOTICES])
def test_every_code_has_a_sentence_in_both_languages(code: str) -> None:
    assert len({in_words(code, "fi"), in_words(code, "en")}) == 2


def test_every_reason_and_notice_is_made_by_some_odd_file() -> None:
    made = {code for case in READ for code in (*case.rejects, *case.notices)}
    assert made == {*REASONS, *NOTICES}
