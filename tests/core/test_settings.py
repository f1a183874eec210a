"""Settings: where they come from, what wins, and what a bad one says."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from pydantic import BaseModel, ConfigDict, SecretStr

from sensorium.core.errors import SensoriumError
from sensorium.core.settings import Settings, SettingsError


@pytest.fixture
def written(tmp_path):
    """Load settings from a file with the given text and the given variables."""

    def load(text: str = "", /, path: Path = tmp_path / "settings.toml", **environ: str) -> Settings:
        path.write_text(text)
        return Settings.load(path, environ)

    return load


class Options(BaseModel):
    model_config = ConfigDict(extra="forbid")

    region: str = "here"
    tries: int = 1
    token: SecretStr = SecretStr("")


def test_no_file_gives_the_defaults(tmp_path, monkeypatch):
    monkeypatch.setattr("sensorium.core.settings.user_file", lambda: tmp_path / "absent.toml")
    settings = Settings.load(environ={})
    assert (settings.profile, settings.licences, settings.offline, settings.faces) == (
        "embedded",
        "research",
        False,
        False,
    )
    assert settings.home.is_absolute()
    assert settings.threads >= 1


def test_the_file_is_the_one_the_variable_names(tmp_path):
    file = tmp_path / "mine.toml"
    file.write_text('profile = "hub"')
    assert Settings.load(environ={"SENSORIUM_SETTINGS": str(file)}).profile == "hub"


def test_a_named_file_must_exist(tmp_path):
    with pytest.raises(SettingsError, match="no such settings file"):
        Settings.load(environ={"SENSORIUM_SETTINGS": str(tmp_path / "absent.toml")})


def test_a_variable_wins_over_the_file_and_an_argument_over_both(tmp_path):
    file = tmp_path / "settings.toml"
    file.write_text('profile = "hub"\nlicences = "permissive"\nthreads = 3')
    environ = {"SENSORIUM_PROFILE": "auto", "SENSORIUM_THREADS": "5"}
    settings = Settings.load(file, environ, threads=7, faces=None)
    assert (settings.profile, settings.licences, settings.threads, settings.faces) == ("auto", "permissive", 7, False)


def test_variables_reach_lists_bytes_flags_and_the_endpoint(written):
    settings = written(
        "",
        SENSORIUM_PLUGINS_BLOCK="one, two,",
        SENSORIUM_MEMORY="8 GiB",
        SENSORIUM_OFFLINE="1",
        SENSORIUM_LLM_URL="http://localhost:11434/v1",
        SENSORIUM_PLUGINS_ALLOW="",
    )
    assert settings.plugins_block == ("one", "two")
    assert settings.memory == 8 << 30
    assert settings.offline
    assert settings.llm.url == "http://localhost:11434/v1"
    assert settings.plugins_allow is None


def test_home_may_start_with_a_tilde(written):
    assert written('home = "~/there"').home == Path.home() / "there"


@pytest.mark.parametrize(
    ("text", "environ", "said"),
    [
        ("profil = 'hub'", {}, "did you mean 'profile'"),
        ("[llm]\nurll = 'x'", {}, "did you mean 'llm.url'"),
        ("profile = 'huge'", {}, "settings.toml: profile"),
        ("profile = hub", {}, "line 1"),
        ("llm = 'x'", {}, "settings.toml: llm"),
        ("llm = 'x'", {"SENSORIUM_LLM_KEY": "k"}, "settings.toml: llm"),
        ("", {"SENSORIUM_THREADS": "many"}, "SENSORIUM_THREADS: threads"),
        ("", {"SENSORIUM_LLM_TIMEOUT": "soon"}, "SENSORIUM_LLM_TIMEOUT: llm.timeout"),
        ("", {"SENSORIUM_OFLINE": "1"}, "did you mean 'SENSORIUM_OFFLINE'"),
        ("home = 3", {}, "settings.toml: home"),
    ],
)
def test_a_bad_setting_is_one_located_error(written, text, environ, said):
    with pytest.raises(SettingsError) as caught:
        written(text, **environ)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)
    assert isinstance(caught.value, SensoriumError)
    assert caught.value.info.code == "settings"


def test_a_folder_in_the_files_place_is_a_typed_error(tmp_path):
    with pytest.raises(SettingsError, match="cannot be read"):
        Settings.load(tmp_path, {})


def test_a_platforms_own_variables_are_left_alone(written):
    assert written("", SENSORIUM_PORT="tcp://1", SENSORIUM_SERVICE_HOST="x", SENSORIUM_TEST_SHARED="y").threads


def test_secrets_are_shown_nowhere(written):
    settings = written(
        '[llm]\nkey = "hush-a"\n[plugins.acme]\ntoken = "hush-b"\ntries = "hush-c"',
        SENSORIUM_PLUGIN_ACME__REGION="eu",
    )
    assert settings.llm.key.get_secret_value() == "hush-a"
    with pytest.raises(SettingsError) as caught:
        settings.plugin_settings("acme", Options, {})
    for shown in (repr(settings), str(settings.llm), str(caught.value), repr(caught.value.info)):
        assert "hush" not in shown


def test_a_bad_secret_is_not_in_the_error(written):
    with pytest.raises(SettingsError) as caught:
        written("[llm]\nkey = ['hush']")
    assert "hush" not in str(caught.value)
    assert caught.value.__cause__ is None


def test_a_plugins_section_is_found_under_any_spelling_and_variables_win(written):
    settings = written('[plugins.acme-vision]\nregion = "eu"\ntries = 2')
    environ = {"SENSORIUM_PLUGIN_ACME_VISION__TRIES": "5", "SENSORIUM_PLUGIN_ACME_VISION__TOKEN": "t"}
    options = settings.plugin_settings("Acme.Vision", Options, environ)
    assert (options.region, options.tries, options.token.get_secret_value()) == ("eu", 5, "t")
    assert settings.plugin_settings("other", Options, {}) == Options()


def test_a_plugins_unknown_key_is_refused_with_the_likely_one(written):
    settings = written('[plugins.acme]\nregio = "eu"')
    with pytest.raises(SettingsError, match=r"plugins\.acme: unknown setting 'regio' \(did you mean 'region'"):
        settings.plugin_settings("acme", Options, {})


def test_a_plugins_bad_value_names_section_and_key(written):
    settings = written('[plugins.acme]\ntries = "many"')
    with pytest.raises(SettingsError, match=r"plugins\.acme: tries"):
        settings.plugin_settings("acme", Options, {})


def test_importing_settings_loads_nothing_heavy():
    heavy = "httpx, platformdirs, tomllib, pydantic_settings, torch, numpy, filelock"
    code = f"import sys, sensorium.core.settings; print([m for m in '{heavy}'.split(', ') if m in sys.modules])"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
