"""The pseudonymiser: all detectors, one union of spans, marks in their place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from pipeline.config import Config
from pipeline.embedding.base import cache_folder
from pipeline.errors import MissingPartError
from pipeline.ingest.areas import fold
from pipeline.ingest.emptyish import is_emptyish, same_text_key
from pipeline.oversight import MaskedSpan
from pipeline.privacy.base import MARKS, PRIORITY, Detector, detectors, name_finders
from pipeline.privacy.review import Review
from pipeline.records import Answer, RawAnswer, Span
from pipeline.registry import Registry

#: From this confidence on a name is masked though a place has it too.
_SURE = 0.95


class Pseudonymiser:
    """Finds and masks personal data.

    `missing` lists detectors that cannot run here, each with the reason; the others still do.
    Names of the areas, districts and words of config.yaml are no people's names.
    """

    def __init__(self, config: Config) -> None:
        self._detectors: dict[str, Detector] = {}
        self.missing: dict[str, str] = {}
        for name in detectors:
            self._add(detectors, name)
        trained = config.name_model, cache_folder(config)
        if not self._add(name_finders, "trained", *trained):
            self._add(name_finders, "lists")
            if not self._add(name_finders, "spacy"):
                raise MissingPartError("\n  ".join(self.missing.values()))
        self._not_names = _any_form(config.privacy.not_names)
        self._places = _any_form(_place_names(config))

    def _add(self, registry: Registry[Detector], name: str, *args: object) -> bool:
        try:
            self._detectors[name] = registry.create(name, *args)
        except MissingPartError as error:
            self.missing[name] = str(error)
            return False
        return True

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
        if span.type != "PERSON":
            return False
        said = text[span.start : span.end]
        # Paavola is a district; where it is surely a name, somebody is called that.
        as_place = span.confidence < _SURE and self._places.fullmatch(said)
        return bool(as_place or self._not_names.fullmatch(said) or _NOBODY.fullmatch(said))


@dataclass(frozen=True)
class Pseudonymised:
    """Answers fit to be stored, their marks, and how many there are of each type."""

    answers: list[Answer] = field(repr=False)
    spans: list[MaskedSpan]
    counts: Counter[str]


def pseudonymise(
    raw: Sequence[RawAnswer], pseudonymiser: Pseudonymiser, key: bytes, review: Review | None = None
) -> Pseudonymised:
    """Mask raw answers; what people have decided of their words beats what the program finds.

    Empty-ish answers and exact duplicates (of an earlier answer of the round) are marked.

    Args:
        key: of the answers' ids and the words under the marks (`privacy.key`).
    """
    review = review or Review((), key)
    done = Pseudonymised([], [], Counter())
    first_of: dict[str, str] = {}
    for item, found in zip(raw, pseudonymiser.find([r.text for r in raw]), strict=True):
        name = Answer.make_id(key, item.round, item.respondent, item.question, item.text)
        spans = _reviewed(item.text, found, name, review)
        text, marks = with_marks(item.text, spans)
        answer = Answer(
            id=name,
            round=item.round, respondent=item.respondent, area=item.area, district=item.district,
            group=item.group, question=item.question, date=item.date, text=text,
            emptyish=is_emptyish(text),
        )  # fmt: skip
        first = first_of.setdefault(same_text_key(text), answer.id)
        done.answers.append(replace(answer, duplicate_of=first if first != answer.id else None))
        for number, (span, mark) in enumerate(zip(spans, marks, strict=True), start=1):
            words = review.key_of(item.text[span.start : span.end])
            done.spans.append(
                MaskedSpan(
                    name, number, mark.start, mark.end, mark.type, mark.confidence, words
                )
            )  # fmt: skip
        done.counts.update(span.type for span in spans)
    return done


def _reviewed(text: str, spans: Sequence[Span], answer: str, review: Review) -> list[Span]:
    """The spans without those that people let stand, and with those that they want masked."""
    kept = [span for span in spans if not review.allowed(answer, text[span.start : span.end])]
    wanted = [Span(start, end, kind) for start, end, kind in review.wanted(answer, text)]
    return unite([*kept, *wanted]) if wanted else kept


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
    return with_marks(text, spans)[0]


def with_marks(text: str, spans: Sequence[Span]) -> tuple[str, list[Span]]:
    """`put_marks`, and the places of the marks in the masked text."""
    names = [fold(text[span.start : span.end]) for span in spans if span.type == "PERSON"]
    number = {name: i for i, name in enumerate(dict.fromkeys(names), start=1)}
    masked, marks, position = "", [], 0
    for span in spans:
        mark = MARKS[span.type]
        if span.type == "PERSON" and len(number) > 1:
            mark += f" {number[fold(text[span.start : span.end])]}"
        masked += text[position : span.start]
        marks.append(replace(span, start=len(masked), end=len(masked) + len(mark) + 2))
        masked += f"[{mark}]"
        position = span.end
    return masked + text[position:], marks


def _place_names(config: Config) -> list[str]:
    names = []
    for area in config.areas:
        names += [area.name.fi, *area.aliases]
        names += [n for district in area.districts for n in (district.name, *district.aliases)]
    return names


def _any_form(words: Iterable[str]) -> re.Pattern[str]:
    """Matches the whole of any of the words, whatever its case ending."""
    stems = sorted({_stem(word) for word in words if word}, key=len, reverse=True)
    if not stems:
        return re.compile(r"(?!)")
    # But Niemi is no reason to leave Nieminen and Niemiselle unmasked.
    ending = r"(?!\w*i(?:nen|se))\w*"
    return re.compile(rf"(?:{'|'.join(map(re.escape, stems))}){ending}", re.IGNORECASE)


def _stem(word: str) -> str:
    """The part of a word that most of its inflected forms share: without the last vowel or two."""
    return word[:-1] if len(word) > 4 and word[-1] in "aeiouyäö" else word


#: Whom anybody may name: they live in examples, cartoons, films and the Kalevala.
_NOBODY = re.compile(
    "|".join(
        re.escape(_stem(name.removesuffix("nen"))) + r"\w*"
        for name in (
            "Matti Meikäläinen", "Maija Meikäläinen", "Aku Ankka", "Roope Ankka", "Hannu Hanhi",
            "Mikki Hiiri", "Hessu Hopo", "Pelle Peloton", "Joulupukki", "Muumipeikko", "Pikku Myy",
            "Nuuskamuikkunen", "Hosuli", "Uuno Turhapuro", "Pekka Puupää", "Väinämöinen",
            "Lemminkäinen", "Ilmarinen", "Kullervo Kalervonpoika", "Peppi Pitkätossu",
            "Risto Reipas", "Robin Hood", "Hercule Poirot", "Sherlock Holmes",
        )
    )
)  # fmt: skip
