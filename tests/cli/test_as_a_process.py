"""What only a process of its own shows: exit codes of the shell, pipes that close, interruptions, closed streams."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from small_project import environment, lay, run, start


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["search", "红卡怎么续费"], 0),
        (["search", "今晚吃什么"], 1),
        (["search"], 2),
        (["reply", "renew-red"], 3),
        (["check", "--nope"], 2),
        (["show", "renew-red"], 0),
        (["--version"], 0),
    ],
)
def test_the_exit_code_reaches_the_shell_and_talk_stays_off_stdout(
    arguments: list[str], code: int, shared: Path
) -> None:
    ran = run("--project", str(shared), *arguments)
    assert ran.code == code
    assert bool(ran.out) == (code < 2)
    assert bool(ran.err) == (code >= 2)


def test_settings_that_cannot_be_used_exit_5(tmp_path: Path) -> None:
    assert run("search", "x", cwd=lay(tmp_path, {"esim-help.toml": "title = 3\n"})).code == 5


@pytest.mark.parametrize("arguments", [["search", "-n", "100", "红卡"], ["--help"], ["check", "--json"]])
def test_a_reader_that_goes_away_is_no_failure(arguments: list[str], shared: Path) -> None:
    with start("--project", str(shared), *arguments) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        said = process.stderr.read()
    assert (process.returncode, said) == (0, b"")


def test_a_reader_that_goes_away_in_the_middle_of_a_batch_ends_it(shared: Path) -> None:
    questions = "红卡怎么续费\n" * 3000
    with start("--project", str(shared), "search", "--batch", "-") as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdin.write(questions.encode())
        process.stdin.close()
        assert process.stdout.readline().startswith(b'{"query": ')
        process.stdout.close()
        said = process.stderr.read()
    assert (process.returncode, said) == (0, b"")


def test_control_c_ends_with_130_and_one_word(shared: Path) -> None:
    with start("--project", str(shared), "search", "--batch", "-") as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write("红卡怎么续费\n".encode())
        process.stdin.flush()
        time.sleep(0.4)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=10)
    assert (process.returncode, err.split()) == (130, [b"stopped"])


def test_a_batch_answers_each_question_before_the_next_is_asked(shared: Path) -> None:
    with start("--project", str(shared), "search", "--batch", "-") as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write("红卡怎么续费\n".encode())
        process.stdin.flush()
        assert b"renew-red" in process.stdout.readline()
        process.stdin.write(b"payment declined\n")
        process.stdin.flush()
        assert b"payment-failed" in process.stdout.readline()
        process.communicate(timeout=10)
    assert process.returncode == 0


def test_a_closed_standard_input_is_met_with_a_sentence(shared: Path) -> None:
    command = f"exec {sys.executable} -m esim_help --project {shared} search - <&-"
    ran = subprocess.run(["/bin/sh", "-c", command], env=environment(), capture_output=True, check=False)
    assert ran.returncode == 2
    assert ran.stderr == b"esim-help: - reads standard input, but it is closed; pipe the text in\n"


def test_a_closed_standard_output_is_no_failure(shared: Path) -> None:
    command = f"exec {sys.executable} -m esim_help --project {shared} search 续费 >&-"
    ran = subprocess.run(["/bin/sh", "-c", command], env=environment(), capture_output=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, b"")


def test_a_current_folder_that_is_gone_is_met_with_a_sentence(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    command = f"rmdir {gone}; exec {sys.executable} -m esim_help search x"
    ran = subprocess.run(["/bin/sh", "-c", command], env=environment(), cwd=gone, capture_output=True, check=False)
    assert ran.returncode == 5
    assert b"Traceback" not in ran.stderr
    assert b"--project DIR" in ran.stderr


def test_a_port_that_is_taken_is_met_with_a_sentence(shared: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        ran = run("--project", str(shared), "serve", "--port", str(port))
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        f"esim-help: port {port} cannot be used (Address already in use);"
        " choose another with --port, or --port 0 for any free one\n"
    )


@pytest.mark.parametrize("port", ["-1", "65536", "http"])
def test_a_port_that_is_none_is_a_wrong_call(port: str, shared: Path) -> None:
    assert run("--project", str(shared), "serve", "--port", port).code == 2


@pytest.mark.parametrize("signalled", [signal.SIGINT, signal.SIGTERM])
def test_serve_stops_when_it_is_told_and_leaves_no_process(signalled: int, shared: Path) -> None:
    command = [sys.executable, "-m", "esim_help", "--project", str(shared), "serve", "--port", "0"]
    quiet = subprocess.DEVNULL
    server = subprocess.Popen(
        command, env=environment(), stdin=quiet, stdout=quiet, stderr=subprocess.PIPE, start_new_session=True
    )
    assert server.stderr is not None
    assert server.stderr.readline().startswith(b"http://127.0.0.1:")
    server.send_signal(signalled)
    _, said = server.communicate(timeout=5)
    assert server.returncode in (0, -signal.SIGTERM)
    assert said == b""
    with pytest.raises(ProcessLookupError):
        os.killpg(server.pid, 0)
