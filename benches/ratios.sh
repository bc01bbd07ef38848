#!/usr/bin/env bash
# Whole-process comparisons, all in one run because machines drift: read the ratios.
# Usage: benches/ratios.sh FOLDER   (a folder of published posts; needs ripgrep and GNU time)
set -euo pipefail
corpus=$(realpath "${1:?a folder of posts}")
cd "$(dirname "$0")/.."
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

cargo build --release --quiet
cargo bench --quiet --bench fixtures -- words "$scratch/words.toml" "$scratch/words.txt"
cargo bench --quiet --bench fixtures -- hostile "$scratch/hostile"
fixtures=$(find target/release/deps -name 'fixtures-*' -perm -u+x -type f -printf '%T@ %p\n' | sort -n | tail -1 | cut -d' ' -f2)
shenjiao=target/release/shenjiao
own=(--isolated --dictionary "$scratch/words.toml" --select bench)
printf '各单位要认真布署安全生产工作，公布署名单位。\n%.0s' {1..40} > "$scratch/post.md"

rules=punctuation,numbers,dates,structure,repetition,leftovers,privacy,secrecy,hidden-content

# CPU seconds and peak megabytes of a command, whatever its exit status.
measure() { command time -f '%U %S %M' -o "$scratch/time" "$@" > /dev/null 2>&1 || true; tail -1 "$scratch/time"; }
cpu() { awk '{print $1 + $2}'; }

# The median of five runs of each, in turn.
for round in 1 2 3 4 5; do
    measure "$shenjiao" check "${own[@]}" --format jsonl "$corpus" >> "$scratch/check"
    measure "$shenjiao" check --isolated --format jsonl "$corpus" >> "$scratch/shipped"
    measure "$shenjiao" check --isolated --select typo --format jsonl "$corpus" >> "$scratch/typo"
    measure "$shenjiao" check --isolated --ignore "$rules,context" --format jsonl "$corpus" >> "$scratch/dictionaries"
    measure "$shenjiao" check --isolated --ignore context --format jsonl "$corpus" >> "$scratch/rules"
    measure rg -F -o -n -f "$scratch/words.txt" "$corpus" >> "$scratch/rg"
    measure "$shenjiao" check "${own[@]}" --format jsonl "$scratch/hostile" >> "$scratch/hostile-times"
done
measure "$fixtures" segment "$corpus" > "$scratch/segment"
# A clock of hundredths is too coarse for one start, so a hundred are timed together.
hundred() { measure bash -c 'for _ in {1..100}; do "$@" > /dev/null; done' bash "$@"; }
for round in 1 2 3 4 5; do
    hundred "$shenjiao" check --isolated "$scratch/post.md" >> "$scratch/one"
    hundred "$shenjiao" --version >> "$scratch/nothing"
done
median() { cpu < "$1" | sort -n | awk '{v[NR] = $1} END {print v[int((NR + 1) / 2)]}'; }
peak() { sort -n -k3 "$1" | tail -1 | awk '{print $3 / 1024}'; }

bytes=$(find "$corpus" -type f -printf '%s\n' | awk '{s += $1} END {print s / 1e6}')
hostile=$(find "$scratch/hostile" -type f -printf '%s\n' | awk '{s += $1} END {print s / 1e6}')
awk -v b="$bytes" -v h="$hostile" -v check="$(median "$scratch/check")" -v shipped="$(median "$scratch/shipped")" \
    -v typo="$(median "$scratch/typo")" -v dictionaries="$(median "$scratch/dictionaries")" -v rules="$(median "$scratch/rules")" \
    -v rg="$(median "$scratch/rg")" -v segment="$(median "$scratch/segment")" -v hostile="$(median "$scratch/hostile-times")" \
    -v one="$(median "$scratch/one")" -v nothing="$(median "$scratch/nothing")" \
    -v peak="$(peak "$scratch/check")" 'BEGIN {
    printf "check, 10,000 words        %7.2f s CPU  %6.1f MB/s  peak %.0f MB\n", check, b / check, peak
    printf "check, shipped             %7.2f s CPU  %6.1f MB/s\n", shipped, b / shipped
    printf "  its typo dictionary alone%7.2f s CPU\n", typo
    printf "  its dictionaries alone   %7.2f s CPU  typo / dictionaries = %.2f\n", dictionaries, typo / dictionaries
    printf "  and its text rules       %7.2f s CPU  with / without rules = %.2f\n", rules, rules / dictionaries
    printf "  and context, so all      %7.2f s CPU  with / without context = %.2f\n", shipped, shipped / rules
    printf "rg -F -o -n -f             %7.2f s CPU  %6.1f MB/s  check / rg      = %.2f\n", rg, b / rg, check / rg
    printf "jieba over everything      %7.2f s CPU  %6.1f MB/s  check / jieba   = %.2f\n", segment, b / segment, check / segment
    printf "100 hostile files          %7.2f s CPU  %6.1f MB/s  hostile / check = %.2f\n", hostile, h / hostile, (h / hostile) / (b / check)
    printf "one post, shipped          %7.1f ms CPU (a process that does nothing: %.1f)\n", one * 10, nothing * 10
}'
