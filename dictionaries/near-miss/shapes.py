"""Computes shapes.tsv: the characters that look so much alike that one is met in place of the other.

    python3 dictionaries/near-miss/shapes.py > dictionaries/near-miss/shapes.tsv

It is a stricter cut of ../context/shapes.tsv, whose header names its sources and whose lists have the likest character
first: of the 3755 commoner characters of GB 2312 those pairs are kept of which each stands near the head of the other's
list. Whoever sorts by likeness alone gets many pairs for characters of few strokes and hardly any for the others.
"""

import pathlib

# The places of two characters in each other's lists, from 0, may add up to this.
NEAREST = 8

# Pairs that are met in official texts although their components differ.
ALSO = "自白 除险 折析 日曰 日目 今令 于干 含贪 治洽 沾沽".split()

lists = {}
for line in (pathlib.Path(__file__).parent / "../context/shapes.tsv").read_text("utf-8").splitlines():
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
    found |= {tuple(sorted((one, other))) for other in filter(is_common, lists[one]) if are_near(one, other)}

table = {}
for one, other in sorted(found):
    table.setdefault(one, []).append(other)
for one, others in table.items():
    print(one, "".join(others), sep="\t")
