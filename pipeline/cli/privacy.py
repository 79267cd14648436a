"""Words that are masked: look at them, take a mark off, mask more."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

from pipeline.config import Config, load_config
from pipeline.errors import InputError

if TYPE_CHECKING:
    from pipeline.oversight import AuditAct, AuditEntry, MaskedSpan, SpanDecision
    from pipeline.store import Store

#: Characters of an answer shown on either side of a mark.
_AROUND = 45
#: A mark stands for no more words than this.
_MOST_WORDS = 20

_round = click.argument("round_id", metavar="ROUND")
_answer = click.argument("answer", metavar="ANSWER")
_who = click.option("--by", "who", required=True, metavar="NAME", help="Who decides this.")
_why = click.option("--why", default="", metavar="TEXT", help="Why, for those who ask later.")


def _everywhere(what: str) -> Callable[[Any], Any]:
    return click.option(
        "--everywhere", is_flag=True, help=f"{what} in every answer of every round."
    )


@click.command()
@_round
@click.option("--all", "everything", is_flag=True, help="The marks that are certain too.")
@click.option(
    "--show", is_flag=True,
    help="Read the words under the marks again from the export. The audit log keeps who did.",
)  # fmt: skip
@click.option("--by", "who", metavar="NAME", help="Who looks; needed with --show.")
@click.option("--json", "as_json", is_flag=True, help="A JSON object a line.")
@click.pass_obj
def masked(
    config: str | None, round_id: str, everything: bool, show: bool, who: str | None, as_json: bool
) -> None:
    """List the marks in a round's answers that the program is not sure of."""
    from pipeline.privacy.review import to_look_at

    if show and not who:
        raise click.UsageError("--show needs --by NAME: who looks is written down.")
    desk = _Desk(config, round_id)
    spans = desk.store.masked_spans(desk.round)
    spans = spans if everything else to_look_at(spans, desk.config.privacy.review_below)
    words = desk.words_under(spans, who) if show and who else {}
    texts = desk.texts()
    for span in spans:
        under = words.get((span.answer, span.number))
        line = _as_record(span, texts[span.answer], under)
        if as_json:
            click.echo(json.dumps(line, ensure_ascii=False))
        else:
            shown = f"  = {under or 'not found in the export'}" if show else ""
            click.echo(
                f"{span.answer}  {span.number:>2}  {span.type:<10} {span.confidence:.2f}  "
                f"{line['context']}{shown}"
            )
    if not spans and not as_json:
        click.echo("No mark to look at." if not everything else "Nothing is masked.")


@click.command()
@_round
@_answer
@click.argument("number", type=click.IntRange(min=1), metavar="NUMBER")
@_everywhere("Let these words stand")
@_who
@_why
@click.pass_obj
def unmask(
    config: str | None, round_id: str, answer: str, number: int, everywhere: bool, who: str,
    why: str,
) -> None:  # fmt: skip
    """Take the mark NUMBER off an answer: its words are no personal data."""
    from pipeline.oversight import AuditAct

    desk = _Desk(config, round_id)
    span = desk.span(answer, number)
    decision = desk.decision(
        "unmask", who, answer=answer, key=span.key, type=span.type, everywhere=everywhere, why=why
    )
    details = {"round": desk.round, "mark": number, "everywhere": everywhere}
    desk.store.unmask([decision], desk.entry(AuditAct.UNMASKED, who, answer, details))
    click.echo(f"Recorded. The next `kerropois run {desk.round}` follows it.")


@click.command()
@_round
@_answer
@click.argument("words", metavar="WORDS")
@click.option(
    "--as", "kind", default="PERSON", show_default=True, metavar="TYPE",
    help="What the words are: PERSON, PHONE, EMAIL, HETU, ADDRESS, …",
)  # fmt: skip
@_everywhere("Mask these words")
@_who
@_why
@click.pass_obj
def mask(
    config: str | None, round_id: str, answer: str, words: str, kind: str, everywhere: bool,
    who: str, why: str,
) -> None:  # fmt: skip
    """Mask WORDS, as they are written, in an answer, at once and in every later run.

    Inflected forms are words of their own. The words are not kept.
    """
    from pipeline.oversight import AuditAct
    from pipeline.privacy.base import MARKS
    from pipeline.privacy.review import Review, Words, mask_wanted, words_key

    desk = _Desk(config, round_id)
    if kind not in MARKS:
        raise InputError(f"there is no type {kind} of personal data. Types: {', '.join(MARKS)}.")
    given = Words.of(words).words
    if not given:
        raise InputError("nothing to mask was given: WORDS holds no letter or number.")
    decision = desk.decision(
        "mask", who, answer=answer, key=words_key(desk.key, given), words=len(given), type=kind,
        everywhere=everywhere, why=why,
    )  # fmt: skip
    review = Review([decision], desk.key)
    here = desk.text(answer)
    texts = desk.store.all_texts() if everywhere else {answer: here}
    new = {name: mask_wanted(name, text, review) for name, text in texts.items()}
    changed = {name: text for name, text in new.items() if text != texts[name]}
    if answer not in changed:
        raise InputError(f"the answer {answer} does not hold these words, as they are written.")
    details = {"round": desk.round, "everywhere": everywhere, "answers": len(changed)}
    desk.store.mask([decision], changed, desk.entry(AuditAct.MASKED, who, answer, details))
    answers = "one answer" if len(changed) == 1 else f"{len(changed)} answers"
    click.echo(f"Masked in {answers}. Tables written before hold what they held: export again.")


class _Desk:
    """Where a person's word on a round's masked words is written down.

    Raises:
        InputError: what it names is not there.
    """

    def __init__(self, config: str | None, round_id: str) -> None:
        from pipeline.privacy.key import respondent_key
        from pipeline.store import Store

        self.config: Config = load_config(config)
        self.round = self.config.round(round_id).id
        self.store: Store = Store(self.config.store_url)
        self._texts = {item.id: item.text for item in self.store.read(self.round).answers}
        self.key = respondent_key(self.config.data, self.store)

    def texts(self) -> dict[str, str]:
        return self._texts

    def text(self, answer: str) -> str:
        if answer not in self._texts:
            raise InputError(f"{self.round} has no answer {answer}.")
        return self._texts[answer]

    def span(self, answer: str, number: int) -> MaskedSpan:
        self.text(answer)
        for span in self.store.masked_spans(self.round):
            if (span.answer, span.number) == (answer, number):
                return span
        raise InputError(
            f"the answer {answer} has no mark {number}. Its marks: kerropois masked {self.round} "
            "--all"
        )

    def words_under(self, spans: list[MaskedSpan], who: str) -> dict[tuple[str, int], str]:
        """The words under marks, from the export where it lies; that they were read is on record.

        They are found by their keyed digests, so that no model is needed.
        """
        from pipeline.ingest import read_round
        from pipeline.oversight import AuditAct
        from pipeline.privacy.review import find_words
        from pipeline.records import Answer

        raw = {
            Answer.make_id(self.key, r.round, r.respondent, r.question, r.text): r.text
            for r in read_round(self.config, self.config.round(self.round), self.key).answers
        }
        self.store.add_audit(self.entry(AuditAct.LOOKED, who, self.round, {"marks": len(spans)}))
        found = {
            (span.answer, span.number): find_words(
                raw.get(span.answer, ""), span.key, self.key, _MOST_WORDS
            )
            for span in spans
        }
        return {place: words for place, words in found.items() if words}

    def decision(self, act: str, who: str, **values: Any) -> SpanDecision:
        from pipeline.oversight import SpanAct, SpanDecision

        return SpanDecision(
            SpanAct(act), who, datetime.now(UTC), self.round, **({"words": 0} | values)
        )

    def entry(self, act: AuditAct, who: str, subject: str, details: dict[str, Any]) -> AuditEntry:
        from pipeline.oversight import AuditEntry

        return AuditEntry(act, who, datetime.now(UTC), subject, details)


def _as_record(span: MaskedSpan, text: str, words: str | None) -> dict[str, object]:
    start, end = max(0, span.start - _AROUND), span.end + _AROUND
    context = " ".join(text[start:end].split())
    record: dict[str, object] = {
        "answer": span.answer, "number": span.number, "type": span.type,
        "confidence": round(span.confidence, 2),
        "context": f"{'… ' if start else ''}{context}{' …' if end < len(text) else ''}",
    }  # fmt: skip
    return record | ({"words": words} if words else {})
