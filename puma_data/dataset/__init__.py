"""From problems to a folder that is a complete Hugging Face dataset: config, schema, shards, pairs, card, gallery."""
