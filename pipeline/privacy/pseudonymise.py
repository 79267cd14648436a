"""The pseudonymiser: all detectors, one union of spans, marks in their place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipeline.config import Config
from pipeline.errors import MissingPartError
from pipeline.ingest.areas import fold
from pipeline.ingest.emptyish import is_emptyish, same_text_key
from pipeline.privacy.base import MARKS, PRIORITY, Detector, detectors
from pipeline.records import Answer, RawAnswer, Span, digest


class Pseudonymiser:
    """Finds and masks personal data.

    `missing` lists detectors that cannot run here, each with the reason; the others still do.
    Names of the areas, districts and words of config.yaml are no people's names.
    """

    def __init__(self, config: Config) -> None:
        self._detectors: dict[str, Detector] = {}
        self.missing: dict[str, str] = {}
        for name in detectors:
            try:
                self._detectors[name] = detectors.create(name)
            except MissingPartError as error:
                self.missing[name] = str(error)
        if not {"names-spacy", "names-voikko"} & set(self._detectors):
            raise MissingPartError("\n  ".join(self.missing.values()))
        self._not_names = _not_names(config)

    def find(self, texts: Sequence[str]) -> list[list[Span]]:
        """Disjoint spans of personal data of each text, in order of their place."""
        found: list[list[Span]] = [[] for _ in texts]
        for detector in self._detectors.values():
            for spans, new in zip(found, detector.find(texts), strict=True):
                spans.extend(new)
        return [
            unite(span for span in spans if not self._is_no_name(text, span))
            for text, spans in zip(texts, found, strict=True)
        ]

    def mask(self, texts: Sequence[str]) -> list[tuple[str, list[Span]]]:
        """Each text with marks in place of its spans, and the spans (offsets of the input)."""
        return [
            (put_marks(text, spans), spans)
            for text, spans in zip(texts, self.find(texts), strict=True)
        ]

    def _is_no_name(self, text: str, span: Span) -> bool:
        return span.type == "PERSON" and bool(
            self._not_names.fullmatch(text[span.start : span.end])
        )


def pseudonymise(
    raw: Sequence[RawAnswer], pseudonymiser: Pseudonymiser
) -> tuple[list[Answer], Counter[str]]:
    """Raw answers → answers fit to be stored, and how many spans of each type were masked.

    Empty-ish answers and exact duplicates (of an earlier answer of the round) are marked.
    """
    answers: list[Answer] = []
    first_of: dict[str, str] = {}
    times: Counter[str] = Counter()
    masked: Counter[str] = Counter()
    for item, (text, spans) in zip(raw, pseudonymiser.mask([r.text for r in raw]), strict=True):
        masked.update(span.type for span in spans)
        answer_id = Answer.make_id(item.round, item.respondent, item.question, text)
        times[answer_id] += 1
        # Two answers of one respondent may differ in a name only: masked, they are the same.
        if times[answer_id] > 1:
            answer_id = digest(answer_id, str(times[answer_id]))
        answer = Answer(
            id=answer_id,
            round=item.round, respondent=item.respondent, area=item.area, district=item.district,
            group=item.group, question=item.question, date=item.date, text=text,
            emptyish=is_emptyish(text),
        )  # fmt: skip
        first = first_of.setdefault(same_text_key(text), answer.id)
        answers.append(replace(answer, duplicate_of=first if first != answer.id else None))
    return answers, masked


def unite(spans: Iterable[Span]) -> list[Span]:
    """Merge overlapping spans; the type of the highest priority among them names the union."""
    united: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if united and span.start < united[-1].end:
            last = united[-1]
            united[-1] = Span(
                last.start,
                max(last.end, span.end),
                min(last.type, span.type, key=PRIORITY.index),
                max(last.confidence, span.confidence),
            )
        else:
            united.append(span)
    return united


def put_marks(text: str, spans: Sequence[Span]) -> str:
    """The text with `[nimi]` and the like in place of its spans.

    Several different people in one text are numbered, `[nimi 1]`, so that the sense stays.
    """
    names = [fold(text[span.start : span.end]) for span in spans if span.type == "PERSON"]
    number = {name: i for i, name in enumerate(dict.fromkeys(names), start=1)}
    parts, position = [], 0
    for span in spans:
        mark = MARKS[span.type]
        if span.type == "PERSON" and len(number) > 1:
            mark += f" {number[fold(text[span.start : span.end])]}"
        parts += [text[position : span.start], f"[{mark}]"]
        position = span.end
    return "".join([*parts, text[position:]])


def _not_names(config: Config) -> re.Pattern[str]:
    """Matches the whole of a name that belongs to a place, a table or a word of config.yaml."""
    words = list(config.privacy.not_names)
    for area in config.areas:
        words += [area.name.fi, *area.aliases]
        words += [n for district in area.districts for n in (district.name, *district.aliases)]
    stems = sorted({_stem(word) for word in words if word}, key=len, reverse=True)
    # Whatever the case ending; but Niemi is no reason to leave Nieminen and Niemiselle unmasked.
    ending = r"(?!\w*i(?:nen|se))\w*"
    return re.compile(rf"(?:{'|'.join(map(re.escape, stems))}){ending}", re.IGNORECASE)


def _stem(word: str) -> str:
    """The part of a word that most of its inflected forms share: without the last vowel or two."""
    return word[:-1] if len(word) > 4 and word[-1] in "aeiouyäö" else word
