#!/usr/bin/env python3
"""How fast web archives are read, and whether memory stays flat however long they are.

    python benchmarks/bench_warc.py [--megabytes 1000] [--folder DIR]

Writes a WARC.gz of about so many megabytes, and one of a tenth, from generated Arabic pages into a temporary folder,
reads each in a fresh process, prints the figures and deletes them. Ends with status 1 when the long one took
noticeably more memory than the short one: that would mean that something is kept for each record.
"""

import argparse
import gzip
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

MEGABYTE = 1_000_000
MOST_GROWTH = 16.0  # megabytes; two runs over one file differ by up to 3
PAGES = 1_000  # different ones; the file repeats them
WORDS = (
    "قال الناطق إن الجيش تقدم نحو المدينة وأضاف أن المعارك مستمرة في محيط المطار منذ فجر اليوم بينما أعلن الدفاع "
    "المدني إصابة عدد من المدنيين جراء القصف على أحياء سكنية ونفت الوزارة ذلك وأكد مصدر محلي وصول تعزيزات إلى الجسر"
).split()


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure the reading of web archives.")
    parser.add_argument("--megabytes", type=int, default=1000, help="size of the longer archive")
    parser.add_argument("--folder", type=Path, help="where to write them; a temporary folder otherwise")
    parser.add_argument("--read", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.read is not None:
        print(json.dumps(read(options.read)))
        return 0
    print(
        f"{'':>10} {'records':>10} {'pages':>10} {'MB/s packed':>12} {'MB/s pages':>12} {'pages/s':>10} {'memory':>10}"
    )
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        short, long = (measure(Path(folder), size) for size in (options.megabytes // 10, options.megabytes))
    growth = long - short
    print(f"\nmemory of the longer one is {growth:+.0f} MB; at most {MOST_GROWTH:.0f} are allowed")
    return 0 if growth <= MOST_GROWTH else 1


def measure(folder: Path, megabytes: int) -> float:
    """Write, read and delete one archive; prints a line and returns the memory in megabytes."""
    path = folder / f"{megabytes}.warc.gz"
    write(path, megabytes * MEGABYTE)
    command = [sys.executable, str(Path(__file__).resolve()), "--read", str(path)]
    done = subprocess.run(
        command, check=True, capture_output=True, text=True, env={**os.environ, "PYTHONHASHSEED": "0"}
    )
    found = json.loads(done.stdout)
    size, seconds = path.stat().st_size / MEGABYTE, found["seconds"]
    path.unlink()
    print(
        f"{size:>7.0f} MB {found['records']:>10,} {found['read']:>10,} {size / seconds:>12.0f} "
        f"{found['bytes'] / MEGABYTE / seconds:>12.0f} {found['read'] / seconds:>10,.0f} {found['memory']:>7.0f} MB",
        flush=True,
    )
    return float(found["memory"])


def read(path: Path) -> dict[str, float]:
    """Read an archive through, as `qawl add` does before it parses any page."""
    from qawl.ingest.archives import ArchiveCounts, read_warc
    from qawl.settings import load_settings

    counts = ArchiveCounts()
    settings = load_settings({}).ingest
    size = 0
    begin = time.perf_counter()
    with path.open("rb") as stream:
        for incoming in read_warc(stream, path.name, settings=settings, counts=counts):
            if incoming.problem:
                raise SystemExit(incoming.problem)
            size += len(incoming.content)
    seconds = time.perf_counter() - begin
    return {
        "records": counts.records,
        "read": counts.read,
        "bytes": size,
        "seconds": seconds,
        "memory": peak_megabytes(),
    }


def peak_megabytes() -> float:
    """The most memory this process held; what the parent held before it is not counted, where the system tells."""
    status = Path("/proc/self/status")
    if status.exists():
        for line in status.read_text(encoding="ascii", errors="replace").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024 / MEGABYTE
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / MEGABYTE


def write(path: Path, size: int) -> None:
    """An archive of at least ``size`` bytes: a request and a response for each page, each a gzip member."""
    members = [gzip.compress(record, 6) for record in records(random.Random(7))]
    written = 0
    with path.open("wb") as target:
        while written < size:
            for member in members:
                written += target.write(member)
                if written >= size:
                    break


def records(chance: random.Random) -> Iterator[bytes]:
    """The records of the generated pages: half of the responses are gzip inside, some are no pages."""
    for number in range(PAGES):
        paragraphs = "".join(f"<p>{' '.join(chance.choices(WORDS, k=chance.randint(30, 90)))}.</p>" for _ in range(9))
        menu = "".join(f'<li><a href="/{chance.random()}">{chance.choice(WORDS)}</a></li>' for _ in range(150))
        page = f"<html><body><ul>{menu}</ul><article>{paragraphs}</article></body></html>".encode()
        packed = number % 2 == 0
        head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
        if number % 10 == 9:
            head, page = b"HTTP/1.1 200 OK\r\nContent-Type: image/jpeg\r\n", chance.randbytes(60_000)
        elif packed:
            head, page = head + b"Content-Encoding: gzip\r\n", gzip.compress(page, 6)
        yield record(number, "request", f"GET /news/{number} HTTP/1.1\r\nHost: wadi.example\r\n\r\n".encode())
        yield record(number, "response", head + b"\r\n" + page)


def record(number: int, kind: str, block: bytes) -> bytes:
    """One record of a WARC file."""
    head = (
        f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{number:012}>\r\n"
        f"WARC-Target-URI: http://wadi.example/news/{number}\r\nWARC-Date: 2024-03-05T10:00:00Z\r\n"
        f"Content-Type: application/http; msgtype={kind}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


if __name__ == "__main__":
    sys.exit(main())
