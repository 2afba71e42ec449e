"""A vision-language model small enough to train from scratch on a CPU: SigLIP tower, MLP projector, Qwen2 decoder.

The three parts are the three roles of the method, and the folder that `save_pretrained` writes opens with
`AutoModelForImageTextToText` and `AutoProcessor` like any other LLaVA. Nothing is downloaded: the weights are drawn
from `seed`, and the tokenizer is trained on the texts it is to read.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import torch
from tokenizers import Regex, Tokenizer, decoders, models, pre_tokenizers, trainers
from transformers import (
    LlavaConfig,
    LlavaForConditionalGeneration,
    LlavaProcessor,
    PreTrainedTokenizerFast,
    Qwen2Config,
    SiglipVisionConfig,
)
from transformers.models.siglip.image_processing_pil_siglip import SiglipImageProcessorPil

PAD, USER, ASSISTANT, END, IMAGE = SPECIAL_TOKENS = ("<pad>", "<|user|>", "<|assistant|>", "<|end|>", "<image>")

CHAT_TEMPLATE = (
    "{% for message in messages %}<|{{ message.role }}|>"
    "{% if message.content is string %}{{ message.content }}{% else %}"
    "{% for part in message.content %}{{ '<image>' if part.type == 'image' else part.text }}{% endfor %}"
    "{% endif %}<|end|>{% endfor %}{% if add_generation_prompt %}<|assistant|>{% endif %}"
)

# What is one thing to a reader is one token with one spelling: a digit, the name of a point, a LaTeX command, a word.
# Words and signs keep the space before them; digits and names do not, or a value would have other tokens mid-sentence.
PIECE = Regex(r"\^\{?\\circ\}?|\\[A-Za-z]+|\d| ?\p{Lu}?\p{Ll}+|\p{L}| ?[^\s\p{L}\p{N}\\]|\s|.")


def tiny_tokenizer(texts: Iterable[str], *, vocabulary: int = 1024) -> PreTrainedTokenizerFast:
    """Byte-level BPE within the pieces of `texts`, up to `vocabulary` tokens; it encodes any text."""
    tokenizer = Tokenizer(models.BPE())
    split, to_bytes = pre_tokenizers.Split(PIECE, "isolated"), pre_tokenizers.ByteLevel(False, use_regex=False)
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([split, to_bytes])
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=vocabulary,
        min_frequency=2,
        show_progress=False,
        special_tokens=list(SPECIAL_TOKENS),
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
    )
    tokenizer.train_from_iterator(texts, trainer)
    return PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
        tokenizer_object=tokenizer,
        pad_token=PAD,
        eos_token=END,
        extra_special_tokens={"image_token": IMAGE, "user_token": USER, "assistant_token": ASSISTANT},
        clean_up_tokenization_spaces=False,
    )


def tiny_llava(
    texts: Iterable[str],
    *,
    image_size: int = 96,
    patch_size: int = 16,
    width: int = 128,
    layers: int = 4,
    vision_layers: int = 4,
    heads: int = 4,
    max_positions: int = 1024,
    vocabulary: int = 1024,
    seed: int = 0,
) -> tuple[LlavaForConditionalGeneration, LlavaProcessor]:
    """An untrained model in float32 and its processor; equal arguments give equal weights and tokens.

    Every image is resized to `image_size` pixels square and takes `(image_size // patch_size) ** 2` tokens. Tower and
    decoder are `width` wide, with `vision_layers` and `layers` layers of `heads` heads; the embeddings are tied.
    """
    tokenizer = tiny_tokenizer(texts, vocabulary=vocabulary)
    processor = LlavaProcessor(  # type: ignore[no-untyped-call]
        image_processor=SiglipImageProcessorPil(size={"height": image_size, "width": image_size}),
        tokenizer=tokenizer,
        patch_size=patch_size,
        vision_feature_select_strategy="full",  # SigLIP has no class token to leave out
        chat_template=CHAT_TEMPLATE,
    )
    shape: dict[str, Any] = {"hidden_size": width, "intermediate_size": 4 * width, "num_attention_heads": heads}
    vision = SiglipVisionConfig(
        **shape, num_hidden_layers=vision_layers, image_size=image_size, patch_size=patch_size, vision_use_head=False
    )
    text = Qwen2Config(
        **shape,
        num_hidden_layers=layers,
        num_key_value_heads=heads,
        max_position_embeddings=max_positions,
        vocab_size=len(tokenizer),
        tie_word_embeddings=True,
        bos_token_id=None,
        eos_token_id=tokenizer.eos_token_id,
        pad_token_id=tokenizer.pad_token_id,
    )
    image_token_id: Any = tokenizer.convert_tokens_to_ids(IMAGE)
    config = LlavaConfig(
        vision_config=vision,
        text_config=text,
        image_token_index=image_token_id,
        image_seq_length=(image_size // patch_size) ** 2,
        vision_feature_layer=-1,
        vision_feature_select_strategy="full",
        tie_word_embeddings=True,
    )
    with torch.random.fork_rng(devices=[]):  # the caller's random numbers stay as they were
        torch.manual_seed(seed)
        model = LlavaForConditionalGeneration(config)
    model.generation_config.eos_token_id = tokenizer.eos_token_id
    model.generation_config.pad_token_id = tokenizer.pad_token_id
    return model, processor
