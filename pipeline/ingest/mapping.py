"""Which column is what: proposed from headers and contents, overridden by config.yaml."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from pipeline.config import Config, SourceConfig
from pipeline.config.model import ColumnsConfig
from pipeline.errors import InputError
from pipeline.ingest.areas import AreaMap, GroupMap, fold
from pipeline.ingest.base import text_of
from pipeline.ingest.layout import Table, column_letter

#: Header words by role, in the languages that survey tools speak here (folded).
_HEADERS = {
    "respondent": r"(id|tunnus|vastaajan? ?(id|tunnus|nro|numero)|respondent ?id|response ?id|"
    r"vastausnumero|nro|kortti|osallistuja)",
    "date": r"(completion time|valmistumisaika|vastausaika|vastattu|aikaleima|timestamp|date|"
    r"päivämäärä|pvm|submitted|response ?date|lopetusaika)",
    "start": r"(start time|aloitusaika|alkamisaika|last modified time|edellinen muokkausaika|"
    r"viimeksi muokattu|muokattu)",
    # "Yhteystietosi, jos haluat osallistua arvontaan" is as personal as "Yhteystiedot".
    "personal": r"((e ?mail|sähköposti(osoite)?(si)?|puhelin(numero)?(si)?|phone|"
    r"yhteystie(dot|tosi))( .*)?|name|nimi|nimesi|etunimi|sukunimi|etunimi ja sukunimi|"
    r"osoite|osoitteesi|ip( osoite)?)",
    "area": r"(asuinalue(esi)?|alue(esi)?|kaupunginosa(si)?|area|district|bostadsområde)",
    "group": r"(vastaajaryhmä|ryhmä|kuka|rooli|roolisi|group|respondent group|vastaajatyyppi)",
    "question": r"(kysymys|question|teema ja kysymys)",
    "text": r"(mitä kirjoitettiin|vastaus|teksti|palaute|kommentti|muistiinpano|lappu|answer|text|"
    r"comment|response)",
}
#: A header this close to a configured question is that question.
_SAME_QUESTION = 0.8
#: Columns of free text have answers at least this long on average, mostly different.
_OPEN_LENGTH = 20


@dataclass(frozen=True)
class Mapping:
    """Column indices by role. `questions` are (column, question id) of a table with a column a
    question; `question` and `text` are the two columns of a table with a row an answer."""

    respondent: int | None = None
    date: int | None = None
    area: int | None = None
    group: int | None = None
    question: int | None = None
    text: int | None = None
    questions: tuple[tuple[int, str], ...] = ()
    ignored: tuple[tuple[int, str], ...] = ()
    headers: tuple[str, ...] = field(default=(), repr=False)

    def answer_columns(self) -> list[int]:
        """The columns that hold open answers."""
        return [self.text] if self.text is not None else [column for column, _ in self.questions]

    def lines(self) -> list[str]:
        """The mapping as it would stand under `columns:` in config.yaml, with what was ignored."""
        shown = [
            f"{role}: {self.headers[column]!r}"
            for role in ("respondent", "date", "area", "group", "question", "text")
            if (column := getattr(self, role)) is not None
        ]
        if self.questions:
            shown.append("questions:")
            shown += [f"  {name}: {self.headers[column]!r}" for column, name in self.questions]
        shown += [f"# not used: {self.headers[c]!r} ({why})" for c, why in self.ignored]
        return shown


def propose_mapping(table: Table, config: Config, source: SourceConfig, name: str) -> Mapping:
    """Give every column a role.

    Raises:
        InputError: config.yaml names a column that the file lacks, no column holds open answers,
            or the header looks like a row of answers.
    """
    roles = _roles_by_header(table)
    roles.update(_roles_by_content(table, config, roles))
    questions = _questions(table, config, roles)
    _refuse_headerless(table, roles, questions, config, source, name)
    shown = _shown(table, roles, questions, config, source.columns)
    roles, questions = _overridden(roles, questions, source.columns, table, name, shown)
    found = {role: column for column, role in sorted(roles.items(), reverse=True)}
    long = "question" in found and "text" in found
    if not long:
        questions |= {c: "" for c, role in roles.items() if role == "text" and c not in questions}
        found.pop("text", None)
        found.pop("question", None)
    if not questions and not long:
        raise InputError(
            f"{name}: no column of open answers was found. Name the questions' columns in "
            f"config.yaml (columns: questions:). The columns are: {shown}."
        )
    used = set() if long else set(questions)
    used |= {c for r, c in found.items() if r not in ("start", "personal", "ignore", "text")}
    used |= {found["text"]} if long else set()
    return Mapping(
        **{r: found.get(r) for r in ("respondent", "date", "area", "group", "question", "text")},
        questions=() if long else tuple(_named(questions, table)),
        ignored=tuple(
            (c, _why_ignored(roles.get(c))) for c in range(len(table.headers)) if c not in used
        ),
        headers=table.headers,
    )


def match_question(header: str, config: Config) -> str:
    """The configured question that a header or cell asks, or "".

    A number in front is dropped; the beginning of a question is enough.
    """
    asked = fold(re.sub(r"^\s*\d+[.)]\s*", "", header))
    best, score = "", 0.0
    for question in config.questions:
        for wording in (question.id, question.text.fi, question.text.en):
            known = fold(wording)
            if asked == known or (len(asked) >= 12 and known.startswith(asked)):
                return question.id
            ratio = SequenceMatcher(None, asked, known, autojunk=False).ratio()
            if ratio > score:
                best, score = question.id, ratio
    return best if score >= _SAME_QUESTION else ""


def _roles_by_header(table: Table) -> dict[int, str]:
    roles: dict[int, str] = {}
    for column, header in enumerate(table.headers):
        for role, pattern in _HEADERS.items():
            if re.fullmatch(pattern, fold(re.sub(r"^\s*\d+[.)]\s*", "", header))):
                if role in ("personal", "start") or role not in roles.values():
                    roles[column] = role
                break
    return roles


def _roles_by_content(table: Table, config: Config, taken: dict[int, str]) -> dict[int, str]:
    """Area and group columns give themselves away by their values, and so do addresses."""
    areas, groups = AreaMap(config), GroupMap(config)
    tests: dict[str, Callable[[str], object]] = {
        "area": lambda text: areas.find(text, None),
        "group": groups.find,
        "personal": re.compile(r"\S+@\S+\.\w+").fullmatch,
    }
    roles: dict[int, str] = {}
    for role, find in tests.items():
        if role in taken.values() and role != "personal":
            continue
        for column in range(len(table.headers)):
            if column in taken or column in roles:
                continue
            values = _values(table, column)
            if values and sum(1 for value in values if find(value)) >= 0.6 * len(values):
                roles[column] = role
                if role != "personal":
                    break
    return roles


def _questions(table: Table, config: Config, roles: dict[int, str]) -> dict[int, str]:
    """Columns that ask a configured question, and other columns of free text (id "")."""
    questions = {}
    for column, header in enumerate(table.headers):
        if column in roles:
            continue
        known = match_question(header, config)
        values = _values(table, column)
        long_texts = sum(len(value) for value in values) >= _OPEN_LENGTH * len(values)
        varied = len(set(values)) > 0.5 * len(values)
        choices = sum(1 for value in values if value.endswith(";")) > 0.5 * len(values)
        if known or (values and long_texts and varied and not choices):
            questions[column] = known
    return questions


def _overridden(
    roles: dict[int, str],
    questions: dict[int, str],
    columns: ColumnsConfig,
    table: Table,
    name: str,
    shown: str,
) -> tuple[dict[int, str], dict[int, str]]:
    """What config.yaml says wins over what was proposed."""
    roles, questions = dict(roles), dict(questions)

    def place(header: str) -> int:
        for column, known in enumerate(table.headers):
            if fold(known) == fold(header) and fold(header):
                return column
        raise InputError(
            f"{name} has no column {header!r}, which config.yaml names. Correct the name in "
            f"config.yaml. The file's columns are: {shown}."
        )

    for role in ("respondent", "date", "area", "group", "question", "text"):
        header = getattr(columns, role)
        if header is not None:
            roles = {column: known for column, known in roles.items() if known != role}
            roles[place(header)] = role
            questions.pop(place(header), None)
    if columns.questions:
        questions = {place(header): key for key, header in columns.questions.items()}
        proposed = {role for role in ("question", "text") if getattr(columns, role) is None}
        roles = {c: r for c, r in roles.items() if c not in questions and r not in proposed}
    for header in columns.ignore:
        roles[place(header)] = "ignore"
        questions.pop(place(header), None)
    return roles, questions


def _refuse_headerless(
    table: Table,
    roles: dict[int, str],
    questions: dict[int, str],
    config: Config,
    source: SourceConfig,
    name: str,
) -> None:
    """A file without a header must not lose its first answer as one."""
    if source.header_row or source.columns != ColumnsConfig():
        return
    asks = any(header.endswith("?") for header in table.headers)
    named = any(questions.values()) or bool(_roles_by_header(table))
    if _holds_values(table, roles, config) or not (asks or named):
        raise InputError(
            f"{name}, row {table.header_number}: this row does not look like a header. The first "
            "row of the table must name its columns (for example: Alue; Vastaajaryhmä; Vastaus); "
            "add it, or give header_row and columns in config.yaml."
        )


def _holds_values(table: Table, roles: dict[int, str], config: Config) -> bool:
    """Whether the header has an area or a group where the column under it has them."""
    areas, groups = AreaMap(config), GroupMap(config)
    return any(
        areas.find(header, None) not in (None, ("", "")) or groups.find(header)
        for column, header in enumerate(table.headers)
        if roles.get(column) in ("area", "group") and column not in _roles_by_header(table)
    )


def _named(questions: dict[int, str], table: Table) -> list[tuple[int, str]]:
    """Question ids; an unknown question is named after its header."""
    named, taken = [], set()
    for column, known in sorted(questions.items()):
        name = known if known and known not in taken else table.headers[column]
        taken.add(name)
        named.append((column, name))
    return named


def _why_ignored(role: str | None) -> str:
    return {
        "personal": "personal data, never read",
        "start": "another time is used",
        "ignore": "config.yaml says so",
    }.get(role or "", "not an open question")


def _values(table: Table, column: int) -> list[str]:
    cells = (row[column] for row in table.rows if column < len(row))
    return [text for cell in cells if (text := text_of(cell))]


def _shown(
    table: Table,
    roles: dict[int, str],
    questions: dict[int, str],
    config: Config,
    columns: ColumnsConfig,
) -> str:
    """The columns for a message: with their names, unless these may be a row of answers."""
    given = columns.model_dump(exclude={"questions", "ignore"}).values()
    configured = {
        fold(name) for name in (*given, *columns.questions.values(), *columns.ignore) if name
    }
    named = (
        any(questions.values())
        or bool(_roles_by_header(table))
        or any(fold(header) in configured for header in table.headers)
    )
    if not named or _holds_values(table, roles, config):
        return "without names that the program knows (is there a header row?)"
    return "; ".join(
        f"{column_letter(column)} {header[:60]!r}" for column, header in enumerate(table.headers)
    )
