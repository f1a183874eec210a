"""What a voice would misread is written out."""

from __future__ import annotations

import pytest

from sensorium.plugins.generation.speech.wording import written_out


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Mail bob.x@site.org.", "Mail bob dot x at site dot org."),
        ("See https://www.example.com/a_b?x=1.", "See example dot com slash a underscore b."),
        ("cats, i.e. felines", "cats, that is, felines"),
        ("fruit, e.g., pears, etc.", "fruit, for example, pears, et cetera."),
        ("CO2 and H2O, but B12", "C O 2 and H 2 O, but B12"),
        ("3 x 4 + 5", "3 times 4 plus 5"),
        ("3+4 & more at -5", "3 plus 4 and more at minus 5"),
        ("20 km/s", "20 km per second"),
        ("a well-known 1-2 win", "a well-known 1-2 win"),
    ],
)
def test_written_out(text: str, read: str) -> None:
    assert written_out(text) == read
