// The page's half of widgets.Reply: shows what the answer leads to, and mends what
// ipywidgets leaves out of the question above it: its name, and keys that are not its own.
import { shareKeys } from "../labextension/nncourse/static/keys.js";

const HIDDEN =
  "position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);" +
  "white-space:nowrap";

/** A new child of `parent` with attributes. */
function add(parent, tag, attributes) {
  const node = document.createElement(tag);
  for (const attribute of Object.entries(attributes)) node.setAttribute(...attribute);
  parent.append(node);
  return node;
}

/** Give the answers in `root` the name of their question. */
function name(root) {
  const question = root.querySelector("b")?.parentElement?.textContent;
  for (const radio of root.querySelectorAll(".widget-radio-box")) {
    // Only what changes something: the observer sees it.
    if (!question || radio.getAttribute("aria-label") === question) continue;
    radio.setAttribute("role", "radiogroup");
    radio.setAttribute("aria-label", question);
  }
}

function render({ model, el, signal }) {
  // Said to the eye, and to the ear.
  const caption = add(el, "p", { class: "nncourse-caption", style: "margin:4px 0" });
  const status = add(el, "div", { role: "status", style: HIDDEN });
  el.style.position = "relative";
  const show = () => {
    caption.textContent = status.textContent = model.get("caption");
  };
  model.on("change:caption", show);
  show();

  // The answers come into the page in their own time, before or after this.
  let root;
  const observer = new MutationObserver((changes) => {
    if (changes.some(({ target }) => !el.contains(target))) name(root);
  });
  let frame = requestAnimationFrame(function find() {
    root = el.closest(".nncourse");
    if (!root) {
      frame = requestAnimationFrame(find); // not in the page yet
      return;
    }
    name(root);
    shareKeys(root, signal);
    observer.observe(root, { childList: true, subtree: true, characterData: true });
  });
  signal.addEventListener("abort", () => {
    cancelAnimationFrame(frame);
    observer.disconnect();
  });
}

export default { render };
