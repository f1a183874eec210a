"""The answer: a stable, versioned object (`schema`), its words in two languages, near misses, and the HTML report."""

from sensorium.agent.answer.schema import SCHEMA_VERSION, Answer, Coverage, Row, Timing

__all__ = ["SCHEMA_VERSION", "Answer", "Coverage", "Row", "Timing"]
