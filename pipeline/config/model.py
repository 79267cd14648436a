"""The shape of config.yaml: every key, its type, and what must agree with what."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr, model_validator

from pipeline import PROJECT_ROOT
from pipeline.config.checks import check, wrong
from pipeline.errors import ConfigError

Id = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]*$", max_length=64)]
RoundKind = Literal["survey", "self-evaluation", "workshop", "staff-survey"]


DEFAULT_THEMES = "models/themes"
#: The file of a trained theme model, in its folder.
THEME_MODEL = "model.safetensors"
DEFAULT_NAMES = "models/names"
#: The default of `topics.metric`, and the file in it.
DEFAULT_METRIC = "models/topics"
TOPIC_METRIC = "metric.safetensors"


class Strict(BaseModel):
    """No unknown keys, no guessing of types, nothing changed after loading."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Names(Strict):
    """A text in Finnish and English."""

    fi: str
    en: str


class DistrictConfig(Strict):
    """A district belongs to its area from `valid_from` to `valid_to`, both included."""

    name: str
    aliases: list[str] = []
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None

    def valid_on(self, day: dt.date | None) -> bool:
        if day is None:
            return True
        return (self.valid_from or dt.date.min) <= day <= (self.valid_to or dt.date.max)

    def overlaps(self, other: DistrictConfig) -> bool:
        return (self.valid_from or dt.date.min) <= (other.valid_to or dt.date.max) and (
            other.valid_from or dt.date.min
        ) <= (self.valid_to or dt.date.max)


class AreaConfig(Strict):
    """The area of one partnership table and the districts in it."""

    id: Id
    name: Names
    aliases: list[str] = []
    districts: list[DistrictConfig] = []


class GroupConfig(Strict):
    """A group of respondents."""

    id: Id
    name: Names
    aliases: list[str] = []


class QuestionConfig(Strict):
    """An open question that several rounds may ask."""

    id: Id
    text: Names


class ColumnsConfig(Strict):
    """Which column is what, by header text; whatever is left out is proposed by the program."""

    respondent: str | None = None
    date: str | None = None
    area: str | None = None
    group: str | None = None
    question: str | None = None
    text: str | None = None
    questions: dict[str, str] = {}
    ignore: list[str] = []


class SourceConfig(Strict):
    """One file of a round. `file` may hold `*` and is relative to config.yaml.

    Respondents are told apart by `id` and their own id in the file; without it, by the source's
    place in the list.
    """

    file: str
    id: Id | None = None
    sheet: str | None = None
    header_row: Annotated[int, Field(ge=1)] | None = None
    area: str | None = None
    columns: ColumnsConfig = ColumnsConfig()


class RoundConfig(Strict):
    """One survey round: who was asked, when, and where the answers are."""

    id: Id
    name: Names
    kind: RoundKind
    opens: dt.date
    closes: dt.date
    comparable_with: str | None = None
    group: str | None = None
    sources: list[SourceConfig] = []

    @model_validator(mode="after")
    def _dates_in_order(self) -> RoundConfig:
        if self.closes < self.opens:
            raise wrong(f"closes ({self.closes}) is before opens ({self.opens})", "closes")
        return self


class ThemeConfig(Strict):
    """One theme of the coding frame."""

    id: Id
    name: Names
    definition: Names
    include: list[Names] = []
    exclude: list[Names] = []


class CodingFrameConfig(Strict):
    """The themes that an answer may raise, and the rules of coding."""

    version: int
    unit: Names
    rules: list[Names]
    themes: Annotated[list[ThemeConfig], Field(min_length=1)]

    @property
    def ids(self) -> list[str]:
        """The themes' ids, in the frame's order."""
        return [theme.id for theme in self.themes]

    @property
    def names_fi(self) -> dict[str, str]:
        """Theme id → its Finnish name."""
        return {theme.id: theme.name.fi for theme in self.themes}


class ModelsConfig(Strict):
    """Which implementation each stage uses. `auto` takes the best that is installed."""

    lemmatizer: str = "auto"
    embedding: str = "e5-small"
    topics: str = "bertopic"
    themes: str = DEFAULT_THEMES
    names: str = DEFAULT_NAMES
    stanza: str = "models/stanza"
    cache: str | None = None
    allow_network: bool = False


class LanguageConfig(Strict):
    """The city's own words in base form; a phrase (Kerro Pois!) becomes one word."""

    words: list[Annotated[str, Field(pattern=r"\w")]] = []


class TopicsConfig(Strict):
    """Numbers that shape the topics."""

    seed: int = 1
    min_topics: Annotated[int, Field(ge=1)] = 2
    max_topics: Annotated[int, Field(ge=2, le=60)] = 30
    min_topic_size: Annotated[int, Field(ge=2)] = 4
    metric: str | None = DEFAULT_METRIC
    #: Finnish heading by subject of the metric; empty: topics are named by their answers' words.
    headings: dict[str, str] = {}

    @model_validator(mode="after")
    def _fewest_under_most(self) -> TopicsConfig:
        if self.min_topics > self.max_topics:
            raise wrong("min_topics is over max_topics", "min_topics")
        return self


class PrivacyConfig(Strict):
    """What is masked, and which marks a person looks at.

    `not_names`: words that look like names of people but are not. `review_below`: what the program
    is less sure of is masked all the same, and listed by `kerropois masked`.
    """

    not_names: list[str] = []
    review_below: Annotated[float, Field(ge=0, le=1)] = 0.8


class SuppressionConfig(Strict):
    """Cells with fewer respondents than `min_respondents` are not shown outside the browser."""

    min_respondents: Annotated[int, Field(ge=1)] = 5


class ReportConfig(Strict):
    """What the tables hold."""

    quotes: Annotated[int, Field(ge=0, le=20)] = 3
    confidence: Annotated[float, Field(gt=0.5, lt=1)] = 0.95


class IngestConfig(Strict):
    """Limits on what is read."""

    max_file_mb: Annotated[int, Field(ge=1)] = 50


class StoreConfig(Strict):
    """Where results are kept. Without `url`: SQLite in the data folder."""

    url: str | None = None


class ScheduleConfig(Strict):
    """When `kerropois serve` looks for new answers (cron, in the named time zone)."""

    cron: str = "0 6 * * *"
    timezone: str = "Europe/Helsinki"


class Config(Strict):
    """All of config.yaml."""

    version: Literal[1]
    data_dir: str = "data"
    notice: Names | None = None
    store: StoreConfig = StoreConfig()
    ingest: IngestConfig = IngestConfig()
    models: ModelsConfig = ModelsConfig()
    language: LanguageConfig = LanguageConfig()
    topics: TopicsConfig = TopicsConfig()
    thresholds: dict[str, Annotated[float, Field(ge=0, le=1)]] = {}
    privacy: PrivacyConfig = PrivacyConfig()
    suppression: SuppressionConfig = SuppressionConfig()
    report: ReportConfig = ReportConfig()
    schedule: ScheduleConfig = ScheduleConfig()
    areas: Annotated[list[AreaConfig], Field(min_length=1)]
    groups: list[GroupConfig]
    questions: list[QuestionConfig]
    rounds: list[RoundConfig]
    coding_frame: CodingFrameConfig

    _folder: Path = PrivateAttr(default_factory=Path.cwd)

    @model_validator(mode="after")
    def _everything_agrees(self) -> Config:
        check(self)
        return self

    # -- paths ------------------------------------------------------------------------------

    def path(self, relative: str) -> Path:
        """`relative` seen from the folder that holds config.yaml."""
        return self._folder / Path(relative).expanduser()

    @property
    def theme_model(self) -> Path:
        """The folder of the theme model in use.

        By default the one that learnt from people here, if there is one; else the one beside
        config.yaml; else the shipped one. A folder that config.yaml names otherwise is the one.
        """
        named = self.path(self.models.themes)
        if self.models.themes != DEFAULT_THEMES:
            return named
        places = (self._private_theme_model, named)
        shipped = PROJECT_ROOT / DEFAULT_THEMES
        return next((place for place in places if (place / THEME_MODEL).is_file()), shipped)

    def theme_model_to_write(self, *, private: bool) -> Path:
        """The folder for a newly trained theme model.

        Args:
            private: it has learnt from residents' answers, and belongs in the data folder, unless
                config.yaml names a folder other than the default.
        """
        own = self._private_theme_model
        if self.models.themes == DEFAULT_THEMES and (private or (own / THEME_MODEL).is_file()):
            return own
        return self.path(self.models.themes)

    @property
    def name_model(self) -> Path:
        """The folder of the model of names: beside config.yaml, else the shipped one."""
        named = self.path(self.models.names)
        return named if named.is_dir() else PROJECT_ROOT / DEFAULT_NAMES

    @property
    def topic_metric(self) -> Path | None:
        """The folder of the learnt topic metric: beside config.yaml, else the shipped one.

        None: do without.
        """
        if self.topics.metric is None:
            return None
        named = self.path(self.topics.metric)
        if self.topics.metric != DEFAULT_METRIC or (named / TOPIC_METRIC).is_file():
            return named
        return PROJECT_ROOT / DEFAULT_METRIC

    @property
    def _private_theme_model(self) -> Path:
        return self.data / DEFAULT_THEMES

    @property
    def data(self) -> Path:
        """The data folder: everything a run makes."""
        return self.path(self.data_dir)

    @property
    def store_url(self) -> str:
        return self.store.url or f"sqlite:///{self.data / 'kerropois.sqlite'}"

    def in_folder(self, data_dir: Path) -> Config:
        """The same configuration with another data folder and the store in it."""
        moved = self.model_copy(
            update={"data_dir": str(data_dir.resolve()), "store": StoreConfig()}
        )
        moved._folder = self._folder
        return moved

    def with_names(self, folder: Path) -> Config:
        """The same configuration with another model of names."""
        models = self.models.model_copy(update={"names": str(folder.resolve())})
        changed = self.model_copy(update={"models": models})
        changed._folder = self._folder
        return changed

    # -- look-ups ---------------------------------------------------------------------------

    def round(self, round_id: str) -> RoundConfig:
        """Raises ConfigError when the configuration has no such round."""
        for item in self.rounds:
            if item.id == round_id:
                return item
        known = ", ".join(item.id for item in self.rounds)
        raise ConfigError(f"there is no round '{round_id}'. Rounds: {known}.")

    def area_name(self, area_id: str, lang: Literal["fi", "en"] = "fi") -> str:
        """The area's name; the unknown area has one too."""
        if not area_id:
            return {"fi": "Alue ei tiedossa", "en": "Area not known"}[lang]
        return getattr(by_id(self.areas, area_id).name, lang)

    def question_text(self, question_id: str, lang: Literal["fi", "en"] = "fi") -> str:
        """The question's wording, or its id when config.yaml does not know it."""
        for question in self.questions:
            if question.id == question_id:
                return getattr(question.text, lang)
        return question_id


def by_id(items: list, item_id: str):  # type: ignore[no-untyped-def]
    for item in items:
        if item.id == item_id:
            return item
    raise KeyError(item_id)
