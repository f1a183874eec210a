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
make = typer.Typer(help="Make media: a film from a script, speech and pictures from text.", no_args_is_help=True)
app.add_typer(make, name="make")
library = typer.Typer(
    help="Libraries: index folders of media to search them and ask across them.", no_args_is_help=True
)
app.add_typer(library, name="library")
INTERRUPTED = 130
DEFAULT = "default"

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
Name = Annotated[str, typer.Option("--name", help="Which library.")]
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
    library: Annotated[bool, typer.Option("--library", help="Ask across all files of a library.")] = False,
    name: Name = DEFAULT,
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
        deadline=deadline, trace=trace, library=name if library else None,
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
def run(
    task: Annotated[str, typer.Argument(help="Name of a task; `sensorium tasks` lists them.")],
    given: Annotated[
        list[str] | None, typer.Option("--input", "-i", help="A field of its input as key=value; media by path.")
    ] = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Copy the file that was made here.")] = None,
    model: Annotated[str | None, typer.Option(help="Which of its models; the best there is if left out.")] = None,
    json: Json = False,
    profile: Profile = None,
    licences: Licences = None,
    offline: Offline = False,
    deadline: Annotated[float | None, typer.Option(help="Give up after so many seconds.", min=0)] = None,
) -> None:
    """Run one task by name and print its typed output."""
    from sensorium.agent.cli.run import RunOptions, run_command

    options = RunOptions(
        json=json, output=output, model=model, profile=profile, licences=licences, offline=offline, deadline=deadline
    )
    raise typer.Exit(run_command(task, given or [], options))


@library.command("add")
def library_add(
    paths: Annotated[list[Path], typer.Argument(help="Folders and files.")],
    name: Name = DEFAULT,
    json: Json = False,
    skip: Annotated[list[str] | None, typer.Option(help="Do not look for speech, writing or sound.")] = None,
    model: Annotated[
        str | None, typer.Option(help="Which model of image_text_embedding places pictures and texts.")
    ] = None,
    prune: Annotated[bool, typer.Option("--prune", help="Forget what is gone from the folders.")] = False,
    profile: Profile = None,
    licences: Licences = None,
    offline: Offline = False,
) -> None:
    """Index what is new in folders: shots, speech, writing, sounds. Interrupted, the same command goes on."""
    from sensorium.agent.cli.library import LibraryOptions, add_command

    options = LibraryOptions(
        name, json, tuple(skip or ()), prune, model, profile=profile, licences=licences, offline=offline
    )  # fmt: skip
    raise typer.Exit(add_command(paths, options))


@library.command("list")
def library_list(json: Json = False) -> None:
    """List the libraries with what is in them."""
    from sensorium.agent.cli.library import list_command

    raise typer.Exit(list_command(json))


@library.command("remove")
def library_remove(
    name: Annotated[str, typer.Argument(help="Which library.")],
    files: Annotated[list[Path] | None, typer.Argument(help="Files or folders; none: the whole library.")] = None,
    json: Json = False,
) -> None:
    """Forget files, or a whole library; the media themselves are left alone."""
    from sensorium.agent.cli.library import remove_command

    raise typer.Exit(remove_command(name, files or [], json))


@app.command()
def search(
    text: Annotated[str, typer.Argument(help="What to look for, in English or Chinese.", show_default=False)] = "",
    image: Annotated[Path | None, typer.Option(help="Look for what is like this picture.")] = None,
    name: Name = DEFAULT,
    top: Annotated[int, typer.Option(help="How many hits at most.", min=1, max=1000)] = 10,
    json: Json = False,
    profile: Profile = None,
    licences: Licences = None,
    offline: Offline = False,
) -> None:
    """Search a library by text or by picture. Exit status: 0 found, 3 nothing comes near, 2 bad use, 1 failed."""
    from sensorium.agent.cli.library import LibraryOptions, search_command

    options = LibraryOptions(name, json, top=top, profile=profile, licences=licences, offline=offline)
    raise typer.Exit(search_command(text, image, options))


@app.command()
def listen(
    source: Annotated[str, typer.Argument(help="A file with sound, or - for raw 16 kHz mono s16le on standard input.")],
    translate: Annotated[str, typer.Option(help="Translate into this language (en) instead of writing down.")] = "",
    live: Annotated[bool, typer.Option("--live", help="Hear a file at the pace it was spoken.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print a JSON line for every step and nothing else.")] = False,
    offline: Offline = False,
) -> None:
    """Write down what is said while it is said, or translate it: words that stand, and a tail that may change.

    Exit status: 0 somebody spoke, 3 nobody did, 2 bad use, 1 failed.
    """
    from sensorium.agent.cli.listen import ListenOptions, listen_command

    options = ListenOptions(translate=translate, live=live, json=json, offline=offline)
    raise typer.Exit(listen_command(source, options))


@app.command()
def tasks(json: Json = False) -> None:
    """List the tasks, their state, the clauses and goals they answer, the models behind them and their licences."""
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


Output = Annotated[Path, typer.Option("--output", "-o", help="The file to write; whole or not at all.")]
Deadline = Annotated[float | None, typer.Option(help="Give up after so many seconds.", min=0)]


@make.command("film")
def make_film(
    script: Annotated[Path, typer.Argument(help="The script: Markdown or plain text.")],
    output: Output = Path("film.mp4"),
    pictures: Annotated[
        list[Path] | None, typer.Option(help="A further folder the script's pictures may lie in.", show_default=False)
    ] = None,
    library: Annotated[str, typer.Option(help="Name of a library to take pictures from.")] = "",
    size: Annotated[str, typer.Option(help="Width and height in pixels.")] = "1280x720",
    fps: Annotated[int, typer.Option(help="Pictures a second.")] = 25,
    voice: Annotated[str, typer.Option(help="Name of a voice; the model's first if left out.")] = "",
    silent: Annotated[bool, typer.Option("--silent", help="Subtitles only: nothing is spoken.")] = False,
    json: Json = False,
    profile: Profile = None,
    licences: Licences = None,
    offline: Offline = False,
    deadline: Deadline = None,
) -> None:
    """Make a narrated film from a script: scenes, pictures, camera moves, subtitles, chapters."""
    from sensorium.agent.cli.make import FilmOptions, MakeOptions, film_command

    options = MakeOptions(output, json, profile, licences, offline, deadline)
    film = FilmOptions(tuple(pictures or ()), library, size, fps, voice, silent)
    raise typer.Exit(film_command(script, film, options))


@make.command("speech")
def make_speech(
    text: Annotated[str, typer.Argument(help="What to say; - reads it from standard input.")],
    output: Output = Path("speech.wav"),
    voice: Annotated[str, typer.Option(help="Name of a voice; the model's first if left out.")] = "",
    speed: Annotated[float, typer.Option(help="0.5 is half as fast, 2 twice.")] = 1.0,
    language: Annotated[str, typer.Option(help="ISO 639-1 code; told from the text if left out.")] = "",
    json: Json = False,
    profile: Profile = None,
    licences: Licences = None,
    offline: Offline = False,
    deadline: Deadline = None,
) -> None:
    """Say a text aloud, into a sound file."""
    from sensorium.agent.cli.make import MakeOptions, speech_command

    options = MakeOptions(output, json, profile, licences, offline, deadline)
    raise typer.Exit(speech_command(text, {"voice": voice, "speed": speed, "language": language}, options))


@make.command("picture")
def make_picture(
    prompt: Annotated[str, typer.Argument(help="What the picture shall show.")],
    output: Output = Path("picture.png"),
    size: Annotated[str, typer.Option(help="Width and height in pixels.")] = "512x512",
    json: Json = False,
    profile: Profile = None,
    licences: Licences = None,
    offline: Offline = False,
    deadline: Deadline = None,
) -> None:
    """Make a picture from a text; needs the hub profile."""
    from sensorium.agent.cli.make import MakeOptions, picture_command

    options = MakeOptions(output, json, profile, licences, offline, deadline)
    raise typer.Exit(picture_command(prompt, size, options))


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


def start() -> None:
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
    known = {_name(command) for command in (*app.registered_commands, *app.registered_groups)}
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
