/**
 * The network of the moment as a program, to read and to copy.
 */
import { radios } from "./controls.js";
import { h } from "./dom.js";
import { nameOf } from "./words.js";

const COPIED = 1500; // ms that the button says so

/** Folded away at first; asks for its text when it is unfolded. */
export class CodePanel {
  constructor(send) {
    this.send = send;
    this.text = h("code", { tabindex: 0, "aria-label": "code" });
    this.kind = "numpy";
    const kinds = ["numpy", "jax", "torch"].map((kind) => [kind, h("span", {}, nameOf(kind))]);
    const choice = radios("library", kinds, (kind) => { this.kind = kind; this.ask(); });
    choice.show(this.kind);
    choice.element.classList.add("nnp-tabs");
    const button = h("button", {
      type: "button", class: "nnp-plain", click: () => this.#copy(button),
    }, "Copy");
    this.element = h("details", { class: "nnp-code", toggle: () => this.ask() },
      h("summary", {}, "Show me the code"),
      h("div", { class: "nnp-codebar" }, choice.element, button), h("pre", {}, this.text));
  }

  /** Ask for the code of the setting in force, if it can be seen. */
  ask() {
    if (this.element.open) this.send({ do: "code", kind: this.kind });
  }

  show({ kind, text }) {
    if (kind === this.kind) this.text.textContent = text;
  }

  async #copy(button) {
    try {
      await navigator.clipboard.writeText(this.text.textContent);
    } catch { // a page from a file may not use the clipboard: select, and let copy work
      const range = document.createRange();
      range.selectNodeContents(this.text);
      getSelection().removeAllRanges();
      getSelection().addRange(range);
      document.execCommand("copy");
    }
    button.textContent = "Copied";
    setTimeout(() => { button.textContent = "Copy"; }, COPIED);
  }
}
