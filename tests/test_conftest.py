"""In CI, a skipped test of real media is a failed one."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

TESTS = """
import pytest

def test_real(shared_media):
    pytest.skip("no weights")

@pytest.mark.shared
@pytest.mark.xfail(reason="known")
def test_known():
    assert False

@pytest.mark.llm
def test_language_model(shared_media):
    pytest.skip("no language model")

def test_other():
    pytest.skip("nothing to do with media")
"""
QUIET = ("-p", "no:cacheprovider", "-p", "no:asyncio")
MARKERS = "[pytest]\nmarkers =\n    shared: real media\n    llm: language model\n"


@pytest.fixture
def suite(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """A test suite with this conftest, media beside it, in CI."""
    pytester.makeini(MARKERS)
    pytester.makeconftest(Path(__file__).with_name("conftest.py").read_text(encoding="utf-8"))
    pytester.makepyfile(TESTS)
    (pytester.path / "shared" / "media").mkdir(parents=True)
    monkeypatch.setenv("SENSORIUM_TEST_SHARED", str(pytester.path / "shared"))
    monkeypatch.setenv("CI", "true")
    return pytester


def test_a_skip_fails_where_the_media_are(suite: pytest.Pytester) -> None:
    result = suite.runpytest_inprocess(*QUIET)
    result.assert_outcomes(failed=1, skipped=2, xfailed=1)
    result.stdout.fnmatch_lines(["*the test was skipped: *no weights*"])


def test_a_skip_is_a_skip_outside_ci(suite: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI")
    suite.runpytest_inprocess(*QUIET).assert_outcomes(skipped=3, xfailed=1)


def test_without_media_a_skip_is_a_skip(suite: pytest.Pytester) -> None:
    (suite.path / "shared" / "media").rmdir()
    (suite.path / "shared").rmdir()
    suite.runpytest_inprocess(*QUIET).assert_outcomes(skipped=3, xfailed=1)


def test_the_fixture_marks(suite: pytest.Pytester) -> None:
    result = suite.runpytest_inprocess(*QUIET, "-m", "shared and not llm", "--collect-only", "-q")
    result.stdout.fnmatch_lines(["*::test_real", "*::test_known"])
