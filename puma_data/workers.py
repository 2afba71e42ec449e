"""Long-lived worker processes, each with its own maker.

A worker is a plain Python process that is sent the config once and then one shard after another. It imports nothing of
the program that started it (so a script needs no `__main__` guard), is out of reach of Ctrl-C, which is the
coordinator's to handle, and ends at once when the coordinator is gone, so that no orphan writes into a resumed run.
"""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import threading
import time
import traceback
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from multiprocessing import Pipe
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

from puma_data.dataset.config import GenerateConfig
from puma_data.dataset.schema import Maker
from puma_data.dataset.shards import Cut, Record, Tick, make_shard, thin_shard
from puma_data.errors import PumaError

MakerFactory = Callable[[GenerateConfig], Maker]
STRIKES = 3  # workers that a shard may cost before the run stops
TICK = 0.25  # seconds between reports of a worker

_PROGRAM = "import sys; sys.path[:] = sys.argv[2:]; from puma_data.workers import serve; serve(int(sys.argv[1]))"


@dataclass(frozen=True, slots=True)
class Thin:
    """A finished shard to be written again without some of its problems."""

    record: Record
    losers: tuple[int, ...]
    duplicates: int


Job = Cut | Thin


@dataclass(slots=True)
class Bench:
    """What a worker works with."""

    config: GenerateConfig
    out: Path
    factory: MakerFactory
    maker: Maker | None = None

    def do(self, job: Job, tick: Tick) -> Record:
        if isinstance(job, Thin):
            return thin_shard(self.config, self.out, job.record, job.losers, job.duplicates)
        if self.maker is None:  # built in the worker, once
            self.maker = self.factory(self.config)
        return make_shard(self.maker, self.config, self.out, job, tick)


def default_factory(config: GenerateConfig) -> Maker:
    """The maker of the installed generators."""
    maker: Maker = import_module("puma_data.make").Maker(config)
    return maker


class Crew:
    """Does jobs in `config.workers` processes, or in this one where one is enough; use as a context manager."""

    def __init__(self, bench: Bench, tick: Tick, note: Callable[[str], None]) -> None:
        self.bench, self.tick, self.note = bench, tick, note
        self.idle: list[_Worker] = []
        self.busy: dict[_Worker, Job] = {}

    def __enter__(self) -> Crew:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in [*self.idle, *self.busy]:
            worker.end()

    def do(self, jobs: Sequence[Job]) -> Iterator[Record]:
        """Records in the order in which they are finished. Raises what a job raised; restarts workers that die."""
        count = min(self.bench.config.workers, len(jobs))
        if count <= 1 and not self.idle:
            for job in jobs:
                yield self.bench.do(job, self.tick)
            return
        waiting, strikes = deque(jobs), dict.fromkeys(map(_shard, jobs), 0)
        while waiting or self.busy:
            while waiting and len(self.busy) < count:
                worker = self.idle.pop() if self.idle else _Worker(self.bench)
                worker.send(waiting[0])
                self.busy[worker] = waiting.popleft()
            for connection in wait([worker.pipe for worker in self.busy]):
                worker = next(worker for worker in self.busy if worker.pipe is connection)
                try:
                    kind, value = worker.pipe.recv()
                except (EOFError, OSError):
                    job = self.busy.pop(worker)
                    worker.end()
                    self._died(worker, job, strikes)
                    waiting.appendleft(job)
                    continue
                if kind == "tick":
                    self.tick(*value)
                    continue
                self.idle.append(worker)
                del self.busy[worker]
                if kind == "error":
                    raise value
                yield value

    def _died(self, worker: _Worker, job: Job, strikes: dict[int, int]) -> None:
        code = worker.process.returncode
        how = f"was killed by signal {-code}" if code < 0 else f"ended with code {code}"
        shard = _shard(job)
        strikes[shard] += 1
        if strikes[shard] >= STRIKES:
            raise PumaError(
                f"shard {shard} cost {STRIKES} workers, the last {how} (out of memory?); "
                "finished shards are kept: continue with --resume, perhaps with fewer --workers"
            )
        self.note(f"a worker {how} in shard {shard}; another one makes the shard again")


def _shard(job: Job) -> int:
    return job.shard if isinstance(job, Cut) else job.record.shard


class _Worker:
    """The coordinator's end of a worker process."""

    def __init__(self, bench: Bench) -> None:
        self.pipe, theirs = Pipe()
        command = [sys.executable, "-c", _PROGRAM, str(theirs.fileno()), *sys.path]
        # The pipe to its standard input closes with this process, however that ends: the worker's sign to go.
        self.process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            pass_fds=[theirs.fileno()],
            start_new_session=True,
            env={**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
        )
        theirs.close()
        self.send((bench.config, bench.out, bench.factory))

    def send(self, message: Any) -> None:
        with suppress(OSError):  # it has died: reading from it will say so
            self.pipe.send(message)

    def end(self) -> None:
        self.process.kill()
        self.process.wait()
        if self.process.stdin:
            self.process.stdin.close()
        self.pipe.close()


class _Reports:
    """Sends the counts of a worker from time to time, so that progress moves within a shard."""

    def __init__(self, pipe: Connection) -> None:
        self.pipe, self.counts, self.last = pipe, [0, 0, 0], time.monotonic()

    def __call__(self, *counts: int) -> None:
        self.counts = [old + new for old, new in zip(self.counts, counts, strict=True)]
        if time.monotonic() - self.last > TICK:
            self.flush()

    def flush(self) -> None:
        self.pipe.send(("tick", self.counts))
        self.counts, self.last = [0, 0, 0], time.monotonic()


def settle() -> None:
    """Make ready for a long run: problems leave few cycles behind, and looking for them less often saves some time."""
    gc.set_threshold(20_000, 20, 50)


def serve(handle: int) -> None:
    """The worker's side: do jobs until the coordinator is gone."""
    threading.Thread(target=_follow, daemon=True).start()
    pipe = Connection(handle)
    bench, reports = Bench(*pipe.recv()), _Reports(pipe)
    settle()
    while True:
        job = pipe.recv()
        try:
            record = bench.do(job, reports)
            reports.flush()
            pipe.send(("done", record))
        except (PumaError, OSError) as error:
            pipe.send(("error", error))
        except Exception:
            pipe.send(("error", RuntimeError(f"in a worker:\n{traceback.format_exc()}")))


def _follow() -> None:
    sys.stdin.buffer.read()
    os._exit(1)
