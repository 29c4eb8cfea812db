r"""Teach a shallower, narrower tagger to answer as a trained one does, and write its weights.

    python -m training.attribution.distil --teacher FOLDER/weights.pt --out FOLDER \
        --data ../shared/data/polnear/train.jsonl.gz --more PATH.jsonl.gz[:FIELD] …

The student begins as a choice of the teacher's layers with the least used of their inner units cut
away. It learns the teacher's role distributions, links and last states (Hinton et al. 2015; Sun et
al. 2019, "Patient knowledge distillation") on any news text, and the gold roles where there are
any. Every fourteenth article of `--data` is kept apart, as in `train.py`; dev is never read.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import nn

from detente.attribution.pieces import windows
from training.attribution.encoder import Tagger, rebuild
from training.attribution.examples import NONE, Example
from training.attribution.train import apart_loss, base_tokenizer, batches, collate, halves

GOLD, STATES, LINKS = 0.5, 2.0, 0.5
"""Weights of the gold roles, the last states and the links beside the teacher's roles."""


@dataclass(slots=True)
class Taught:
    """A window with the teacher's last states; `example.roles` is all `NONE` without gold."""

    example: Example
    states: np.ndarray  # [pieces, width], half precision


def unlabelled(path: Path, field: str, tokenizer: Tokenizer) -> Iterator[Example]:
    """Windows of the texts in `field` of a JSON Lines file, without labels."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            for window in windows(json.loads(line)[field], tokenizer):
                yield Example(window, [NONE] * len(window.ids), [])


def shrink(teacher: Tagger, chosen: list[int], inner: int, sample: list[Example]) -> Tagger:
    """A student of the teacher's layers `chosen`, each with its `inner` most used inner units.

    A unit is used as much as its mean activation on `sample`, times the length of its output.
    """
    state = teacher.state_dict()
    small = {k: v.clone() for k, v in state.items() if not k.startswith("layers.")}
    for n, layer in enumerate(chosen):
        use = _use(teacher, layer, sample)
        best = use.topk(inner).indices.sort().values
        for name, value in teacher.layers[layer].state_dict().items():
            cut = value[best] if name.startswith("up.") else value
            cut = value[:, best] if name == "down.weight" else cut
            small[f"layers.{n}.{name}"] = cut.clone()
    return rebuild(small)


def _use(teacher: Tagger, layer: int, sample: list[Example]) -> torch.Tensor:
    part = teacher.layers[layer]
    seen: list[torch.Tensor] = []
    hook = part.up.register_forward_hook(
        lambda _module, _given, out: seen.append(nn.functional.gelu(out).abs().mean((0, 1)))
    )
    with torch.no_grad():
        for group in batches(sample, 16, 0):
            ids, shapes, mask, _, _ = collate(group)
            teacher.encode(ids, shapes, mask)
    hook.remove()
    return torch.stack(seen).mean(0) * part.down.weight.norm(dim=0)


def teach(teacher: Tagger, data: list[Example]) -> list[Taught]:
    """Each window with the states the teacher gives it, computed once for all epochs."""
    taught = []
    with torch.no_grad():
        for group in batches(data, 32, 0):
            ids, shapes, mask, _, _ = collate(group)
            states = teacher.encode(ids, shapes, mask).half().numpy()
            for n, example in enumerate(group):
                taught.append(Taught(example, states[n, : len(example.window.ids)].copy()))
    return taught


def distillation_loss(student: Tagger, teacher: Tagger, group: list[Taught]) -> torch.Tensor:
    """How far the student's roles, links and states are from the teacher's, and from gold."""
    ids, shapes, mask, gold, _ = collate([t.example for t in group])
    wanted = torch.zeros(*ids.shape, group[0].states.shape[1])
    for n, t in enumerate(group):
        wanted[n, : len(t.states)] = torch.from_numpy(t.states).float()
    states = student.encode(ids, shapes, mask)
    roles, asks, answers = student.read(states)
    with torch.no_grad():
        true_roles, true_asks, true_answers = teacher.read(wanted)
    real = mask.bool()
    loss = _divergence(true_roles[real], roles[real])
    heads = (true_roles.argmax(-1) % 4 == 1) & real  # B of a source or of a content
    if heads.any():
        row, _ = heads.nonzero(as_tuple=True)
        hidden = (1 - mask[row]) * -1e4
        scores = torch.einsum("nd,nld->nl", asks[heads], answers[row]) / 8 + hidden
        true = torch.einsum("nd,nld->nl", true_asks[heads], true_answers[row]) / 8 + hidden
        loss = loss + LINKS * _divergence(true, scores)
    if (gold != NONE).any():
        loss = loss + GOLD * nn.functional.cross_entropy(
            roles.flatten(0, 1), gold.flatten(), ignore_index=NONE
        )
    scale = wanted[real].var()
    return loss + STATES * nn.functional.mse_loss(states[real], wanted[real]) / scale


def _divergence(true: torch.Tensor, ours: torch.Tensor) -> torch.Tensor:
    return nn.functional.kl_div(
        ours.log_softmax(-1), true.log_softmax(-1), reduction="batchmean", log_target=True
    )


def distil(
    student: Tagger, teacher: Tagger, data: list[Taught], apart: list[Example], *,
    epochs: int, rate: float, out: Path,
) -> None:  # fmt: skip
    """Run `epochs` over `data`; write the running average of the weights after each."""
    average = {k: v.clone() for k, v in student.state_dict().items()}
    optimiser = torch.optim.AdamW(student.parameters(), lr=rate, weight_decay=0.01)
    total, step, began = epochs * len(_groups(data, 0)), 0, time.monotonic()
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda s: min((s + 1) / (0.05 * total), max(0.02, (total - s) / (0.95 * total)))
    )
    student.train()
    for epoch in range(epochs):
        for group in _groups(data, epoch):
            optimiser.zero_grad(set_to_none=True)
            loss = distillation_loss(student, teacher, group)
            loss.backward()
            nn.utils.clip_grad_norm_(student.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            step += 1
            keep = min(0.99, step / (step + 10))
            for name, value in student.state_dict().items():
                average[name].lerp_(value, 1 - keep)
            if step % 20 == 0:
                print(
                    f"{step}/{total} {loss.item():.4f} {time.monotonic() - began:.0f}s", flush=True
                )
            if step % 200 == 0 or step == total:
                torch.save(average, out / "weights.pt")
                print(f"step {step}: apart loss {apart_loss(average, apart):.4f}", flush=True)


def _groups(data: list[Taught], seed: int) -> list[list[Taught]]:
    rng = random.Random(seed)
    order = sorted(data, key=lambda t: (len(t.example.window.ids) // 32, rng.random()))
    groups = [order[i : i + 16] for i in range(0, len(order), 16)]
    rng.shuffle(groups)
    return groups


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--teacher", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--more", nargs="*", default=[])
    parser.add_argument("--most", type=int, default=4500, help="windows without gold, drawn")
    parser.add_argument("--repeat", type=int, default=2, help="times gold is read an epoch")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--layers", type=int, nargs="+", default=[0, 2, 4])
    parser.add_argument("--inner", type=int, default=768)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--rate", type=float, default=4e-4)
    args = parser.parse_args()
    torch.manual_seed(7)
    args.out.mkdir(parents=True, exist_ok=True)
    tokenizer = base_tokenizer()
    data, apart = halves(args.data, tokenizer)
    more: list[Example] = []
    for name in args.more:
        path, _, field = name.partition(":")
        more += unlabelled(Path(path), field or "text", tokenizer)
    teacher = rebuild(torch.load(args.teacher, weights_only=True)).eval()
    student = shrink(teacher, args.layers, args.inner, random.Random(0).sample(data, 64))
    more = random.Random(0).sample(more, min(args.most, len(more)))
    print(f"{len(data)} windows with gold, {len(more)} without, {len(apart)} apart", flush=True)
    began = time.monotonic()
    taught = teach(teacher, data) * args.repeat + teach(teacher, more)
    print(f"the teacher has answered, {time.monotonic() - began:.0f}s", flush=True)
    distil(student, teacher, taught, apart, epochs=args.epochs, rate=args.rate, out=args.out)


if __name__ == "__main__":
    main()
