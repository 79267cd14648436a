"""Whatever file comes, it is read with every row accounted for, or refused in plain words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipeline.errors import InputError
from tests.ingest.conftest import (
    BENCHES,
    MEETINGS,
    PATH,
    TakeIn,
    notice_codes,
    reject_codes,
    rows_add_up,
)
from tests.ingest.damage import REFUSED, Case
from tests.ingest.odd import READ


@pytest.mark.parametrize("case", REFUSED, ids=str)
def test_a_damaged_file_is_refused_with_what_to_do(
    case: Case, tmp_path: Path, take_in: TakeIn
) -> None:
    path = case.build(tmp_path)
    with pytest.raises(InputError) as refusal:
        take_in(path, **case.settings)
    assert path.name in str(refusal.value)
    assert re.search(case.says, str(refusal.value), re.DOTALL)


@pytest.mark.parametrize("case", READ, ids=str)
def test_an_odd_file_gives_exactly_its_answers_and_rejects(
    case: Case, tmp_path: Path, take_in: TakeIn
) -> None:
    intake = take_in(case.build(tmp_path), **case.settings)
    assert len(intake.answers) == case.answers
    assert reject_codes(intake) == case.rejects
    assert notice_codes(intake) == case.notices


@pytest.mark.parametrize("case", [*REFUSED, *READ], ids=str)
def test_no_row_is_lost_and_no_message_quotes_an_answer(
    case: Case, tmp_path: Path, take_in: TakeIn
) -> None:
    secrets = [PATH, MEETINGS, BENCHES]
    try:
        intake = take_in(case.build(tmp_path), **case.settings)
    except InputError as refusal:
        said = str(refusal)
    else:
        assert rows_add_up(intake)
        assert all(report.rows == report.answered + report.rejected for report in intake.reports)
        secrets += [answer.text for answer in intake.answers if len(answer.text) > 3]
        said = repr(intake) + repr(intake.answers)
    # A message that shows the beginning of an answer quotes it too.
    assert not [text for text in secrets if text[:15] in said]
