/**
 * The loss curves, and the gradient norm of each layer.
 */
import { h } from "./dom.js";
import { grouped, loss } from "./words.js";

/** Training and test loss over the steps. */
export class LossChart {
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
export class GradientChart {
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
