"""Understanding, compiling, executing, answering; and the doors: CLI, Python, servers.

async with Agent() as agent:
    answer = await agent.ask("clip.mp4", "find the sad moments where the red car turns")
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sensorium.agent.agent import Agent
    from sensorium.agent.answer import Answer

__all__ = ["Agent", "Answer"]


def __getattr__(name: str) -> Any:
    """Import on first use: the command line's help must not wait for the planner."""
    if name == "Agent":
        from sensorium.agent.agent import Agent

        return Agent
    if name == "Answer":
        from sensorium.agent.answer import Answer

        return Answer
    raise AttributeError(name)
