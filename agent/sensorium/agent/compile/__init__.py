"""From a Query to a checked plan: bind atoms to tasks, check every edge, then restrict dear steps to what is alive.

`compile_query` is the way in; `bind` chooses tasks and models, `steps` writes the calls, `check` types the edges,
`optimise` orders and restricts, `estimate` prices.
"""

from sensorium.agent.compile.compiler import Compiler
from sensorium.agent.compile.policy import Policy

__all__ = ["Compiler", "Policy"]
