// views.NeuronLine in the page: the same drawing, and two handles to drag.
import { Axes, arrow, line, percent } from "../svg.js";

const [BLUE, ORANGE, GREEN, TINT] = ["#0072B2", "#D55E00", "#008F68", 0.15];
const FAR = 1e3;

const signed = (value) => (value < 0 || Object.is(value, -0) ? "" : "+") + value.toFixed(2);
const dot = (one, other) => one[0] * other[0] + one[1] * other[1];
const away = (point, far, along) => point.map((at, k) => at + far * along[k]);

/** The point of the line ⟨w, x⟩ = −b that is nearest to 0; of w = 0 it is 0. */
const foot = (w, b) => w.map((each) => (-b * each) / (dot(w, w) || 1));

/** The view's drawings and handles; `data` is NeuronLine.data(). */
export function view({ X, y, axes: frame, dots }) {
  const axes = new Axes(frame);

  /** The half-plane where ⟨w, x⟩ > offset. */
  const beyond = (w, offset, fill) => {
    const along = w.map((each) => each / Math.hypot(...w));
    const across = [-along[1], along[0]];
    const ends = [-FAR, FAR].map((far) => away(foot(w, -offset), far, across));
    const points = [...ends, away(ends[1], FAR, along), away(ends[0], FAR, along)]
      .map((point) => axes.at(point).map((px) => px.toFixed(1)).join(",")).join(" ");
    return `<polygon points="${points}" fill="${fill}" fill-opacity="${TINT}"/>`;
  };

  const sides = (w, b) => {
    if (!dot(w, w)) { // the same answer everywhere
      const fill = b > 0 ? ORANGE : BLUE;
      return `<rect width="100%" height="200%" fill="${fill}" fill-opacity="${TINT}"/>`;
    }
    const across = [-w[1] / Math.hypot(...w), w[0] / Math.hypot(...w)];
    const ends = [-FAR, FAR].map((far) => axes.at(away(foot(w, b), far, across)));
    const tip = [foot(w, b), away(foot(w, b), 0.5, w)].map((point) => axes.at(point));
    return beyond(w, -b, ORANGE) + beyond(w.map((each) => -each), b, BLUE)
      + line(ends, "currentColor", 2) + arrow(...tip, GREEN, 3);
  };

  return {
    draw({ w1, w2, b }) {
      const right = X.filter((x, k) => (dot(x, [w1, w2]) + b > 0) === (y[k] > 0)).length;
      const words = `${w1.toFixed(2)} x₁ ${signed(w2)} x₂ ${signed(b)} = 0: `
        + `${percent(right / y.length)} of ${y.length} points answered right`;
      const caption = words.replaceAll("-", "−");
      return [axes.picture(sides([w1, w2], b), dots, caption), caption];
    },

    /** Where the tip of w and the foot of the line are, in pixels. */
    handles({ w1, w2, b }) {
      const at = foot([w1, w2], b);
      return [axes.at(away(at, 0.5, [w1, w2])), axes.at(at)];
    },

    /** The state in which a handle would be at some pixels. */
    pull({ w1, w2, b }, handle, pixels) {
      const to = axes.from(pixels);
      if (handle === 1) return { b: -dot([w1, w2], to) };
      // The tip lies at (s/2 − b/s) along w = s · along; the foot moves with s.
      const far = Math.hypot(...to) || 1e-9;
      const along = to.map((each) => each / far);
      const root = Math.sqrt(Math.max(0, far ** 2 + 2 * b));
      const before = dot([w1, w2], along);
      const [one, other] = [far + root, far - root];
      const s = Math.abs(one - before) < Math.abs(other - before) ? one : other;
      return { w1: s * along[0], w2: s * along[1] };
    },
  };
}
