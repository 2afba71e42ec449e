"""Miniatures of three families of vision-language models: random weights, no download, each with its own ways.

LLaVA has one image token a patch and three separate modules. Idefics3 splits an image into tiles, wraps them in tokens
of its own and nests pixel values by row. Qwen3-VL packs the patches of all images of a batch in one matrix, has the
projector inside the tower, positions in three dimensions, and a token type that says where an image is.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import torch
from transformers import (
    Idefics3Config,
    Idefics3ForConditionalGeneration,
    Idefics3Processor,
    ProcessorMixin,
    Qwen3VLConfig,
    Qwen3VLForConditionalGeneration,
    Qwen3VLProcessor,
)
from transformers.models.idefics3.image_processing_pil_idefics3 import Idefics3ImageProcessorPil
from transformers.models.qwen2_vl.image_processing_pil_qwen2_vl import Qwen2VLImageProcessorPil

from puma_train.tiny import tiny_llava, tiny_tokenizer

Built = tuple[Any, Any]
CONTENT = (
    "{% if message.content is string %}{{ message.content }}{% else %}{% for part in message.content %}"
    "{{ IMAGE if part.type == 'image' else part.text }}{% endfor %}{% endif %}"
)


def llava(texts: Iterable[str]) -> Built:
    return tiny_llava(texts, image_size=32, patch_size=8, width=32, layers=2, vision_layers=2, max_positions=4096)


def idefics3(texts: Iterable[str]) -> Built:
    tokenizer = tiny_tokenizer(texts)
    tokenizer.eos_token = "<end_of_utterance>"
    processor = Idefics3Processor(
        Idefics3ImageProcessorPil(size={"longest_edge": 64}, max_image_size={"longest_edge": 32}),
        tokenizer,
        image_seq_len=4,
        chat_template="{% for message in messages %}{{ message.role | capitalize }}:"
        + CONTENT.replace("IMAGE", "'<image>'")
        + "<end_of_utterance>\n{% endfor %}{% if add_generation_prompt %}Assistant:{% endif %}",
    )
    text = {"model_type": "llama", "hidden_size": 32, "intermediate_size": 64, "num_hidden_layers": 2,
            "num_attention_heads": 4, "vocab_size": len(tokenizer), "max_position_embeddings": 4096,
            "pad_token_id": tokenizer.pad_token_id, "eos_token_id": tokenizer.eos_token_id,
            "bos_token_id": None}  # fmt: skip
    vision = {"hidden_size": 32, "intermediate_size": 64, "num_hidden_layers": 2, "num_attention_heads": 4,
              "image_size": 32, "patch_size": 8}  # fmt: skip
    config = Idefics3Config(
        text_config=text, vision_config=vision, scale_factor=2, image_token_id=processor.image_token_id
    )
    return _model(Idefics3ForConditionalGeneration, config), processor


class ImageOnlyQwen3VLProcessor(Qwen3VLProcessor):
    """Without the video half, whose processor needs torchvision even to be built."""

    def __init__(self, image_processor: Any = None, tokenizer: Any = None, chat_template: Any = None) -> None:
        self.image_token, self.image_token_id = "<|image_pad|>", tokenizer.convert_tokens_to_ids("<|image_pad|>")
        self.video_token, self.video_token_id = "<|video_pad|>", tokenizer.convert_tokens_to_ids("<|video_pad|>")
        ProcessorMixin.__init__(self, image_processor, tokenizer, chat_template=chat_template)  # type: ignore[no-untyped-call]


def qwen3_vl(texts: Iterable[str]) -> Built:
    tokenizer = tiny_tokenizer(texts)
    special = ["<|im_start|>", "<|im_end|>", "<|vision_start|>", "<|vision_end|>", "<|image_pad|>", "<|video_pad|>"]
    tokenizer.add_tokens(special, special_tokens=True)
    tokenizer.eos_token = "<|im_end|>"
    processor = ImageOnlyQwen3VLProcessor(
        Qwen2VLImageProcessorPil(
            patch_size=8, merge_size=2, temporal_patch_size=2, size={"shortest_edge": 32 * 32, "longest_edge": 64 * 64}
        ),
        tokenizer,
        chat_template="{% for message in messages %}<|im_start|>{{ message.role }}\n"
        + CONTENT.replace("IMAGE", "'<|vision_start|><|image_pad|><|vision_end|>'")
        + "<|im_end|>\n{% endfor %}{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}",
    )
    ids: dict[str, Any] = {token: tokenizer.convert_tokens_to_ids(token) for token in special}
    text = {"hidden_size": 32, "intermediate_size": 64, "num_hidden_layers": 2, "num_attention_heads": 4,
            "num_key_value_heads": 2, "head_dim": 8, "vocab_size": len(tokenizer), "max_position_embeddings": 4096,
            "rope_parameters": {"rope_type": "default", "mrope_section": [2, 1, 1], "rope_theta": 10000.0},
            "pad_token_id": tokenizer.pad_token_id, "eos_token_id": tokenizer.eos_token_id}  # fmt: skip
    vision = {"depth": 2, "hidden_size": 32, "intermediate_size": 64, "num_heads": 4, "patch_size": 8,
              "out_hidden_size": 32, "num_position_embeddings": 64, "deepstack_visual_indexes": [0]}  # fmt: skip
    config = Qwen3VLConfig(
        text_config=text,
        vision_config=vision,
        image_token_id=ids["<|image_pad|>"],
        video_token_id=ids["<|video_pad|>"],
        vision_start_token_id=ids["<|vision_start|>"],
        vision_end_token_id=ids["<|vision_end|>"],
    )
    return _model(Qwen3VLForConditionalGeneration, config), processor


def _model(architecture: Any, config: Any) -> Any:
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        return architecture(config)


ARCHITECTURES = {"llava": llava, "idefics3": idefics3, "qwen3_vl": qwen3_vl}
