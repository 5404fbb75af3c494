// The marks of nncourse/svg.py that views draw in the page; the tests hold the two together.

const INK = "var(--jp-ui-font-color1, #222222)";
export const GROUND = "var(--jp-layout-color0, #ffffff)";

const escape = (words) =>
  words.replace(/[&<>"']/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#x27;" })[c]);

/** One SVG image: marks on the page's ground, with a title that says it in words. */
export function picture(width, height, marks, words) {
  const title = escape(words);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}"`
    + ` width="${width}" role="img" aria-label="${title}" color="${INK}"`
    + ' font-family="system-ui, sans-serif" font-size="12" fill="currentColor"'
    + ` style="max-width:100%;height:auto;color:${INK}"><title>${title}</title>`
    + `<rect width="100%" height="100%" style="fill:${GROUND}" fill="#fff"/>${marks}</svg>`;
}

/** Words at a point, in the page's ink; anchor is start, middle or end. */
export function text(x, y, words, anchor = "start", size = 12) {
  return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}" font-size="${size}"`
    + ` stroke="none" fill="currentColor">${escape(words)}</text>`;
}

/** A line through points of [x, y] in pixels; infinite ones left out. */
export function line(points, color, width = 2, dash = "") {
  const path = points.filter((point) => point.every(Number.isFinite))
    .map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(" ");
  const dashed = dash ? ` stroke-dasharray="${dash}"` : "";
  return `<polyline points="${path}" fill="none" stroke="${color}" stroke-width="${width}"`
    + ` stroke-linejoin="round"${dashed}/>`;
}

/** A line with a head between two points in pixels, not the same. */
export function arrow(start, end, color, width = 2) {
  const far = Math.hypot(end[0] - start[0], end[1] - start[1]);
  const along = end.map((at, k) => (at - start[k]) / far);
  const foot = end.map((at, k) => at - 9 * along[k]);
  const side = [-along[1], along[0]].map((each) => 4.5 * each);
  const corners = [end, foot.map((at, k) => at + side[k]), foot.map((at, k) => at - side[k])];
  const head = corners.map((point) => point.map((at) => at.toFixed(1)).join(",")).join(" ");
  return `${line([start, foot], color, width)}<polygon points="${head}" fill="${color}"/>`;
}

/** svg.Axes: the way from data to pixels, and the picture around the marks. */
export class Axes {
  constructor(data) {
    Object.assign(this, data);
  }

  #share(axis, value) {
    const see = this.scales[axis] === "log" ? Math.log : Number;
    const [low, high] = this.limits[axis].map(see);
    return (see(value) - low) / (high - low);
  }

  /** Pixels of a data point. */
  at([x, y]) {
    const [left, top, right, bottom] = this.box;
    return [left + this.#share(0, x) * (right - left), bottom - this.#share(1, y) * (bottom - top)];
  }

  /** The data point at some pixels; linear axes. */
  from([px, py]) {
    const [left, top, right, bottom] = this.box;
    const [[x0, x1], [y0, y1]] = this.limits;
    return [x0 + (px - left) / (right - left) * (x1 - x0), y0 + (bottom - py) / (bottom - top) * (y1 - y0)];
  }

  #clipped(marks) {
    const [left, top, right, bottom] = this.box;
    const [width, height] = [right - left, bottom - top];
    return marks
      && `<svg x="${left}" y="${top}" width="${width}" height="${height}" viewBox="${left} ${top} ${width} ${height}">${marks}</svg>`;
  }

  picture(under, over, words) {
    return picture(this.width, this.height, this.#clipped(under) + this.still + this.#clipped(over), words);
  }
}

/** A share in whole percent; a half goes to the even number, as in Python. */
export function percent(share) {
  const exact = 100 * share;
  const even = 2 * Math.round(exact / 2);
  return `${Math.abs(exact % 1) === 0.5 ? even : Math.round(exact)}%`;
}

/** A number that has so many digits; a half goes to the even one, as in Python. */
function rounded(value, digits) {
  const half = new RegExp(`^(-?\\d\\.\\d{${digits - 2}}[02468])50*(e.*)$`);
  const [, kept, power] = half.exec(value.toExponential(20)) ?? [];
  return kept ? Number(kept + power) : value;
}

const minus = (words) => words.replaceAll("-", "−");

/** drawing.short: a measured number in a caption, to three digits: 2, −1.50 or 2.1·10⁻⁸. */
export function short(value) {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "no number" : value > 0 ? "∞" : "−∞";
  const size = Math.abs(value);
  if (size && !(size >= 1e-3 && size < 1e5)) {
    const [digits, power] = rounded(value, 2).toExponential(1).split("e");
    const up = String(Number(power)).replace(/./g, (c) => "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"["-0123456789".indexOf(c)]);
    return minus(`${digits}·10${up}`);
  }
  if (Number.isInteger(value)) return minus(value.toFixed(0));
  return minus(rounded(value, 3).toPrecision(3).replace(/e\+(?=\d$)/, "e+0"));
}

/** drawing.count: the value of a control in a caption: 10,000, −2 or 0.001; not 0.00001. */
export function count(value) {
  if (Number.isInteger(value)) return minus((value + 0).toLocaleString("en")); // 0, not −0
  return minus(String(Number(rounded(value, 4).toPrecision(4))));
}
