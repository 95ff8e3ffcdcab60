#!/usr/bin/env python3
"""Makes two lists of words from the dictionary of jieba.

    pip download jieba==0.42.1 --no-deps --no-binary :all: && tar xzf jieba-0.42.1.tar.gz
    tests/language/words.py common jieba-0.42.1/jieba/dict.txt > src/language/lexicon/common-words.tsv
    tests/language/words.py numerals jieba-0.42.1/jieba/dict.txt    # the first part of
                                     # src/language/lexicon/numeral-words.tsv, class word

`common`: words of two to four Han characters that were counted 30 times or
more; names of persons are left out. `numerals`: nouns, names and set phrases
of three characters or more with a numeral in them that counts nothing.
"""
import itertools
import sys

COMMON = """\
# 现代汉语常用词，两到四个字。word 是首字，rests 是以它开头的各词其余的字，用空格隔开（医：疗 院 务室）。
# 首字相同的写在一行，因为五万多词逐行写要多占一半的地方，查起来也慢。
# 用来认两词相接（三部|暑期读物）和词中误断的空格（医 疗扶贫）；不在这里的也可能是词。
# 由 tests/language/words.py 取出，不逐词手改。
# 来源：jieba 0.42.1 的 dict.txt（https://pypi.org/project/jieba/），词频 30 以上、不是人名的词；许可：MIT，Copyright (c) 2013 Sun Junyi。
word	rests"""
NUMERALS = "二两三四五六七八九十百千万亿"


def is_han(word):
    return all("\u4e00" <= character <= "\u9fff" for character in word)


def common(rows):
    words = {word for word, count, kind in rows if 2 <= len(word) <= 4 and count >= 30 and not kind.startswith("nr")}
    print(COMMON)
    for first, group in itertools.groupby(sorted(words), key=lambda word: word[0]):
        print(first, " ".join(word[1:] for word in group), sep="\t")


def numerals(rows):
    kinds = ("n", "nz", "ns", "nt", "i", "l", "j", "b")
    words = {
        word
        for word, count, kind in rows
        if 3 <= len(word) <= 8 and count >= 5 and kind in kinds and any(character in NUMERALS for character in word)
    }
    for first, group in itertools.groupby(sorted(words), key=lambda word: word[0]):
        print(*(f"{word}\tword" for word in group), sep="\n")


with open(sys.argv[2], encoding="utf-8") as lines:
    rows = [(word, int(count), kind) for word, count, kind in map(str.split, lines) if is_han(word)]
{"common": common, "numerals": numerals}[sys.argv[1]](rows)
