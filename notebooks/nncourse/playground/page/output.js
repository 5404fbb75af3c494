/**
 * The output over the plane, and the points of the reader's own that are added to it.
 */
import { radios, section } from "./controls.js";
import { h } from "./dom.js";
import { Surface } from "./surface.js";

const ENOUGH = 2; // own points: an example to learn from and one to test with

/** The surface with what belongs to it: axes, a legend, and how points are added. */
export class OutputPanel {
  /** config() is the setting in force. */
  constructor({ config, send, note }) {
    Object.assign(this, { config, send, note });
    this.label = 1; // of the points that are added
    this.pending = null; // own points until there are enough of them
    this.surface = new Surface({ addPoint: (x1, x2) => this.#add([x1, x2, this.label]) });
    this.element = section("output", "Output",
      h("div", { class: "nnp-frame" }, this.surface.element,
        h("div", { class: "nnp-axis", "aria-hidden": "true" },
          ...["−6", "x₁ →   x₂ ↑", "6"].map((text) => h("span", {}, text)))),
      h("div", { class: "nnp-ramp", "aria-hidden": "true" },
        h("span", {}, mark(-1), "−1"), h("i"), h("span", {}, "+1", mark(1))),
      this.#buildTest(), this.#buildOwn());
  }

  #buildTest() {
    const box = h("input", {
      type: "checkbox", change: () => {
        this.surface.showTest = box.checked;
        this.surface.drawDots();
      },
    });
    return h("label", { class: "nnp-check" }, box, "show test points (hollow)");
  }

  #buildOwn() {
    const label = radios("label of the points you add",
      [[-1, mark(-1), "−1"], [1, mark(1), "+1"]], (value) => { this.label = value; });
    label.show(this.label);
    label.element.classList.add("nnp-labels");
    const clear = h("button", {
      type: "button", class: "nnp-plain", click: () => this.#clear(),
    }, "Clear");
    return h("div", { class: "nnp-own" },
      h("span", {}, "Click the picture to add"), label.element, clear);
  }

  /** Train on a data set; on own points only if there are enough. */
  choose(dataset) {
    if (dataset === "own" && this.config().points.length < ENOUGH) {
      this.note("Click the output picture to add points of your own: two at least.");
      return;
    }
    this.pending = null;
    this.send({ do: "change", fields: { dataset } });
  }

  #add(point) {
    const { dataset, points } = this.config();
    this.pending = [...(this.pending ?? (dataset === "own" ? points : [])), point];
    if (this.pending.length >= ENOUGH) {
      const fields = { dataset: "own", points: this.pending };
      this.pending = null;
      this.send({ do: "change", fields });
    } else this.#showPending("One point of your own. Add another to train on them.");
  }

  #clear() {
    this.pending = [];
    this.#showPending("The points are cleared. Add two or more of your own.");
  }

  #showPending(text) {
    this.note(text);
    this.setPoints(Float32Array.from(this.pending.flat()), new Float32Array());
  }

  /** Show points to train on and points to test with: x1, x2, y of each in a row. */
  setPoints(train, test) {
    this.surface.setPoints(train, test);
    this.surface.drawDots();
  }

  /** Take the colours of a theme; what stands there is drawn in them later. */
  recolor(colors) {
    this.surface.colors = colors;
  }

  /** Draw the newest map of the output, or what is previewed in its place. */
  draw(map = this.map) {
    this.map = map;
    this.surface.draw(this.bytes?.() ?? map);
  }

  /** Show another map, bytes(), with its name above it; without bytes, the output. */
  preview(bytes, title) {
    this.bytes = bytes;
    this.surface.name.hidden = !bytes;
    this.surface.name.textContent = bytes ? title : "";
    this.draw();
  }
}

const mark = (label) => h("i", { class: label > 0 ? "nnp-square" : "nnp-disk" });
