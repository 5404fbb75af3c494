/**
 * Number fields, lists and radio buttons, which say what is wrong with a value.
 */
import { h } from "./dom.js";

let serial = 0; // for ids: two playgrounds on one page must not share any

/** A label above a control. */
export function field(label, control, title) {
  return h("label", { class: "nnp-field", title }, h("span", {}, label), control);
}

export function select(label, options, onChange) {
  const control = h(
    "select",
    { "aria-label": label, change: () => onChange(control.value) },
    ...options.map(([value, text]) => h("option", { value }, text)),
  );
  return control;
}

/** A number to type, or to step through values that make sense; between low and high. */
export class NumberField {
  constructor(label, { low, high, values, step, whole }, { onChange, onError, slider }) {
    Object.assign(this, { label, low, high, values, step, whole, onChange, onError });
    this.value = low;
    this.input = h("input", {
      type: "text", inputmode: "decimal", autocomplete: "off", "aria-label": label,
      role: "spinbutton", "aria-valuemin": low, "aria-valuemax": high,
      change: () => this.#typed(), keydown: (event) => this.#key(event),
    });
    const kids = slider ? [this.#slider(), this.input] : this.#buttons();
    this.element = h("div", { class: slider ? "nnp-slide" : "nnp-number" }, ...kids);
  }

  #slider() {
    this.range = h("input", {
      type: "range", min: this.low, max: this.high, step: this.step,
      "aria-label": `${this.label}, slider`, tabindex: 0,
      input: () => {
        this.input.value = this.range.value;
      },
      change: () => this.#offer(Number(this.range.value)),
    });
    return this.range;
  }

  #buttons() {
    const button = (sign, by, word) =>
      h("button", {
        type: "button", tabindex: -1, "aria-label": `${word} ${this.label}`,
        click: () => this.#by(by),
      }, sign);
    return [button("−", -1, "less"), this.input, button("+", 1, "more")];
  }

  #key(event) {
    if (event.key === "Enter") { // JupyterLab may keep the change event
      this.onError("");
      this.#typed();
    }
    const by = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (!by) return;
    event.preventDefault();
    this.#by(by);
  }

  #by(direction) {
    const near = 1e-12;
    const listed = this.values?.filter((v) => direction * (v - this.value) > near);
    const next = listed
      ? (direction > 0 ? listed[0] : listed.at(-1))
      : Number((this.value + direction * this.step).toPrecision(8));
    if (next === undefined || next < this.low || next > this.high) return;
    this.#offer(next);
  }

  #typed() {
    const text = this.input.value.trim().replace(",", ".").replace("−", "-");
    this.#offer(text === "" ? NaN : Number(text));
  }

  #offer(value) {
    if (value === this.value) { // nothing new: only write it as it is written here
      this.show(value);
      return;
    }
    const fits = value >= this.low && value <= this.high;
    if (fits && (!this.whole || Number.isInteger(value))) {
      this.show(value);
      this.onChange(value);
      return;
    }
    const kind = this.whole ? "a whole number" : "a number";
    const plain = (bound) => (bound && bound < 1e-4 ? bound.toExponential() : String(bound));
    this.onError(`${this.label} must be ${kind} between ${plain(this.low)} and ${plain(this.high)}.`);
    this.show(this.value);
  }

  show(value) {
    this.value = value;
    this.input.value = String(value);
    this.input.setAttribute("aria-valuenow", value);
    if (this.range) this.range.value = value;
  }
}

/** A group of which one is chosen; arrow keys move, as the browser does for radios. */
export function radios(label, options, onChange) {
  const name = `nnp-${++serial}`;
  const inputs = new Map();
  const group = h("div", { class: "nnp-radios", role: "radiogroup", "aria-label": label });
  for (const [value, ...content] of options) {
    const input = h("input", { type: "radio", name, value, change: () => onChange(value) });
    inputs.set(value, input);
    group.append(h("label", {}, input, ...content));
  }
  return { element: group, inputs, show: (value) => { inputs.get(value).checked = true; } };
}

/** A region with a heading in words. */
export function section(kind, title, ...content) {
  const id = `nnp-${++serial}`;
  const heading = h("div", { class: "nnp-title", id }, title);
  return h(
    "section", { class: `nnp-${kind}`, "aria-labelledby": id }, heading, ...content,
  );
}
