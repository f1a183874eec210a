"""The rules: a deterministic reading of English and Chinese requests, in milliseconds and without a model.

`read_rules` reads a request; `thing` builds noun phrases for both languages; `english` and `chinese` hold a lexicon
and a small grammar each.
"""

from sensorium.agent.understand.rules.read import read_rules

__all__ = ["read_rules"]
