"""Crew: several processes mask blocks at the same time; what comes out keeps the order of what went in.

Law: blocks travel through memory that is shared with the workers, at most two per worker at a time. A worker that ends
too early raises CrewLost: what it held is not written, and nothing unmasked is. Must be entered before other threads are
started.
"""

from __future__ import annotations

import mmap
import os
import signal
import struct
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

SLOT = 24 << 20
SMALL = 1 << 16
_NUMBER = struct.Struct("=q")


class CrewLost(Exception):
    """A worker has ended before its work was done."""


@dataclass(frozen=True, slots=True)
class _Worker:
    process: int
    orders: int
    answers: int
    slots: tuple[mmap.mmap, mmap.mmap]


class Crew:
    """A number of workers with one task."""

    def __init__(self, task: Callable[[bytes], bytes], size: int) -> None:
        self._task, self._size = task, size
        self._workers: list[_Worker] = []

    def __enter__(self) -> Crew:
        for _ in range(self._size):
            self._workers.append(self._hire())
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._workers:
            os.close(worker.orders)
            os.close(worker.answers)
        for worker in self._workers:
            os.waitpid(worker.process, 0)

    def masked(self, blocks: Iterable[bytes]) -> Iterator[bytes]:
        """The blocks after the task, in order; an empty block asks for all that is still under way."""
        given = taken = 0
        ahead = 2 * self._size
        for block in blocks:
            if len(block) < SMALL or len(block) > SLOT:
                while taken < given:
                    yield self._take(taken)
                    taken += 1
                if block:
                    yield self._task(block)
                continue
            if given - taken == ahead:
                yield self._take(taken)
                taken += 1
            self._give(given, block)
            given += 1
        while taken < given:
            yield self._take(taken)
            taken += 1

    def _place(self, number: int) -> tuple[_Worker, mmap.mmap]:
        worker = self._workers[number % self._size]
        return worker, worker.slots[number // self._size % 2]

    def _give(self, number: int, block: bytes) -> None:
        worker, slot = self._place(number)
        slot[: len(block)] = block
        try:
            os.write(worker.orders, _NUMBER.pack(len(block)))
        except BrokenPipeError:
            raise CrewLost from None

    def _take(self, number: int) -> bytes:
        worker, slot = self._place(number)
        size = _number(worker.answers)
        if size is None:
            raise CrewLost
        if size > SLOT:
            return _exactly(worker.answers, size)
        return slot[:size]

    def _hire(self) -> _Worker:
        slots = (mmap.mmap(-1, SLOT), mmap.mmap(-1, SLOT))
        orders, orders_in = os.pipe()
        answers, answers_in = os.pipe()
        process = os.fork()
        if process:
            os.close(orders)
            os.close(answers_in)
            return _Worker(process, orders_in, answers, slots)
        code = 1
        try:
            for other in self._workers:
                os.close(other.orders)
                os.close(other.answers)
            os.close(orders_in)
            os.close(answers)
            _work(self._task, orders, answers_in, slots)
            code = 0
        finally:
            os._exit(code)


def _work(task: Callable[[bytes], bytes], orders: int, answers: int, slots: tuple[mmap.mmap, mmap.mmap]) -> None:
    """A worker's life: until nobody gives orders any more."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    turn = 0
    while (size := _number(orders)) is not None:
        slot = slots[turn % 2]
        new = task(slot[:size])
        if len(new) <= SLOT:
            slot[: len(new)] = new
        os.write(answers, _NUMBER.pack(len(new)))
        view = memoryview(new) if len(new) > SLOT else memoryview(b"")
        while view:
            view = view[os.write(answers, view) :]
        turn += 1


def _number(handle: int) -> int | None:
    data = _exactly(handle, _NUMBER.size, short=True)
    return int(_NUMBER.unpack(data)[0]) if data else None


def _exactly(handle: int, size: int, *, short: bool = False) -> bytes:
    parts: list[bytes] = []
    while size:
        part = os.read(handle, min(size, 1 << 20))
        if not part:
            if short and not parts:
                return b""
            raise CrewLost
        parts.append(part)
        size -= len(part)
    return b"".join(parts)
