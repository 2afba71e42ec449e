"""What holds for every test."""

import os

from hypothesis import settings

os.environ.setdefault("HF_HUB_OFFLINE", "1")  # read when the first library is imported: no test waits for a network

# How long an example takes says more about the machine's other work than about the code.
settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")
