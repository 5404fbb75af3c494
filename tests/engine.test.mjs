/** The page's own engine, run by `node --test` from test_playground_widget.py. */
import assert from "node:assert/strict";
import { test } from "node:test";

import {
  ACTIVATIONS, Net, Trainer, examples, featuresOf, generator,
} from "../notebooks/nncourse/playground/page/engine.js";

const CONFIG = {
  dataset: "circle", noise: 0.1, train_share: 0.5, batch: 10, features: ["x1", "x2"],
  hidden: [4, 3], activations: ["tanh", "tanh"], l1: 0, l2: 0, dropout: 0,
  init: "glorot", optimizer: "sgd", lr: 0.03, seed: 3, points: [],
};
const OPTIMIZERS = ["sgd", "momentum", "nesterov", "adagrad", "rmsprop", "adam"];

function difference(net, array, i, loss) {
  const step = 1e-6;
  const before = array[i];
  array[i] = before + step;
  const high = loss();
  array[i] = before - step;
  const low = loss();
  array[i] = before;
  return (high - low) / (2 * step);
}

for (const kind of Object.keys(ACTIVATIONS)) {
  for (const dataset of ["circle", "plane"]) {
    test(`gradient of ${kind} on ${dataset} is that of finite differences`, () => {
      const net = new Net({ ...CONFIG, dataset, activations: [kind, kind] }, generator(1));
      const x = Float64Array.from([0.7, -1.3]);
      const y = 0.4;
      const loss = () => (net.forward(x, 0) - y) ** 2 / 2;
      net.clearGradient();
      loss();
      net.backward(x, 0, y);
      for (const { W, b, gW, gb } of net.layers) {
        for (const [array, gradient] of [[W, gW], [b, gb]]) {
          array.forEach((_, i) => {
            const wanted = difference(net, array, i, loss);
            assert.ok(Math.abs(gradient[i] - wanted) < 1e-7, `${gradient[i]} ${wanted}`);
          });
        }
      }
    });
  }
}

test("the gradient goes through dropout", () => {
  const net = new Net(CONFIG, generator(1));
  net.drop(0.5, generator(4));
  const x = Float64Array.from([0.7, -1.3]);
  const loss = () => (net.forward(x, 0) - 1) ** 2 / 2;
  net.clearGradient();
  loss();
  net.backward(x, 0, 1);
  for (const { W, gW } of net.layers) {
    W.forEach((_, i) => {
      assert.ok(Math.abs(gW[i] - difference(net, W, i, loss)) < 1e-7);
    });
  }
});

for (const dataset of ["xor", "circle", "spirals", "gauss", "plane", "waves"]) {
  test(`${dataset} trains`, () => {
    const trainer = new Trainer({ ...CONFIG, dataset, hidden: [8, 4], optimizer: "adam", lr: 0.01 });
    const before = trainer.evaluate().train_loss;
    trainer.run(3000);
    const after = trainer.evaluate().train_loss;
    assert.ok(after < 0.8 * before, `${before} to ${after}`);
  });
}

for (const optimizer of OPTIMIZERS) {
  test(`${optimizer} goes down`, () => {
    const trainer = new Trainer({ ...CONFIG, optimizer, lr: 0.01 });
    const before = trainer.evaluate().train_loss;
    trainer.run(2000);
    assert.ok(trainer.evaluate().train_loss < before);
  });
}

test("L1 and L2 make weights smaller", () => {
  const size = (fields) => {
    const trainer = new Trainer({ ...CONFIG, ...fields });
    trainer.run(2000);
    return trainer.net.layers[0].W.reduce((sum, w) => sum + Math.abs(w), 0);
  };
  assert.ok(size({ l1: 0.01 }) < size({}));
  assert.ok(size({ l2: 0.01 }) < size({}));
});

test("the same seed gives the same points and weights, another gives others", () => {
  const [a, b, c] = [3, 3, 4].map((seed) => new Trainer({ ...CONFIG, seed }));
  assert.deepEqual(a.data, b.data);
  assert.deepEqual(a.params, b.params);
  assert.notDeepEqual(a.data.train, c.data.train);
});

test("the share is kept, and own points are split too", () => {
  assert.equal(examples({ ...CONFIG, train_share: 0.9 }).train.length, 3 * 450);
  const points = [[1, 2, 1], [-1, -2, -1]];
  const { train, test: rest } = examples({ ...CONFIG, dataset: "own", points });
  assert.equal(train.length + rest.length, 6);
  assert.equal(train.length, 3);
});

test("all seven features", () => {
  const names = ["x1", "x2", "x1^2", "x2^2", "x1*x2", "sin(x1)", "sin(x2)"];
  const found = featuresOf(Float32Array.from([2, -3, 1]), names);
  const wanted = [2, -3, 4, 9, -6, Math.sin(2), Math.sin(-3)];
  found.forEach((value, i) => assert.ok(Math.abs(value - wanted[i]) < 1e-12));
});

test("no hidden layer, and one point on each side, work", () => {
  const trainer = new Trainer({ ...CONFIG, hidden: [], activations: [] });
  trainer.run(500);
  assert.equal(trainer.maps().length, 50 * 50);
  assert.equal(trainer.params.length, 3);
});
