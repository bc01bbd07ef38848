#!/bin/sh
# Kills `shenjiao fix` at random moments and counts the files that are then neither the old nor the new one.
#
#   benches/fix_kill.sh [rounds] [files]        200 rounds of 1,000 files unless told otherwise
#
# Builds the program, works in a temporary folder, ends with status 1 if any file was damaged.
set -eu
rounds=${1:-200}
files=${2:-1000}
cd "$(dirname "$0")/.."
cargo build --release --quiet
program=$PWD/target/release/shenjiao
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir "$folder/old" "$folder/new"
number=1
while [ "$number" -le "$files" ]; do
    {
        echo "第${number}号"
        for _ in 1 2 3 4 5 6 7 8 9 10; do echo "各单位要认真布署，抓好落实，不得延误。"; done
    } >"$folder/old/$number.txt"
    sed 's/布署/部署/' "$folder/old/$number.txt" >"$folder/new/$number.txt"
    number=$((number + 1))
done
sums() {
    (cd "$1" && find . -name '[0-9]*.txt' -exec sha256sum {} + | sort)
}
{
    sums "$folder/old"
    sums "$folder/new"
} | sort >"$folder/known.sums"
# How long a whole run takes, in milliseconds, so that kills fall anywhere in it.
cp -r "$folder/old" "$folder/now"
start=$(date +%s%N)
"$program" fix --isolated "$folder/now" >"$folder/log" 2>&1
whole=$((($(date +%s%N) - start) / 1000000))
diff -rq "$folder/new" "$folder/now"
damaged=0
unfinished=0
round=1
while [ "$round" -le "$rounds" ]; do
    rm -rf "$folder/now"
    cp -r "$folder/old" "$folder/now"
    "$program" fix --isolated "$folder/now" >/dev/null 2>&1 &
    pid=$!
    moment=$(awk -v whole="$whole" -v seed="$round" 'BEGIN { srand(seed); printf "%.3f", rand() * whole / 1000 }')
    sleep "$moment"
    if kill -9 "$pid" 2>/dev/null; then unfinished=$((unfinished + 1)); fi
    wait "$pid" 2>/dev/null || true
    sums "$folder/now" >"$folder/now.sums"
    strange=$(comm -23 "$folder/now.sums" "$folder/known.sums" | wc -l)
    missing=$((files - $(wc -l <"$folder/now.sums")))
    if [ $((strange + missing)) -gt 0 ]; then
        damaged=$((damaged + strange + missing))
        echo "round $round: $strange damaged, $missing missing"
    fi
    round=$((round + 1))
done
echo "$rounds rounds, $unfinished killed before the end (whole run ${whole} ms), $files files each: $damaged damaged"
[ "$damaged" -eq 0 ]
