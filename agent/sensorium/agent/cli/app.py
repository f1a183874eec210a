"""Every command and option. Nothing heavy is imported here: `sensorium --help` must be instant."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

app = typer.Typer(
    name="sensorium",
    help="Ask questions of pictures, video and sound, in English or Chinese.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
models = typer.Typer(help="Weights: what there is, what is here, fetch, verify, remove.", no_args_is_help=True)
app.add_typer(models, name="models")
INTERRUPTED = 130

Json = Annotated[bool, typer.Option("--json", help="Print one JSON value and nothing else.")]
Offline = Annotated[bool, typer.Option("--offline", help="Reach no network; missing weights are an error.")]
Profile = Annotated[
    Literal["embedded", "hub", "auto"] | None,
    typer.Option(help="Which models: small ones on a CPU, hub ones, or what fits."),
]
Licences = Annotated[
    Literal["research", "permissive"] | None, typer.Option(help="Which licences of weights may be used.")
]
Llm = Annotated[
    str, typer.Option("--llm", help="Who reads the request: none (rules), auto, local (GGUF), endpoint, or a URL.")
]
Media = Annotated[list[Path] | None, typer.Argument(help="Picture, video or sound files.", show_default=False)]


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        sys.stdout.write(f"sensorium {version('sensorium')}\n")
        raise typer.Exit


@app.callback()
def main(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and leave.")
    ] = False,
) -> None:
    """Ask questions of pictures, video and sound, in English or Chinese."""


@app.command()
def ask(
    request: Annotated[str, typer.Argument(help="What to find, count or write down.")],
    media: Media = None,
    json: Json = False,
    report: Annotated[Path | None, typer.Option(help="Write an HTML report here.")] = None,
    llm: Llm = "auto",
    profile: Profile = None,
    licences: Licences = None,
    offline: Offline = False,
    faces: Annotated[bool, typer.Option(help="Let facial expression take part in affect.")] = False,
    deadline: Annotated[float | None, typer.Option(help="Give up after so many seconds.", min=0)] = None,
    trace: Annotated[Path | None, typer.Option(help="Write every event of the run here, a JSON line each.")] = None,
) -> None:
    """Answer a request over media, with evidence.

    Exit status: 0 a verified answer, 3 nothing verified, 2 bad use, 1 failed.
    """
    from sensorium.agent.cli.ask import AskOptions, ask_command

    options = AskOptions(
        json=json, report=report, llm=llm, profile=profile, licences=licences, offline=offline, faces=faces or None,
        deadline=deadline, trace=trace,
    )  # fmt: skip
    raise typer.Exit(ask_command(request, media or [], options))


@app.command()
def plan(
    request: Annotated[str | None, typer.Argument(help="What would be asked.", show_default=False)] = None,
    media: Media = None,
    batch: Annotated[
        Path | None, typer.Option(help="JSON lines of {id, request, input:[kinds]}; a line each back.")
    ] = None,
    json: Json = False,
    llm: Llm = "auto",
    profile: Profile = None,
    licences: Licences = None,
    offline: Offline = False,
) -> None:
    """Show what a request means and what would run, at what cost, without running it."""
    from sensorium.agent.cli.plan import PlanOptions, plan_command

    options = PlanOptions(json=json, llm=llm, profile=profile, licences=licences, offline=offline)
    raise typer.Exit(plan_command(request, media or [], batch, options))


@app.command()
def tasks(json: Json = False) -> None:
    """List the tasks, the clauses they answer, the models behind them, their licences and whether they are ready."""
    from sensorium.agent.cli.listings import tasks_command

    raise typer.Exit(tasks_command(json))


@app.command()
def plugins(json: Json = False) -> None:
    """List the plugins, and those in quarantine with the reason."""
    from sensorium.agent.cli.listings import plugins_command

    raise typer.Exit(plugins_command(json))


@app.command()
def doctor(json: Json = False) -> None:
    """Check what is installed, devices, weights and licences; say what is missing and what mends it."""
    from sensorium.agent.cli.doctor import doctor_command

    raise typer.Exit(doctor_command(json))


@app.command()
def demo(
    report: Annotated[Path, typer.Option(help="Where to write the HTML report.")] = Path("sensorium-demo.html"),
    json: Json = False,
    offline: Offline = False,
) -> None:
    """Answer real questions over a real clip in a minute: sight and sound joined, with evidence."""
    from sensorium.agent.cli.demo import demo_command

    raise typer.Exit(demo_command(report, json, offline))


@app.command()
def train(
    kind: Annotated[str, typer.Argument(help="What to train: audio, or what a plugin brings.")],
    folder: Annotated[Path, typer.Argument(help="Labelled files: one subfolder for each class.")],
    name: Annotated[
        str | None, typer.Option(help="What to call it: trained/NAME. From the folder if not given.")
    ] = None,
    epochs: Annotated[int, typer.Option(help="Times over the files, at most.", min=1)] = 60,
    patience: Annotated[int, typer.Option(help="Stop after so many epochs without a better watched loss.", min=1)] = 10,
    seed: Annotated[int, typer.Option(help="Of the split, the first weights and the order.", min=0)] = 0,
    group: Annotated[str, typer.Option(help="A regular expression that finds the speaker in a file's name.")] = "",
    json: Json = False,
) -> None:
    """Train a small model on labelled files; it is measured, kept and used from then on.

    Interrupted, the same command goes on from the last epoch to the same result.
    """
    from sensorium.agent.cli.train import TrainOptions, train_command

    raise typer.Exit(train_command(kind, folder, TrainOptions(name, epochs, patience, seed, group, json)))


@models.command("list")
def models_list(json: Json = False) -> None:
    """List models with size, licence and state."""
    from sensorium.agent.cli.models import list_command

    raise typer.Exit(list_command(json))


@models.command("pull")
def models_pull(
    names: Annotated[list[str] | None, typer.Argument(help="Model names; none: all of the embedded profile.")] = None,
    json: Json = False,
) -> None:
    """Fetch weights into the store."""
    from sensorium.agent.cli.models import pull_command

    raise typer.Exit(pull_command(names or [], json))


@models.command("verify")
def models_verify(json: Json = False) -> None:
    """Hash every stored file again and compare."""
    from sensorium.agent.cli.models import verify_command

    raise typer.Exit(verify_command(json))


@models.command("remove")
def models_remove(names: Annotated[list[str], typer.Argument(help="Model names.")], json: Json = False) -> None:
    """Remove a model's weights from the store."""
    from sensorium.agent.cli.models import remove_command

    raise typer.Exit(remove_command(names, json))


def run() -> None:
    """Run the application; every deliberate error is one line on standard error."""
    try:
        _with_plugin_commands(app)
        app(standalone_mode=True)
    except SystemExit as left:
        if left.code == INTERRUPTED:  # typer has made an exit status of the KeyboardInterrupt
            sys.stderr.write("interrupted; what was finished is kept, the same command goes on from there\n")
        raise
    except Exception as error:
        from sensorium.agent.cli.failures import report_failure

        raise SystemExit(report_failure(error, json="--json" in sys.argv)) from None


def _with_plugin_commands(app: Any) -> None:
    """Add plugins' own commands where they may be meant: the first word is none of ours, or it is all about help.

    Importing plugins takes time: those of other packages are, and only where there are any. Ours keep their names.
    """
    known = {command.callback.__name__ for command in app.registered_commands if command.callback} | {"models"}
    words = [word for word in sys.argv[1:] if not word.startswith("-")]
    if (words and words[0] in known) or not _others():
        return
    from sensorium.core.errors import SensoriumError
    from sensorium.core.registry import BUILT_IN, Registry
    from sensorium.core.settings import Settings

    try:
        settings = Settings.load()
    except SensoriumError:
        if words:
            raise
        return  # help is given whatever the settings say
    registry = Registry(allow=settings.plugins_allow, block=(*settings.plugins_block, BUILT_IN))
    before = len(app.registered_commands), len(app.registered_groups)
    registry.gather("sensorium_commands", app=app)
    for made, ours in zip((app.registered_commands, app.registered_groups), before, strict=True):
        made[ours:] = [command for command in made[ours:] if _name(command) not in known]


def _others() -> bool:
    """Whether any package but this one brings plugins."""
    from importlib import metadata

    points = metadata.entry_points(group="sensorium")
    return any(point.dist is not None and point.dist.name != "sensorium" for point in points)


def _name(command: Any) -> str:
    """What a command, or a group of them, is called by."""
    return command.name or (command.callback.__name__.replace("_", "-") if command.callback else "")
