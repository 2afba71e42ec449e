"""Time and memory of the alignment loss and its gradient against eager and compiled PyTorch, as ratios of one run.

Twice: from logits that are there already, and from hidden states, the head's multiplications included. On a CPU the
sizes are small; on a GPU they are those of a 7B model (4,096 tokens, 3,584 wide, 152,064 words, bfloat16), beside the
floors: what copying and multiplying alone would take at the rates measured in the same run. Liger and
flash-linear-attention, where installed, know no standardisation: they are compared with ours without it.

    python benchmarks/alignment_loss.py [--tokens N] [--width H] [--vocabulary V] [--repeats 5]
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import torch
from torch import Tensor
from torch.nn.functional import cross_entropy, kl_div, linear
from torch.profiler import ProfilerActivity, profile

from puma_train.losses import alignment_loss, alignment_terms, fused_linear_alignment_loss

ALPHA, LAMBDA = 0.5, 0.1
Step = Callable[[], Tensor]


def published(active: Tensor, reference: Tensor, labels: Tensor) -> Tensor:
    """The loss as its formulas are published, one whole [N, V] tensor after another, in float32.

    Probabilities beside their logarithms, a mask of infinities each, both directions apart: the peak of such code.
    """

    def standardised(logits: Tensor) -> Tensor:
        return (logits - logits.mean(-1, keepdim=True)) / (logits.std(-1, keepdim=True) + 1e-6)

    active, reference = active.float(), reference.float()
    a, b = standardised(active), standardised(reference)
    log_a, log_b = a.log_softmax(-1), b.log_softmax(-1)
    p, q = a.softmax(-1), b.softmax(-1)
    log_a, log_b = (log.masked_fill(torch.isinf(log), 0) for log in (log_a, log_b))
    kl = ALPHA * kl_div(log_b, p, reduction="batchmean") + (1 - ALPHA) * kl_div(log_a, q, reduction="batchmean")
    return LAMBDA * kl + (1 - LAMBDA) * cross_entropy(active, labels)


def lean(active: Tensor, reference: Tensor, labels: Tensor) -> Tensor:
    """The loss with as few tensors as eager code needs: log-probabilities once, probabilities from them."""
    active, reference = active.float(), reference.float()
    logs = []
    for logits in (active, reference):
        std, mean = torch.std_mean(logits, -1, keepdim=True)
        logs.append(((logits - mean) / (std + 1e-6)).log_softmax(-1))
    a, b = logs
    kl = ((1 - ALPHA) * a.exp() - ALPHA * b.exp()).mul(a - b).sum(-1).mean()
    return LAMBDA * kl + (1 - LAMBDA) * cross_entropy(active, labels)


def ours(active: Tensor, reference: Tensor, labels: Tensor) -> Tensor:
    """The same from the closed form."""
    return alignment_loss(alignment_terms(active, reference, labels), alpha=ALPHA, lambda_kl=LAMBDA)


def seconds(step: Step, device: str) -> float:
    """One step and its backward pass: CPU time of the process, or time on the GPU."""
    if device == "cpu":
        start = time.process_time()
        step().backward()
        return time.process_time() - start
    begin, end = torch.cuda.Event(enable_timing=True), torch.cuda.Event(enable_timing=True)
    begin.record()
    step().backward()
    end.record()
    torch.cuda.synchronize()
    return begin.elapsed_time(end) / 1000


def peak(step: Step, device: str) -> int:
    """Bytes that a step and its backward pass hold at once beyond what was there before."""
    if device != "cpu":
        torch.cuda.reset_peak_memory_stats()
        before = torch.cuda.memory_allocated()
        step().backward()
        torch.cuda.synchronize()
        return torch.cuda.max_memory_allocated() - before
    with profile(activities=[ProfilerActivity.CPU], profile_memory=True, acc_events=True) as events:
        step().backward()
    with tempfile.TemporaryDirectory() as folder:
        trace = Path(folder) / "trace.json"
        events.export_chrome_trace(str(trace))
        memory = [event for event in json.loads(trace.read_text())["traceEvents"] if event.get("name") == "[memory]"]
    held = highest = 0
    for event in sorted(memory, key=lambda event: event["ts"]):
        held += event["args"]["Bytes"]
        highest = max(highest, held)
    return highest


class Bench:
    """Logits, hidden states and a head of one size, and the steps that are compared on them."""

    def __init__(self, tokens: int, width: int, vocabulary: int, device: str) -> None:
        torch.manual_seed(0)
        self.device, self.dtype = device, torch.float32 if device == "cpu" else torch.bfloat16
        self.size = tokens, width, vocabulary
        make = {"device": device, "dtype": self.dtype}
        self.active = torch.randn(tokens, width, **make).requires_grad_()  # type: ignore[call-overload]
        self.reference = (self.active + 0.3 * torch.randn_like(self.active)).detach()
        self.weight = torch.randn(vocabulary, width, **make) * 2 * width**-0.5  # type: ignore[call-overload]
        self.labels = torch.randint(vocabulary, (tokens,), device=device)

    def from_logits(self) -> Iterator[tuple[str, Step]]:
        with torch.no_grad():
            active, reference = (linear(view, self.weight) for view in (self.active, self.reference))
        active.requires_grad_()
        compiled = torch.compile(lean)
        for name, loss in (("published", published), ("lean eager", lean), ("lean compiled", compiled), ("ours", ours)):
            yield name, lambda loss=loss: loss(active, reference, self.labels)  # type: ignore[misc]

    def from_hidden(self) -> Iterator[tuple[str, Step]]:
        def through_logits(loss: Callable[[Tensor, Tensor, Tensor], Tensor]) -> Step:
            def step() -> Tensor:
                with torch.no_grad():
                    reference = linear(self.reference, self.weight)
                return loss(linear(self.active, self.weight), reference, self.labels)

            return step

        def fused() -> Tensor:
            return fused_linear_alignment_loss(
                self.active, self.reference, self.weight, self.labels, alpha=ALPHA, lambda_kl=LAMBDA
            )[0]

        yield "published", through_logits(published)
        yield "lean eager", through_logits(lean)
        yield "lean compiled", through_logits(torch.compile(lean))
        yield "ours, whole logits", through_logits(ours)
        yield "ours, fused", fused

    def one_direction(self) -> Iterator[tuple[str, Step]]:
        """KL(reference‖active) of plain softmax alone, which is what other fused losses can do."""
        states = (self.active, self.weight, self.reference, self.weight.detach())
        options = {"alpha": 1.0, "lambda_kl": 1.0, "standardize": False}
        yield (
            "ours, fused",
            lambda: fused_linear_alignment_loss(
                self.active, self.reference, self.weight, self.labels, **options  # type: ignore[arg-type]
            )[0],
        )  # fmt: skip
        if importlib.util.find_spec("liger_kernel"):
            from liger_kernel.transformers import LigerFusedLinearJSD

            liger = LigerFusedLinearJSD(jsd_beta=0.0)
            yield "Liger fused JSD", lambda: liger(*states)
        if importlib.util.find_spec("fla"):
            from fla.modules import FusedKLDivLoss

            fla = FusedKLDivLoss()
            yield "FLA fused KL", lambda: fla(self.active, self.reference, self.weight, self.weight.detach())


def compare(title: str, steps: Iterator[tuple[str, Step]], bench: Bench, repeats: int) -> None:
    """One table: median time of the steps taken in turn, peak memory, and both in units of the last of ours."""
    named = dict(steps)
    memory, times = {}, {name: list[float]() for name in named}
    for name in list(named):
        try:
            seconds(named[name], bench.device)  # warm, and compiled
            memory[name] = peak(named[name], bench.device)
        except torch.OutOfMemoryError:
            print(f"{name} runs out of memory")
            del named[name]
            torch.cuda.empty_cache()
    for _ in range(repeats):
        for name, step in named.items():
            times[name].append(seconds(step, bench.device))
    middle = {name: statistics.median(times[name]) for name in named}
    base = next(name for name in reversed(list(named)) if name.startswith("ours"))
    print(f"\n{title:<26} {'ms':>9} {'ratio':>7} {'MiB':>9} {'ratio':>7}")
    for name in named:
        ratios = middle[name] / middle[base], memory[name] / memory[base]
        print(
            f"{name:<26} {1000 * middle[name]:>9.2f} {ratios[0]:>7.2f} {memory[name] / 2**20:>9.1f} {ratios[1]:>7.2f}"
        )


def floors(bench: Bench) -> None:
    """What a GPU would need if it only moved the bytes, or only multiplied, at the rates it shows now."""
    tokens, width, vocabulary = bench.size
    whole = torch.empty(2**29, dtype=torch.bfloat16, device=bench.device)
    other = torch.empty_like(whole)

    def median(call: Callable[[], object]) -> float:
        times = []
        for _ in range(12):
            begin, end = torch.cuda.Event(enable_timing=True), torch.cuda.Event(enable_timing=True)
            begin.record()
            call()
            end.record()
            torch.cuda.synchronize()
            times.append(begin.elapsed_time(end) / 1000)
        return statistics.median(times[2:])

    copy = 2 * whole.nbytes / median(lambda: other.copy_(whole))
    with torch.no_grad():
        product = median(lambda: linear(bench.active, bench.weight))
    read = tokens * vocabulary * 2 / copy
    print(f"copy {copy / 1e12:.2f} TB/s, multiply {2 * tokens * width * vocabulary / product / 1e12:.0f} TFLOP/s")
    print(f"floor from logits, three readings of both views and one writing: {7000 * read:.2f} ms")
    print(
        f"floor from hidden states: frozen head, three products {3000 * product:.2f} ms; four {4000 * product:.2f} ms"
    )


def main(tokens: int | None, width: int | None, vocabulary: int | None, repeats: int) -> None:
    cpu = not torch.cuda.is_available()
    bench = Bench(
        tokens or (192 if cpu else 4096),
        width or (256 if cpu else 3584),
        vocabulary or (32000 if cpu else 152064),
        "cpu" if cpu else "cuda",
    )
    if cpu:
        torch.set_num_threads(1)
    print(
        "{} tokens, {} wide, {} words".format(*bench.size), f"{bench.dtype}, {bench.device}, torch {torch.__version__}"
    )
    if not cpu:
        floors(bench)
    compare("from logits", bench.from_logits(), bench, repeats)
    compare("from hidden, frozen head", bench.from_hidden(), bench, repeats)
    bench.weight.requires_grad_()
    compare("from hidden, trained head", bench.from_hidden(), bench, repeats)
    if not cpu:
        compare("plain KL, one direction", bench.one_direction(), bench, repeats)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("tokens", "width", "vocabulary"):
        parser.add_argument(f"--{name}", type=int)
    parser.add_argument("--repeats", type=int, default=5)
    options = parser.parse_args()
    main(options.tokens, options.width, options.vocabulary, options.repeats)
