// The controls of a view, made from what it says can be moved.

/** A new child of `parent` with attributes. */
export function add(parent, tag, attributes = {}, text = "") {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.textContent = text;
  parent.append(node);
  return node;
}

/** A number as it is written beside its slider: with the digits that its step has. */
function written(value, { step }) {
  const digits = (String(step).split(".")[1] ?? "").length;
  return value.toFixed(digits).replace("-", "\u2212");
}

/** A typed number; a comma may stand for the point. NaN if it is none. */
function typed(text) {
  const plain = text.trim().replace("\u2212", "-").replace(",", ".");
  return plain === "" ? Number.NaN : Number(plain);
}

/** The value of a slider that is nearest to a number. */
export function onSteps(value, { low, high, step }) {
  const inside = Math.min(Math.max(value, low), high);
  return Number((low + step * Math.round((inside - low) / step)).toFixed(10)) + 0;
}

function slide(row, spec, moved) {
  const { label, low, high, step } = spec;
  const range = add(row, "input", { type: "range", min: low, max: high, step, "aria-label": label });
  const number = add(row, "input", {
    type: "text", inputmode: "decimal", "aria-label": `${label}, typed`,
  });
  let value;
  range.addEventListener("input", () => moved(onSteps(Number(range.value), spec)));
  const take = () => {
    const to = typed(number.value);
    if (Number.isNaN(to)) number.value = written(value, spec); // no number: as it was
    else moved(onSteps(to, spec));
  };
  number.addEventListener("change", take);
  number.addEventListener("keydown", ({ key }) => {
    if (key === "Enter") take();
  });
  return (to) => {
    value = to;
    range.value = to;
    number.value = written(to, spec);
    range.setAttribute("aria-valuetext", number.value);
  };
}

function walk(row, { label, options, labels }, moved) {
  const range = add(row, "input", {
    type: "range", min: 0, max: options.length - 1, step: 1, "aria-label": label,
  });
  const word = add(row, "output", {});
  range.addEventListener("input", () => moved(options[Number(range.value)]));
  return (to) => {
    range.value = options.indexOf(to);
    word.textContent = labels[range.value];
    range.setAttribute("aria-valuetext", word.textContent);
  };
}

function choose(row, { label, options, labels }, moved) {
  const group = add(row, "div", { class: "nn-choices", role: "radiogroup", "aria-label": label });
  const name = `nn-${Math.random()}`;
  const radios = options.map((option, k) => {
    const one = add(group, "label");
    const radio = add(one, "input", { type: "radio", name });
    add(one, "span", {}, labels[k]);
    radio.addEventListener("change", () => moved(option));
    return radio;
  });
  return (to) => radios.forEach((radio, k) => { radio.checked = options[k] === to; });
}

/** All values of a control, in order. */
function valuesOf(spec) {
  if (spec.options) return spec.options;
  const count = Math.round((spec.high - spec.low) / spec.step) + 1;
  return Array.from({ length: count }, (_, k) => onSteps(spec.low + k * spec.step, spec));
}

/** Play, step and step back through the values of a control. */
function player(row, spec, value, moved, signal) {
  const values = valuesOf(spec);
  const stride = Math.max(1, Math.floor(values.length / 100));
  const pace = Math.min(Math.max(10_000 * stride / values.length, 100), 800); // all in 10 s
  let timer = null;
  const place = () => values.indexOf(value());
  const go = (to) => moved(values[Math.min(Math.max(to, 0), values.length - 1)]);
  const pause = () => {
    clearInterval(timer);
    timer = null;
    play.textContent = "▶ Play";
  };
  const tick = () => {
    go(place() + stride);
    if (place() >= values.length - 1) pause();
  };
  const start = () => {
    if (place() >= values.length - 1) go(0);
    timer = setInterval(tick, pace);
    play.textContent = "❚❚ Pause";
  };
  const button = (words, act) => {
    const made = add(row, "button", { type: "button" }, words);
    made.addEventListener("click", act);
    return made;
  };
  const play = button("▶ Play", () => (timer === null ? start() : pause()));
  button("Step", () => { pause(); go(place() + 1); });
  button("Back", () => { pause(); go(place() - 1); });
  signal.addEventListener("abort", pause);
}

const KINDS = { slide, walk, choose };

/**
 * Add a control to a column. Returns a function that shows a value.
 *
 * value: a function that says where it stands. moved: is called with each new value.
 */
export function addControl(column, spec, value, moved, signal) {
  const row = add(column, "div", { class: spec.plays ? "nn-row nn-plays" : "nn-row" });
  add(row, "span", { class: "nn-label", "aria-hidden": "true" }, spec.label);
  const show = KINDS[spec.kind](row, spec, moved);
  if (spec.plays) {
    player(add(column, "div", { class: "nn-player" }), spec, value, moved, signal);
  }
  return show;
}
