"""Agreement as Markdown, for people."""

from __future__ import annotations

from pipeline.coding.agreement import Agreement, Alpha


def tables(agreement: Agreement) -> list[str]:
    """Who coded how much, then the figures by theme and over all themes; lines of Markdown."""
    lines = ["| coder | answers coded |", "|---|---|"]
    lines += [f"| {_cell(name)} | {count} |" for name, count in agreement.answers.items()]
    if len(agreement.answers) > 1:
        lines.append(f"| by all | {agreement.by_all} |")
    lines += ["", *_by_theme(agreement)]
    if any(item.alpha.value is not None for item in agreement.themes):
        lines += ["", "Alpha from 0.80 on is reliable, from 0.667 on good for tentative "
                  "conclusions (Krippendorff 2004)."]  # fmt: skip
    if len(agreement.answers) == 1:
        lines += ["", "One coder only: there is no agreement to count."]
    return lines


def _by_theme(agreement: Agreement) -> list[str]:
    coders = list(agreement.answers)
    head = ["theme", *(f"coded by {_cell(name)}" for name in coders)]
    if len(coders) > 1:
        head += ["alpha", "equal codes", "F1 between coders"]
    head += [f"F1 of the model, {_cell(name)}" for name in coders]
    lines = [_row(head), "|" + "---|" * len(head)]
    for item in agreement.themes:
        row = [item.theme, *(str(item.coded[name]) for name in coders)]
        if len(coders) > 1:
            row += [_alpha(item.alpha), _percent(item.agreement), _number(item.f1)]
        lines.append(_row([*row, *(_number(item.model_f1[name]) for name in coders)]))
    row = ["all themes", *("" for _ in coders)]
    if len(coders) > 1:
        row += [f"{_alpha(agreement.sets_alpha)} (sets, MASI)", f"{_percent(agreement.exact_sets)} "
                "(sets)", f"{_number(agreement.macro_f1)} (macro)"]  # fmt: skip
    row += [f"{_number(agreement.model_macro_f1[name])} (macro)" for name in coders]
    return [*lines, _row(row)]


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(name: str) -> str:
    return name.replace("|", "\\|")


def _alpha(alpha: Alpha) -> str:
    return f"– ({alpha.why})" if alpha.value is None else f"{alpha.value:.3f}"


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def _percent(value: float | None) -> str:
    return "–" if value is None else f"{100 * value:.0f} %"
