/**
 * The playground's view. One file for JupyterLab and for a page without a kernel.
 *
 * The view sends wishes ({do: ...}) to a trainer and draws what comes back ({is: ...}).
 * The trainer is the kernel or, where there is none, PageTrainer below: it speaks the
 * same messages. widget.py puts engine.js in front of this file in place of the import.
 */
import {
  GRID, SPAN, Trainer, examples, feature, gridPoints, isRegression, toBytes,
} from "./engine.js";

const SVG = "http://www.w3.org/2000/svg";
const HISTORY = 400; // points of the loss curve, at most
const SPOKEN_EVERY = 3000; // ms between two sentences to a screen reader
const BLUE = [0, 114, 178];
const ORANGE = [213, 94, 0];
const SKY = [86, 180, 233]; // on a dark ground the two lighter colours of Okabe and Ito
const AMBER = [230, 159, 0];

const NAMES = {
  xor: "XOR", circle: "Circle", spirals: "Spirals", gauss: "Gauss", plane: "Plane",
  waves: "Waves", own: "Own", relu: "ReLU", elu: "ELU", sgd: "SGD", rmsprop: "RMSProp",
  adagrad: "AdaGrad", lecun: "LeCun", glorot: "Glorot", he: "He", numpy: "NumPy",
  jax: "JAX", torch: "PyTorch", x1: "x₁", x2: "x₂", "x1^2": "x₁²", "x2^2": "x₂²",
  "x1*x2": "x₁x₂", "sin(x1)": "sin x₁", "sin(x2)": "sin x₂",
};
const nameOf = (key) => NAMES[key] ?? key[0].toUpperCase() + key.slice(1);

const SPEEDS = {
  slowest: ["1 step a picture", 1],
  slow: ["5 steps a picture", 5],
  medium: ["25 steps a picture", 25],
  fast: ["100 steps a picture", 100],
  fastest: ["as fast as it can", Infinity],
};

// --- small helpers ---

/** An element with attributes, listeners (functions) and children. */
function h(tag, attributes = {}, ...children) {
  const element = tag.startsWith("svg:")
    ? document.createElementNS(SVG, tag.slice(4))
    : document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

/** JupyterLab would take the arrow keys and Enter from a focused element. */
const KEYS = { "data-lm-suppress-shortcuts": "true" };

const minus = (text) => text.replace("-", "−");
const short = (value) =>
  Number.isFinite(value) ? minus(value.toFixed(value && Math.abs(value) < 0.1 ? 3 : 2)) : "–";
const loss = (value) => (Number.isFinite(value) ? value.toFixed(3) : "–");
const grouped = (value) => Math.round(value).toLocaleString("en");
const floats = (view) =>
  new Float32Array(view.buffer.slice(view.byteOffset, view.byteOffset + view.byteLength));
const bytesOf = (view) => new Uint8Array(view.buffer, view.byteOffset, view.byteLength);

let serial = 0; // for ids: two playgrounds on one page must not share any

// --- controls ---

/** A label above a control. */
function field(label, control, title) {
  return h("label", { class: "nnp-field", title }, h("span", {}, label), control);
}

function select(label, options, onChange) {
  const control = h(
    "select",
    { ...KEYS, "aria-label": label, change: () => onChange(control.value) },
    ...options.map(([value, text]) => h("option", { value }, text)),
  );
  return control;
}

/** A number to type, or to step through values that make sense; between low and high. */
class NumberField {
  constructor(label, { low, high, values, step, whole }, { onChange, onError, slider }) {
    Object.assign(this, { label, low, high, values, step, whole, onChange, onError });
    this.value = low;
    this.input = h("input", {
      ...KEYS, type: "text", inputmode: "decimal", autocomplete: "off", "aria-label": label,
      role: "spinbutton", "aria-valuemin": low, "aria-valuemax": high,
      change: () => this.#typed(), keydown: (event) => this.#key(event),
    });
    const kids = slider ? [this.#slider(), this.input] : this.#buttons();
    this.element = h("div", { class: slider ? "nnp-slide" : "nnp-number" }, ...kids);
  }

  #slider() {
    this.range = h("input", {
      ...KEYS, type: "range", min: this.low, max: this.high, step: this.step,
      "aria-label": `${this.label}, slider`, tabindex: 0,
      input: () => {
        this.input.value = this.range.value;
      },
      change: () => this.#offer(Number(this.range.value)),
    });
    return this.range;
  }

  #buttons() {
    const button = (sign, by, word) =>
      h("button", {
        ...KEYS, type: "button", tabindex: -1, "aria-label": `${word} ${this.label}`,
        click: () => this.#by(by),
      }, sign);
    return [button("−", -1, "less"), this.input, button("+", 1, "more")];
  }

  #key(event) {
    if (event.key === "Enter") { // JupyterLab may keep the change event
      this.onError("");
      this.#typed();
    }
    const by = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (!by) return;
    event.preventDefault();
    this.#by(by);
  }

  #by(direction) {
    const near = 1e-12;
    const listed = this.values?.filter((v) => direction * (v - this.value) > near);
    const next = listed
      ? (direction > 0 ? listed[0] : listed.at(-1))
      : Number((this.value + direction * this.step).toPrecision(8));
    if (next === undefined || next < this.low || next > this.high) return;
    this.#offer(next);
  }

  #typed() {
    const text = this.input.value.trim().replace(",", ".").replace("−", "-");
    this.#offer(text === "" ? NaN : Number(text));
  }

  #offer(value) {
    if (value === this.value) { // nothing new: only write it as it is written here
      this.show(value);
      return;
    }
    const fits = value >= this.low && value <= this.high;
    if (fits && (!this.whole || Number.isInteger(value))) {
      this.show(value);
      this.onChange(value);
      return;
    }
    const kind = this.whole ? "a whole number" : "a number";
    const plain = (bound) => (bound && bound < 1e-4 ? bound.toExponential() : String(bound));
    this.onError(`${this.label} must be ${kind} between ${plain(this.low)} and ${plain(this.high)}.`);
    this.show(this.value);
  }

  show(value) {
    this.value = value;
    this.input.value = String(value);
    this.input.setAttribute("aria-valuenow", value);
    if (this.range) this.range.value = value;
  }
}

/** A group of which one is chosen; arrow keys move, as the browser does for radios. */
function radios(label, options, onChange) {
  const name = `nnp-${++serial}`;
  const inputs = new Map();
  const group = h("div", { class: "nnp-radios", role: "radiogroup", "aria-label": label });
  for (const [value, ...content] of options) {
    const input = h("input", { ...KEYS, type: "radio", name, value, change: () => onChange(value) });
    inputs.set(value, input);
    group.append(h("label", {}, input, ...content));
  }
  return { element: group, inputs, show: (value) => { inputs.get(value).checked = true; } };
}

/** A region with a heading in words. */
function section(kind, title, ...content) {
  const id = `nnp-${++serial}`;
  const heading = h("div", { class: "nnp-title", id }, title);
  return h(
    "section", { class: `nnp-${kind}`, "aria-labelledby": id }, heading, ...content,
  );
}

// --- colours ---

/** What the canvases need to know of the theme. */
function palette(dark) {
  const ground = dark ? [17, 17, 17] : [255, 255, 255];
  const [low, high] = dark ? [SKY, AMBER] : [BLUE, ORANGE];
  return {
    low: `rgb(${low})`,
    high: `rgb(${high})`,
    ground: `rgb(${ground})`,
    ink: dark ? "rgb(238 238 238)" : "rgb(34 34 34)",
    faint: dark ? "rgb(238 238 238 / 22%)" : "rgb(34 34 34 / 16%)",
    strong: ramp(low, high, ground, dark ? 0.8 : 0.85),
    calm: ramp(low, high, ground, dark ? 0.42 : 0.36),
  };
}

/** 256 colours from low over the ground to high, as little-endian ABGR. */
function ramp(low, high, ground, most) {
  return Uint32Array.from({ length: 256 }, (_, i) => {
    const t = Math.max(-1, (i - 128) / 127);
    const end = t < 0 ? low : high;
    const mixed = ground.map((g, c) => Math.round(g + (end[c] - g) * Math.abs(t) * most));
    return ((255 << 24) | (mixed[2] << 16) | (mixed[1] << 8) | mixed[0]) >>> 0;
  });
}

/** Whether the page is dark: JupyterLab says so on the body, else the reader's system. */
function isDark() {
  const said = document.body.dataset.jpThemeLight;
  if (said) return said === "false";
  return matchMedia("(prefers-color-scheme: dark)").matches && !document.body.dataset.light;
}

/** Paint a map of bytes into a canvas of GRID x GRID pixels. */
function paint(canvas, bytes, colors) {
  const context = canvas.getContext("2d");
  canvas.picture ??= context.createImageData(GRID, GRID);
  const pixels = new Uint32Array(canvas.picture.data.buffer);
  for (let i = 0; i < pixels.length; i++) pixels[i] = colors[bytes[i]];
  context.putImageData(canvas.picture, 0, 0);
}

const mapCanvas = () => h("canvas", { width: GRID, height: GRID, "aria-hidden": "true" });

/** Draw disks for -1 and squares for +1; hollow ones are test points. */
function drawPoints(context, points, { at, radius, colors, hollow }) {
  for (let i = 0; i < points.length; i += 3) {
    const [px, py] = at(points[i], points[i + 1]);
    const high = points[i + 2] > 0;
    context.beginPath();
    if (high) context.rect(px - radius * 0.9, py - radius * 0.9, radius * 1.8, radius * 1.8);
    else context.arc(px, py, radius, 0, 2 * Math.PI);
    context.lineWidth = hollow ? 1.6 : 1;
    context.fillStyle = hollow ? colors.ground : high ? colors.high : colors.low;
    context.strokeStyle = hollow ? (high ? colors.high : colors.low) : colors.ground;
    context.fill();
    context.stroke();
  }
}

// --- the trainer where there is no kernel ---

const SCRIPT = 12; // ms of script between two pictures; the browser needs the other 4
const TURN = [2, 8]; // of them in training: what the picture leaves, in these bounds

/** Trains in the page; takes and gives the same messages as the kernel. */
class PageTrainer {
  constructor(state, gentle, receive) {
    this.state = { ...state, playing: false };
    Object.assign(this, { gentle, receive, codeFor: JSON.stringify(state.config) });
    this.#build();
  }

  send(message) {
    try {
      this.#obey(message);
    } catch (error) {
      this.receive({ is: "problem", text: error.message });
    }
  }

  close() {
    this.state.playing = false;
    cancelAnimationFrame(this.request);
  }

  #obey({ do: wish, ...rest }) {
    if (wish === "hello") this.#tellAll();
    if (wish === "change") this.#change(rest.fields);
    if (wish === "play") this.#play(true);
    if (wish === "pause") this.#play(false);
    if (wish === "step") this.#train(1);
    if (wish === "reset") this.#restart();
    if (wish === "speed") Object.assign(this.state, { speed: rest.speed });
    if (wish === "weight") this.#setWeight(rest);
    if (wish === "code") this.#code(rest.kind);
  }

  #change(fields) {
    const config = { ...this.state.config, ...fields };
    const last = config.activations.at(-1) ?? "tanh";
    config.activations = config.hidden.map((_, k) => config.activations[k] ?? last);
    if (!config.features.length) throw new Error("Choose at least one feature.");
    this.state = { ...this.state, config };
    if (Object.keys(fields).every((name) => this.gentle.includes(name))) {
      this.trainer.adopt(config);
      this.#tellState();
    } else this.#restart();
  }

  #restart() {
    this.#build();
    this.#tellAll();
  }

  #build() {
    this.trainer = new Trainer(this.state.config);
    this.history = [];
    this.stride = 1;
    this.rate = 0;
    this.turn = TURN[0];
    this.version = (this.version ?? 0) + 1;
  }

  #play(playing) {
    if (playing === this.state.playing) return;
    this.state.playing = playing;
    this.#tellState();
    if (playing) this.#loop();
  }

  #loop() {
    this.request = requestAnimationFrame(() => {
      if (!this.state.playing) return;
      this.#train(SPEEDS[this.state.speed][1]);
      this.#loop();
    });
  }

  #train(steps) {
    const begin = performance.now();
    let done = 0;
    const few = Math.max(1, Math.min(steps, Math.ceil(500 / this.state.config.batch)));
    while (done < steps && performance.now() - begin < this.turn) {
      this.trainer.run(Math.min(few, steps - done));
      done += few;
    }
    const now = performance.now();
    const seconds = (now - (this.last ?? now - 16)) / 1000;
    const learnt = Math.min(done, steps) * this.state.config.batch;
    this.rate += 0.1 * (learnt / Math.max(seconds, 0.004) - this.rate);
    this.last = now;
    this.#tellFrame();
    const other = performance.now() - now;
    const room = Math.min(Math.max(SCRIPT - other, TURN[0]), TURN[1]);
    this.turn += 0.2 * (room - this.turn);
  }

  #setWeight({ layer, unit, input, value }) {
    this.trainer.set(layer, unit, input, value);
    this.#tellFrame();
  }

  #code(kind) {
    const { code, config } = this.state;
    const same = code && JSON.stringify(config) === this.codeFor;
    const text = same
      ? code[kind]
      : "# This page has no Python to write the code of a changed network with.\n"
        + "# Open notebooks/playground.ipynb, and it follows every change.";
    this.receive({ is: "code", kind, text });
  }

  #tellAll() {
    this.#tellState();
    const { train, test } = this.trainer.data;
    this.receive({ is: "data" }, [new DataView(train.buffer), new DataView(test.buffer)]);
    this.#tellFrame();
  }

  #tellState() {
    const { config, speed, playing } = this.state;
    this.receive({ is: "state", config, speed, playing, version: this.version, source: "page" });
  }

  #tellFrame() {
    const trainer = this.trainer;
    const found = trainer.evaluate();
    if (trainer.steps % this.stride === 0) {
      this.history.push([trainer.steps, found.train_loss, found.test_loss]);
    }
    if (this.history.length > HISTORY) {
      this.history = this.history.filter((_, i) => i % 2 === 0);
    }
    const { batch } = this.state.config;
    const examplesSeen = trainer.steps * batch;
    const n = trainer.data.train.length / 3;
    const history = Float32Array.from(this.history.flat());
    this.receive(
      {
        is: "frame", version: this.version, step: trainer.steps, rate: this.rate,
        epoch: Math.floor(examplesSeen / Math.max(1, n)), ...found,
      },
      [trainer.maps(), trainer.params, history].map(
        (a) => new DataView(a.buffer, a.byteOffset, a.byteLength),
      ),
    );
  }
}

// --- the network picture ---

const NODE = 34;
const PITCH = 42;
const HEAD = 74; // room above the nodes for a layer's controls

/** Features, hidden layers and output with their maps; weights as lines between them. */
class Network {
  constructor({ send, problem, preview }) {
    Object.assign(this, { send, problem, preview });
    this.svg = h("svg:svg", { class: "nnp-lines", "aria-hidden": "false" });
    this.plane = h("div", { class: "nnp-plane" });
    this.tip = h("div", { class: "nnp-tip", hidden: true });
    this.element = h("div", {
      class: "nnp-graph", role: "group",
      "aria-label": "Network. Arrow keys move between weights and units; Enter edits.",
      keydown: (event) => this.#key(event),
    }, this.plane);
    this.params = new Float32Array();
  }

  /** Lay out anew for a configuration and the width at hand. */
  layout(config, options, colors) {
    const hadFocus = this.element.contains(document.activeElement);
    const focused = hadFocus ? document.activeElement.dataset.key : null;
    Object.assign(this, { config, options, colors });
    this.sizes = [config.features.length, ...config.hidden, 1];
    const columns = this.sizes.length;
    this.room = this.element.clientWidth || this.room; // 0 while JupyterLab hides it
    const width = Math.max(this.room || 480, columns * 62 + 30);
    const rows = Math.max(options.features.length, ...config.hidden);
    const height = HEAD + rows * PITCH + 4;
    this.plane.style.width = `${width}px`;
    this.plane.style.height = `${height}px`;
    this.svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    this.svg.replaceChildren();
    this.plane.replaceChildren(this.svg, this.tip);
    const left = 46 + NODE / 2;
    const right = width - NODE / 2 - 12;
    this.x = (column) => left + ((right - left) * column) / (columns - 1);
    this.y = (row) => HEAD + row * PITCH + NODE / 2;
    this.#makeFeatures();
    this.#makeUnits();
    this.#makeEdges();
    this.#makeHeads();
    this.#rove(this.items.find((item) => item.dataset.key === focused) ?? this.edges[0]);
    const back = focused && this.plane.querySelector(`[data-key="${CSS.escape(focused)}"]`);
    if (back) back.focus({ preventScroll: true });
  }

  #makeFeatures() {
    const { features } = this.config;
    this.plane.append(h("div", { class: "nnp-column", style: `left:${this.x(0)}px` }, "Features"));
    this.options.features.forEach((name, row) => {
      const on = features.includes(name);
      const canvas = mapCanvas();
      paint(canvas, featureMap(name), this.colors.strong);
      const button = h("button", {
        ...KEYS, type: "button", class: "nnp-feature", "aria-pressed": String(on),
        "aria-label": `feature ${nameOf(name)}`, "data-key": `feature ${name}`,
        style: `top:${this.y(row)}px;left:${this.x(0)}px`,
        click: () => this.#toggle(name), ...this.#previews(() => featureMap(name), nameOf(name)),
      }, h("span", {}, nameOf(name)), canvas);
      this.plane.append(button);
    });
  }

  #toggle(name) {
    const on = new Set(this.config.features);
    if (!on.delete(name)) on.add(name);
    if (!on.size) {
      this.problem("The network needs at least one feature.");
      return;
    }
    const features = this.options.features.filter((each) => on.has(each));
    this.send({ do: "change", fields: { features } });
  }

  #previews(bytes, title) {
    const show = () => this.preview(bytes, title);
    const hide = () => this.preview(null);
    return { pointerenter: show, pointerleave: hide, focus: show, blur: hide };
  }

  #makeUnits() {
    this.units = [];
    let count = 0;
    this.sizes.slice(1).forEach((size, layer) => {
      for (let unit = 0; unit < size; unit++) {
        const index = count++;
        const last = layer === this.sizes.length - 2;
        const where = last ? "output" : `layer ${layer + 1} unit ${unit + 1}`;
        const canvas = mapCanvas();
        const key = `unit ${layer} ${unit}`;
        const bytes = () => this.maps?.subarray(index * GRID * GRID, (index + 1) * GRID * GRID);
        const previews = this.#previews(bytes, where);
        const node = h("button", {
          ...KEYS, type: "button", class: "nnp-unit", tabindex: -1, "data-key": key,
          style: `top:${this.y(unit)}px;left:${this.x(layer + 1)}px`,
          ...previews,
          pointerenter: () => { previews.pointerenter(); this.#tell(node); },
          pointerleave: () => { previews.pointerleave(); this.#untell(); },
          focus: () => { if (!last) previews.focus(); this.#rove(node); this.#tell(node); },
          blur: () => { previews.blur(); this.#untell(); },
          click: () => this.#edit(node),
        }, canvas);
        Object.assign(node, { canvas, bytes, label: `bias of ${where}`, layer, unit, input: null });
        node.at = [this.x(layer + 1), this.y(unit)];
        this.units.push(node);
        this.plane.append(node);
      }
    });
    const out = this.sizes.length - 1;
    this.plane.append(h("div", { class: "nnp-column", style: `left:${this.x(out)}px` }, "Output"));
  }

  #makeEdges() {
    this.edges = [];
    const rowOf = this.config.features.map((name) => this.options.features.indexOf(name));
    for (let layer = 0; layer + 1 < this.sizes.length; layer++) {
      for (let unit = 0; unit < this.sizes[layer + 1]; unit++) {
        for (let input = 0; input < this.sizes[layer]; input++) {
          const row = layer ? input : rowOf[input];
          const from = [this.x(layer) + NODE / 2, this.y(row)];
          const to = [this.x(layer + 1) - NODE / 2, this.y(unit)];
          this.edges.push(this.#edge({ layer, unit, input, from, to }));
        }
      }
    }
    this.items = [...this.edges, ...this.units];
    this.svg.append(...this.edges);
  }

  #edge({ layer, unit, input, from, to }) {
    const middle = (from[0] + to[0]) / 2;
    const d = `M${from}C${middle},${from[1]} ${middle},${to[1]} ${to}`;
    const line = h("svg:path", { class: "nnp-line", d });
    const hit = h("svg:path", { class: "nnp-hit", d });
    const key = `weight ${layer} ${unit} ${input}`;
    const edge = h("svg:g", {
      ...KEYS, class: "nnp-edge", role: "button", tabindex: -1, "data-key": key,
      pointerenter: () => this.#tell(edge), pointerleave: () => this.#untell(),
      focus: () => { this.#rove(edge); this.#tell(edge); },
      blur: () => this.#untell(), click: () => this.#edit(edge),
    }, hit, line);
    const source = layer ? `unit ${input + 1}` : nameOf(this.config.features[input]);
    const target = layer === this.sizes.length - 2 ? "output" : `layer ${layer + 1} unit ${unit + 1}`;
    const at = [middle, (from[1] + to[1]) / 2];
    return Object.assign(edge, { line, layer, unit, input, at, label: `weight ${source} → ${target}` });
  }

  #makeHeads() {
    const { hidden, activations } = this.config;
    hidden.forEach((units, k) => {
      const name = `layer ${k + 1}`;
      const button = (sign, by, word) =>
        h("button", {
          ...KEYS, type: "button", "aria-label": `${word} unit in ${name}`,
          "data-key": `${word} ${k}`, click: () => this.#resize(k, units + by),
          "aria-disabled": String(units + by < 1 || units + by > 8),
        }, sign);
      const kinds = this.options.activations.map((kind) => [kind, nameOf(kind)]);
      const activation = select(`activation of ${name}`, kinds, (kind) => {
        const fields = { activations: activations.map((old, i) => (i === k ? kind : old)) };
        this.send({ do: "change", fields });
      });
      activation.value = activations[k];
      activation.dataset.key = `activation ${k}`;
      const count = h("span", { "aria-label": `${units} units in ${name}` }, String(units));
      this.plane.append(
        h("div", { class: "nnp-head", style: `left:${this.x(k + 1)}px` },
          h("div", {}, button("−", -1, "remove"), count, button("+", 1, "add")), activation),
      );
    });
  }

  #resize(k, units) {
    if (units < 1 || units > 8) return;
    const hidden = this.config.hidden.map((old, i) => (i === k ? units : old));
    this.send({ do: "change", fields: { hidden } });
  }

  /** Forget what was drawn: it is of another network. */
  forget() {
    this.maps = null;
    this.params = new Float32Array();
  }

  /** Draw the newest maps. */
  show(maps, params) {
    Object.assign(this, { maps, params });
    for (const node of this.units) paint(node.canvas, node.bytes(), this.colors.strong);
  }

  /** Draw the newest weights. */
  showWeights() {
    for (const edge of this.edges) {
      const w = this.value(edge);
      const size = Math.abs(w);
      const style = edge.line.style;
      style.strokeWidth = Math.min(7, 0.6 + 2.2 * size).toFixed(1);
      style.stroke = w < 0 ? this.colors.low : this.colors.high;
      style.strokeOpacity = Math.min(1, 0.25 + size).toFixed(2);
      // not colour alone: a negative weight is dashed
      style.strokeDasharray = w < 0 ? "7 5" : "none";
    }
    if (this.told && !this.editing) this.#write(this.told);
  }

  /** The value of a weight or bias in the newest frame. */
  value({ layer, unit, input }) {
    let start = 0;
    for (let k = 0; k < layer; k++) start += (this.sizes[k] + 1) * this.sizes[k + 1];
    const inputs = this.sizes[layer];
    const place = input === null ? inputs * this.sizes[layer + 1] + unit : unit * inputs + input;
    return this.params[start + place] ?? 0;
  }

  /** Put each value into words, for a screen reader; too slow for each frame. */
  describe() {
    for (const item of this.items) {
      item.setAttribute("aria-label", `${item.label}: ${short(this.value(item))}`);
    }
  }

  #tell(item) {
    if (this.editing) return;
    this.told = item;
    this.#place(item);
    this.#write(item);
  }

  #write(item) {
    const words = `${item.label}: ${short(this.value(item))}`;
    if (this.tip.textContent !== words) this.tip.textContent = words;
    item.setAttribute("aria-label", words);
  }

  #untell() {
    if (this.editing) return;
    this.told = null;
    const focused = document.activeElement;
    if (this.items.includes(focused)) this.#tell(focused);
    else this.tip.hidden = true;
  }

  #place(item) {
    this.tip.hidden = false;
    const half = 96;
    const width = this.plane.clientWidth;
    const x = Math.max(half, Math.min(width - half, item.at[0]));
    this.tip.style.left = `${x}px`;
    this.tip.style.top = `${item.at[1] + (item.input === null ? NODE / 2 : 0) + 8}px`;
  }

  #edit(item) {
    this.editing = true;
    this.told = item;
    this.#place(item);
    const finish = (keep) => {
      if (!this.editing) return;
      this.editing = false;
      const text = input.value.trim().replace(",", ".").replace("−", "-");
      const value = text === "" ? NaN : Number(text);
      if (keep && Number.isFinite(value)) {
        const { layer, unit, input: from } = item;
        this.send({ do: "weight", layer, unit, input: from, value });
      } else if (keep) this.problem("A weight must be a number.");
      if (this.tip.contains(document.activeElement)) item.focus({ preventScroll: true });
      this.#untell();
    };
    const input = h("input", {
      ...KEYS, type: "text", inputmode: "decimal", "aria-label": item.label,
      keydown: (event) => {
        event.stopPropagation();
        if (event.key === "Enter" || event.key === "Escape") {
          event.preventDefault();
          finish(event.key === "Enter");
        }
      },
      blur: () => finish(false),
    });
    input.value = this.value(item).toFixed(3);
    this.tip.replaceChildren(h("label", {}, `${item.label} `, input));
    input.focus({ preventScroll: true });
    input.select();
  }

  #rove(item) {
    for (const each of this.items) each.setAttribute("tabindex", each === item ? 0 : -1);
  }

  // Columns in order: weights of a layer, then its units, then the next layer's weights.
  #key(event) {
    const here = this.items.indexOf(document.activeElement);
    if (here < 0) return;
    const item = this.items[here];
    const column = 2 * item.layer + (item.input === null ? 1 : 0);
    const columnOf = (k) =>
      (k % 2 ? this.units : this.edges).filter((each) => each.layer === Math.floor(k / 2));
    const among = columnOf(column);
    const place = among.indexOf(item);
    const aside = (k) => {
      const others = columnOf(k);
      return others[Math.floor((place / among.length) * others.length)];
    };
    const moves = {
      ArrowDown: () => among[place + 1], ArrowUp: () => among[place - 1],
      ArrowRight: () => aside(column + 1), ArrowLeft: () => aside(column - 1),
      Home: () => this.items[0], End: () => this.units.at(-1),
      Enter: () => this.#edit(item), " ": () => this.#edit(item),
    };
    if (!moves[event.key]) return;
    event.preventDefault();
    event.stopPropagation();
    moves[event.key]()?.focus({ preventScroll: false });
  }
}

const featureMaps = new Map();

/** The map of a feature as bytes; it never changes. */
function featureMap(name) {
  if (!featureMaps.has(name)) {
    const points = gridPoints();
    const values = Float32Array.from({ length: GRID * GRID }, (_, i) =>
      feature(name, points[3 * i], points[3 * i + 1]));
    featureMaps.set(name, toBytes(values, GRID * GRID));
  }
  return featureMaps.get(name);
}

// --- the decision surface ---

const SIDE = 280; // px of the surface, at its own size

/** The output over the square, with its level 0, the points and a cross to add one. */
class Surface {
  constructor({ addPoint }) {
    this.addPoint = addPoint;
    this.map = mapCanvas();
    this.canvas = h("canvas", { class: "nnp-map", "aria-hidden": "true" });
    this.dots = h("canvas", { class: "nnp-dots", "aria-hidden": "true" });
    this.cursor = null;
    this.name = h("div", { class: "nnp-preview", hidden: true });
    this.element = h("div", {
      ...KEYS, class: "nnp-surface", tabindex: 0, role: "application",
      "aria-label": "Output over the plane. Arrow keys move a cross, Enter adds a point.",
      click: (event) => this.#click(event), keydown: (event) => this.#key(event),
      blur: () => { this.cursor = null; this.drawDots(); },
    }, this.canvas, this.dots, this.name);
    this.train = this.test = new Float32Array();
    this.scale = Math.max(1, Math.min(2, window.devicePixelRatio || 1));
    for (const canvas of [this.canvas, this.dots]) {
      canvas.width = canvas.height = SIDE * this.scale;
    }
  }

  /** Draw a map, and the line where it changes sign. */
  draw(bytes, colors) {
    if (!bytes) return;
    paint(this.map, bytes, colors.calm);
    const context = this.canvas.getContext("2d");
    const side = this.canvas.width;
    context.imageSmoothingEnabled = true;
    context.imageSmoothingQuality = "high";
    context.drawImage(this.map, 0, 0, side, side);
    context.strokeStyle = colors.ink;
    context.lineWidth = 1.2 * this.scale;
    context.stroke(zeroLine(bytes, side));
  }

  setPoints(train, test) {
    Object.assign(this, { train, test });
  }

  drawDots(colors = this.colors, showTest = this.showTest) {
    Object.assign(this, { colors, showTest });
    const context = this.dots.getContext("2d");
    context.setTransform(this.scale, 0, 0, this.scale, 0, 0);
    context.clearRect(0, 0, SIDE, SIDE);
    const at = (x1, x2) => [(SIDE * (x1 + SPAN)) / (2 * SPAN), (SIDE * (SPAN - x2)) / (2 * SPAN)];
    if (showTest) drawPoints(context, this.test, { at, radius: 2.6, colors, hollow: true });
    drawPoints(context, this.train, { at, radius: 3, colors });
    if (this.cursor) drawCross(context, at(...this.cursor), colors);
  }

  #click(event) {
    const box = this.element.getBoundingClientRect();
    const x1 = -SPAN + (2 * SPAN * (event.clientX - box.left)) / box.width;
    const x2 = SPAN - (2 * SPAN * (event.clientY - box.top)) / box.height;
    const inside = (v) => Math.max(-SPAN, Math.min(SPAN, Number(v.toFixed(2))));
    this.addPoint(inside(x1), inside(x2));
  }

  #key(event) {
    const by = event.shiftKey ? 1 : 0.25;
    const moves = {
      ArrowLeft: [-by, 0], ArrowRight: [by, 0], ArrowUp: [0, by], ArrowDown: [0, -by],
    };
    const move = moves[event.key];
    const adds = event.key === "Enter" || event.key === " ";
    if (!move && !adds) return;
    event.preventDefault();
    this.cursor ??= [0, 0];
    if (move) this.cursor = this.cursor.map((v, k) => Math.max(-SPAN, Math.min(SPAN, v + move[k])));
    else this.addPoint(...this.cursor);
    this.drawDots();
  }
}

function drawCross(context, [x, y], colors) {
  for (const [color, width] of [[colors.ground, 5], [colors.ink, 2]]) {
    context.beginPath();
    context.moveTo(x - 9, y);
    context.lineTo(x + 9, y);
    context.moveTo(x, y - 9);
    context.lineTo(x, y + 9);
    context.strokeStyle = color;
    context.lineWidth = width;
    context.stroke();
  }
}

/** Where a map of bytes passes 0, as a path: marching squares with two ends a cell. */
function zeroLine(bytes, side) {
  const path = new Path2D();
  const step = side / GRID;
  const value = (i, j) => bytes[i * GRID + j] - 128 || 0.5; // never 0: no corner cases
  for (let i = 0; i + 1 < GRID; i++) {
    for (let j = 0; j + 1 < GRID; j++) {
      const [a, b] = [value(i, j), value(i, j + 1)];
      const [c, d] = [value(i + 1, j), value(i + 1, j + 1)];
      const cuts = [];
      if (a * b < 0) cuts.push([j + a / (a - b), i]);
      if (b * d < 0) cuts.push([j + 1, i + b / (b - d)]);
      if (c * d < 0) cuts.push([j + c / (c - d), i + 1]);
      if (a * c < 0) cuts.push([j, i + a / (a - c)]);
      for (let k = 0; k + 1 < cuts.length; k += 2) {
        path.moveTo((cuts[k][0] + 0.5) * step, (cuts[k][1] + 0.5) * step);
        path.lineTo((cuts[k + 1][0] + 0.5) * step, (cuts[k + 1][1] + 0.5) * step);
      }
    }
  }
  return path;
}

// --- the two charts ---

/** Training and test loss over the steps. */
class LossChart {
  constructor() {
    this.canvas = h("canvas", { class: "nnp-curves", "aria-hidden": "true" });
    this.train = h("span", { class: "nnp-figure" }, "–");
    this.test = h("span", { class: "nnp-figure" }, "–");
    const key = (dash, name, value) =>
      h("span", { class: "nnp-key" },
        h("i", { class: dash ? "nnp-dashed" : "nnp-solid" }), `${name} `, value);
    this.element = h("div", {},
      h("div", { class: "nnp-legend", "aria-live": "off" },
        key(false, "training", this.train), key(true, "test", this.test)),
      this.canvas);
    // read when it changes: asking for a width in each frame would lay the page out again
    this.size = [300, 124];
    new ResizeObserver(([entry]) => {
      const { width, height } = entry.contentRect;
      this.size = [width || 300, height || 124];
      this.again?.();
    }).observe(this.canvas);
  }

  show(head, history, colors) {
    this.again = () => this.show(head, history, colors);
    this.train.textContent = loss(head.train_loss);
    this.test.textContent = loss(head.test_loss);
    const scale = Math.min(2, window.devicePixelRatio || 1);
    const [width, height] = this.size;
    if (this.canvas.width !== Math.round(width * scale)) {
      this.canvas.width = Math.round(width * scale);
      this.canvas.height = Math.round(height * scale);
    }
    const context = this.canvas.getContext("2d");
    context.setTransform(scale, 0, 0, scale, 0, 0);
    context.clearRect(0, 0, width, height);
    const frame = { left: 30, right: width - 6, top: 8, bottom: height - 18 };
    const top = niceTop(history);
    const end = Math.max(1, history.at(-3) ?? 1);
    drawAxes(context, frame, { top, end, colors });
    const at = (step, value) => [
      frame.left + ((frame.right - frame.left) * step) / end,
      frame.bottom - (frame.bottom - frame.top) * Math.min(1, value / top),
    ];
    drawCurve(context, history, 2, { at, color: colors.high, dash: [5, 4] });
    drawCurve(context, history, 1, { at, color: colors.low, dash: [] });
  }
}

/** The smallest round number that no loss passes; at least 0.05, at most 2. */
function niceTop(history) {
  let most = 0.04;
  for (let i = 0; i < history.length; i += 3) {
    for (const value of [history[i + 1], history[i + 2]]) {
      if (value > most && value < Infinity) most = value;
    }
  }
  return [0.05, 0.1, 0.2, 0.5, 1, 2].find((round) => round >= most) ?? 2;
}

function drawAxes(context, { left, right, top, bottom }, axes) {
  context.strokeStyle = axes.colors.faint;
  context.lineWidth = 1;
  context.setLineDash([]);
  context.fillStyle = axes.colors.ink;
  context.font = "11px system-ui, sans-serif";
  context.textAlign = "right";
  context.textBaseline = "middle";
  for (const share of [0, 0.5, 1]) {
    const y = bottom - share * (bottom - top);
    context.beginPath();
    context.moveTo(left, y);
    context.lineTo(right, y);
    context.stroke();
    context.fillText(String(Number((share * axes.top).toPrecision(2))), left - 4, y);
  }
  context.textBaseline = "alphabetic";
  context.fillText(`step ${grouped(axes.end)}`, right, bottom + 14);
  context.textAlign = "left";
  context.fillText("0", left, bottom + 14);
}

function drawCurve(context, history, column, { at, color, dash }) {
  context.beginPath();
  for (let i = 0; i < history.length; i += 3) {
    if (Number.isFinite(history[i + column])) context.lineTo(...at(history[i], history[i + column]));
  }
  context.strokeStyle = color;
  context.lineWidth = 2;
  context.lineJoin = "round";
  context.setLineDash(dash);
  context.stroke();
}

/** The norm of each layer's gradient, as bars on a scale from 1e-6 to 10. */
class GradientChart {
  constructor() {
    this.rows = h("div", { class: "nnp-bars" });
    const ticks = ["10⁻⁶", "10⁻³", "1"].map((text, k) =>
      h("span", { style: `left:${(300 * k) / 7}%` }, text));
    this.element = h("div", {}, this.rows,
      h("div", { class: "nnp-scale", "aria-hidden": "true" }, ...ticks));
    this.bars = [];
  }

  show(norms) {
    if (norms.length !== this.bars.length) this.#make(norms.length);
    norms.forEach((norm, k) => {
      const share = norm > 0 ? Math.max(0, Math.min(1, (Math.log10(norm) + 6) / 7)) : 0;
      const [bar, value] = this.bars[k];
      bar.style.width = `${(100 * share).toFixed(1)}%`;
      value.textContent = tiny(norm);
    });
  }

  #make(count) {
    this.bars = [];
    this.rows.replaceChildren();
    for (let k = 0; k < count; k++) {
      const bar = h("i");
      const value = h("span", { class: "nnp-figure" });
      const name = k === count - 1 ? "output" : `layer ${k + 1}`;
      this.rows.append(h("div", {}, h("span", {}, name), h("div", { class: "nnp-track" }, bar), value));
      this.bars.push([bar, value]);
    }
  }
}

const POWERS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** A small number in few signs: 0.031 or 4·10⁻⁷. */
function tiny(value) {
  if (!Number.isFinite(value)) return "–";
  if (value === 0 || value >= 0.001) return value.toFixed(3);
  const power = Math.floor(Math.log10(value));
  const digit = Math.min(9, Math.round(value / 10 ** power));
  const raised = [...String(-power)].map((d) => POWERS[d]).join("");
  return `${digit}·10⁻${raised}`;
}

// --- the whole ---

class Playground {
  constructor(model, el) {
    this.model = model;
    this.options = model.get("options");
    this.state = { ...model.get("state"), playing: false, version: -1 };
    this.label = 1;
    this.spoken = -Infinity;
    this.drawn = 0;
    this.told = -TOLD;
    this.id = `view-${Math.random().toString(36).slice(2)}`;
    this.root = h("div", { class: "nnp", role: "group", "aria-label": "Neural network playground" });
    this.#build();
    el.append(this.root);
    this.#watchTheme();
    this.#watchWidth();
    this.#connect();
  }

  // --- the wire ---

  #connect() {
    this.onMessage = (message, buffers) => this.receive(message, buffers);
    this.model.on("msg:custom", this.onMessage);
    this.onDeath = () => this.#goAlone();
    this.model.on("comm_live_update", this.onDeath);
    this.model.on("comm:close", this.onDeath);
    // A saved notebook that is opened again has the widget and no kernel that knows it.
    const orphan = this.root.closest(".jupyter-widgets-disconnected");
    if (orphan || this.model.get("alone")) this.#goAlone();
    else this.send({ do: "hello" });
  }

  /** There is no kernel, or it is gone: train here. */
  #goAlone() {
    if (this.closed || this.page) return;
    const state = { ...this.model.get("state"), ...pick(this.state, ["config", "speed"]) };
    const lost = this.state.version >= 0;
    this.page = new PageTrainer(state, this.options.gentle, (message, buffers) =>
      this.receive(message, buffers));
    this.send({ do: "hello" });
    if (lost) this.note("The kernel is gone. The playground now trains in this page.");
  }

  send(message) {
    if (message.do !== "ack") this.note("");
    if (this.page) this.page.send(message);
    else this.model.send({ ...message, view: this.id });
  }

  receive(message, buffers = []) {
    if (message.is === "frame" && !this.page) this.#acknowledge(message.seq);
    if (message.is === "state") this.showState(message);
    if (message.is === "data") this.showData(...buffers.map(floats));
    if (message.is === "frame") this.#keepFrame(message, buffers);
    if (message.is === "problem") this.note(message.text, message.details);
    if (message.is === "code") this.showCode(message);
  }

  /**
   * When it can be drawn: a slow page is sent less. Not each: for every answer the kernel
   * turns busy and idle, and JupyterLab redraws its toolbar and the icon of the page.
   */
  #acknowledge(seq) {
    this.newest = seq;
    if (this.answering || seq - this.told < TOLD) return;
    this.answering = true;
    const answer = () => {
      this.answering = false;
      this.told = this.newest;
      if (!this.closed && !this.page) this.send({ do: "ack", seq: this.newest });
    };
    if (document.hidden || !this.visible) answer();
    else requestAnimationFrame(answer);
  }

  #keepFrame(head, buffers) {
    this.frame = { head, buffers };
    if (!this.visible) return; // scrolled away: drawn when it is back
    if (this.page) {
      this.draw();
      return;
    }
    this.waiting ??= requestAnimationFrame(() => {
      this.waiting = null;
      this.draw();
    });
  }

  // --- building ---

  #build() {
    const change = (name) => (value) => this.send({ do: "change", fields: { [name]: value } });
    const number = (name, label, slider = false) => {
      const range = this.options.ranges[name];
      const [low, high] = range;
      const rest = { ...LIMITS[name], low, high, whole: WHOLE.has(name) };
      const control = new NumberField(label, rest, {
        onChange: change(name), onError: (text) => this.note(text), slider,
      });
      this.fields[name] = control;
      return field(label, control.element, HINTS[name]);
    };
    const choice = (name, label, options) => {
      const control = select(label, options.map((o) => [o, nameOf(o)]), change(name));
      this.fields[name] = { show: (value) => { control.value = value; } };
      return field(label, control, HINTS[name]);
    };
    this.fields = {};
    this.problem = h("div", { class: "nnp-problem", role: "alert", hidden: true });
    this.status = h("p", { class: "nnp-status", role: "status", "aria-live": "polite" });
    this.root.append(
      this.#buildBar(),
      this.problem,
      h("div", { class: "nnp-body" },
        this.#buildData(number), this.#buildNetwork(), this.#buildOutput()),
      h("div", { class: "nnp-lower" },
        section("learning", "Learning",
          h("div", { class: "nnp-fields" },
            number("lr", "learning rate"), choice("optimizer", "optimizer", this.options.optimizers),
            number("batch", "batch size"), choice("init", "first weights", this.options.inits),
            number("l1", "L1 penalty"), number("l2", "L2 penalty"), number("dropout", "dropout"))),
        section("loss", "Loss", (this.losses = new LossChart()).element),
        section("gradient", "Gradient norm", (this.gradients = new GradientChart()).element)),
      this.#buildCode(),
      this.status,
    );
  }

  #buildBar() {
    const button = (name, label, icon, wish) =>
      h("button", {
        ...KEYS, type: "button", class: `nnp-${name}`, title: label, "aria-label": label, click: wish,
      }, icon);
    this.play = button("play", "Play", icon(ICONS.play), () =>
      this.send({ do: this.state.playing ? "pause" : "play" }));
    this.epoch = h("span", { class: "nnp-figure" }, "0");
    this.steps = h("span", { class: "nnp-figure" }, "0");
    this.speed = select("speed", Object.entries(SPEEDS).map(([k, [t]]) => [k, t]), (speed) =>
      this.send({ do: "speed", speed }));
    this.rate = h("span", { class: "nnp-rate", "aria-hidden": "true" });
    return h("div", { class: "nnp-bar", role: "group", "aria-label": "Training" },
      h("div", { class: "nnp-buttons" },
        button("reset", "Reset", icon(ICONS.reset), () => this.send({ do: "reset" })), this.play,
        button("step", "One step: one mini-batch", icon(ICONS.step), () => this.send({ do: "step" }))),
      h("div", { class: "nnp-count" }, h("span", {}, "epoch"), this.epoch),
      h("div", { class: "nnp-count nnp-minor" }, h("span", {}, "step"), this.steps),
      field("speed", this.speed, "Training steps from one picture to the next"),
      this.rate);
  }

  #buildData(number) {
    const datasets = this.options.datasets.map((name) => {
      const canvas = h("canvas", { width: 80, height: 80, "aria-hidden": "true" });
      canvas.dataset.dataset = name;
      return [name, canvas, h("span", {}, nameOf(name))];
    });
    this.dataset = radios("data set", datasets, (dataset) => this.#chooseData(dataset));
    this.dataset.element.classList.add("nnp-datasets");
    const again = h("button", {
      ...KEYS, type: "button", class: "nnp-plain",
      click: () => this.send({
        do: "change", fields: { seed: (this.state.config.seed + 1) % (this.options.ranges.seed[1] + 1) },
      }),
    }, "Draw again");
    return section("data", "Data", this.dataset.element,
      number("noise", "noise", true), number("train_share", "training share", true),
      number("seed", "seed"), again);
  }

  #chooseData(dataset) {
    if (dataset === "own" && this.state.config.points.length < 2) {
      this.note("Click the output picture to add points of your own: two at least.");
      return;
    }
    this.pending = null;
    this.send({ do: "change", fields: { dataset } });
  }

  /** A network needs an example to learn from and one to test with: wait for two. */
  #addPoint(point) {
    const { dataset, points } = this.state.config;
    this.pending = [...(this.pending ?? (dataset === "own" ? points : [])), point];
    if (this.pending.length >= 2) {
      const fields = { dataset: "own", points: this.pending };
      this.pending = null;
      this.send({ do: "change", fields });
    } else this.#showPending("One point of your own. Add another to train on them.");
  }

  #showPending(text) {
    this.note(text);
    this.surface.setPoints(Float32Array.from(this.pending.flat()), new Float32Array());
    this.surface.drawDots();
  }

  #clearPoints() {
    this.pending = [];
    this.#showPending("The points are cleared. Add two or more of your own.");
  }

  #buildNetwork() {
    this.network = new Network({
      send: (message) => this.send(message),
      problem: (text) => this.note(text),
      preview: (bytes, title) => this.#preview(bytes, title),
    });
    this.count = h("span", { class: "nnp-layers" });
    const button = (sign, by, word) =>
      h("button", {
        ...KEYS, type: "button", class: "nnp-round", "aria-label": `${word} a hidden layer`,
        click: () => this.#layers(by),
      }, sign);
    const tools = h("div", { class: "nnp-tools" },
      button("−", -1, "remove"), this.count, button("+", 1, "add"));
    return section("network", "Network", tools, this.network.element,
      h("div", { class: "nnp-legend" },
        h("span", { class: "nnp-key" }, h("i", { class: "nnp-positive" }), "positive weight"),
        h("span", { class: "nnp-key" }, h("i", { class: "nnp-negative" }), "negative weight"),
        h("span", {}, "Width is size. Click a line or a unit to edit its weight or bias.")));
  }

  #layers(by) {
    const { hidden } = this.state.config;
    if (hidden.length + by < 0 || hidden.length + by > 6) return;
    const fields = { hidden: by > 0 ? [...hidden, hidden.at(-1) ?? 4] : hidden.slice(0, -1) };
    this.send({ do: "change", fields });
  }

  #buildOutput() {
    this.surface = new Surface({
      addPoint: (x1, x2) => this.#addPoint([x1, x2, this.label]),
    });
    const showTest = h("input", {
      ...KEYS, type: "checkbox", change: () => this.#redraw({ showTest: showTest.checked }),
    });
    const mark = (label) => h("i", { class: label > 0 ? "nnp-square" : "nnp-disk" });
    const label = radios("label of the points you add",
      [[-1, mark(-1), "−1"], [1, mark(1), "+1"]], (value) => { this.label = value; });
    label.show(1);
    label.element.classList.add("nnp-labels");
    const clear = h("button", {
      ...KEYS, type: "button", class: "nnp-plain", click: () => this.#clearPoints(),
    }, "Clear");
    const axis = h("div", { class: "nnp-axis", "aria-hidden": "true" },
      ...["−6", "x₁ →   x₂ ↑", "6"].map((t) => h("span", {}, t)));
    return section("output", "Output",
      h("div", { class: "nnp-frame" }, this.surface.element, axis),
      h("div", { class: "nnp-ramp", "aria-hidden": "true" },
        h("span", {}, mark(-1), "−1"), h("i"), h("span", {}, "+1", mark(1))),
      h("label", { class: "nnp-check" }, showTest, "show test points (hollow)"),
      h("div", { class: "nnp-own" }, h("span", {}, "Click the picture to add"), label.element, clear));
  }

  #buildCode() {
    this.codeText = h("code", { tabindex: 0, ...KEYS, "aria-label": "code" });
    this.kind = "numpy";
    const kinds = ["numpy", "jax", "torch"].map((kind) => [kind, h("span", {}, nameOf(kind))]);
    const choice = radios("library", kinds, (kind) => { this.kind = kind; this.#askCode(); });
    choice.show(this.kind);
    choice.element.classList.add("nnp-tabs");
    const copy = h("button", {
      ...KEYS, type: "button", class: "nnp-plain", click: () => this.#copy(copy),
    }, "Copy");
    this.code = h("details", { class: "nnp-code", toggle: () => this.#askCode() },
      h("summary", { ...KEYS }, "Show me the code"),
      h("div", { class: "nnp-codebar" }, choice.element, copy), h("pre", {}, this.codeText));
    return this.code;
  }

  #askCode() {
    if (this.code.open) this.send({ do: "code", kind: this.kind });
  }

  async #copy(button) {
    try {
      await navigator.clipboard.writeText(this.codeText.textContent);
    } catch { // a page from a file may not use the clipboard: select, and let copy work
      const range = document.createRange();
      range.selectNodeContents(this.codeText);
      getSelection().removeAllRanges();
      getSelection().addRange(range);
      document.execCommand("copy");
    }
    button.textContent = "Copied";
    setTimeout(() => { button.textContent = "Copy"; }, 1500);
  }

  // --- showing ---

  showState(state) {
    const before = this.state;
    this.state = { ...before, ...state };
    const { config, playing } = this.state;
    if (before.version !== this.state.version) { // another network: wait for its maps
      this.frame = this.maps = null;
      this.network.forget();
    }
    for (const [name, control] of Object.entries(this.fields)) control.show(config[name]);
    this.dataset.show(config.dataset);
    this.speed.value = this.state.speed;
    this.count.textContent = `${config.hidden.length} hidden ${config.hidden.length === 1 ? "layer" : "layers"}`;
    const words = playing ? "Pause" : "Play";
    this.play.replaceChildren(icon(playing ? ICONS.pause : ICONS.play));
    this.play.setAttribute("aria-label", words);
    this.play.title = words;
    Object.assign(this.root.dataset, { playing, source: this.state.source ?? "kernel" });
    const drawnAs = (s) => JSON.stringify([s.config.features, s.config.hidden, s.config.activations]);
    if (before.version < 0 || drawnAs(before) !== drawnAs(this.state)) this.#layout();
    const changed = JSON.stringify(before.config) !== JSON.stringify(config);
    if (changed && this.code.open) this.#askCode();
    this.#thumbnails();
    if (!playing) this.rate.textContent = "";
    if (!playing) this.#say(true);
    if (!playing) this.draw();
  }

  showData(train, test) {
    this.surface.setPoints(train, test);
    this.surface.drawDots(this.colors, this.showTest);
  }

  showCode({ kind, text }) {
    if (kind === this.kind) this.codeText.textContent = text;
  }

  #layout() {
    this.network.layout(this.state.config, this.options, this.colors);
  }

  #redraw(fields) {
    Object.assign(this, fields);
    this.surface.drawDots(this.colors, this.showTest);
  }

  /** Draw the newest frame, if it is of the network that is laid out. */
  draw() {
    if (!this.frame || this.closed || this.frame.head.version !== this.state.version) return;
    const { head, buffers } = this.frame;
    const maps = bytesOf(buffers[0]);
    this.maps = maps;
    this.network.show(maps, floats(buffers[1]));
    this.#drawSurface();
    this.#meter(head);
    this.#say(false);
    // The browser spends as much on the rest as on the maps, and it changes less.
    if (this.state.playing && this.drawn % 2) return;
    this.network.showWeights();
    this.losses.show(head, floats(buffers[2]), this.colors);
    this.gradients.show(head.grad_norms);
    this.epoch.textContent = grouped(head.epoch);
    this.steps.textContent = grouped(head.step);
    if (!this.state.playing) this.network.describe();
  }

  #drawSurface() {
    const cells = GRID * GRID;
    const bytes = this.previewed?.() ?? this.maps?.subarray(this.maps.length - cells);
    this.surface.draw(bytes, this.colors);
  }

  #preview(bytes, title) {
    this.previewed = bytes;
    this.surface.name.hidden = !bytes;
    this.surface.name.textContent = bytes ? title : "";
    this.#drawSurface();
  }

  #meter(head) {
    this.drawn += 1;
    const now = performance.now();
    this.since ??= { now, drawn: this.drawn };
    Object.assign(this.root.dataset, { frames: this.drawn, step: head.step, rate: Math.round(head.rate) });
    if (now - this.since.now < 1000) return;
    const fps = (1000 * (this.drawn - this.since.drawn)) / (now - this.since.now);
    this.since = { now, drawn: this.drawn };
    const where = this.state.source === "page" ? "in this page" : "in the kernel";
    this.rate.textContent = this.state.playing
      ? `${Math.round(fps)} pictures/s, ${grouped(head.rate)} examples/s ${where}`
      : "";
  }

  #say(now) {
    if (!this.frame) return;
    const time = performance.now();
    if (!now && time - this.spoken < SPOKEN_EVERY) return;
    const { epoch, train_loss: train, test_loss: test } = this.frame.head;
    this.spoken = time;
    const tested = Number.isFinite(test) ? `, test loss ${loss(test)}` : "";
    const words = `Epoch ${grouped(epoch)}, training loss ${loss(train)}${tested}`;
    if (this.status.textContent !== words) this.status.textContent = words;
  }

  /** A problem in words, or nothing. */
  note(text, details) {
    this.problem.hidden = !text;
    const more = details ? [h("details", {}, h("summary", KEYS, "Details"), h("pre", {}, details))] : [];
    this.problem.replaceChildren(text, ...more);
    if (text) this.showControls();
  }

  /** Put every control back to what is in force. */
  showControls() {
    for (const [name, control] of Object.entries(this.fields)) control.show(this.state.config[name]);
    this.dataset.show(this.state.config.dataset);
  }

  #thumbnails() {
    const { config } = this.state;
    const key = JSON.stringify([config.points, this.root.dataset.theme]);
    if (key === this.thumbnails) return;
    this.thumbnails = key;
    for (const canvas of this.dataset.element.querySelectorAll("canvas")) {
      const context = canvas.getContext("2d");
      const dataset = canvas.dataset.dataset;
      const { train } = examples({ ...config, dataset, noise: 0.1, seed: 0, train_share: 0.6 });
      const at = (x1, x2) => [40 + x1 * 6, 40 - x2 * 6];
      context.clearRect(0, 0, 80, 80);
      if (!train.length) drawPlus(context, this.colors);
      drawThumbnail(context, train, { at, colors: this.colors, smooth: isRegression(dataset) });
    }
  }

  // --- the surroundings ---

  #watchTheme() {
    const follow = () => {
      const dark = isDark();
      if (this.root.dataset.theme === (dark ? "dark" : "light")) return;
      this.root.dataset.theme = dark ? "dark" : "light";
      this.colors = palette(dark);
      this.thumbnails = null;
      if (this.state.version < 0) return;
      this.#layout();
      this.#thumbnails();
      this.surface.drawDots(this.colors, this.showTest);
      this.draw();
    };
    this.themes = new MutationObserver(follow);
    this.themes.observe(document.body, { attributes: true });
    this.system = matchMedia("(prefers-color-scheme: dark)");
    this.system.addEventListener("change", follow);
    this.follow = follow;
    follow();
  }

  #watchWidth() {
    const fit = () => {
      const now = this.network.element.clientWidth;
      if (now && now !== this.network.room && this.state.version >= 0) this.#layout();
      this.draw();
    };
    this.sizes = new ResizeObserver(fit);
    this.sizes.observe(this.network.element);
    this.visible = true;
    this.sight = new IntersectionObserver(([entry]) => {
      this.visible = entry.isIntersecting;
      if (this.visible) fit();
    });
    this.sight.observe(this.root);
  }

  close() {
    if (this.page) this.page.close();
    else this.send({ do: "bye" });
    this.closed = true;
    this.themes.disconnect();
    this.sizes.disconnect();
    this.sight.disconnect();
    this.system.removeEventListener("change", this.follow);
    this.model.off("msg:custom", this.onMessage);
    this.model.off("comm_live_update", this.onDeath);
    this.model.off("comm:close", this.onDeath);
    cancelAnimationFrame(this.waiting);
  }
}

const pick = (object, names) => Object.fromEntries(names.map((name) => [name, object[name]]));

function drawThumbnail(context, points, { at, colors, smooth }) {
  for (let i = 0; i < points.length; i += 3) {
    const y = points[i + 2];
    const [px, py] = at(points[i], points[i + 1]);
    context.globalAlpha = smooth ? Math.min(1, 0.15 + Math.abs(y)) : 1;
    context.fillStyle = y > 0 ? colors.high : colors.low;
    context.beginPath();
    if (y > 0) context.rect(px - 1.7, py - 1.7, 3.4, 3.4);
    else context.arc(px, py, 1.9, 0, 2 * Math.PI);
    context.fill();
  }
  context.globalAlpha = 1;
}

/** Where there are no points yet: a sign that they can be added. */
function drawPlus(context, colors) {
  context.strokeStyle = colors.ink;
  context.lineWidth = 2;
  context.setLineDash([5, 4]);
  context.strokeRect(10, 10, 60, 60);
  context.setLineDash([]);
  context.stroke(new Path2D("M40 28v24M28 40h24"));
}

const ICONS = {
  play: "M8 5v14l11-7z",
  pause: "M7 5h4v14H7zM13 5h4v14h-4z",
  step: "M6 5v14l9-7zM16 5h3v14h-3z",
  reset: "M12 5V1.5L6.5 6.5 12 11.5V8a4.8 4.8 0 1 1-4.8 4.8H4.2A7.8 7.8 0 1 0 12 5z",
};
const icon = (d) =>
  h("svg:svg", { viewBox: "0 0 24 24", "aria-hidden": "true" }, h("svg:path", { d }));

const TOLD = 3; // frames to one answer to the kernel; it sends six without one

const RATES = [1e-5, 1e-4, 3e-4, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10];
const PENALTIES = [0, 1e-5, 1e-4, 3e-4, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10];
const WHOLE = new Set(["batch", "seed"]);
const LIMITS = {
  noise: { step: 0.05 }, train_share: { step: 0.1 }, seed: { step: 1 }, lr: { values: RATES },
  batch: { values: [1, 2, 5, 10, 20, 50, 100] }, l1: { values: PENALTIES },
  l2: { values: PENALTIES }, dropout: { step: 0.1 },
};
const HINTS = {
  noise: "How far the points are shifted at random",
  train_share: "The share of the points that is learnt from; the rest tests",
  seed: "The same seed draws the same points and first weights",
  lr: "How far one step goes",
  batch: "Examples in one step",
  init: "How the first weights are drawn",
  l1: "Pulls every weight to 0 by the same force",
  l2: "Pulls every weight to 0 in proportion to its size",
  dropout: "The probability that a hidden unit sits out a step",
};

/** What anywidget calls: build the view of a model in an element. */
function render({ model, el }) {
  const view = new Playground(model, el);
  return () => view.close();
}

/** Build a playground in a page without a kernel, from a saved state. */
export function mount(el, { state, options }) {
  const traits = { state, options, alone: true };
  const model = { get: (name) => traits[name], on() {}, off() {}, send() {} };
  return render({ model, el });
}

export default { render };
