// The page's half of widgets.Screen: shows what the kernel drew, and mends what
// ipywidgets leaves out for people who do not see the page or do not use a mouse.
import { shareKeys } from "../labextension/nncourse/static/keys.js";
import { Ahead, key, neighbours, place } from "./ahead.js";

const SETTLED = 400; // ms without a move before the caption is read out
const LEAST = 0.7; // of a picture's own size, in a narrow page
const REST = 150; // ms without a move before pictures are drawn ahead
const ROOM = 4e6; // characters of such pictures, as many as the page keeps

const HIDDEN =
  "position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);" +
  "white-space:nowrap";

/** A new child of `parent` with attributes. */
function add(parent, tag, attributes = {}) {
  const node = document.createElement(tag);
  for (const attribute of Object.entries(attributes)) node.setAttribute(...attribute);
  parent.append(node);
  return node;
}

/** Give each control in `root` a name. */
function name(root) {
  for (const row of root.querySelectorAll(".widget-slider, .widget-hslider")) {
    const label = row.querySelector("label")?.textContent;
    const handle = row.querySelector(".noUi-handle");
    const number = row.querySelector(".widget-readout");
    if (!label || !handle) continue;
    set(handle, "aria-label", label);
    if (!number) continue;
    // The handle of a choice knows the place in the list, its readout the value.
    set(handle, "aria-valuetext", number.textContent);
    set(number, "role", number.isContentEditable ? "textbox" : null);
    set(number, "aria-label", `${label}, typed`);
  }
  const question = root.querySelector("b")?.parentElement?.textContent;
  for (const radio of root.querySelectorAll(".widget-radio-box")) {
    set(radio, "role", "radiogroup");
    if (question) set(radio, "aria-label", question);
  }
}

/** What was typed counts when the field is left: ipywidgets waits for Enter for ever. */
function enter({ target }) {
  if (!target.isContentEditable) return;
  const press = { key: "Enter", keyCode: 13, bubbles: true, cancelable: true };
  target.dispatchEvent(new KeyboardEvent("keydown", press));
}

/** Set an attribute, but only if that changes something: the observer sees it. */
function set(node, attribute, value) {
  if (value !== null && node.getAttribute(attribute) !== value) {
    node.setAttribute(attribute, value);
  }
}

/**
 * Show the kernel's drawings, and those that it drew ahead as soon as a control moves.
 *
 * What was drawn ahead is what the kernel will answer to the move.
 */
export function follow({ model, el, signal }, show) {
  const ahead = new Ahead(model);
  let controls = [];
  let visible = false;
  let hand; // the control that was moved last
  let timer;
  // The answer to an earlier move may come when a later one was shown already.
  const moves = new Map(); // the last move to each key
  let move = 0;
  let shown = 0;

  const answer = () => {
    const to = moves.get(key(model.get("places"))) ?? move;
    if (to < shown) return;
    shown = to;
    show([model.get("image"), model.get("caption")]);
  };
  const rest = () => {
    if (visible) ahead.want(neighbours(controls, hand, ROOM / model.get("image").length));
  };
  const wait = () => {
    ahead.stop();
    clearTimeout(timer);
    timer = setTimeout(rest, REST);
  };
  const go = (control) => {
    hand = control;
    wait();
    const places = controls.map(place);
    moves.set(key(places), (move += 1));
    if (key(places) === key(model.get("places"))) answer();
    else if (ahead.at(places)) {
      shown = move;
      show(ahead.at(places));
    }
  };

  answer();
  model.on("change", answer);
  model.on("msg:custom", (_, [packed]) => ahead.receive(packed));
  const sight = new IntersectionObserver(([entry]) => {
    visible = entry.isIntersecting;
    wait();
  });
  const listen = async () => {
    const ids = model.get("controls").map((id) => id.replace("IPY_MODEL_", ""));
    const models = await Promise.all(ids.map((id) => model.widget_manager.get_model(id)));
    if (signal.aborted) return;
    controls = models;
    for (const control of controls) control.on("change:index change:value", go);
    sight.observe(el);
  };
  listen();
  signal.addEventListener("abort", () => {
    clearTimeout(timer);
    sight.disconnect();
    for (const control of controls) control.off("change:index change:value", go);
  });
}

function render({ model, el, signal }) {
  const problem = add(el, "pre", { role: "alert", style: "white-space:pre-wrap" });
  const picture = add(el, "div", { style: "overflow-x:auto" });
  // Said to the eye at each move; said to the ear, below, when the moves are over.
  const caption = add(el, "p", { class: "nncourse-caption", style: "margin:4px 0" });
  // As wide as its picture: a long one would push it below the controls.
  if (model.get("image")) caption.style.cssText += "width:0;min-width:100%";
  const status = add(el, "div", { role: "status", style: HIDDEN });
  el.style.position = "relative";

  let timer;
  let drawn;
  const announce = () => { status.textContent = caption.textContent; };
  follow({ model, el, signal }, ([image, words]) => {
    if (image !== drawn) {
      picture.innerHTML = drawn = image;
      const svg = picture.querySelector("svg");
      // Words can still be read then; a picture that does not fit is scrolled.
      if (svg) svg.style.minWidth = `${LEAST * svg.viewBox.baseVal.width}px`;
    }
    if (words === caption.textContent) return;
    caption.textContent = words;
    clearTimeout(timer);
    timer = setTimeout(announce, SETTLED);
  });
  announce();
  const warn = () => {
    problem.textContent = model.get("problem");
    problem.hidden = !model.get("problem");
  };
  model.on("change:problem", warn);
  warn();

  // Controls come into the page in their own time, before or after this screen.
  const observer = new MutationObserver((changes) => {
    if (changes.some(({ target }) => !el.contains(target))) name(root);
  });
  let root;
  let frame = requestAnimationFrame(function find() {
    root = el.closest(".nncourse");
    if (!root) {
      frame = requestAnimationFrame(find); // not in the page yet
      return;
    }
    name(root);
    shareKeys(root, signal);
    root.addEventListener("focusout", enter, { signal });
    observer.observe(root, { childList: true, subtree: true, characterData: true });
  });

  signal.addEventListener("abort", () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    observer.disconnect();
  });
}

export default { render };
