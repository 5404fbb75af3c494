/**
 * The bar above the network: play, step, reset and speed, and how far training is.
 */
import { field, select } from "./controls.js";
import { h } from "./dom.js";
import { SPEEDS } from "./page_trainer.js";
import { grouped } from "./words.js";

const ICONS = {
  play: "M8 5v14l11-7z",
  pause: "M7 5h4v14H7zM13 5h4v14h-4z",
  step: "M6 5v14l9-7zM16 5h3v14h-3z",
  reset: "M12 5V1.5L6.5 6.5 12 11.5V8a4.8 4.8 0 1 1-4.8 4.8H4.2A7.8 7.8 0 1 0 12 5z",
};
const icon = (name) =>
  h("svg:svg", { viewBox: "0 0 24 24", "aria-hidden": "true" },
    h("svg:path", { d: ICONS[name] }));

/** The controls of training, and its counters. */
export class Bar {
  constructor(send) {
    this.play = this.#button("play", "Play", () =>
      send({ do: this.playing ? "pause" : "play" }));
    this.epoch = h("span", { class: "nnp-figure" }, "0");
    this.steps = h("span", { class: "nnp-figure" }, "0");
    this.speed = select("speed", Object.entries(SPEEDS).map(([k, [t]]) => [k, t]), (speed) =>
      send({ do: "speed", speed }));
    this.rate = h("span", { class: "nnp-rate", "aria-hidden": "true" });
    this.element = h("div", { class: "nnp-bar", role: "group", "aria-label": "Training" },
      h("div", { class: "nnp-buttons" },
        this.#button("reset", "Reset", () => send({ do: "reset" })), this.play,
        this.#button("step", "One step: one mini-batch", () => send({ do: "step" }))),
      h("div", { class: "nnp-count" }, h("span", {}, "epoch"), this.epoch),
      h("div", { class: "nnp-count nnp-minor" }, h("span", {}, "step"), this.steps),
      field("speed", this.speed, "Training steps from one picture to the next"),
      this.rate);
  }

  #button(name, label, click) {
    return h("button", {
      type: "button", class: `nnp-${name}`, title: label, "aria-label": label, click,
    }, icon(name));
  }

  /** Show whether it trains, and how fast it shall. */
  show({ playing, speed, source }) {
    Object.assign(this, { playing, source });
    this.speed.value = speed;
    this.play.replaceChildren(icon(playing ? "pause" : "play"));
    this.play.title = playing ? "Pause" : "Play";
    this.play.setAttribute("aria-label", this.play.title);
    if (!playing) this.rate.textContent = "";
  }

  /** Show how far training is. */
  count({ epoch, step }) {
    this.epoch.textContent = grouped(epoch);
    this.steps.textContent = grouped(step);
  }

  /** Show pictures and examples a second, anew each second; `frames` are all that were drawn. */
  measure(frames, rate) {
    const now = performance.now();
    this.since ??= { now, frames };
    if (now - this.since.now < 1000) return;
    const fps = (1000 * (frames - this.since.frames)) / (now - this.since.now);
    this.since = { now, frames };
    const where = this.source === "page" ? "in this page" : "in the kernel";
    this.rate.textContent = this.playing
      ? `${Math.round(fps)} pictures/s, ${grouped(rate)} examples/s ${where}`
      : "";
  }
}
