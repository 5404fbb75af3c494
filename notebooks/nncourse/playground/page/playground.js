/**
 * The playground's view. One file for JupyterLab and for a page without a kernel.
 *
 * page/__init__.py joins this file and those that it imports to one.
 */
import { Bar } from "./bar.js";
import { GradientChart, LossChart } from "./charts.js";
import { CodePanel } from "./code_panel.js";
import { palette } from "./colors.js";
import { section } from "./controls.js";
import { DataSets } from "./data_sets.js";
import { h } from "./dom.js";
import { GRID } from "./engine.js";
import { Fields } from "./fields.js";
import { Network } from "./network_view.js";
import { OutputPanel } from "./output.js";
import { Surroundings } from "./surroundings.js";
import { Wire, bytesOf, floats } from "./wire.js";
import { grouped, loss } from "./words.js";
import { shareKeys } from "../../labextension/nncourse/static/keys.js";

const SPOKEN_EVERY = 3000; // ms between two sentences to a screen reader

class Playground {
  constructor(model, el) {
    this.options = model.get("options");
    this.state = { ...model.get("state"), playing: false, version: -1 };
    this.spokenAt = -Infinity; // when a sentence went to a screen reader last
    this.frames = 0; // drawn
    this.root = h("div", { class: "nnp", role: "group", "aria-label": "Neural network playground" });
    shareKeys(this.root);
    this.wire = new Wire(model, {
      receive: (message, buffers) => this.receive(message, buffers),
      note: (text) => this.note(text),
      state: () => this.state,
      visible: () => this.surroundings.visible,
    });
    this.#build();
    el.append(this.root);
    this.surroundings = new Surroundings(this.root, this.network.element, {
      recolor: (dark) => this.#recolor(palette(dark)), fit: () => this.#fit(),
    });
    this.wire.connect(this.root);
  }

  // --- building ---

  #build() {
    const hands = {
      send: (message) => this.wire.send(message),
      note: (text) => this.note(text),
      config: () => this.state.config,
    };
    this.problem = h("div", { class: "nnp-problem", role: "alert", hidden: true });
    this.status = h("p", { class: "nnp-status", role: "status", "aria-live": "polite" });
    this.bar = new Bar(hands.send);
    this.fields = new Fields(this.options.ranges, hands);
    this.output = new OutputPanel(hands);
    this.code = new CodePanel(hands.send);
    this.losses = new LossChart();
    this.gradients = new GradientChart();
    this.root.append(
      this.bar.element,
      this.problem,
      h("div", { class: "nnp-body" },
        this.#buildData(hands), this.#buildNetwork(hands), this.output.element),
      h("div", { class: "nnp-lower" },
        this.#buildLearning(),
        section("loss", "Loss", this.losses.element),
        section("gradient", "Gradient norm", this.gradients.element)),
      this.code.element,
      this.status,
    );
  }

  #buildData({ send }) {
    this.dataSets = new DataSets(this.options.datasets, (name) => this.output.choose(name));
    const [, last] = this.options.ranges.seed;
    const again = h("button", {
      type: "button", class: "nnp-plain",
      click: () => send({
        do: "change", fields: { seed: (this.state.config.seed + 1) % (last + 1) },
      }),
    }, "Draw again");
    return section("data", "Data", this.dataSets.element,
      this.fields.number("noise", "noise", true),
      this.fields.number("train_share", "training share", true),
      this.fields.number("seed", "seed"), again);
  }

  #buildNetwork({ send, note }) {
    this.network = new Network({
      send, problem: note, preview: (bytes, title) => this.output.preview(bytes, title),
    });
    this.count = h("span", { class: "nnp-layers" });
    const button = (sign, by, word) =>
      h("button", {
        type: "button", class: "nnp-round", "aria-label": `${word} a hidden layer`,
        click: () => this.#changeLayers(by),
      }, sign);
    const tools = h("div", { class: "nnp-tools" },
      button("−", -1, "remove"), this.count, button("+", 1, "add"));
    return section("network", "Network", tools, this.network.element,
      h("div", { class: "nnp-legend" },
        h("span", { class: "nnp-key" }, h("i", { class: "nnp-positive" }), "positive weight"),
        h("span", { class: "nnp-key" }, h("i", { class: "nnp-negative" }), "negative weight"),
        h("span", {}, "Width is size. Click a line or a unit to edit its weight or bias.")));
  }

  #buildLearning() {
    const { fields, options } = this;
    return section("learning", "Learning",
      h("div", { class: "nnp-fields" },
        fields.number("lr", "learning rate"),
        fields.choice("optimizer", "optimizer", options.optimizers),
        fields.number("batch", "batch size"),
        fields.choice("init", "first weights", options.inits),
        fields.number("l1", "L1 penalty"), fields.number("l2", "L2 penalty"),
        fields.number("dropout", "dropout")));
  }

  #changeLayers(by) {
    const { hidden } = this.state.config;
    if (hidden.length + by < 0 || hidden.length + by > 6) return;
    const fields = { hidden: by > 0 ? [...hidden, hidden.at(-1) ?? 4] : hidden.slice(0, -1) };
    this.wire.send({ do: "change", fields });
  }

  // --- showing ---

  /** Show what came from the trainer. */
  receive(message, buffers = []) {
    if (message.is === "state") this.#showState(message);
    if (message.is === "data") this.output.setPoints(...buffers.map(floats));
    if (message.is === "frame") this.#keepFrame(message, buffers);
    if (message.is === "problem") this.note(message.text, message.details);
    if (message.is === "code") this.code.show(message);
  }

  #showState(state) {
    const before = this.state;
    this.state = { ...before, ...state };
    const { config, playing } = this.state;
    if (before.version !== this.state.version) { // another network: wait for its maps
      this.frame = null;
      this.output.map = null;
      this.network.forget();
    }
    this.#showControls();
    this.bar.show(this.state);
    this.count.textContent = `${config.hidden.length} hidden ${config.hidden.length === 1 ? "layer" : "layers"}`;
    Object.assign(this.root.dataset, { playing, source: this.state.source ?? "kernel" });
    const drawnAs = (s) => JSON.stringify([s.config.features, s.config.hidden, s.config.activations]);
    if (before.version < 0 || drawnAs(before) !== drawnAs(this.state)) this.#layout();
    if (JSON.stringify(before.config) !== JSON.stringify(config)) this.code.ask();
    this.dataSets.draw(config, this.colors);
    if (!playing) this.#say(true);
    if (!playing) this.draw();
  }

  /** Put every control to what is in force. */
  #showControls() {
    this.fields.show(this.state.config);
    this.dataSets.show(this.state.config.dataset);
  }

  #layout() {
    this.network.layout(this.state.config, this.options, this.colors);
  }

  #keepFrame(head, buffers) {
    this.frame = { head, buffers };
    if (!this.surroundings.visible) return; // scrolled away: drawn when it is back
    if (this.wire.alone) {
      this.draw();
      return;
    }
    this.waiting ??= requestAnimationFrame(() => {
      this.waiting = null;
      this.draw();
    });
  }

  /** Draw the newest frame, if it is of the network that is laid out. */
  draw() {
    if (!this.frame || this.closed || this.frame.head.version !== this.state.version) return;
    const { head, buffers } = this.frame;
    const maps = bytesOf(buffers[0]);
    this.network.show(maps, floats(buffers[1]));
    this.output.draw(maps.subarray(maps.length - GRID * GRID));
    this.frames += 1;
    Object.assign(this.root.dataset, { frames: this.frames, step: head.step, rate: Math.round(head.rate) });
    this.bar.measure(this.frames, head.rate);
    this.#say(false);
    // The browser spends as much on the rest as on the maps, and it changes less.
    if (this.state.playing && this.frames % 2) return;
    this.network.showWeights();
    this.losses.show(head, floats(buffers[2]), this.colors);
    this.gradients.show(head.grad_norms);
    this.bar.count(head);
    if (!this.state.playing) this.network.describe();
  }

  #say(now) {
    if (!this.frame) return;
    const time = performance.now();
    if (!now && time - this.spokenAt < SPOKEN_EVERY) return;
    const { epoch, train_loss: train, test_loss: test } = this.frame.head;
    this.spokenAt = time;
    const onTest = Number.isFinite(test) ? `, test loss ${loss(test)}` : "";
    const words = `Epoch ${grouped(epoch)}, training loss ${loss(train)}${onTest}`;
    if (this.status.textContent !== words) this.status.textContent = words;
  }

  /** A problem in words, or nothing. */
  note(text, details) {
    this.problem.hidden = !text;
    const more = details ? [h("details", {}, h("summary", {}, "Details"), h("pre", {}, details))] : [];
    this.problem.replaceChildren(text, ...more);
    if (text) this.#showControls();
  }

  // --- the surroundings ---

  #recolor(colors) {
    this.colors = colors;
    this.output.recolor(colors);
    if (this.state.version < 0) return;
    this.#layout();
    this.dataSets.draw(this.state.config, colors);
    this.output.surface.drawDots();
    this.draw();
  }

  #fit() {
    const now = this.network.element.clientWidth;
    if (now && now !== this.network.room && this.state.version >= 0) this.#layout();
    this.draw();
  }

  close() {
    this.wire.close();
    this.closed = true;
    this.surroundings.close();
    cancelAnimationFrame(this.waiting);
  }
}

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
