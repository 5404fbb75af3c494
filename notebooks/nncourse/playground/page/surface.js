/**
 * The decision surface with the points on it.
 */
import { drawPoints, mapCanvas, paint } from "./canvas.js";
import { h } from "./dom.js";
import { GRID, SPAN } from "./engine.js";

const SIDE = 280; // px of the surface, at its own size

/**
 * The output over the square, with its level 0, the points and a cross to add one.
 * `colors` is a palette; `showTest` says whether points to test with are shown.
 */
export class Surface {
  constructor({ addPoint }) {
    this.addPoint = addPoint;
    this.map = mapCanvas();
    this.canvas = h("canvas", { class: "nnp-map", "aria-hidden": "true" });
    this.dots = h("canvas", { class: "nnp-dots", "aria-hidden": "true" });
    this.cursor = null;
    this.showTest = false;
    this.name = h("div", { class: "nnp-preview", hidden: true });
    this.element = h("div", {
      class: "nnp-surface", tabindex: 0, role: "application",
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
  draw(bytes) {
    if (!bytes) return;
    paint(this.map, bytes, this.colors.calm);
    const context = this.canvas.getContext("2d");
    const side = this.canvas.width;
    context.imageSmoothingEnabled = true;
    context.imageSmoothingQuality = "high";
    context.drawImage(this.map, 0, 0, side, side);
    context.strokeStyle = this.colors.ink;
    context.lineWidth = 1.2 * this.scale;
    context.stroke(zeroLine(bytes, side));
  }

  setPoints(train, test) {
    Object.assign(this, { train, test });
  }

  /** Draw the points, and the cross if there is one. */
  drawDots() {
    const { colors, showTest } = this;
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
