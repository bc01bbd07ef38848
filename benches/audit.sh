#!/usr/bin/env bash
# The audit of 10,000 and 100,000 posts against `check` on the same text: CPU, wall and peak memory in one run, because
# machines drift. Usage: benches/audit.sh FOLDER   (a folder of published posts; needs python3 and GNU time)
set -euo pipefail
corpus=$(realpath "${1:?a folder of posts}")
cd "$(dirname "$0")/.."
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

cargo build --release --quiet
shenjiao=$(realpath target/release/shenjiao)
measure() { command time -f '%U %S %e %M' -o "$scratch/time" "$@" > /dev/null 2>&1 || true; tail -1 "$scratch/time"; }

for posts in 10000 100000; do
    python3 benches/posts.py "$corpus" "$posts" "$scratch/posts.csv"
    mkdir "$scratch/files"
    # The same text as files for check, in as many pieces as a folder holds well.
    split -n l/200 --additional-suffix=.html "$scratch/posts.csv" "$scratch/files/"
    bytes=$(stat -c %s "$scratch/posts.csv")
    audit=$(measure "$shenjiao" audit --isolated "$scratch/posts.csv" --out "$scratch/report.html" --json "$scratch/audit.json" --xlsx "$scratch/ledger.xlsx")
    counted=$(measure "$shenjiao" audit --isolated "$scratch/posts.csv" --summary-text --ignore across)
    check=$(measure "$shenjiao" check --isolated --format jsonl "$scratch/files")
    report=$(stat -c %s "$scratch/report.html")
    awk -v posts="$posts" -v bytes="$bytes" -v audit="$audit" -v counted="$counted" -v check="$check" -v report="$report" 'BEGIN {
        split(audit, a); split(counted, c); split(check, k);
        printf "%d posts, %.0f MB; report.html %.1f MB\n", posts, bytes / 1e6, report / 1e6
        printf "  audit, all reports   %7.2f s CPU %7.2f s wall  peak %4.0f MB\n", a[1] + a[2], a[3], a[4] / 1024
        printf "  audit, counts alone  %7.2f s CPU %7.2f s wall  peak %4.0f MB\n", c[1] + c[2], c[3], c[4] / 1024
        printf "  check                %7.2f s CPU %7.2f s wall  peak %4.0f MB\n", k[1] + k[2], k[3], k[4] / 1024
        printf "  throughput of audit / check = %.2f (all reports), %.2f (counts alone)\n", k[3] / a[3], k[3] / c[3]
    }'
    rm -r "$scratch/files"
done
