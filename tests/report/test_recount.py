"""Respondents counted anew, the plain way."""

from __future__ import annotations

from pipeline.config import Config
from pipeline.report.places import AREAS, GROUPS, MODEL, RESPONDENTS, THEMES, TOPICS, Place, of_all
from pipeline.report.recount import recounted
from tests.report.sample import ROUND, Said, analysis, coded, people
from tests.report.topics_made import BUSES, analysed, some, topic


def test_respondents_count_once_where_they_are(shipped_config: Config) -> None:
    twice = [Said(f"v{n}", "itainen", {"reach": 0.9}) for n in range(3) for _ in range(2)]
    silent = [Said("hiljainen", "itainen", {}, "-", emptyish=True)]
    lost = people("lakkautettu", 2, "reach")
    counts = recounted(shipped_config, analysis([*twice, *silent, *lost]))
    assert counts[of_all(ROUND, RESPONDENTS)] == 5
    assert counts[Place(ROUND, RESPONDENTS, "", AREAS, "itainen")] == 3
    assert counts[Place(ROUND, THEMES, "reach", AREAS, "")] == 2
    assert counts[Place(ROUND, THEMES, "reach", GROUPS, "asukas")] == 5
    assert Place(ROUND, THEMES, "openness", AREAS, "itainen") not in counts


def test_the_model_s_word_is_counted_beside_people_s(shipped_config: Config) -> None:
    said = [*coded(people("itainen", 4, "reach")), *people("keskusta", 2, "reach")]
    counts = recounted(shipped_config, analysis(said))
    assert counts[of_all(ROUND, THEMES, "reach")] == 2
    assert counts[of_all(ROUND, MODEL, "reach")] == 6


def test_topics_are_counted_by_areas_and_groups(shipped_config: Config) -> None:
    told = [*some(3, "itainen", BUSES), *some(2, "keskusta", BUSES, "yhteiso")]
    counts = recounted(shipped_config, analysed([*told, *some(4, "", None)], topic(BUSES)))
    assert counts[of_all(ROUND, TOPICS, BUSES)] == 5
    assert counts[Place(ROUND, TOPICS, BUSES, AREAS, "keskusta")] == 2
    assert counts[Place(ROUND, TOPICS, BUSES, GROUPS, "yhteiso")] == 2
    assert counts[Place(ROUND, RESPONDENTS, "", AREAS, "")] == 4
