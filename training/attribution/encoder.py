"""The tagger's network: a MiniLM encoder, a shape embedding, a role head and a link head."""

from __future__ import annotations

import json
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import nn

from detente.attribution.pieces import SHAPES

ROLES = 7  # O, B/I of source, cue, content
LINK = 64
HEADS = 12


class Layer(nn.Module):
    """One BERT layer (post-norm), named so that the published weights load by name."""

    def __init__(self, width: int, heads: int, inner: int, dropout: float) -> None:
        super().__init__()
        self.heads = heads
        self.query, self.key, self.value = (nn.Linear(width, width) for _ in range(3))
        self.out, self.norm1 = nn.Linear(width, width), nn.LayerNorm(width, eps=1e-12)
        self.up, self.down = nn.Linear(width, inner), nn.Linear(inner, width)
        self.norm2, self.drop = nn.LayerNorm(width, eps=1e-12), nn.Dropout(dropout)

    def forward(self, x: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        batch, length, width = x.shape

        def split(t: torch.Tensor) -> torch.Tensor:
            return t.view(batch, length, self.heads, width // self.heads).transpose(1, 2)

        seen = nn.functional.scaled_dot_product_attention(
            split(self.query(x)), split(self.key(x)), split(self.value(x)), attn_mask=mask
        )
        x = self.norm1(x + self.drop(self.out(seen.transpose(1, 2).reshape(batch, length, width))))
        return self.norm2(x + self.drop(self.down(nn.functional.gelu(self.up(x)))))


class Tagger(nn.Module):
    """Pieces and shapes in; role logits `[batch, length, 7]` and link vectors out."""

    def __init__(
        self, vocabulary: int, layers: int = 6, width: int = 384, inner: int = 1536
    ) -> None:
        super().__init__()
        self.words, self.places = nn.Embedding(vocabulary, width), nn.Embedding(512, width)
        self.shapes = nn.Embedding(SHAPES, width)
        nn.init.zeros_(self.shapes.weight)
        self.norm, self.drop = nn.LayerNorm(width, eps=1e-12), nn.Dropout(0.1)
        self.layers = nn.ModuleList(Layer(width, HEADS, inner, 0.1) for _ in range(layers))
        self.roles = nn.Linear(width, ROLES)
        self.asks, self.answers = nn.Linear(width, LINK), nn.Linear(width, LINK)

    def forward(
        self, ids: torch.Tensor, shapes: torch.Tensor, mask: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        return self.read(self.encode(ids, shapes, mask))

    def encode(self, ids: torch.Tensor, shapes: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """The last layer's states, `[batch, length, width]`."""
        places = torch.arange(ids.shape[1], device=ids.device)
        x = self.words(ids) + self.places(places)[None] + self.shapes(shapes)
        x = self.drop(self.norm(x))
        bias = (1.0 - mask[:, None, None, :].to(x.dtype)) * -1e4
        for layer in self.layers:
            x = layer(x, bias)
        return x

    def read(self, states: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """The heads alone: role logits and both link vectors of the encoder's states."""
        return self.roles(states), self.asks(states), self.answers(states)


def rebuild(weights: dict[str, torch.Tensor]) -> Tagger:
    """The network that `weights` are of: depth and widths are read off their shapes."""
    depth = 1 + max(int(name.split(".")[1]) for name in weights if name.startswith("layers."))
    vocabulary, width = weights["words.weight"].shape
    net = Tagger(vocabulary, depth, width, weights["layers.0.up.weight"].shape[0])
    net.load_state_dict(weights)
    return net


def load_minilm(folder: Path, layers: int = 6) -> Tagger:
    """Build a `Tagger` on the published MiniLM-L6 weights in `folder` (model.safetensors)."""
    config = json.loads((folder / "config.json").read_text())
    net = Tagger(config["vocab_size"], layers)
    raw = load_file(folder / "model.safetensors")
    raw = {k.removeprefix("bert."): v for k, v in raw.items()}
    state = net.state_dict()
    state["words.weight"] = raw["embeddings.word_embeddings.weight"]
    state["places.weight"] = raw["embeddings.position_embeddings.weight"]
    kind = raw["embeddings.token_type_embeddings.weight"][0]
    state["places.weight"] = state["places.weight"] + kind
    for part in ("weight", "bias"):
        state[f"norm.{part}"] = raw[f"embeddings.LayerNorm.{part}"]
    names = {
        "query": "attention.self.query", "key": "attention.self.key",
        "value": "attention.self.value", "out": "attention.output.dense",
        "norm1": "attention.output.LayerNorm", "up": "intermediate.dense",
        "down": "output.dense", "norm2": "output.LayerNorm",
    }  # fmt: skip
    for n in range(layers):
        for ours, theirs in names.items():
            for part in ("weight", "bias"):
                state[f"layers.{n}.{ours}.{part}"] = raw[f"encoder.layer.{n}.{theirs}.{part}"]
    net.load_state_dict(state)
    return net
