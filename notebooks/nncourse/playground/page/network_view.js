/**
 * The picture of the network: features, units with their maps, weights as lines.
 */
import { mapCanvas, paint } from "./canvas.js";
import { select } from "./controls.js";
import { h } from "./dom.js";
import { GRID, feature, gridPoints, toBytes } from "./engine.js";
import { nameOf, short } from "./words.js";

const NODE = 34;
const PITCH = 42;
const HEAD = 74; // room above the nodes for a layer's controls

/** Features, hidden layers and output with their maps; weights as lines between them. */
export class Network {
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
        type: "button", class: "nnp-feature", "aria-pressed": String(on),
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
          type: "button", class: "nnp-unit", tabindex: -1, "data-key": key,
          style: `top:${this.y(unit)}px;left:${this.x(layer + 1)}px`,
          ...previews,
          pointerenter: () => { previews.pointerenter(); this.#showTip(node); },
          pointerleave: () => { previews.pointerleave(); this.#hideTip(); },
          focus: () => { if (!last) previews.focus(); this.#rove(node); this.#showTip(node); },
          blur: () => { previews.blur(); this.#hideTip(); },
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
      class: "nnp-edge", role: "button", tabindex: -1, "data-key": key,
      pointerenter: () => this.#showTip(edge), pointerleave: () => this.#hideTip(),
      focus: () => { this.#rove(edge); this.#showTip(edge); },
      blur: () => this.#hideTip(), click: () => this.#edit(edge),
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
          type: "button", "aria-label": `${word} unit in ${name}`,
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
    if (this.subject && !this.editing) this.#write(this.subject);
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

  #showTip(item) {
    if (this.editing) return;
    this.subject = item;
    this.#place(item);
    this.#write(item);
  }

  #write(item) {
    const words = `${item.label}: ${short(this.value(item))}`;
    if (this.tip.textContent !== words) this.tip.textContent = words;
    item.setAttribute("aria-label", words);
  }

  #hideTip() {
    if (this.editing) return;
    this.subject = null;
    const focused = document.activeElement;
    if (this.items.includes(focused)) this.#showTip(focused);
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
    this.subject = item;
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
      this.#hideTip();
    };
    const input = h("input", {
      type: "text", inputmode: "decimal", "aria-label": item.label, "data-keeps": "Escape",
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
