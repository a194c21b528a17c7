"""Runs hsk commands as child processes, with one broker and registry for all tests."""

import json
import os
import pathlib
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
HSK = os.environ.get("HSK", str(ROOT / "hsk"))


def hsk(*arguments, json_output=True):
    """Runs a command and returns its JSON output. A failure shows the command's standard error."""
    command = [HSK, *map(str, arguments), *(["--json"] if json_output else [])]
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "HSK_PROGRESS": "none"}, timeout=600)
    assert done.returncode == 0, f"{' '.join(command)}: exit {done.returncode}\n{done.stderr}"
    return json.loads(done.stdout) if json_output else done.stdout


def table(directory, texts, labels, pairs=None):
    """Writes the rows to train.tsv and to dev.tsv."""
    os.makedirs(directory, exist_ok=True)
    pairs = pairs or [None] * len(texts)
    rows = ["text\tpair\tlabel" if pairs[0] else "text\tlabel"]
    rows += ["\t".join(c for c in (t, p, l) if c is not None) for t, p, l in zip(texts, pairs, labels)]
    for name in "train.tsv", "dev.tsv":
        with open(os.path.join(directory, name), "w", encoding="utf-8", newline="\n") as f:
            f.write("\n".join(rows) + "\n")


class Kafka:
    """The addresses of the broker and its registry, also as hsk options."""

    def __init__(self, bootstrap, registry):
        self.bootstrap, self.registry = bootstrap, registry
        self.options = ("--bootstrap-servers", bootstrap, "--registry-url", registry)


@pytest.fixture(scope="session")
def kafka(tmp_path_factory):
    directory = tmp_path_factory.mktemp("broker")
    command = [HSK, "broker", "--json", "--dir", str(directory), "--port", "0", "--registry-port", "0"]
    with open(directory / "broker.err", "w") as errors:
        broker = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, text=True)
    try:
        line = broker.stdout.readline()
        assert line, f"the broker does not start: {(directory / 'broker.err').read_text()}"
        addresses = json.loads(line)
        yield Kafka(addresses["bootstrapServers"], addresses["registryUrl"])
    finally:
        broker.terminate()
        broker.wait(30)
