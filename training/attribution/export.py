"""Turn trained weights into what ships: an int8 ONNX graph, its tokenizer and its card's hash.

python -m training.attribution.export --weights FOLDER/weights.pt --out OUT
"""

from __future__ import annotations

import argparse
import hashlib
import shutil
import tempfile
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from training.attribution.encoder import LINK, ROLES, rebuild
from training.attribution.train import base_model

FILE = "tagger.onnx"


def graph(weights: Path, out: Path) -> None:
    """Write the fp32 graph: ids, shapes, mask `[batch, length]` in; roles, asks, answers out."""
    net = rebuild(torch.load(weights, weights_only=True)).eval()
    sample = torch.ones(2, 16, dtype=torch.int64)
    axes = {0: "batch", 1: "length"}
    torch.onnx.export(
        net, (sample, sample, sample), str(out), opset_version=17, dynamo=False,
        input_names=["ids", "shapes", "mask"], output_names=["roles", "asks", "answers"],
        dynamic_axes=dict.fromkeys(("ids", "shapes", "mask", "roles", "asks", "answers"), axes),
    )  # fmt: skip


def heads(path: Path) -> list[str]:
    """The names of the matrix products of the role head and of the link heads."""
    whole = onnx.load(path).graph
    widths = {tensor.name: tensor.dims[-1] for tensor in whole.initializer if tensor.dims}
    return [
        node.name
        for node in whole.node
        if node.op_type == "MatMul"
        and any(widths.get(name) in (ROLES, LINK) for name in node.input)
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        plain = Path(scratch) / "plain.onnx"
        graph(args.weights, plain)
        # Seven-bit weights: with eight, processors without VNNI saturate and F1 falls by .005.
        # The heads stay whole: they cost nothing, and F1 falls by .001 to .005 without them.
        quantize_dynamic(
            plain, args.out / FILE, per_channel=True, reduce_range=True,
            weight_type=QuantType.QInt8, nodes_to_exclude=heads(plain),
        )  # fmt: skip
    shutil.copy(base_model() / "tokenizer.json", args.out / "tokenizer.json")
    print(
        hashlib.sha256((args.out / FILE).read_bytes()).hexdigest(), (args.out / FILE).stat().st_size
    )


if __name__ == "__main__":
    main()
