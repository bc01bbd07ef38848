#!/usr/bin/env bash
# What the hook costs in a repository of 10,000 posts of which five are staged, beside what Git itself needs for
# `git diff --cached --stat`; all in one run because machines drift: read the ratios.
# Usage: benches/hook.sh   (needs git, bash and GNU time)
set -euo pipefail
cd "$(dirname "$0")/.."
posts=$PWD/tests/posts
cargo build --release --quiet
shenjiao=$PWD/target/release/shenjiao
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# No setting of whoever runs this, and none of a hook that runs this.
unset "${!GIT_@}"
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1
export GIT_AUTHOR_NAME=bench GIT_AUTHOR_EMAIL=bench@example.cn GIT_COMMITTER_NAME=bench GIT_COMMITTER_EMAIL=bench@example.cn

repository=$scratch/repository
git init -q "$repository"
cd "$repository"
for ((folder = 0; folder < 100; folder++)); do
    mkdir -p "content/$folder"
    for ((number = 0; number < 100; number++)); do
        { echo "# 第 $folder 期第 $number 篇"; echo; cat "$posts/防汛工作部署会.md"; } > "content/$folder/$number.md"
    done
done
git add .
git commit -q -m posts
for number in 1 2 3 4 5; do
    echo "各单位要认真部署，压实责任。" >> "content/$((number * 17))/$number.md"
done
git add .

# CPU seconds and elapsed seconds of twenty runs of a command, whatever its exit status; a clock of hundredths is too
# coarse for one.
twenty() {
    command time -f '%U %S %e' -o "$scratch/time" \
        bash -c 'for _ in {1..20}; do "$@" > /dev/null 2>&1 || true; done' bash "$@"
    tail -1 "$scratch/time" | awk '{printf "%.1f %.1f\n", ($1 + $2) * 50, $3 * 50}'
}
# What the hook asks of Git, by itself.
cat > "$scratch/git-part" <<'GIT'
git rev-parse --is-inside-work-tree --show-prefix
git diff --cached --raw -z --no-abbrev --no-renames > "$1"
tr '\0' '\n' < "$1" | awk '/^:/ {print $4}' | git cat-file --batch
GIT
cp content/17/1.md "$scratch/post.md"
for round in 1 2 3 4 5; do
    twenty git diff --cached --stat >> "$scratch/stat"
    twenty "$shenjiao" check --staged >> "$scratch/hook"
    twenty "$shenjiao" check --staged --changed-lines >> "$scratch/changed"
    twenty "$shenjiao" check --isolated "$scratch/post.md" >> "$scratch/one"
    twenty "$shenjiao" --version >> "$scratch/nothing"
    twenty bash "$scratch/git-part" "$scratch/raw" >> "$scratch/git"
done
median() { sort -n -k"$2" "$1" | awk -v column="$2" '{v[NR] = $column} END {print v[int((NR + 1) / 2)]}'; }
stat_cpu=$(median "$scratch/stat" 1)
stat_wall=$(median "$scratch/stat" 2)
row() {
    awk -v name="$1" -v cpu="$(median "$2" 1)" -v wall="$(median "$2" 2)" -v c="$stat_cpu" -v w="$stat_wall" 'BEGIN {
        printf "%-42s %6.1f ms CPU  %6.1f ms elapsed  × %.2f CPU  × %.2f elapsed\n", name, cpu, wall, cpu / c, wall / w
    }'
}
echo "10,000 posts, $(du -sh --apparent-size content | cut -f1), five of them staged; × is relative to the first row"
row "git diff --cached --stat" "$scratch/stat"
row "shenjiao check --staged" "$scratch/hook"
row "shenjiao check --staged --changed-lines" "$scratch/changed"
row "its questions to git alone, in a shell" "$scratch/git"
row "shenjiao check of one of the posts on disk" "$scratch/one"
row "shenjiao --version" "$scratch/nothing"
