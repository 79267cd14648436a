"""The printed tables."""

from __future__ import annotations

from pipeline.coding.agreement import Agreement, Alpha, ThemeAgreement
from pipeline.coding.figures import tables


def agreement(alpha: Alpha, *coders: str) -> Agreement:
    one = ThemeAgreement("reach", dict.fromkeys(coders, 7), alpha, 0.875, None,
                         dict.fromkeys(coders, 0.75))  # fmt: skip
    return Agreement(
        dict.fromkeys(coders, 12), 11, 3, Alpha(0.61234), 0.5, 0.7, dict.fromkeys(coders, 0.6),
        [one],
    )  # fmt: skip


def test_two_coders() -> None:
    lines = tables(agreement(Alpha(0.8123), "Luokittelija 1", "A|B"))
    assert lines[:5] == [
        "| coder | answers coded |", "|---|---|", "| Luokittelija 1 | 12 |", "| A\\|B | 12 |",
        "| by all | 11 |",
    ]  # fmt: skip
    assert "| reach | 7 | 7 | 0.812 | 88 % | – | 0.75 | 0.75 |" in lines
    assert lines[-3].startswith("| all themes |  |  | 0.612 (sets, MASI) | 50 % (sets) | 0.70")
    assert "Krippendorff 2004" in lines[-1]


def test_every_row_of_the_table_has_as_many_cells_as_its_head() -> None:
    for coders in (("A",), ("A", "B"), ("A", "B", "C")):
        lines = tables(agreement(Alpha(0.8), *coders))
        table = [line for line in lines[lines.index("") :] if line.startswith("|")]
        assert len(table) == 4
        assert len({line.count("|") for line in table}) == 1


def test_an_undefined_alpha_has_a_word_why() -> None:
    lines = tables(agreement(Alpha(None, "nobody coded it"), "A", "B"))
    assert any("– (nobody coded it)" in line for line in lines)


def test_one_coder_has_no_columns_of_agreement() -> None:
    lines = tables(agreement(Alpha(None, "no answer has two coders"), "A"))
    assert "| theme | coded by A | F1 of the model, A |" in lines
    assert lines[-1].startswith("One coder only")
