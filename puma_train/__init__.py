"""Train a vision-language model to answer alike whether a problem is written or drawn (Math-PUMA, arXiv 2408.08640)."""
