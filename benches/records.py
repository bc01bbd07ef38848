"""Checks many records in one process, under xargs and under Spark, and holds the results against each other.

Usage: python3 benches/records.py [RECORDS]    (100,000 unless told; after `cargo build --release`)

Spark takes part if the package pyspark can be imported and Java 17 or later is there. The records are made from the
sample posts, the same ones every time. Times are of whole runs on the machine at hand: read the ratios.
"""

import json
import os
import pathlib
import random
import re
import resource
import shlex
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
SHENJIAO = ROOT / "target/release/shenjiao"
CHECK = [str(SHENJIAO), "check", "--isolated", "--today", "2026-01-01", "--records", "jsonl"]


def write_records(path, count):
    """Each record is a few paragraphs of the sample posts under a number, plain or as a page, with a day of its own."""
    paragraphs = []
    for post in sorted((ROOT / "tests/posts").iterdir()):
        if post.suffix in (".md", ".txt"):
            data = post.read_bytes()
            try:
                text = data.decode("utf-8")
            except UnicodeDecodeError:
                text = data.decode("gb18030")
            paragraphs += [part for part in re.split(r"\n+", text) if len(part) > 20]
    numbers = random.Random(1)
    with open(path, "w", encoding="utf-8") as out:
        for number in range(count):
            text = numbers.choices(paragraphs, k=numbers.randint(1, 4))
            record = {"id": f"site-{number % 5000}/{number}", "date": f"20{numbers.randint(10, 25)}-05-01"}
            if number % 3 == 0:
                record["html"] = "".join(f"<p>{part}</p>" for part in text)
            else:
                record["text"] = "\n\n".join(text)
            record["title"] = text[0][:20]
            out.write(json.dumps(record, ensure_ascii=False) + "\n")


def by_id(lines):
    """Results by id. The line counts within one process and says nothing about another's."""
    results = {}
    for line in lines:
        result = json.loads(line)
        del result["line"]
        assert result["id"] not in results and result["problem"] is None, line
        results[result["id"]] = result
    return results


def timed(name, run):
    start = time.monotonic()
    lines = run()
    print(f"{name}: {time.monotonic() - start:.1f} s, {len(lines)} results", flush=True)
    return by_id(lines)


def one_process(path, jobs):
    with open(path, "rb") as records:
        done = subprocess.run([*CHECK, "-j", str(jobs)], stdin=records, capture_output=True, check=False)
    assert done.returncode in (0, 1), done.stderr
    return done.stdout.decode().splitlines()


def xargs(path, folder, jobs):
    subprocess.run(["split", "-n", f"l/{4 * jobs}", path, f"{folder}/part-"], check=True)
    parts = sorted(str(part) for part in pathlib.Path(folder).glob("part-*"))
    worker = shlex.join([*CHECK, "-j", "1"]) + ' < "$1" > "$1.out"; test $? -le 1'
    subprocess.run(["xargs", "-P", str(jobs), "-I", "{}", "sh", "-c", worker, "sh", "{}"],
                   input="\n".join(parts).encode(), check=True)
    return [line for part in parts for line in pathlib.Path(part + ".out").read_text(encoding="utf-8").splitlines()]


def spark(path, jobs):
    from pyspark.sql import SparkSession

    session = (SparkSession.builder.master(f"local[{jobs}]").appName("shenjiao")
               .config("spark.ui.enabled", "false").config("spark.log.level", "ERROR").getOrCreate())
    # A finding makes the status 1, which is no failure of a task; what could not be checked makes it 2, which is one.
    worker = shlex.join(["sh", "-c", shlex.join([*CHECK, "-j", "1"]) + "; test $? -le 1"])
    records = session.sparkContext.textFile(path, minPartitions=4 * jobs)
    try:
        return records.pipe(worker, env=dict(os.environ), checkCode=True).collect()
    finally:
        session.stop()


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    jobs = os.cpu_count() or 1
    with tempfile.TemporaryDirectory() as folder:
        path = f"{folder}/records.jsonl"
        write_records(path, count)
        print(f"{count} records, {os.path.getsize(path) / 1e6:.0f} MB, {jobs} processors", flush=True)
        expected = timed("one process", lambda: one_process(path, jobs))
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        findings = sum(len(result["diagnostics"]) for result in expected.values())
        print(f"one process: {findings} findings, {peak:.0f} MB at the peak", flush=True)
        assert len(expected) == count and findings > 0
        assert timed("xargs", lambda: xargs(path, folder, jobs)) == expected
        try:
            import pyspark
        except ImportError:
            print("Spark: pyspark is not installed, left out")
            return
        assert timed(f"Spark {pyspark.__version__}", lambda: spark(path, jobs)) == expected
        print("the same findings everywhere")


if __name__ == "__main__":
    main()
