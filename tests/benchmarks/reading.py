"""What reading costs: memory over two hours of film, and decodes shared by the models of a plan.

Run: python tests/benchmarks/reading.py FILM [HOURS]. The film is looped by copying its packets into a temporary file.
"""

from __future__ import annotations

import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import av
from rich.console import Console

from sensorium.core.media import Reader, open_media
from sensorium.core.sees import Sees

TOGETHER = [
    Sees(1.0, fps=2, size=(320, 320)),
    Sees(2.0, fps=16, size=(64, 36), fit="stretch"),
    Sees(10.0, 1.0, sound=16_000),
    Sees(4.0, fps=4, size=(224, 224), sound=16_000),
]
SHARED = [Sees(1.0, fps=2, size=(224, 224)), Sees(1.0, fps=4, size=(224, 224)), Sees(1.0, fps=8, size=(224, 224))]


def looped(source: Path, target: Path, seconds: float) -> None:
    """Write the packets of `source` again and again until `seconds` are full."""
    with av.open(str(target), "w") as out:
        with av.open(str(source)) as film:
            copies = {s.index: out.add_stream_from_template(s) for s in (*film.streams.video, *film.streams.audio)}
            length = Fraction(film.duration or 0, 1_000_000)
        for turn in range(max(1, round(seconds / length))):
            with av.open(str(source)) as film:
                for packet in film.demux([film.streams[index] for index in copies]):
                    if packet.dts is not None and packet.pts is not None:
                        shift = int(turn * length / packet.time_base)
                        packet.pts, packet.dts = packet.pts + shift, packet.dts + shift
                        packet.stream = copies[packet.stream.index]
                        out.mux(packet)


def resident() -> float:
    """MB of this process in memory."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096 / 2**20


def read_together(reader: Reader, wanted: Sequence[Sees], growth: list[float]) -> None:
    """Consume all windows, each Sees in a thread of its own, noting how far memory grows."""
    base = resident()

    def use(sees: Sees) -> None:
        for number, _ in enumerate(reader.windows(sees)):
            if number % 20 == 0:
                growth.append(resident() - base)

    reader.gather(len(wanted))
    threads = [threading.Thread(target=use, args=(sees,)) for sees in wanted]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def main(film: Path, hours: float) -> None:
    """Print both figures."""
    console = Console()
    media = open_media(film)
    apart = 0
    for sees in SHARED:
        reader = Reader(media)
        read_together(reader, [sees], [])
        apart += reader.stats.decoded
    reader = Reader(media)
    read_together(reader, SHARED, [])
    console.print(f"pictures decoded for 2, 4 and 8 a second: {apart} apart, {reader.stats.decoded} together")
    with tempfile.TemporaryDirectory() as folder:
        long = Path(folder) / "long.mp4"
        looped(film, long, hours * 3600)
        media, growth, began = open_media(long), [0.0], time.monotonic()
        reader = Reader(media)
        read_together(reader, TOGETHER, growth)
        taken = time.monotonic() - began
    console.print(
        f"{media.probe.duration / 3600:.2f} h read by four consumers in {taken:.0f} s, "
        f"{media.probe.duration / taken:.0f} x real time; memory grew by {max(growth):.0f} MB at most"
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), float(sys.argv[2]) if len(sys.argv) > 2 else 2.0)
