"""The evaluation end to end on a miniature model, and its report from made-up outputs."""

import io
import json
import math

import PIL.Image
import pytest
import torch
from rich.console import Console

from puma_data.errors import PumaError
from puma_train.collate import Encoder
from puma_train.evaluation import evaluate, load_model
from puma_train.questions import VIEWS, read_questions
from puma_train.report import Report, Sample, summarise, tally
from puma_train.rows import View
from puma_train.scoring import score
from puma_train.statistics import wilson
from puma_train.tiny import tiny_llava

SPLIT = "train"


@pytest.fixture(scope="module")
def questions(dataset):
    return read_questions(dataset, split=SPLIT)


@pytest.fixture(scope="module")
def tiny(texts):
    return tiny_llava(texts, width=32, layers=2, vision_layers=1)


@pytest.fixture(scope="module")
def run(tiny, dataset, tmp_path_factory):
    """One evaluation with everything: report, folder, what was printed."""
    out, printed = tmp_path_factory.mktemp("evaluation"), io.StringIO()
    console = Console(file=printed, width=200)
    report = evaluate(
        *tiny, dataset, split=SPLIT, limit=4, out=out, batch_size=3, max_new_tokens=6, console=console, seed=5
    )
    return report, out, printed.getvalue()


def test_the_files_hold_the_report(run):
    report, out, printed = run
    assert Report.read(out / "report.json") == report
    assert (out / "gap.png").read_bytes().startswith(b"\x89PNG")
    assert all(view in printed for view in VIEWS)
    assert report.reference == "text_only" and list(report.views) == list(VIEWS)
    assert all(tally.n == 4 for tally in report.views.values()) and set(report.blank) == set(VIEWS[2:])
    settings = report.settings
    assert settings["seed"] == 5 and settings["decoding"]["max_new_tokens"] == 6
    assert settings["versions"]["torch"] and "<|user|>" in settings["prompt"] and "<|assistant|>" in settings["prompt"]


def test_every_output_is_kept_with_the_keys_of_mathverse(run, questions):
    report, out, _ = run
    lines = [json.loads(line) for line in (out / "samples.jsonl").read_text().splitlines()]
    assert len(lines) == 4 * (6 + 4)
    for line in lines:
        assert {"sample_index", "problem_index", "problem_version", "question", "answer", "question_type"} <= set(line)
        assert line["judgement"] == int(line["outcome"] == "right") and line["category"]["subject"] == "plane_geometry"
    assert {line["problem_version"] for line in lines} >= {"Text Only", "Vision Only", "Vision Only (blank)"}
    for view in VIEWS:
        of = [line for line in lines if line["view"] == view and not line["blank"]]
        assert sum(line["judgement"] for line in of) == report.views[view].right
        assert sum(line["outcome"] == "cut" for line in of) == report.views[view].cut


def test_outputs_are_the_greedy_continuations_one_by_one(tiny, run, questions):
    """Against argmax decoding without cache, batch or padding."""
    model, processor = tiny
    encoder = Encoder(processor)
    lines = [json.loads(line) for line in (run[1] / "samples.jsonl").read_text().splitlines()]
    by_id = {question.id: question for question in questions}
    for line in [line for line in lines if not line["blank"]][::5] + [line for line in lines if line["blank"]][::5]:
        question = by_id[line["id"]]
        inputs = encoder.prompt_batch([question.blank if line["blank"] else question.view])
        start, ids = inputs["input_ids"].shape[1], inputs["input_ids"]
        for _ in range(6):
            inputs |= {"input_ids": ids, "attention_mask": torch.ones_like(ids)}
            with torch.no_grad():
                step = model.eval()(**inputs).logits[:, -1].argmax(-1, keepdim=True)
            if step.item() == encoder.tokenizer.eos_token_id:
                break
            ids = torch.cat([ids, step], dim=1)
        assert encoder.tokenizer.decode(ids[0, start:], skip_special_tokens=True).strip() == line["model_answer"]
        assert line["tokens"] == ids.shape[1] - start


def test_likelihood_is_that_of_a_plain_forward_pass(tiny, run, questions):
    """Against log_softmax in float64, problem by problem."""
    model, processor = tiny
    encoder, report = Encoder(processor), run[0]
    first = list(dict.fromkeys(question.problem_id for question in questions))[:4]
    rows = {(q.problem_id, q.view_name): q for q in questions}

    def log_probabilities(question):
        inputs, labels = encoder([question.view], [question.target])
        with torch.no_grad():
            logits = model.eval()(**inputs).logits[0].double()
        at = torch.nonzero(labels[0] != -100)[:, 0]
        return logits[at - 1].log_softmax(-1), labels[0][at]

    for view in ("text_only", "vision_dominant"):
        nll, forward, reverse = [], [], []
        for problem in first:
            here, ids = log_probabilities(rows[problem, view])
            there, _ = log_probabilities(rows[problem, "text_only"])
            nll += (-here[torch.arange(len(ids)), ids]).tolist()
            forward += (there.exp() * (there - here)).sum(-1).tolist()
            reverse += (here.exp() * (here - there)).sum(-1).tolist()
        found = report.likelihood[view]
        assert found.tokens == len(nll)
        assert found.nll == pytest.approx(sum(nll) / len(nll), rel=1e-5)
        assert found.forward_kl == pytest.approx(sum(forward) / len(nll), rel=1e-3, abs=1e-7)
        assert found.reverse_kl == pytest.approx(sum(reverse) / len(nll), rel=1e-3, abs=1e-7)
    assert report.likelihood["vision_dominant"].forward_kl > 0


def test_every_architecture_can_be_evaluated(built, dataset):
    model, processor = built
    views = ["text_only", "text_lite", "vision_only"]
    report = evaluate(model, processor, dataset, split=SPLIT, limit=2, views=views, max_new_tokens=2, batch_size=2)
    assert [report.views[view].n for view in views] == [2, 2, 2]
    assert all(math.isfinite(report.likelihood[view].nll) for view in views)
    assert report.likelihood["text_only"].forward_kl == pytest.approx(0, abs=1e-6)


def test_mathverse_is_answered_and_scored(tiny, tmp_path):
    problem = {"question": "Find $x$.", "answer": "14", "question_type": "free-form", "metadata": {"subject": "Plane"}}
    rows = [
        {
            **problem,
            "sample_index": str(at),
            "problem_index": "1",
            "problem_version": name,
            "image": "" if at else "a.png",
        }
        for at, name in enumerate(("Vision Only", "Text Only"))
    ]
    PIL.Image.new("RGBA", (60, 50)).save(tmp_path / "a.png")
    (tmp_path / "testmini.json").write_text(json.dumps(rows))
    report = evaluate(*tiny, tmp_path / "testmini.json", out=tmp_path / "out", max_new_tokens=2)
    lines = [json.loads(line) for line in (tmp_path / "out" / "samples.jsonl").read_text().splitlines()]
    assert [line["problem_version"] for line in lines] == ["Text Only", "Vision Only", "Vision Only (blank)"]
    assert [line["image"] for line in lines] == ["", "a.png", "a.png"]
    assert report.reference == "text_only" and report.by_level == {} and report.likelihood["vision_only"].tokens > 0


def test_an_evaluation_leaves_the_model_as_it_was_and_repeats(tiny, dataset):
    model, processor = tiny
    own = model.generation_config
    model.train()
    options = {"split": SPLIT, "limit": 2, "views": ["text_only", "vision_only"], "max_new_tokens": 3}
    first = evaluate(model, processor, dataset, batch_size=2, target="answer", **options)
    assert model.training and model.generation_config is own
    assert all(parameter.grad is None for parameter in model.parameters())
    second = evaluate(model, processor, dataset, batch_size=1, target="answer", **options)
    for name in ("views", "blank", "gaps", "agreement", "by_family", "by_level"):
        assert getattr(first, name) == getattr(second, name)
    model.eval()


# --- the report -----------------------------------------------------------------------------------------------------


def says(questions, knows):
    """Samples of a model that knows the problems at the given places of each view, and says 0 elsewhere."""
    order = list(dict.fromkeys(question.problem_id for question in questions))
    samples = []
    for question in questions:
        at = order.index(question.problem_id)
        for blank in (False, True)[: 1 + (question.view_name in knows["blank"])]:
            known = knows["blank" if blank else question.view_name]
            right = at in (known[question.view_name] if blank else known)
            output = f"Answer: {question.gold.answer}" if right else "Answer: -1"
            samples.append(Sample(question, blank, output, 3, score(output, question.gold)))
    return samples


def test_a_model_that_reads_but_does_not_see_shows_a_gap(questions):
    wanted = [q for q in questions if q.view_name in ("text_only", "vision_dominant", "vision_only")]
    n = len({q.problem_id for q in wanted})
    knows = {
        "text_only": range(n),
        "vision_dominant": range(2, n),
        "vision_only": [1],
        "blank": {"vision_dominant": [0], "vision_only": []},
    }
    report = summarise(says(wanted, knows), {}, {"model": "a", "source": "b"}, seed=0)
    assert report.views["vision_dominant"].accuracy == (n - 2) / n
    assert (report.views["vision_only"].low, report.views["vision_only"].high) == wilson(1, n)
    gap = report.gaps["vision_only"]
    assert gap.gap == pytest.approx((n - 1) / n) and (gap.first_only, gap.both, gap.second_only) == (n - 1, 1, 0)
    assert report.gaps["vision_dominant"].gap == pytest.approx(2 / n)
    assert report.blank_gaps["vision_dominant"].second_only == 1
    assert report.agreement["vision_dominant"] == pytest.approx((n - 2) / n)
    assert sum(row["vision_only"].n for row in report.by_family.values()) == n
    assert sum(row["vision_only"].right for row in report.by_level.values()) == 1
    assert list(report.by_domain) == ["plane_geometry"]
    assert report.scorers["both right"] > report.scorers["ours only"] and report.scorers["math-verify only"] == 0


def test_equal_wrong_answers_agree_and_unread_ones_do_not(questions):
    free = next(q.problem_id for q in questions if q.gold.kind != "choice")
    pair = [q for q in questions if q.problem_id == free and q.view_name in ("text_only", "vision_only")]
    for output, agreement in (("Answer: -7", 1.0), ("I cannot tell.", 0.0)):
        samples = [Sample(question, False, output, 1, score(output, question.gold)) for question in pair]
        assert summarise(samples, {}, {}).agreement["vision_only"] == agreement


def test_a_tally_counts_each_outcome(questions):
    question = next(q for q in questions if q.gold.kind != "choice")
    outputs = [(f"Answer: {question.gold.answer}", False), ("Answer: -1", False), ("well", False), ("Answer: -1", True)]
    found = tally(
        [Sample(question, False, o, 2 * at, score(o, question.gold, cut=c)) for at, (o, c) in enumerate(outputs)]
    )
    assert (found.n, found.right, found.wrong, found.unparsable, found.cut) == (4, 1, 1, 1, 1)
    assert found.accuracy == 0.25 and found.tokens == 3 and math.isclose(found.low, wilson(1, 4)[0])


# --- opening a model ------------------------------------------------------------------------------------------------


def test_a_saved_model_opens_and_so_do_adapters(tiny, tmp_path):
    from peft import LoraConfig, get_peft_model

    model, processor = tiny
    base = tmp_path / "base"
    model.save_pretrained(base)
    processor.save_pretrained(base)
    opened, reader = load_model(base, device="cpu")
    inputs = Encoder(reader).prompt_batch([View("text_only", "Find $x$.", None)])
    with torch.no_grad():
        assert torch.equal(opened(**inputs).logits, model.eval()(**inputs).logits)
    adapters = get_peft_model(load_model(base, device="cpu")[0], LoraConfig(target_modules=["q_proj"], r=2))
    for name, parameter in adapters.named_parameters():
        if "lora_B" in name:  # zeros at the start: adapters that change nothing
            torch.nn.init.normal_(parameter)
    adapters.save_pretrained(tmp_path / "adapters")
    again, _ = load_model(tmp_path / "adapters", device="cpu")
    with torch.no_grad():
        ours, theirs = again.eval()(**inputs).logits, adapters.eval()(**inputs).logits
    assert torch.equal(ours, theirs) and not torch.equal(ours, opened(**inputs).logits)


def test_adapters_are_evaluated_like_a_model(tiny, dataset):
    from peft import LoraConfig, get_peft_model

    model, processor = tiny_llava(["1 2 3"], width=32, layers=1, vision_layers=1)
    wrapped = get_peft_model(model, LoraConfig(target_modules=["q_proj"], r=2))
    options = {"split": SPLIT, "limit": 1, "views": ["text_only", "vision_only"], "max_new_tokens": 2}
    report = evaluate(wrapped, processor, dataset, **options)
    assert report.views["vision_only"].n == 1


def test_what_is_no_model_is_said_in_one_line(tiny, tmp_path):
    model, processor = tiny

    def refused(path):
        with pytest.raises(PumaError) as caught:
            load_model(path)
        assert "\n" not in str(caught.value)
        return str(caught.value)

    assert "no config.json" in refused(tmp_path)
    model.save_pretrained(tmp_path)
    assert "processor" in refused(tmp_path)
    processor.tokenizer.save_pretrained(tmp_path)
    assert "processor" in refused(tmp_path)
    processor.save_pretrained(tmp_path)
    (tmp_path / "chat_template.jinja").unlink()
    assert "no chat template" in refused(tmp_path)
    assert "cannot be opened" in refused("nobody/no-such-model")


def test_a_full_disk_is_said_in_one_line(tiny, dataset, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(PumaError, match="cannot be written"):
        evaluate(*tiny, dataset, split=SPLIT, limit=1, views=["text_only"], max_new_tokens=1, out=tmp_path / "file")
