#!/usr/bin/env python3
"""Makes src/text/words/common.txt from the dictionary of jieba.

    pip download jieba==0.42.1 --no-deps --no-binary :all: && tar xzf jieba-0.42.1.tar.gz
    tests/language/words.py jieba-0.42.1/jieba/dict.txt > src/text/words/common.txt

Words of two to four Han characters that were counted 30 times or more; names
of persons are left out.
"""
import itertools
import sys

HEAD = """\
# 现代汉语常用词，两到四个字，按码位排列，首字相同的写在一行：首字，再写各词其余的字。
# 取自 jieba 0.42.1 的 dict.txt（https://pypi.org/project/jieba/，MIT 许可，
# Copyright (c) 2013 Sun Junyi）：词频 30 以上、不是人名的词，由 tests/language/words.py 取出。"""


def is_wanted(word, count, kind):
    is_han = all("\u4e00" <= character <= "\u9fff" for character in word)
    return is_han and 2 <= len(word) <= 4 and int(count) >= 30 and not kind.startswith("nr")


with open(sys.argv[1], encoding="utf-8") as rows:
    words = sorted({row[0] for row in map(str.split, rows) if is_wanted(*row)})
print(HEAD)
for first, group in itertools.groupby(words, key=lambda word: word[0]):
    print(first, *(word[1:] for word in group))
