#!/usr/bin/env python3
"""Makes three lists of words from the dictionary of jieba.

    pip download jieba==0.42.1 --no-deps --no-binary :all: && tar xzf jieba-0.42.1.tar.gz
    tests/language/words.py common jieba-0.42.1/jieba/dict.txt > src/language/lexicon/common-words.tsv
    tests/language/words.py numerals jieba-0.42.1/jieba/dict.txt    # the first part of
                                     # src/language/lexicon/numeral-words.tsv, class word
    tests/language/words.py likes jieba-0.42.1/jieba/dict.txt CoreNatureDictionary.txt > src/language/lexicon/name-like-words.tsv
                                     # the latter from data/dictionary/ of HanLP 1 (Apache-2.0)

`common`: words of two to four Han characters that were counted 30 times or
more; names of persons are left out. `numerals`: nouns, names and set phrases
of three characters or more with a numeral in them that counts nothing. `likes`:
words of two or three characters that jieba has as names of persons and HanLP, in
three counted places or more, hardly ever.
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
LIKES = """\
# 看着像人名的词：分词词典当作人名，其实多是普通词、地名、品牌。前面有职务、称呼一类旁证时仍可以是人名（审判长杜鹃）。
# word：普通词；place：国内外的地名、品牌、机构等专名。
# 由 tests/language/words.py 取出，不逐词手改。
# 来源：jieba 0.42.1 的 dict.txt（https://pypi.org/project/jieba/，MIT，Copyright (c) 2013 Sun Junyi）里标作人名、以姓氏开头的两三个字的词，只留 HanLP 1 的 CoreNatureDictionary.txt（https://github.com/hankcs/HanLP，Apache-2.0，上海林原信息科技有限公司）里不作人名的；许可：MIT、Apache-2.0。
word	class"""
SURNAMES = "src/language/lexicon/surnames.tsv"
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


def likes(rows):
    with open(SURNAMES, encoding="utf-8") as lines:
        surnames = {line.split("\t")[0] for line in lines if not line.startswith(("#", "word"))}
    with open(sys.argv[3], encoding="utf-8-sig") as lines:
        # 丸子	n	161	nz	1
        cells = [line.split() for line in lines]
        natures = {row[0]: dict(zip(row[1::2], map(int, row[2::2]))) for row in cells if len(row) > 2}
    found = []
    for word, _, kind in rows:
        counts = natures.get(word, {})
        names = sum(count for nature, count in counts.items() if nature.startswith("nr"))
        is_name_like = kind.startswith("nr") and 2 <= len(word) <= 3 and not surnames.isdisjoint((word[0], word[:2]))
        # 张家 would hide 张家辉.
        if not is_name_like or word in surnames or word.endswith("家"):
            continue
        if sum(counts.values()) >= 3 and names * 4 <= sum(counts.values()):
            first = max(counts, key=counts.get)
            found.append(("place" if first[:2] in ("ns", "nt", "nz") else "word", word))
    print(LIKES)
    print(*(f"{word}\t{kind}" for kind, word in sorted(found)), sep="\n")


with open(sys.argv[2], encoding="utf-8") as lines:
    rows = [(word, int(count), kind) for word, count, kind in map(str.split, lines) if is_han(word)]
{"common": common, "likes": likes, "numerals": numerals}[sys.argv[1]](rows)
