"""How fast the playground's engine is. Run by hand:

    pytest benchmarks/test_playground_speed.py -n0 -p no:nbval -o addopts=

The limits are what the playground needs to feel alive. They hold for the best round,
since other work on the machine only ever adds; compiling keeps two cores busy.
"""

import jax
import pytest

from nncourse.playground import JaxTrainer, NumpyTrainer, config, data
from nncourse.playground.config import Config

STEPS = 1000
NETS = {
    "2-4-2-1": Config(),
    "2-8-8-1": Config().change(hidden=(8, 8)),
    "2-8-8-1, batch 100": Config(batch=100).change(hidden=(8, 8)),
    "2-8-8-1, dropout": Config(dropout=0.2).change(hidden=(8, 8)),
    "7-8-8-8-8-8-8-1, adam": Config(
        features=config.FEATURES, optimizer="adam", lr=0.003
    ).change(hidden=(8,) * 6),
}
FLOOR = 300_000  # examples a second: an epoch of 250 in less than a millisecond


def started(trainer, name):
    trainer.start(NETS[name], data.make(NETS[name]))
    return trainer


@pytest.mark.parametrize("name", NETS)
def test_training(benchmark, name):
    trainer = started(JaxTrainer(), name)
    trainer.run(STEPS)  # compiles
    benchmark(trainer.run, STEPS)
    rate = STEPS * NETS[name].batch / benchmark.stats["min"]
    print(f"\n{name}: {rate / 1e6:.2f} million examples a second")
    assert rate > FLOOR


def test_training_in_numpy(benchmark):
    trainer = started(NumpyTrainer(), "2-8-8-1")
    benchmark(trainer.run, 100)
    assert 100 * 10 / benchmark.stats["min"] > FLOOR / 10


@pytest.mark.parametrize("name", NETS)
def test_evaluating(benchmark, name):
    trainer = started(JaxTrainer(), name)
    benchmark(trainer.evaluate)
    assert benchmark.stats["min"] < 0.002


@pytest.mark.parametrize("name", NETS)
def test_compiling(benchmark, name):
    trainer = started(JaxTrainer(), name)
    benchmark.pedantic(trainer.run, (1,), setup=jax.clear_caches, rounds=5)
    assert benchmark.stats["min"] < 0.6


def test_first_frame(benchmark):
    def first_frame():
        trainer = started(JaxTrainer(), "2-4-2-1")
        trainer.run(1)
        return trainer.evaluate()

    benchmark.pedantic(first_frame, setup=jax.clear_caches, rounds=5)
    assert benchmark.stats["min"] < 2
