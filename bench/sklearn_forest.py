"""Times scikit-learn's isolation forest for bench/run forest: one line of n_jobs in, one line of seconds for fit and score out."""
import sys
import time

import numpy
import sklearn
from sklearn.ensemble import IsolationForest

rows = numpy.fromfile(sys.argv[1]).reshape(-1, int(sys.argv[2]))
print(sklearn.__version__, flush=True)


def turn(jobs):
    forest = IsolationForest(n_estimators=100, max_samples=256, random_state=42, n_jobs=jobs)
    start = time.perf_counter()
    forest.fit(rows)
    fitted = time.perf_counter()
    forest.score_samples(rows)
    return fitted - start, time.perf_counter() - fitted


turn(1)
for line in sys.stdin:
    print(*turn(int(line)), flush=True)
