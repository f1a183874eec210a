"""The command line: `app` declares the commands, one module each does the work, imported when its command runs."""


def main() -> None:
    """The console script."""
    from sensorium.agent.cli.app import start

    start()
