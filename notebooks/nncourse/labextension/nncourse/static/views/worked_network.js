// views.WorkedNetwork in the page: both passes, and the same drawing.
import { arrow, count, GROUND, picture, short, text } from "../svg.js";

const [BLUE, ORANGE] = ["#0072B2", "#D55E00"];

const sigmoid = (z) => 1 / (1 + Math.exp(-z));
const dot = (one, other) => one.reduce((sum, each, k) => sum + each * other[k], 0);

/** Every value and every slope of the loss, by name. */
function passes(x, W, V, label) {
  const z = W.map((row) => dot(row, x));
  const h = z.map(sigmoid);
  const s = dot(V, h);
  const y = sigmoid(s);
  const J = -Math.log(label ? y : 1 - y);

  const dy = label ? -1 / y : 1 / (1 - y);
  const ds = dy * y * (1 - y);
  const dV = h.map((each) => ds * each);
  const dh = V.map((each) => ds * each);
  const dz = dh.map((each, j) => each * h[j] * (1 - h[j]));
  const dW = dz.map((each) => x.map((input) => each * input));
  const dx = x.map((_, i) => dot(W.map((row) => row[i]), dz));
  return {
    values: { x, W, V, z, h, s, y, J },
    slopes: { J: 1, y: dy, s: ds, V: dV, h: dh, z: dz, W: dW, x: dx },
  };
}

/** What rounding leaves of 0 in a sum is 0. */
const exact = (value) =>
  (Array.isArray(value) ? value.map(exact) : Number(value.toFixed(12)) + 0);

/** A number, a vector or a matrix in a caption: 2, (2, 3) or (2, 3; 4, 5). */
function all(values) {
  if (!Array.isArray(values)) return short(values);
  const rows = Array.isArray(values[0]) ? values : [values];
  return `(${rows.map((row) => row.map(short).join(", ")).join("; ")})`;
}

const at = (values, index) => index.reduce((part, k) => part[k], values);
const lowered = (index) => index.map((k) => "₁₂₃₄₅₆₇₈₉"[k]).join("");

/** The view's drawings; `data` is WorkedNetwork.data(). */
export function view({ x, order, forward, crossed, size, boxes, arrows, words }) {
  /** What is known after some steps, and how a number of it is written. */
  const walk = ({ step, label, ...weights }) => {
    const W = [1, 2, 3].map((j) => [1, 2].map((i) => weights[`W${j}${i}`]));
    const V = [1, 2, 3].map((j) => weights[`V${j}`]);
    const { values, slopes } = passes(x, W, V, label);
    for (const name of ["z", "s"]) values[name] = exact(values[name]);
    const known = new Set(["x", "W", "V", ...order.slice(0, Math.min(step, forward))]);
    const back = new Set(step > forward ? ["J", ...order.slice(forward, step)] : []);
    const lines = ([name, index]) => {
      const write = "WVx".includes(name) ? count : short;
      const value = known.has(name) ? ` = ${write(at(values[name], index))}` : "";
      const slope = back.has(name) ? [`∂ ${short(at(slopes[name], index))}`] : [];
      return [name + lowered(index) + value, ...slope];
    };
    const found = step ? all((step > forward ? slopes : values)[order[step - 1]]) : "";
    return { lines, caption: words[label][step] + found };
  };

  const way = ({ name, start, end }, step, color) => {
    const look = crossed[name].includes(step) ? [color, 3] : ["currentColor", 1.2];
    return arrow(start, end, ...look);
  };

  /** A weight on its arrow, on a ground that hides the arrow there. */
  const label = ({ name, place, start, end, share }, lines) => {
    if (share === null) return "";
    const [left, top] = start.map((from, k) => from + share * (end[k] - from));
    const written = lines([name, place]);
    const width = 6.2 * Math.max(...written.map((line) => line.length)) + 4;
    const height = 13 * written.length + 2;
    const ground = `<rect x="${(left - width / 2).toFixed(1)}" y="${(top - height / 2).toFixed(1)}"`
      + ` width="${width.toFixed(1)}" height="${height}" style="fill:${GROUND}" fill="#fff"/>`;
    const down = (k) => top + 4 + 13 * (k - (written.length - 1) / 2);
    return ground + written.map((line, k) => text(left, down(k), line, "middle")).join("");
  };

  /** A box with its numbers, and under each the slope of the loss by it. */
  const box = ({ x: left, y: top, width, numbers }, lit, color, lines) => {
    const now = numbers.some(([name]) => name === lit);
    const ground = `<rect x="${left}" y="${top}" width="${width}" height="${8 + 36 * numbers.length}"`
      + ` rx="8" style="fill:${GROUND}" fill="#fff" stroke="${now ? color : "currentColor"}"`
      + ` stroke-width="${now ? 4 : 1.5}"/>`;
    const down = (k, line) => top + 18 + 36 * k + 16 * line;
    return ground + numbers.flatMap((number, k) => lines(number).map((each, line) =>
      text(left + width / 2, down(k, line), each, "middle", 13))).join("");
  };

  return {
    standsIn: true, // for the passes of the lecture, which a reader may have changed

    draw(state) {
      const { step } = state;
      const { lines, caption } = walk(state);
      const color = step > forward ? ORANGE : BLUE;
      const marks = [
        ...arrows.map((each) => way(each, step, color)),
        ...arrows.map((each) => label(each, lines)),
        ...boxes.map((each) => box(each, step ? order[step - 1] : "", color, lines)),
      ];
      return [picture(...size, marks.join(""), caption), caption];
    },
  };
}
