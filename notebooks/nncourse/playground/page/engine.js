/**
 * The playground's network, written for the page: it trains where there is no kernel.
 *
 * The same mathematics as trainers.py. Only the random numbers differ: they come from a
 * small generator of our own, so that a seed means the same in every browser.
 */

export const GRID = 50; // side of a map, in cells
export const SPAN = 6; // a map shows [-6, 6] x [-6, 6]
const POINTS = 500;

// --- random numbers ---

/** A generator of numbers in [0, 1) that is fixed by its seed (mulberry32). */
export function generator(seed) {
  let state = (seed + 0x9e3779b9) | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A standard normal number, by Box and Muller. */
export function normal(random) {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** The numbers 0 .. n-1 in random order (Fisher and Yates). */
export function shuffled(n, random) {
  const order = Uint32Array.from({ length: n }, (_, i) => i);
  for (let i = n - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}

// --- data ---

const between = (random, low, high) => low + (high - low) * random();

const jitter = (random, size) => size * between(random, -1, 1);
const onCircle = (radius, angle) => [radius * Math.sin(angle), radius * Math.cos(angle)];

// Each gives one example (x1, x2, y), as in data.py; the first half is `high` (y = 1).
const EXAMPLES = {
  xor(random, noise) {
    const [x1, x2] = [between(random, -5, 5), between(random, -5, 5)];
    const moved = [x1, x2].map((x) => x + 0.3 * Math.sign(x) + jitter(random, 5 * noise));
    return [...moved, x1 * x2 < 0 ? 1 : -1];
  },
  circle(random, noise, { high }) {
    const radius = high ? between(random, 0, 2.5) : between(random, 3.5, 5);
    const at = onCircle(radius, between(random, 0, 2 * Math.PI));
    return [...at.map((x) => x + jitter(random, 5 * noise)), high ? 1 : -1];
  },
  spirals(random, noise, { high, along }) {
    const at = onCircle(5 * along * (high ? 1 : -1), 3.5 * Math.PI * along);
    return [...at.map((x) => x + jitter(random, 2 * noise)), high ? 1 : -1];
  },
  gauss(random, noise, { high }) {
    const shift = () => Math.sqrt(0.5 + 7 * noise) * normal(random);
    const centre = high ? 2 : -2;
    return [centre + shift(), centre + shift(), high ? 1 : -1];
  },
  plane(random, noise) {
    const [x1, x2] = [between(random, -6, 6), between(random, -6, 6)];
    return [x1, x2, (x1 + x2) / 10 + jitter(random, noise)];
  },
  waves(random, noise) {
    const [x1, x2] = [between(random, -6, 6), between(random, -6, 6)];
    return [x1, x2, (Math.sin(x1) + Math.sin(x2)) / 2 + jitter(random, noise)];
  },
};

/** Whether a data set asks for a number, not for a class. */
export const isRegression = (dataset) => dataset === "plane" || dataset === "waves";

/**
 * The training and test examples of a configuration.
 * @returns {{train: Float32Array, test: Float32Array}} x1, x2, y of each, in a row.
 */
export function examples(config) {
  const random = generator(config.seed);
  const all = config.dataset === "own" ? config.points : drawn(config, random);
  const mixed = Array.from(shuffled(all.length, random), (i) => all[i]);
  const share = Math.round(config.train_share * all.length);
  const split = Math.min(Math.max(share, 1), all.length - 1);
  const flat = (rows) => Float32Array.from(rows.flat());
  return { train: flat(mixed.slice(0, split)), test: flat(mixed.slice(split)) };
}

function drawn({ dataset, noise }, random) {
  const half = POINTS / 2;
  return Array.from({ length: POINTS }, (_, i) =>
    EXAMPLES[dataset](random, noise, { high: i < half, along: (i % half) / half }));
}

const FEATURES = {
  x1: (x1) => x1,
  x2: (x1, x2) => x2,
  "x1^2": (x1) => x1 * x1,
  "x2^2": (x1, x2) => x2 * x2,
  "x1*x2": (x1, x2) => x1 * x2,
  "sin(x1)": (x1) => Math.sin(x1),
  "sin(x2)": (x1, x2) => Math.sin(x2),
};

/** One feature of a point. */
export const feature = (name, x1, x2) => FEATURES[name](x1, x2);

/** The features of n points (x1, x2, y in a row), shape (n, names) in a row. */
export function featuresOf(points, names) {
  const n = points.length / 3;
  const out = new Float64Array(n * names.length);
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < names.length; k++) {
      out[i * names.length + k] = feature(names[k], points[3 * i], points[3 * i + 1]);
    }
  }
  return out;
}

/** The middles of the map's cells as points; the first row is the top. */
export function gridPoints() {
  const out = new Float32Array(3 * GRID * GRID);
  const at = (i) => -SPAN + (2 * SPAN * i) / (GRID - 1);
  for (let i = 0; i < GRID * GRID; i++) {
    out[3 * i] = at(i % GRID);
    out[3 * i + 1] = -at(Math.floor(i / GRID));
  }
  return out;
}

// --- the network ---

/** [activation of z, its derivative from z and the activation a] by name. */
export const ACTIVATIONS = {
  relu: [(z) => (z > 0 ? z : 0), (z) => (z > 0 ? 1 : 0)],
  tanh: [Math.tanh, (z, a) => 1 - a * a],
  sigmoid: [(z) => 1 / (1 + Math.exp(-z)), (z, a) => a * (1 - a)],
  linear: [(z) => z, () => 1],
  elu: [(z) => (z > 0 ? z : Math.expm1(z)), (z, a) => (z > 0 ? 1 : a + 1)],
};

const SPREADS = {
  zero: () => 0,
  constant: () => 0,
  lecun: (into) => Math.sqrt(1 / into),
  glorot: (into, out) => Math.sqrt(2 / (into + out)),
  he: (into) => Math.sqrt(2 / into),
};
const CONSTANT = 0.5; // every weight under init "constant"

/** A multilayer perceptron with one output; weights are W[out * inputs + in]. */
export class Net {
  constructor(config, random) {
    this.sizes = [config.features.length, ...config.hidden, 1];
    this.choose(config);
    this.layers = this.kinds.map((kind, k) => {
      const [inputs, units] = [this.sizes[k], this.sizes[k + 1]];
      const spread = SPREADS[config.init](inputs, units);
      const fixed = config.init === "constant" ? CONSTANT : 0;
      const weights = { length: inputs * units };
      return {
        inputs,
        units,
        W: Float64Array.from(weights, () => fixed + spread * normal(random)),
        b: new Float64Array(units),
        gW: new Float64Array(inputs * units),
        gb: new Float64Array(units),
        z: new Float64Array(units),
        a: new Float64Array(units),
        delta: new Float64Array(units),
        keep: new Float64Array(units).fill(1),
      };
    });
  }

  /** Take the activations of a configuration. */
  choose({ activations, dataset }) {
    const last = isRegression(dataset) ? "linear" : "tanh";
    this.kinds = [...activations, last].map((name) => ACTIVATIONS[name]);
  }

  /** The output for the features that start at `from`; keeps every activation. */
  forward(x, from) {
    let input = x;
    let start = from;
    for (let k = 0; k < this.layers.length; k++) {
      const { inputs, units, W, b, z, a, keep } = this.layers[k];
      const [f] = this.kinds[k];
      for (let j = 0, w = 0; j < units; j++) {
        let sum = b[j];
        for (let i = 0; i < inputs; i++, w++) sum += W[w] * input[start + i];
        z[j] = sum;
        a[j] = f(sum) * keep[j];
      }
      input = a;
      start = 0;
    }
    return input[0];
  }

  /** Add the gradient of (output - y)^2 / 2 for the example of the last forward. */
  backward(x, from, y) {
    const last = this.layers.length - 1;
    const out = this.layers[last];
    out.delta[0] = (out.a[0] - y) * this.kinds[last][1](out.z[0], out.a[0]);
    for (let k = last; k >= 0; k--) {
      const { inputs, units, W, gW, gb, delta } = this.layers[k];
      const below = k ? this.layers[k - 1] : null;
      const [input, start] = below ? [below.a, 0] : [x, from];
      if (below) below.delta.fill(0);
      for (let j = 0, w = 0; j < units; j++) {
        const d = delta[j];
        gb[j] += d;
        for (let i = 0; i < inputs; i++, w++) {
          gW[w] += d * input[start + i];
          if (below) below.delta[i] += d * W[w];
        }
      }
      if (below) this.#throughActivation(k - 1);
    }
  }

  #throughActivation(k) {
    const { units, z, a, delta, keep } = this.layers[k];
    const slope = this.kinds[k][1];
    for (let i = 0; i < units; i++) {
      // a unit that was dropped passes nothing back; the others are scaled up
      delta[i] *= keep[i] && keep[i] * slope(z[i], a[i] / keep[i]);
    }
  }

  /** Drop each hidden unit with a probability; what is left is scaled up. */
  drop(rate, random) {
    for (const { keep } of this.layers.slice(0, -1)) {
      for (let i = 0; i < keep.length; i++) {
        keep[i] = random() < rate ? 0 : 1 / (1 - rate);
      }
    }
  }

  /** Use every unit, as after training. */
  dropNone() {
    for (const { keep } of this.layers) keep.fill(1);
  }

  clearGradient() {
    for (const { gW, gb } of this.layers) {
      gW.fill(0);
      gb.fill(0);
    }
  }
}

// --- optimizers: each changes the parameter p by its gradient g, with two memories ---

const UPDATES = {
  sgd: (p, g, i, lr) => {
    p[i] -= lr * g;
  },
  momentum: (p, g, i, lr, m) => {
    m[i] = 0.9 * m[i] + g;
    p[i] -= lr * m[i];
  },
  nesterov: (p, g, i, lr, m) => {
    m[i] = 0.9 * m[i] + g;
    p[i] -= lr * (g + 0.9 * m[i]);
  },
  adagrad: (p, g, i, lr, m, v) => {
    v[i] += g * g;
    p[i] -= (lr * g) / (Math.sqrt(v[i]) + 1e-10);
  },
  rmsprop: (p, g, i, lr, m, v) => {
    v[i] = 0.99 * v[i] + 0.01 * g * g;
    p[i] -= (lr * g) / (Math.sqrt(v[i]) + 1e-8);
  },
  adam: (p, g, i, lr, m, v, t) => {
    m[i] = 0.9 * m[i] + 0.1 * g;
    v[i] = 0.999 * v[i] + 0.001 * g * g;
    const mean = m[i] / (1 - 0.9 ** t);
    p[i] -= (lr * mean) / (Math.sqrt(v[i] / (1 - 0.999 ** t)) + 1e-8);
  },
};

/** Trains a network on the examples of a configuration, one mini-batch a step. */
export class Trainer {
  constructor(config) {
    this.config = config;
    this.data = examples(config);
    this.random = generator(config.seed + 1);
    this.net = new Net(config, this.random);
    this.x = featuresOf(this.data.train, config.features);
    this.xTest = featuresOf(this.data.test, config.features);
    this.xGrid = featuresOf(gridPoints(), config.features);
    this.order = new Uint32Array();
    this.next = 0;
    this.steps = 0;
    this.#forget();
  }

  #forget() {
    this.updates = 0;
    this.memories = this.net.layers.map(({ W, b }) => ({
      W: [new Float64Array(W.length), new Float64Array(W.length)],
      b: [new Float64Array(b.length), new Float64Array(b.length)],
    }));
  }

  /** Go on with the same weights under another learning rate, penalty or optimizer. */
  adopt(config) {
    const other = config.optimizer !== this.config.optimizer;
    this.config = config;
    this.net.choose(config);
    if (other) this.#forget();
  }

  /** Train on so many mini-batches. */
  run(steps) {
    const { batch, dropout } = this.config;
    const n = this.data.train.length / 3;
    if (!n) return;
    for (let step = 0; step < steps; step++) {
      this.net.clearGradient();
      for (let k = 0; k < batch; k++) {
        if (dropout) this.net.drop(dropout, this.random);
        this.#learnFrom(this.#nextExample(n));
      }
      this.net.dropNone();
      this.#update(batch);
    }
  }

  #nextExample(n) {
    if (this.next >= this.order.length) {
      this.order = shuffled(n, this.random);
      this.next = 0;
    }
    return this.order[this.next++];
  }

  #learnFrom(i) {
    const from = i * this.config.features.length;
    this.net.forward(this.x, from);
    this.net.backward(this.x, from, this.data.train[3 * i + 2]);
  }

  #update(size) {
    const { lr, l1, l2, optimizer } = this.config;
    const change = UPDATES[optimizer];
    this.steps += 1;
    this.updates += 1;
    this.net.layers.forEach(({ W, b, gW, gb }, k) => {
      const [mW, vW] = this.memories[k].W;
      const [mb, vb] = this.memories[k].b;
      for (let i = 0; i < W.length; i++) {
        const g = gW[i] / size + l1 * Math.sign(W[i]) + l2 * W[i];
        change(W, g, i, lr, mW, vW, this.updates);
      }
      for (let i = 0; i < b.length; i++) {
        change(b, gb[i] / size, i, lr, mb, vb, this.updates);
      }
    });
  }

  /** Mean of (output - y)^2 / 2 over examples; NaN where there are none. */
  loss(x, points) {
    const n = points.length / 3;
    const width = this.config.features.length;
    let sum = 0;
    for (let i = 0; i < n; i++) {
      sum += (this.net.forward(x, i * width) - points[3 * i + 2]) ** 2 / 2;
    }
    return sum / n;
  }

  /** Norm of the gradient of the loss by the weights of each layer, with penalties. */
  gradientNorms() {
    const { l1, l2 } = this.config;
    const n = this.data.train.length / 3;
    this.net.clearGradient();
    for (let i = 0; i < n; i++) this.#learnFrom(i);
    return this.net.layers.map(({ W, gW }) => {
      const slopes = gW.map((g, i) => g / n + l1 * Math.sign(W[i]) + l2 * W[i]);
      return Math.sqrt(slopes.reduce((sum, g) => sum + g * g, 0));
    });
  }

  /** Losses and gradient norms. */
  evaluate() {
    return {
      train_loss: this.loss(this.x, this.data.train),
      test_loss: this.loss(this.xTest, this.data.test),
      grad_norms: this.gradientNorms(),
    };
  }

  /** Every unit's activation over the square, as bytes: 1 is -1, 128 is 0, 255 is 1. */
  maps() {
    const units = this.net.layers.reduce((sum, layer) => sum + layer.units, 0);
    const cells = GRID * GRID;
    const values = new Float32Array(units * cells);
    const width = this.config.features.length;
    for (let c = 0; c < cells; c++) {
      this.net.forward(this.xGrid, c * width);
      let u = 0;
      for (const { a } of this.net.layers) {
        for (let j = 0; j < a.length; j++, u++) values[u * cells + c] = a[j];
      }
    }
    return toBytes(values, cells);
  }

  /** W and b of each layer in a row; W by unit, then by input. */
  get params() {
    return Float32Array.from(this.net.layers.flatMap(({ W, b }) => [...W, ...b]));
  }

  /** Set one weight, or the bias where input is null. */
  set(layer, unit, input, value) {
    const { W, b, inputs } = this.net.layers[layer];
    if (input === null) b[unit] = value;
    else W[unit * inputs + input] = value;
  }
}

/** Maps as bytes; a map that leaves [-1, 1] is scaled to fit, so that its shape shows. */
export function toBytes(values, cells) {
  const bytes = new Uint8Array(values.length);
  for (let from = 0; from < values.length; from += cells) {
    let top = 1;
    for (let i = from; i < from + cells; i++) {
      const size = Math.abs(values[i]);
      if (size > top && size < Infinity) top = size;
    }
    for (let i = from; i < from + cells; i++) {
      bytes[i] = 128 + Math.round(127 * Math.max(-1, Math.min(1, values[i] / top || 0)));
    }
  }
  return bytes;
}
