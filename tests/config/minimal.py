"""A small config.yaml to break in one place at a time."""

from __future__ import annotations

from pathlib import Path

MINIMAL = """\
version: 1
suppression:
  min_respondents: 5
areas:
  - id: pohjoinen
    name: {fi: Pohjoinen, en: North}
    districts:
      - {name: Kiveriö, valid_to: 2024-12-31}
      - {name: Mukkula}
  - id: keskusta
    name: {fi: Keskusta, en: Centre}
    districts:
      - {name: Niemi}
      - {name: Kiveriö, valid_from: 2025-01-01}
groups:
  - {id: asukas, name: {fi: Asukkaat, en: Residents}}
  - {id: henkilosto, name: {fi: Henkilöstö, en: Staff}}
questions:
  - {id: Q1, text: {fi: Mikä toimii, en: What works}}
  - {id: Q2, text: {fi: Mikä ei, en: What does not}}
rounds:
  - id: kevat
    name: {fi: Kevään kysely, en: Spring survey}
    kind: survey
    opens: 2024-02-01
    closes: 2024-03-10
    group: asukas
    sources: [{file: kevat.csv, area: keskusta}]
  - id: syksy
    name: {fi: Syksyn kysely, en: Autumn survey}
    kind: survey
    opens: 2024-09-01
    closes: 2024-09-30
    comparable_with: kevat
    sources: [{file: syksy.csv}]
coding_frame:
  version: 1
  unit: {fi: yksi vastaus, en: one answer}
  rules: []
  themes:
    - id: reach
      name: {fi: Tavoittavuus, en: Reach}
      definition: {fi: Kenet tavoitetaan, en: Who is reached}
    - id: openness
      name: {fi: Avoimuus, en: Openness}
      definition: {fi: Miten päätetään, en: How decisions are made}
"""


def changed(folder: Path, old: str, new: str) -> Path:
    """The small config.yaml, written to `folder` with `old` replaced where it first stands."""
    assert old in MINIMAL
    path = folder / "config.yaml"
    path.write_text(MINIMAL.replace(old, new, 1), encoding="utf-8")
    return path


def line_of(path: Path, words: str) -> int:
    """The 1-based line on which `words` first stand."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, start=1) if words in line)
