"""Writes corpora of others with labels for names as a character and its label a line, as
`tests/language_marks.rs` reads them (HUIBIAN_LABELLED). Nothing of them is committed.

    python3 labelled.py SOURCES FOLDER

SOURCES has what of these is there: `boson.raw` (BosonNLP_NER_6C, from InsaneLife/ChineseNLPCorpus
on GitHub, NER/boson/origindata.txt), `msra.raw` (MSRA, NER/MSRA/testright1.txt of the same),
`clue.raw` (CLUENER2020, a JSON object a line, train.json of hemingkx/CLUENER2020). FOLDER gets
`boson.txt`, `msra.txt`, `clue.txt`. Labels: PER, ORG, and LOC for what the corpus calls a
place or a sight: a museum or a hotel may be either.
"""

import json
import pathlib
import re
import sys

ORG, PER, LOC = "ORG", "PER", "LOC"


def labels(words, kind):
    """Each character with its label."""
    return [(c, f"{'I' if i else 'B'}-{kind}" if kind else "O") for i, c in enumerate(words)]


def boson(text):
    """{{person_name:张三}}说"""
    kinds = {"person_name": PER, "org_name": ORG, "company_name": ORG, "location": LOC}
    for line in text.splitlines():
        for sentence in re.split("(?<=。)", line.strip().replace("\\n", "")):
            # Some labels were put within another: 「{{product_name:{{company_name:腾讯}}汽车}}」.
            marks = re.finditer(r"\{\{(\w+):([^{}]*)\}\}|\{\{\w+:|\}\}|(\S)", sentence)
            found = [labels(m[2].strip(), kinds.get(m[1])) if m[1] else labels(m[3] or "", None) for m in marks]
            yield [pair for piece in found for pair in piece]


def msra(text):
    """张三/nr 说/o"""
    kinds = {"nr": PER, "nt": ORG, "ns": LOC}
    for line in text.splitlines():
        pairs = [word.rsplit("/", 1) for word in line.split() if "/" in word]
        yield [pair for word, kind in pairs for pair in labels(word, kinds.get(kind))]


def clue(text):
    """{"text": "张三说", "label": {"name": {"张三": [[0, 1]]}}}"""
    kinds = {"scene": LOC, "address": LOC, "name": PER, "organization": ORG, "company": ORG, "government": ORG}
    for line in text.splitlines():
        read = json.loads(line)
        found = labels(read["text"], None)
        for name, kind in kinds.items():
            for places in read["label"].get(name, {}).values():
                for start, end in places:
                    found[start : end + 1] = labels(read["text"][start : end + 1], kind)
        yield [(character, label) for character, label in found if character.strip()]


sources, folder = map(pathlib.Path, sys.argv[1:])
for read in (boson, msra, clue):
    source = sources / f"{read.__name__}.raw"
    if source.exists():
        sentences = [s for s in read(source.read_text(encoding="utf-8")) if len(s) > 4]
        lines = ["".join(f"{c} {label}\n" for c, label in sentence) for sentence in sentences]
        (folder / f"{read.__name__}.txt").write_text("\n".join(lines), encoding="utf-8")
        print(read.__name__, len(sentences))
