"""What a round's summary tells on Prefect's page of the run."""

from __future__ import annotations

from dataclasses import replace

from flows.summary import summary_in_finnish
from pipeline.config import Config
from tests.report.topics_made import BUSES, LABELS, LAMPS, PARKS, analysed, some, topic


def test_topics_stand_from_the_largest_with_their_respondents_and_small_ones_do_not(
    shipped_config: Config,
) -> None:
    """Two people wrote six answers on parks: more answers than the limit, fewer respondents."""
    parks = [item for item in some(2, "itainen", PARKS) for _ in range(3)]
    told = [*parks, *some(7, "itainen", LAMPS), *some(12, "itainen", BUSES)]
    sizes = {PARKS: 6, LAMPS: 7, BUSES: 12}
    result = analysed(told, *(replace(topic(name), size=size) for name, size in sizes.items()))
    counted = replace(result.analysis, counts={"answers": len(told)})
    summary = summary_in_finnish(shipped_config, replace(result, analysis=counted))
    assert summary.split("## Aiheet\n\n")[1].splitlines() == [
        f"- {LABELS[BUSES]} (12 vastaajaa)",
        f"- {LABELS[LAMPS]} (7 vastaajaa)",
    ]
