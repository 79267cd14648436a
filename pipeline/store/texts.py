"""What becomes of all that quotes an answer, when the answer is masked anew or forgotten.

An older analysis keeps its numbers, but no table may tell more of an answer than the answer itself.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher

import sqlalchemy as sa

from pipeline.ingest.emptyish import text_digest
from pipeline.store import schema
from pipeline.store.caches import drop_cached, text_hash
from pipeline.store.database import chunks

_PIECE = re.compile(r"\w+|\W")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Change:
    """An answer's text before and after; `new` is empty when the answer goes."""

    old: str = field(repr=False)
    new: str = field(repr=False)

    def moved(self, start: int, end: int) -> tuple[int, int]:
        """Where the characters `start` to `end` of the old text are in the new one.

        What was masked meanwhile comes with its whole mark.
        """
        begins, ends = 0, len(self.new)
        for old_start, old_end, new_start, new_end, same in self._parts():
            if old_start <= start < old_end:
                begins = new_start + (start - old_start if same else 0)
            if old_start < end <= old_end:
                ends = new_start + (end - old_start) if same else new_end
        return begins, ends

    def _parts(self) -> list[tuple[int, int, int, int, bool]]:
        """(start, end) in the old text, in the new one, and whether they are the same, in order."""
        old, new = _PIECE.findall(self.old), _PIECE.findall(self.new)
        before, after = _places(old), _places(new)
        codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
        return [
            (before[a], before[b], after[c], after[d], tag == "equal") for tag, a, b, c, d in codes
        ]


def change_texts(connection: sa.Connection, texts: Mapping[str, str]) -> dict[str, Change]:
    """Give answers other texts, wherever they are quoted; ids not in the store are passed over.

    Sentences, marks, descriptions, keywords, headings and caches follow, and people's decisions
    hold for the new texts. Returns what has changed, by answer.
    """
    known = texts_of(connection, texts)
    changes = {
        answer: Change(old, texts[answer])
        for answer, old in sorted(known.items())
        if old != texts[answer]
    }
    if changes:
        table = schema.answer
        connection.execute(
            table.update()
            .where(table.c.id == sa.bindparam("answer"))
            .values(text=sa.bindparam("new")),
            [{"answer": answer, "new": change.new} for answer, change in changes.items()],
        )
        clean(connection, changes)
    return changes


def clean(connection: sa.Connection, changes: Mapping[str, Change]) -> None:
    """Bring everything but the answers themselves in line with their new texts."""
    lemmas = _Lemmas(connection, changes)
    _mend_codes(connection, changes, lemmas)
    _mend_spans(connection, changes)
    _mend_topics(connection, changes, lemmas)
    remaining = _remaining(connection, changes)
    _mend_decisions(connection, changes, set(map(text_digest, remaining)))
    drop_cached(connection, {change.old for change in changes.values()} - remaining)


def texts_of(connection: sa.Connection, answers: Collection[str]) -> dict[str, str]:
    """The texts of those of these answers that the store holds."""
    table = schema.answer
    found: dict[str, str] = {}
    for some in chunks(answers):
        query = sa.select(table.c.id, table.c.text).where(table.c.id.in_(some))
        found.update(connection.execute(query).tuples().all())
    return found


class _Lemmas:
    """The words that the changed answers no longer hold, as written and in base form."""

    def __init__(self, connection: sa.Connection, changes: Mapping[str, Change]) -> None:
        tokens = _tokens(connection, {change.old for change in changes.values()})
        self.kept_in: dict[str, set[str]] = {}
        gone: set[str] = set()
        kept: set[str] = set()
        for answer, change in changes.items():
            stays = _words(change.new)
            words = tokens.get(text_hash(change.old), [])
            still = stays | {lemma.casefold() for form, lemma, _ in words if _words(form) <= stays}
            gone |= _words(change.old) | {lemma.casefold() for _, lemma, _ in words}
            kept |= still
            self.kept_in[answer] = still
        self.gone = gone - kept - _said_by_others(connection, gone - kept, changes)


def _tokens(connection: sa.Connection, texts: Collection[str]) -> dict[str, list[list[str]]]:
    table = schema.tokens
    found: dict[str, list[list[str]]] = {}
    for some in chunks({text_hash(text) for text in texts}):
        query = sa.select(table.c.text_hash, table.c.tokens).where(table.c.text_hash.in_(some))
        for key, tokens in connection.execute(query):
            found.setdefault(key, []).extend(tokens)
    return found


def _said_by_others(
    connection: sa.Connection, words: Collection[str], changes: Mapping[str, Change]
) -> set[str]:
    """Those of these words that the answers without a change hold too."""
    if not words:
        return set()
    table = schema.answer
    others = {
        text_hash(text)
        for answer, text in connection.execute(sa.select(table.c.id, table.c.text))
        if answer not in changes
    }
    found: set[str] = set()
    for key, tokens in connection.execute(
        sa.select(schema.tokens.c.text_hash, schema.tokens.c.tokens)
    ):
        if key in others:
            found.update(part.casefold() for form, lemma, _ in tokens for part in (form, lemma))
    return found.intersection(words)


def _mend_codes(connection: sa.Connection, changes: Mapping[str, Change], lemmas: _Lemmas) -> None:
    table = schema.theme_code
    for some in chunks(changes):
        query = sa.select(table).where(table.c.answer.in_(some), table.c.sentence != "")
        for row in connection.execute(query).mappings().all():
            change = changes[row["answer"]]
            still = lemmas.kept_in[row["answer"]]
            values = {
                "sentence": _moved_sentence(row["sentence"], change),
                "lemmas": [lemma for lemma in row["lemmas"] if lemma.casefold() in still],
            }
            _update(connection, table, row, values)


def _moved_sentence(sentence: str, change: Change) -> str:
    start = change.old.find(sentence)
    if start < 0:
        return sentence if sentence in change.new else ""
    begins, ends = change.moved(start, start + len(sentence))
    return change.new[begins:ends]


def _mend_spans(connection: sa.Connection, changes: Mapping[str, Change]) -> None:
    """The marks that are still there, in their new places; the others go."""
    table = schema.masked_span
    for some in chunks(changes):
        query = sa.select(table).where(table.c.answer.in_(some))
        for row in connection.execute(query).mappings().all():
            change = changes[row["answer"]]
            start, end = change.moved(row["start"], row["end"])
            if change.new[start:end] == change.old[row["start"] : row["end"]]:
                _update(connection, table, row, {"start": start, "end": end})
            else:
                connection.execute(table.delete().where(*_is(table, row)))


def _mend_topics(connection: sa.Connection, changes: Mapping[str, Change], lemmas: _Lemmas) -> None:
    quotes = {f"”{c.old}”": f"”{c.new}”" if c.new else "" for c in changes.values()}
    for table in (schema.topic, schema.found_topic):
        for row in connection.execute(sa.select(table)).mappings().all():
            values = {
                "description": _requoted(row["description"], quotes),
                "keywords": [word for word in row["keywords"] if not _words(word) & lemmas.gone],
                "label": _without(row["label"], lemmas.gone),
                "parent": _without(row["parent"], lemmas.gone),
            }
            if any(row[name] != value for name, value in values.items()):
                _update(connection, table, row, values)


def _requoted(description: str, quotes: Mapping[str, str]) -> str:
    for old, new in quotes.items():
        if old in description:
            # A quote that goes takes its blank with it.
            for piece in [old] if new else [f"{old} ", f" {old}", old]:
                description = description.replace(piece, new)
    return description


def _without(heading: str, words: Collection[str]) -> str:
    return _WORD.sub(lambda match: "…" if match[0].casefold() in words else match[0], heading)


def _mend_decisions(
    connection: sa.Connection, changes: Mapping[str, Change], remaining: Collection[str]
) -> None:
    """Let people's word on a text hold for the new one, and for the old one where it remains."""
    # A dict for its keys: each once, in order.
    moved: dict[str, dict[str, None]] = {}
    for change in changes.values():
        keys = moved.setdefault(text_digest(change.old), {})
        if change.new:
            keys[text_digest(change.new)] = None
    for old in moved.keys() & remaining:
        moved[old] = {old: None, **moved[old]}
    table = schema.decision
    by_key = [
        row
        for some in chunks(moved)
        for row in connection.execute(sa.select(table).where(table.c.key.in_(some))).mappings()
    ]
    for row in sorted(by_key, key=lambda row: row["number"]):
        now = [*moved[row["key"]]]
        if not now:
            connection.execute(table.delete().where(*_is(table, row)))
        elif now[0] != row["key"]:
            _update(connection, table, row, {"key": now[0]})
        for key in now[1:]:
            copy = {name: value for name, value in row.items() if name != "number"}
            connection.execute(table.insert().values(copy | {"key": key}))
    _mend_keys(connection, moved)


def _mend_keys(connection: sa.Connection, moved: Mapping[str, Iterable[str]]) -> None:
    """The same in decisions on topics, which name several texts."""
    table = schema.decision
    for row in connection.execute(sa.select(table).where(table.c.key == "")).mappings().all():
        keys = row["details"].get("keys", [])
        if any(key in moved for key in keys):
            new = [other for key in keys for other in moved.get(key, (key,))]
            details = row["details"] | {"keys": list(dict.fromkeys(new))}
            _update(connection, table, row, {"details": details})


def _remaining(connection: sa.Connection, changes: Mapping[str, Change]) -> set[str]:
    """Old texts that answers without a change still have."""
    old = {text_digest(change.old): change.old for change in changes.values()}
    table = schema.answer
    return {
        text
        for answer, text in connection.execute(sa.select(table.c.id, table.c.text))
        if answer not in changes and text_digest(text) in old
    }


def _words(text: str) -> set[str]:
    return {word.casefold() for word in _WORD.findall(text)}


def _places(pieces: Iterable[str]) -> list[int]:
    places = [0]
    for piece in pieces:
        places.append(places[-1] + len(piece))
    return places


def _is(table: sa.Table, row: sa.RowMapping) -> list[sa.ColumnElement[bool]]:
    return [column == row[column.name] for column in table.primary_key.columns]


def _update(
    connection: sa.Connection, table: sa.Table, row: sa.RowMapping, values: Mapping[str, object]
) -> None:
    connection.execute(table.update().where(*_is(table, row)).values(**values))
