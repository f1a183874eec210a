"""What the user has decided: read from one TOML file and ``SENSORIUM_*`` variables, checked as a whole.

    home = "~/sensorium"            SENSORIUM_HOME
    profile = "embedded"            SENSORIUM_PROFILE
    plugins_block = ["slow-one"]    SENSORIUM_PLUGINS_BLOCK=slow-one,other

    [llm]
    url = "http://localhost:11434/v1"    SENSORIUM_LLM_URL
    key = "..."                          SENSORIUM_LLM_KEY

    [plugins.acme-vision]           a section of each plugin's own, checked by its own model
    region = "eu"                   SENSORIUM_PLUGIN_ACME_VISION__REGION

What the caller passes wins over a variable, a variable over the file, the file over the default.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, ByteSize, Field, SecretStr, ValidationError

from sensorium.core.errors import BadInput
from sensorium.core.invalid import fault
from sensorium.core.values.base import Value

PREFIX = "SENSORIUM_"
FILE_VARIABLE = "SENSORIUM_SETTINGS"
TEST_PREFIX = "SENSORIUM_TEST_"
GIB = 1 << 30

Options = TypeVar("Options", bound=BaseModel)


def user_file() -> Path:
    """Where the settings file is looked for unless SENSORIUM_SETTINGS names another."""
    from platformdirs import user_config_path

    return user_config_path("sensorium", appauthor=False) / "settings.toml"


def user_home() -> Path:
    """Where weights, caches and jobs are kept unless SENSORIUM_HOME names another folder."""
    from platformdirs import user_data_path

    return user_data_path("sensorium", appauthor=False)


class SettingsError(BadInput):
    """A settings file, variable or section that cannot be used; `where` names it."""

    code = "settings"


class Llm(Value):
    """The OpenAI-compatible endpoint that understands requests; none where `url` is empty."""

    url: str = Field(default="", pattern=r"^(https?://.+)?$")
    model: str = ""
    key: SecretStr = SecretStr("")
    timeout: float = Field(default=60.0, gt=0, description="seconds to wait for an answer")


def _absolute(path: Path) -> Path:
    return path.expanduser().absolute()


class Settings(Value):
    """Everything a user may decide. Byte counts read "8 GiB" as well as numbers."""

    home: Annotated[Path, AfterValidator(_absolute)] = Field(default_factory=user_home)
    profile: Literal["embedded", "hub", "auto"] = "embedded"
    licences: Literal["research", "permissive"] = "research"
    offline: bool = Field(default=False, description="nothing reaches the network")
    faces: bool = Field(default=False, description="affect may use facial expression without being asked to")
    plugins_allow: tuple[str, ...] | None = Field(default=None, description="only these distributions' plugins load")
    plugins_block: tuple[str, ...] = Field(default=(), description="these distributions' plugins do not load")
    allow_remote: tuple[str, ...] = Field(default=(), description="hosts that models may send data to")
    threads: int = Field(default_factory=lambda: os.cpu_count() or 1, ge=1, description="cores models may use")
    memory: ByteSize | None = Field(default=None, description="cap on bytes of resident models; None: from the machine")
    cache: ByteSize = Field(default=ByteSize(10 * GIB), description="cap on bytes of cached results")
    weights: ByteSize | None = Field(default=None, description="cap on bytes of the weight store; None: the disk")
    llm: Llm = Llm()
    plugins: dict[str, dict[str, Any]] = Field(default={}, repr=False, description="a section for each plugin")

    @classmethod
    def load(cls, path: Path | None = None, environ: Mapping[str, str] | None = None, **overrides: Any) -> Settings:
        """Read the file and the variables and check them; `overrides` (None: not given) win over both.

        Without `path` the file is the one SENSORIUM_SETTINGS names, else the user's own, which may be absent.
        Raises SettingsError naming the file or variable, the key and, for a misspelt one, the likely meant.
        """
        given = os.environ if environ is None else environ
        named = path or (Path(given[FILE_VARIABLE]).expanduser() if given.get(FILE_VARIABLE) else None)
        file = named or user_file()
        values = _read(file, must_exist=named is not None)
        _refuse_unknown(values, str(file))
        origin = dict.fromkeys(values, str(file))
        for place, name, value in _variables(given):
            if _put(values, place, value):
                origin[".".join(place)] = name
        for key, value in overrides.items():
            if value is not None:
                values[key], origin[key] = value, "argument"
        try:
            return cls.model_validate({"plugins": {}} | values)
        except ValidationError as error:
            raise _located(error, origin) from None

    def plugin_settings(self, package: str, kind: type[Options], environ: Mapping[str, str] | None = None) -> Options:
        """The section of one plugin, as the model its author declared; variables win over the file."""
        given = os.environ if environ is None else environ
        wanted = _slug(package)
        values: dict[str, Any] = {}
        for name, section in self.plugins.items():
            if _slug(name) == wanted:
                values |= section
        where = f"plugins.{package}"
        if kind.model_config.get("extra") != "allow":
            _refuse_unknown(values, where, kind)
        prefix = f"{PREFIX}PLUGIN_{wanted}__"
        values |= {
            field: given[prefix + field.upper()] for field in kind.model_fields if prefix + field.upper() in given
        }
        try:
            return kind.model_validate(values)
        except ValidationError as error:
            raise _located(error, {}, where) from None


def _slug(package: str) -> str:
    """A distribution's name as variables spell it: runs of anything else become one underscore."""
    return re.sub(r"[^A-Za-z0-9]+", "_", package).upper()


def _read(file: Path, *, must_exist: bool) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        if must_exist:
            raise SettingsError(
                "no such settings file", where=str(file), fix=f"create it or unset {FILE_VARIABLE}"
            ) from None
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(
            f"cannot be read: {error}", where=str(file), fix="give a readable UTF-8 TOML file"
        ) from None
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"is not TOML: {error}", where=str(file), fix="mend that line") from None


def _refuse_unknown(values: Mapping[str, Any], where: str, kind: type[BaseModel] = Settings) -> None:
    aliases = {field.alias for field in kind.model_fields.values() if field.alias}
    for key in values.keys() - kind.model_fields.keys() - aliases:
        raise _unknown(key, where, list(kind.model_fields))
    if kind is Settings and isinstance(values.get("llm"), dict):
        for key in values["llm"].keys() - Llm.model_fields.keys():
            raise _unknown(f"llm.{key}", where, [f"llm.{known}" for known in Llm.model_fields])


def _unknown(key: str, where: str, known: list[str]) -> SettingsError:
    close = get_close_matches(key, known, 1)
    fix = f"did you mean {close[0]!r}?" if close else f"known: {', '.join(known)}"
    return SettingsError(f"unknown setting {key!r}", where=where, fix=fix)


def _places() -> dict[str, tuple[str, ...]]:
    """Every variable with the place of its setting."""
    top = {f"{PREFIX}{key.upper()}": (key,) for key in Settings.model_fields if key not in ("llm", "plugins")}
    return top | {f"{PREFIX}LLM_{key.upper()}": ("llm", key) for key in Llm.model_fields}


def _variables(environ: Mapping[str, str]) -> Iterator[tuple[tuple[str, ...], str, Any]]:
    """(place, variable, value) of each known variable that is set and not empty.

    A variable close to a known one is refused, because ``SENSORIUM_OFLINE=1`` must not pass in silence; others
    are left alone, because platforms add their own (a service named sensorium gives SENSORIUM_PORT).
    """
    known = _places()
    for name, value in environ.items():
        if not name.startswith(PREFIX) or name == FILE_VARIABLE or name.startswith(TEST_PREFIX):
            continue
        place = known.get(name)
        if place is None:
            if not name.startswith(f"{PREFIX}PLUGIN_") and get_close_matches(name, known, 1, cutoff=0.92):
                raise _unknown(name, "environment", list(known))
        elif value:
            yield place, name, _split(value) if _is_list(place) else value


def _is_list(place: tuple[str, ...]) -> bool:
    return place[0] in {"plugins_allow", "plugins_block", "allow_remote"}


def _split(value: str) -> tuple[str, ...]:
    return tuple(piece.strip() for piece in value.split(",") if piece.strip())


def _put(values: dict[str, Any], place: tuple[str, ...], value: Any) -> bool:
    """Whether there was room; a section that the file made something else is left for the check to refuse."""
    for step in place[:-1]:
        values = values.setdefault(step, {})
        if not isinstance(values, dict):
            return False
    values[place[-1]] = value
    return True


def _located(error: ValidationError, origin: Mapping[str, str], section: str = "") -> SettingsError:
    """The first fault, by file or variable and key; never the value, which may be a secret."""
    wrong = fault(error)
    key = wrong.path or "settings"
    source = origin.get(key) or origin.get(key.split(".")[0]) or section or "settings"
    if section:
        return SettingsError(f"{key}: {wrong.message}", where=source, fix=f"set it under [{section}]")
    return SettingsError(wrong.message, where=f"{source}: {key}", fix=f"correct {key!r} there")
