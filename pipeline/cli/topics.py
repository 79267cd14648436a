"""What people talk about: topics of a file, and of the rounds over time."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from getpass import getuser
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli import jsonl
from pipeline.cli.stages import documents_of, embeddings_of
from pipeline.config import load_config
from pipeline.errors import InputError

if TYPE_CHECKING:
    from pipeline.records import Topic, TopicDecision


class _FileOrVerb(click.Group):
    """`topics FILE` is short for `topics find FILE`."""

    def parse_args(self, context: click.Context, args: list[str]) -> list[str]:
        if args and args[0] not in self.commands and args[0] not in ("-h", "--help"):
            args = ["find", *args]
        return super().parse_args(context, args)


@click.group(cls=_FileOrVerb)
def topics() -> None:
    """What the answers are about: of a FILE, or of the rounds over time.

    `topics FILE` is short for `topics find FILE`.
    """


@topics.command()
@jsonl.argument
@click.option(
    "--describe", metavar="F", type=click.Path(dir_okay=False), help="Write the topics to F."
)
@click.pass_obj
def find(config: str | None, file: str, describe: str | None) -> None:
    """What the answers are about: {"id","text"} → {"id","topic","probability"}.

    Topics are numbered from 0, the largest first; -1 is no topic. --describe writes a line a topic:
    {"topic","label","description","keywords","exemplars","size","parent"}.
    """
    from flows.models import Models
    from pipeline.progress import bar
    from pipeline.records import UNASSIGNED

    records = jsonl.read(file, jsonl.text_record)
    settings = load_config(config)
    texts = [record["text"] for record in records]
    documents = documents_of(settings, texts)
    embeddings = embeddings_of(settings, texts)
    with bar("Finding topics"):
        found, assignments = Models.of(settings).topics.fit(documents, embeddings)
    number: dict[str | None, int] = {topic.id: i for i, topic in enumerate(found)}
    if describe:
        lines = [
            {
                "topic": number[topic.id], "label": topic.label, "description": topic.description,
                "keywords": topic.keywords, "size": topic.size, "parent": topic.parent,
                "exemplars": [records[int(row)]["id"] for row in topic.exemplars],
            }
            for topic in found
        ]  # fmt: skip
        text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
        try:
            Path(describe).write_text(text, encoding="utf-8")
        except OSError as error:
            raise InputError(f"{describe} cannot be written: {error.strerror}.") from None
    jsonl.write(
        {
            "id": record["id"],
            "topic": number.get(assignment.topic, UNASSIGNED),
            "probability": assignment.probability,
        }
        for record, assignment in zip(records, assignments, strict=True)
    )


@topics.command()
@click.argument("topic", required=False)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.pass_obj
def history(config: str | None, topic: str | None, as_json: bool) -> None:
    """What became of each topic, round by round; or of one TOPIC and its relatives.

    Counts of answers: for a coordinator's eyes, not for publishing.
    """
    from flows.past import in_time
    from pipeline.store import Store
    from pipeline.topics.lineage import related

    settings = load_config(config)
    store = Store(settings.store_url)
    rounds = [(item, store.topics(item.id)) for item in in_time(settings)]
    wanted = related([found for _, found in rounds], topic) if topic else None
    if wanted is not None and not wanted:
        raise InputError(f"no topic of any round is called {topic}.")
    for item, found in rounds:
        shown = [one for one in found if wanted is None or one.id in wanted]
        if as_json:
            for one in shown:
                click.echo(json.dumps({"round": item.id} | _as_record(one), ensure_ascii=False))
        elif shown:
            click.echo(f"{item.name.fi} ({item.id})")
            click.echo("\n".join(map(_line, shown)) + "\n")


_who = click.option(
    "--who", metavar="NAME", default=getuser, help="Whose word it is [default: your user name]."
)
_round = click.argument("round_id", metavar="ROUND")
_topic = click.argument("topic", metavar="TOPIC")
_label = click.argument("label", metavar="NAME")
_answers = click.argument("answers", metavar="ANSWER …", nargs=-1, required=True)


@topics.command()
@_round
@click.argument("names", metavar="TOPIC …", nargs=-1, required=True)
@_who
@click.pass_obj
def confirm(config: str | None, round_id: str, names: tuple[str, ...], who: str) -> None:
    """Say that topics of a round are right as they are, their match to earlier ones included."""
    desk = _Desk(config, round_id, who)
    desk.record([desk.decision("confirm", name) for name in names])


@topics.command()
@_round
@_topic
@_label
@_who
@click.pass_obj
def rename(config: str | None, round_id: str, topic: str, label: str, who: str) -> None:
    """Give a topic another name, for this round and later ones."""
    desk = _Desk(config, round_id, who)
    desk.record([desk.decision("rename", topic, label=desk.new_label(label, but=topic))])


@topics.command()
@_round
@_topic
@click.argument("into", metavar="INTO")
@_who
@click.pass_obj
def merge(config: str | None, round_id: str, topic: str, into: str, who: str) -> None:
    """Make TOPIC a part of the topic INTO, for this round and later ones."""
    desk = _Desk(config, round_id, who)
    if topic == into:
        raise InputError(f"{topic} cannot be merged into itself.")
    desk.record([desk.decision("merge", topic, into=desk.known(into))])


@topics.command()
@_round
@click.argument("into", metavar="INTO")
@_answers
@_who
@click.pass_obj
def move(config: str | None, round_id: str, into: str, answers: tuple[str, ...], who: str) -> None:
    """Move answers, given by their ids, to the topic INTO."""
    desk = _Desk(config, round_id, who)
    desk.record([desk.decision("move", into, into=into, keys=desk.keys(answers))])


@topics.command()
@_round
@_topic
@_label
@_answers
@_who
@click.pass_obj
def split(
    config: str | None, round_id: str, topic: str, label: str, answers: tuple[str, ...], who: str
) -> None:
    """Make a topic NAME of some ANSWERs of TOPIC; those that are alike go with them."""
    from flows.past import topic_prefix
    from pipeline.records import digest

    desk = _Desk(config, round_id, who)
    keys = desk.keys(answers)
    # From what it is made of: two who split at once make two topics, or the same one.
    into = topic_prefix(desk.round) + digest(topic, label, *keys, size=3)
    desk.record([
        desk.decision("split", topic, into=into, label=desk.new_label(label), keys=keys)
    ])  # fmt: skip
    click.echo(f"The new topic is {into}.")


class _Desk:
    """Where a person's word on a round's topics is written down.

    Raises:
        InputError: what it names is not there.
    """

    def __init__(self, config: str | None, round_id: str, who: str) -> None:
        from pipeline.store import Store

        settings = load_config(config)
        self.round = settings.round(round_id).id
        self.store = Store(settings.store_url)
        self.result = self.store.read(self.round)
        self.who = who

    def decision(
        self, act: str, topic: str, label: str = "", into: str = "", keys: Sequence[str] = ()
    ) -> TopicDecision:
        from pipeline.records import TopicAct, TopicDecision

        when = datetime.now(UTC)
        return TopicDecision(
            TopicAct(act), self.who, when, self.round, self.known(topic), label, into, tuple(keys)
        )

    def record(self, decisions: Sequence[TopicDecision]) -> None:
        self.store.add_topic_decisions(decisions)
        click.echo(f"Recorded. The next `kerropois run {self.round}` follows it.")

    def known(self, topic: str) -> str:
        ids = [item.id for item in self.result.topics]
        if topic not in ids:
            raise InputError(
                f"{self.round} has no topic {topic}. Its topics: {', '.join(ids) or 'none'}."
            )
        return topic

    def new_label(self, label: str, but: str = "") -> str:
        said = " ".join(label.split())
        if not said:
            raise InputError("a topic needs a name.")
        others = (item for item in self.result.topics if item.id != but)
        if said.casefold() in {item.label.casefold() for item in others}:
            raise InputError(f"another topic of {self.round} is called {said} already.")
        return said

    def keys(self, answers: Sequence[str]) -> list[str]:
        from pipeline.ingest.emptyish import text_digest

        texts = {item.id: item.text for item in self.result.answers}
        for answer in answers:
            if answer not in texts:
                raise InputError(f"{self.round} has no answer {answer}.")
        return [text_digest(texts[answer]) for answer in answers]


def _as_record(topic: Topic) -> dict[str, object]:
    return {
        "topic": topic.id, "label": topic.label, "answers": topic.size, "lineage": topic.lineage,
        "from": topic.lineage_from, "score": topic.score, "status": topic.status,
        "parent": topic.parent,
    }  # fmt: skip


def _line(topic: Topic) -> str:
    others = [source for source in topic.lineage_from if source != topic.id]
    origin = f" from {', '.join(others)}" if others else ""
    score = f", match {topic.score:.2f}" if topic.score else ""
    kept = "" if topic.status == "proposed" else f", {topic.status}"
    return (
        f"  {topic.id:<28} {topic.label:<44} {topic.size:>5}  {topic.lineage}{origin}{score}{kept}"
    )
