"""Stage functions of a child that a document took over: each tries whatever could do harm, and says what it got."""

import _thread
import ctypes
import errno
import fcntl
import json
import os
import resource
import socket
import stat
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from seccompy.syscalls import syscall_nr

from asiento.model import Item, Program, Tools
from asiento.programs import RUN

REFUSALS = {errno.EPERM, errno.EACCES, errno.ENOSYS}
MANY = 20_000
LIBC = ctypes.CDLL(None, use_errno=True)
PTRACE_SEIZE, PR_SET_PDEATHSIG, PR_SET_DUMPABLE, CLONE_NEWUSER = 0x4206, 1, 4, 0x10000000


def call(name: str, *arguments: Any) -> int:
    """Make the system call *name*; raise `OSError` as the kernel refuses it."""
    result = int(LIBC.syscall(syscall_nr(name), *arguments))
    if result < 0:
        raise OSError(ctypes.get_errno(), name)
    return result


def forked() -> None:
    """Have a child."""
    if not os.fork():
        os._exit(0)


def owned(signal_to: int) -> None:
    """Have the kernel send signals of a handle to another process."""
    fcntl.fcntl(a_handle(), fcntl.F_SETOWN, signal_to)


def open_handles() -> dict[int, str]:
    """Return what is open beyond the standard streams."""
    found = {}
    for handle in range(3, 1024):
        with suppress(OSError):
            found[handle] = "socket" if stat.S_ISSOCK(os.fstat(handle).st_mode) else "other"
    return found


def a_handle() -> int:
    """Return an open handle, if possible a socket."""
    return next(iter(open_handles()), 0)


def attacks(place: Path, parent: int, server: int) -> dict[str, Callable[[], object]]:
    """Return each by name. *place* is a folder that everybody may write to, with a file `marker`."""
    buffer, marker = ctypes.create_string_buffer(256), place / "marker"
    families = {"internet": socket.AF_INET, "internet 6": socket.AF_INET6, "unix": socket.AF_UNIX, "netlink": 16}
    return {
        **{
            f"environment of {name}": Path(f"/proc/{pid}/environ").read_bytes
            for name, pid in (("parent", parent), ("server", server))
        },
        **{
            f"memory of {name}": Path(f"/proc/{pid}/mem").open for name, pid in (("parent", parent), ("server", server))
        },
        **{
            f"{how} {name}": partial(call, how, *arguments(how, pid, buffer))
            for how in ("ptrace", "process_vm_readv", "process_vm_writev", "pidfd_open", "kcmp")
            for name, pid in (("parent", parent), ("server", server))
        },
        **{
            f"signal to {name}": partial(os.kill, pid, 0)
            for name, pid in (("parent", parent), ("server", server), ("group", -1))
        },
        **{f"socket {name}": partial(socket.socket, family) for name, family in families.items()},
        "pair of sockets": socket.socketpair,
        "connect": lambda: call("connect", a_handle(), buffer, 16),
        "io_uring": lambda: call("io_uring_setup", 8, buffer),
        "fork": forked,
        "vfork": lambda: os.posix_spawn("/bin/true", ["true"], {}),
        "fork by another call": lambda: call("clone", 17, 0, 0, 0, 0),
        "fork by a newer call": lambda: call("clone3", buffer, 88),
        "session": os.setsid,
        "group": lambda: os.setpgid(0, 0),
        "owner of a handle": lambda: owned(parent),
        "new file": lambda: (place / "new").open("w"),
        "new file by write only": lambda: os.open(marker, os.O_WRONLY),
        "truncated file": lambda: os.truncate(marker, 0),
        "folder": (place / "folder").mkdir,
        "removed file": marker.unlink,
        "renamed file": lambda: marker.rename(place / "other"),
        "link": lambda: (place / "link").symlink_to(marker),
        "rights of a file": lambda: marker.chmod(0o777),
        "file in memory": lambda: os.memfd_create("a"),
        "outlive the server": lambda: call("prctl", PR_SET_PDEATHSIG, 0, 0, 0, 0),
        "visible": lambda: call("prctl", PR_SET_DUMPABLE, 1, 0, 0, 0),
        "more time": lambda: call("setrlimit", resource.RLIMIT_CPU, buffer),
        "more of all": lambda: resource.prlimit(0, resource.RLIMIT_CORE, (0, 0)),
        "kernel program": lambda: call("bpf", 0, buffer, 64),
        "page faults": lambda: call("userfaultfd", 0),
        "counters": lambda: call("perf_event_open", buffer, 0, -1, -1, 0),
        "keys of the kernel": lambda: call("keyctl", 0, -3, 0),
        "namespace": lambda: call("unshare", CLONE_NEWUSER),
        "other root": lambda: os.chroot("/"),
        "shared memory": lambda: call("shmget", 0, 4096, 0o1600),
        "program": lambda: os.execv("/bin/true", ["true"]),
        "program by its handle": lambda: os.execve(os.open("/bin/true", os.O_RDONLY), ["true"], {}),
    }


def arguments(how: str, pid: int, buffer: Any) -> tuple[Any, ...]:
    """Return those of a system call about the process *pid*."""
    return {
        "ptrace": (PTRACE_SEIZE, pid, 0, 0),
        "pidfd_open": (pid, 0),
        "kcmp": (os.getpid(), pid, 1, 0, 0),
    }.get(how, (pid, buffer, 1, buffer, 1, 0))


def outcome(attack: Callable[[], object]) -> str:
    """Return `refused`, or what an attack got."""
    try:
        return f"got {attack()!r}"
    except OSError as error:
        return "refused" if error.errno in REFUSALS else f"got {error}"
    except ValueError as error:  # Python's words for a limit that it could not change
        return "refused" if "limit" in str(error) else f"got {error}"


def about(item: Item) -> dict[str, Any]:
    """Return what the test says in the item's name."""
    said: dict[str, Any] = json.loads(item.name)
    return said


def tries_everything(item: Item, _tools: Tools) -> Item:
    """Try all attacks; say what was got of each, and what is open."""
    said, handles = about(item), sorted(open_handles().values())
    tried = attacks(Path(said["place"]), said["parent"], os.getppid())
    outcomes = {name: outcome(attack) for name, attack in tried.items()}
    return replace(item, media_type=json.dumps({"outcomes": outcomes, "open": handles, "user": os.geteuid()}))


UNAIDED = tuple(f"{what} of {whose}" for what in ("environment", "memory") for whose in ("parent", "server"))


def tries_a_little(item: Item, _tools: Tools) -> Item:
    """Try what is refused on any kernel."""
    said = about(item)
    tried = attacks(Path(said["place"]), said["parent"], os.getppid())
    outcomes = {name: outcome(tried[name]) for name in UNAIDED}
    with suppress(OSError), (Path(said["place"]) / "new").open("wb", buffering=0) as file:
        outcomes["new file"] = f"got {file.write(b'0')}"
    return replace(item, media_type=json.dumps(outcomes))


def looks_at_files(item: Item, _tools: Tools) -> Item:
    """Try to look at files that are no code, where every user may."""
    place = Path(about(item)["place"])
    looks: dict[str, Callable[[], object]] = {
        "file": (place / "marker").read_bytes,
        "folder": lambda: os.listdir(place),  # noqa: PTH208
        "users": Path("/etc/passwd").read_bytes,
        "processes": lambda: os.listdir("/proc"),  # noqa: PTH208
    }
    return replace(item, media_type=json.dumps({name: outcome(look) for name, look in looks.items()}))


def has_a_script_run(item: Item, _tools: Tools) -> Item:
    """Have the OCR engine of the test, a Python, run the script that the item's name has; return what it says."""
    return has_run(item, Program.TESSERACT, ["-"], about(item)["script"])


def asks_for_a_program(item: Item, _tools: Tools) -> Item:
    """Ask the server for the program and with the options that the item's name has."""
    return has_run(item, about(item)["program"], about(item)["options"], "")


def has_run(item: Item, program: Program, options: list[str], data: str) -> Item:
    """Return what the server says of *program*: how it ended, and what it wrote."""
    try:
        done = RUN.get()(program, ["", *options], data.encode(), 20)
    except (EOFError, OSError) as error:
        return replace(item, media_type=json.dumps(f"refused: {type(error).__name__}"))
    return replace(item, media_type=json.dumps([done.code, done.output[:50_000].decode(), done.errors.decode()[-500:]]))


def open_now(item: Item, _tools: Tools) -> Item:
    """Return what is open beyond the standard streams."""
    return replace(item, media_type=json.dumps(sorted(open_handles().values())))


def counts_forever(item: Item, _tools: Tools) -> Item:
    """Never end, and never wait."""
    while item.name:
        pass
    return item


def keeps_a_script_running(item: Item, tools: Tools) -> Item:
    """Have the OCR engine of the test run without end."""
    return has_a_script_run(replace(item, name=json.dumps({"script": "while True: pass"})), tools)


def starts_threads(item: Item, _tools: Tools) -> Item:
    """Start threads without end; return how many there were."""
    started, ended = 0, threading.Event()
    threading.stack_size(2**16)
    with suppress(RuntimeError, MemoryError):
        while started < MANY:
            # `Thread.start` would wait for ever for a thread that had no memory to say that it runs.
            _thread.start_new_thread(ended.wait, ())
            started += 1
    ended.set()
    return replace(item, media_type=json.dumps(started))
