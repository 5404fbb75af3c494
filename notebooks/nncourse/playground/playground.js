/**
 * The playground's view. One file for JupyterLab and for a page without a kernel.
 *
 * The view sends wishes ({do: ...}) to a trainer and draws what comes back ({is: ...}).
 * The trainer is the kernel or, where there is none, PageTrainer: it speaks the same
 * messages. widget.py joins this file and those that it imports to one.
 */
import { GRID, examples, isRegression } from "./engine.js";
import {
  SPEEDS, bytesOf, floats, grouped, h, isDark, loss, nameOf, palette,
} from "./marks.js";
import { shareKeys } from "../labextension/nncourse/static/keys.js";
import { NumberField, field, radios, section, select } from "./controls.js";
import { PageTrainer } from "./page_trainer.js";
import { Network } from "./network_view.js";
import { Surface } from "./surface.js";
import { GradientChart, LossChart } from "./charts.js";

const SPOKEN_EVERY = 3000; // ms between two sentences to a screen reader

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
    shareKeys(this.root);
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
        type: "button", class: `nnp-${name}`, title: label, "aria-label": label, click: wish,
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
      type: "button", class: "nnp-plain",
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
        type: "button", class: "nnp-round", "aria-label": `${word} a hidden layer`,
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
      type: "checkbox", change: () => this.#redraw({ showTest: showTest.checked }),
    });
    const mark = (label) => h("i", { class: label > 0 ? "nnp-square" : "nnp-disk" });
    const label = radios("label of the points you add",
      [[-1, mark(-1), "−1"], [1, mark(1), "+1"]], (value) => { this.label = value; });
    label.show(1);
    label.element.classList.add("nnp-labels");
    const clear = h("button", {
      type: "button", class: "nnp-plain", click: () => this.#clearPoints(),
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
    this.codeText = h("code", { tabindex: 0, "aria-label": "code" });
    this.kind = "numpy";
    const kinds = ["numpy", "jax", "torch"].map((kind) => [kind, h("span", {}, nameOf(kind))]);
    const choice = radios("library", kinds, (kind) => { this.kind = kind; this.#askCode(); });
    choice.show(this.kind);
    choice.element.classList.add("nnp-tabs");
    const copy = h("button", {
      type: "button", class: "nnp-plain", click: () => this.#copy(copy),
    }, "Copy");
    this.code = h("details", { class: "nnp-code", toggle: () => this.#askCode() },
      h("summary", {}, "Show me the code"),
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
    const more = details ? [h("details", {}, h("summary", {}, "Details"), h("pre", {}, details))] : [];
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

const TOLD = 6; // frames to one answer to the kernel; it sends twelve without one

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
