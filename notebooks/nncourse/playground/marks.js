/**
 * What all parts of the view share: elements, words for numbers, colours and points.
 */
import { GRID } from "./engine.js";

const SVG = "http://www.w3.org/2000/svg";
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
export const nameOf = (key) => NAMES[key] ?? key[0].toUpperCase() + key.slice(1);

export const SPEEDS = {
  slowest: ["1 step a picture", 1],
  slow: ["5 steps a picture", 5],
  medium: ["25 steps a picture", 25],
  fast: ["100 steps a picture", 100],
  fastest: ["as fast as it can", Infinity],
};

// --- small helpers ---

/** An element with attributes, listeners (functions) and children. */
export function h(tag, attributes = {}, ...children) {
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

const minus = (text) => text.replace("-", "−");
export const short = (value) =>
  Number.isFinite(value) ? minus(value.toFixed(value && Math.abs(value) < 0.1 ? 3 : 2)) : "–";
export const loss = (value) => (Number.isFinite(value) ? value.toFixed(3) : "–");
export const grouped = (value) => Math.round(value).toLocaleString("en");
export const floats = (view) =>
  new Float32Array(view.buffer.slice(view.byteOffset, view.byteOffset + view.byteLength));
export const bytesOf = (view) => new Uint8Array(view.buffer, view.byteOffset, view.byteLength);

// --- colours ---

/** What the canvases need to know of the theme. */
export function palette(dark) {
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
export function isDark() {
  const said = document.body.dataset.jpThemeLight;
  if (said) return said === "false";
  return matchMedia("(prefers-color-scheme: dark)").matches && !document.body.dataset.light;
}

/** Paint a map of bytes into a canvas of GRID x GRID pixels. */
export function paint(canvas, bytes, colors) {
  const context = canvas.getContext("2d");
  canvas.picture ??= context.createImageData(GRID, GRID);
  const pixels = new Uint32Array(canvas.picture.data.buffer);
  for (let i = 0; i < pixels.length; i++) pixels[i] = colors[bytes[i]];
  context.putImageData(canvas.picture, 0, 0);
}

export const mapCanvas = () => h("canvas", { width: GRID, height: GRID, "aria-hidden": "true" });

/** Draw disks for -1 and squares for +1; hollow ones are test points. */
export function drawPoints(context, points, { at, radius, colors, hollow }) {
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
