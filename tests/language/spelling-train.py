"""Makes src/language/spelling/data/weights.tsv from the traits of candidates.

    HUIBIAN_TRAITS=rows.tsv cargo test --test spelling
    python3 tests/language/spelling-train.py rows.tsv.traits

`rows.tsv` has a sentence and its right form in each row: right sentences of prose,
the same with one character put wrong, and the rows with even numbers of the public
sets. Needs numpy and scikit-learn.
"""

import os
import sys

import numpy
from sklearn.ensemble import HistGradientBoostingClassifier

OUT = os.path.join(os.path.dirname(__file__), "../../src/language/spelling/data/weights.tsv")
# How many trees there are, and how many answers one has.
TREES, ANSWERS, RATE, LEAST = 140, 16, 0.1, 30

table = numpy.loadtxt(sys.argv[1], dtype=numpy.int32, delimiter="\t")
right, traits = table[:, 2], table[:, 3:].astype(numpy.float32)
model = HistGradientBoostingClassifier(
    max_iter=TREES, max_leaf_nodes=ANSWERS, learning_rate=RATE, min_samples_leaf=LEAST, random_state=1, early_stopping=False
).fit(traits, right)
rows = [("0", "", str(round(1000 * float(model._baseline_prediction[0, 0]))), "", "")]
for number, (tree,) in enumerate(model._predictors, 1):
    for node in tree.nodes:
        if node["is_leaf"]:
            rows.append((str(number), "", str(round(1000 * node["value"])), "", ""))
        else:
            most = int(numpy.floor(node["num_threshold"]))
            rows.append((str(number), str(node["feature_idx"]), str(most), str(node["left"]), str(node["right"])))
with open(OUT, "w", encoding="utf8") as file:
    file.write("# 一个字错没错的把握：若干棵小树之和。trait 是问哪一项特征，most 是界限，不超过时到 yes 那个节点，否则到 no；没有 trait 的，most 是答案。\n")
    file.write("# 由 tests/language/spelling-train.py 得出，不手改。来源：本项目；许可：MIT OR Apache-2.0。\n")
    file.write("tree\ttrait\tmost\tyes\tno\n")
    file.writelines("\t".join(row) + "\n" for row in rows)
print(len(table), int(right.sum()), len(rows))
