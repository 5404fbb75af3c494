"""How long the heaviest views draw. Run by hand:

    pytest benchmarks/test_views_speed.py -n0 -p no:nbval -o addopts=

A view that takes longer than explorer.AHEAD, 0.01 s, is not drawn ahead of a hand. The
limits are of CPU seconds and hold for the best round: other work only ever adds.
"""

import time

import numpy as np
import pytest

from nncourse import datasets, views

pytestmark = pytest.mark.benchmark(timer=time.thread_time)
MOST = 0.05  # 0.01 on a quiet machine
rng = np.random.default_rng(0)
X, SIGNS = datasets.xor(40, noise=0.1, rng=rng)


def test_regions_of_80_by_80(benchmark):
    net = rng.normal(size=(3, 16))

    def wild(points, w):
        return np.sin(3 * points @ w[:2]) @ w[2]

    benchmark(views.Regions(wild, {0: net}, X, SIGNS), 0)
    assert benchmark.stats["min"] < MOST


def test_maps_of_eight_units(benchmark):
    w = rng.standard_normal((8, 3))

    def network(points, params):
        h = np.maximum(points @ params[:, :2].T + params[:, 2], 0)
        return h, h @ params[:, 0]

    benchmark(views.UnitMaps(network, {0: w}, X, SIGNS), 0)
    assert benchmark.stats["min"] < MOST
