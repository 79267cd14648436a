"""The stages on their own, for scripts: JSON Lines in and out."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from pipeline.cli import jsonl
from pipeline.config import Config, load_config

if TYPE_CHECKING:
    import numpy as np

    from pipeline.records import ThemeCode, Token
    from pipeline.topics import Document


@click.command()
@jsonl.argument
@click.option("--backend", help="Lemmatizer to use [default: config.yaml's]")
@click.option("--pretokenized", is_flag=True, help='Read {"id","tokens":[…]}; one token out each.')
@click.option("--parts", is_flag=True, help="Add the parts of compound words.")
@click.pass_obj
def lemmatize(
    config: str | None, file: str, backend: str | None, pretokenized: bool, parts: bool
) -> None:
    """Words in base form: {"id","text"} → {"id","language","tokens"}.

    Each token is {"form","lemma","pos"}; FILE may be - for standard input.
    """
    from pipeline.language import LanguageAnalyser
    from pipeline.language.compounds import compound_parts
    from pipeline.progress import bar

    records = jsonl.read(file, jsonl.token_record if pretokenized else jsonl.text_record)
    languages: list[str] = [""] * len(records)
    with bar("Lemmatizing") as progress:
        analyser = LanguageAnalyser.of(load_config(config), backend)
        if pretokenized:
            found = analyser.lemmatize_tokens([record["tokens"] for record in records])
        else:
            texts = [record["text"] for record in records]
            languages = analyser.detect(texts)
            found = analyser.lemmatize(texts, languages, progress)
    jsonl.write(
        {"id": record["id"]}
        | ({"language": language} if language else {})
        | {
            "tokens": [
                {"form": token.form, "lemma": token.lemma, "pos": token.pos}
                | ({"parts": compound_parts(token.lemma)} if parts else {})
                for token in tokens
            ]
        }
        for record, language, tokens in zip(records, languages, found, strict=True)
    )


@click.command()
@jsonl.argument
@click.pass_obj
def pseudonymise(config: str | None, file: str) -> None:
    """Mask personal data: {"id","text"} → {"id","text","spans"}.

    Each span is {"start","end","type"}, offsets into the input text.
    """
    from flows.models import Models
    from pipeline.progress import bar

    records = jsonl.read(file, jsonl.text_record)
    with bar("Masking personal data"):
        pseudonymiser = Models.of(load_config(config)).pseudonymiser
        masked = pseudonymiser.mask([record["text"] for record in records])
    jsonl.write(
        {
            "id": record["id"],
            "text": text,
            "spans": [{"start": s.start, "end": s.end, "type": s.type} for s in spans],
        }
        for record, (text, spans) in zip(records, masked, strict=True)
    )


@click.command()
@jsonl.argument
@click.pass_obj
def tag(config: str | None, file: str) -> None:
    """Which themes the answers raise: {"id","text"} → {"id","themes","scores","evidence"}.

    Evidence, for each theme raised: the sentence that carries it, the lemmas that speak for it, the
    ids of the nearest coded answers, and by how much its probability is over the theme's threshold
    ("margin"). "runner_up" is the nearest theme that is not raised, with its margin. A "question"
    in the input is accepted.
    """
    from flows.models import Models
    from pipeline.ingest.emptyish import is_emptyish
    from pipeline.records import Answer

    records = jsonl.read(file, jsonl.text_record)
    settings = load_config(config)
    texts = [record["text"] for record in records]
    languages, tokens = _words(settings, texts)
    answers = [
        Answer(
            str(record["id"]), "", "", "", "", "", "", None, text, language,
            emptyish=is_emptyish(text),
        )
        for record, text, language in zip(records, texts, languages, strict=True)
    ]  # fmt: skip
    coded = Models.of(settings).themes.code(answers, tokens, embeddings_of(settings, texts))
    jsonl.write(
        {
            "id": record["id"],
            "themes": [code.theme for code in codes if code.assigned],
            "scores": {code.theme: code.probability for code in codes},
            "evidence": {
                code.theme: asdict(code.evidence) | {"margin": round(code.margin, 4)}
                for code in codes
                if code.assigned
            },
            "runner_up": _runner_up(codes),
        }
        for record, codes in zip(records, coded, strict=True)
    )


def _runner_up(codes: list[ThemeCode]) -> dict[str, object] | None:
    from pipeline.themes.model import runner_up

    next_ = runner_up(codes)
    if next_ is None:
        return None
    return {"theme": next_.theme, "margin": round(next_.margin, 4)}


def documents_of(config: Config, texts: list[str]) -> list[Document]:
    """The texts as a topic model sees them; their ids are their numbers."""
    from pipeline.ingest.emptyish import is_emptyish, same_text_key
    from pipeline.topics import Document

    languages, tokens = _words(config, texts)
    return [
        Document(str(i), same_text_key(text), text, languages[i], tokens[i], is_emptyish(text))
        for i, text in enumerate(texts)
    ]


def embeddings_of(config: Config, texts: list[str]) -> np.ndarray:
    """Shape (len(texts), dimension); equal texts are embedded once."""
    from flows.models import Models
    from pipeline.progress import bar

    distinct = sorted(set(texts))
    with bar(f"Embedding {len(distinct)} answers") as progress:
        vectors = Models.of(config).embedder.encode(distinct, progress)
    place = {text: i for i, text in enumerate(distinct)}
    return vectors[[place[text] for text in texts]]


def _words(config: Config, texts: list[str]) -> tuple[list[str], list[list[Token]]]:
    from flows.models import Models
    from pipeline.progress import bar

    with bar("Lemmatizing") as progress:
        analyser = Models.of(config).language
        languages = analyser.detect(texts)
        return languages, analyser.lemmatize(texts, languages, progress)
