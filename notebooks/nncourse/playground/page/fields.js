/**
 * A control for each number and each choice of a setting.
 */
import { NumberField, field, select } from "./controls.js";
import { nameOf } from "./words.js";

const RATES = [1e-5, 1e-4, 3e-4, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10];
const PENALTIES = [0, 1e-5, 1e-4, 3e-4, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10];
const WHOLE = new Set(["batch", "seed"]);
const LIMITS = {
  noise: { step: 0.05 }, train_share: { step: 0.1 }, seed: { step: 1 }, lr: { values: RATES },
  batch: { values: [1, 2, 5, 10, 20, 50, 100] }, l1: { values: PENALTIES },
  l2: { values: PENALTIES }, dropout: { step: 0.1 },
};
const HINTS = {
  noise: "How far the points are shifted at random",
  train_share: "The share of the points that is learnt from; the rest tests",
  seed: "The same seed draws the same points and first weights",
  lr: "How far one step goes",
  batch: "Examples in one step",
  init: "How the first weights are drawn",
  l1: "Pulls every weight to 0 by the same force",
  l2: "Pulls every weight to 0 in proportion to its size",
  dropout: "The probability that a hidden unit sits out a step",
};

/** The fields of a setting, by name; each sends what is changed in it. */
export class Fields {
  constructor(ranges, { send, note }) {
    Object.assign(this, { ranges, send, note });
    this.controls = {};
  }

  /** A number to type, with buttons or a slider. */
  number(name, label, slider = false) {
    const [low, high] = this.ranges[name];
    const rest = { ...LIMITS[name], low, high, whole: WHOLE.has(name) };
    const control = new NumberField(label, rest, {
      onChange: (value) => this.#change(name, value), onError: this.note, slider,
    });
    this.controls[name] = control;
    return field(label, control.element, HINTS[name]);
  }

  /** A list to choose from. */
  choice(name, label, options) {
    const pairs = options.map((option) => [option, nameOf(option)]);
    const control = select(label, pairs, (value) => this.#change(name, value));
    this.controls[name] = { show: (value) => { control.value = value; } };
    return field(label, control, HINTS[name]);
  }

  #change(name, value) {
    this.send({ do: "change", fields: { [name]: value } });
  }

  /** Put every control to what is in force. */
  show(config) {
    for (const [name, control] of Object.entries(this.controls)) control.show(config[name]);
  }
}
