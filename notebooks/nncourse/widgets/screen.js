// The page's half of widgets.Screen: shows what the kernel drew, and mends what
// ipywidgets leaves out for people who do not see the page or do not use a mouse.
import { shareKeys } from "../labextension/nncourse/static/keys.js";

const SETTLED = 400; // ms without a move before the caption is read out
const LEAST = 0.7; // of a picture's own size, in a narrow page
const REST = 150; // ms without a move before pictures are drawn ahead
const ROOM = 4e6; // characters of such pictures, as many as the page keeps
const ASKED = 100; // of them in one request, at most

const HIDDEN =
  "position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);" +
  "white-space:nowrap";

/** A new child of `parent` with attributes. */
function add(parent, tag, attributes = {}) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
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
  const key = { key: "Enter", keyCode: 13, bubbles: true, cancelable: true };
  target.dispatchEvent(new KeyboardEvent("keydown", key));
}

/** Set an attribute, but only if that changes something: the observer sees it. */
function set(node, attribute, value) {
  if (value !== null && node.getAttribute(attribute) !== value) {
    node.setAttribute(attribute, value);
  }
}

/** A number without the last digits, which differ between a slider and its steps. */
function rounded(place) {
  return typeof place === "number" ? Number(place.toPrecision(12)) : place;
}

/** Where a control stands: in a list of options, or at a value. */
function place(control) {
  return rounded(control.get("index") ?? control.get("value"));
}

/** The places of a slider or a choice, the nearest first; none of another control. */
function stops(control) {
  const options = control.get("_options_labels");
  const [low, high, step] = options
    ? [0, options.length - 1, 1]
    : ["min", "max", "step"].map((name) => control.get(name));
  const count = Math.round((high - low) / step) + 1 || 0;
  const here = place(control);
  return Array.from({ length: count }, (_, k) => rounded(low + k * step))
    .sort((one, other) => Math.abs(one - here) - Math.abs(other - here));
}

const key = (places) => JSON.stringify(places.map(rounded));

/**
 * Show the kernel's drawings, and those that it drew ahead as soon as a control moves.
 *
 * A drawing depends on nothing but the places of the controls, so one that was drawn
 * ahead is what the kernel will answer to the move.
 */
export function follow({ model, el, signal }, show) {
  let controls = [];
  let ahead = new Map(); // drawings by the key of their places; null where none is
  let wanted = []; // places to draw, the nearest first
  let few = 16; // of them in one request: about as many as the kernel draws for it
  const asked = []; // requests without an answer, the oldest first
  let visible = false;
  let moved; // the control under the hand: more of its places
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
  // Two requests, so that the kernel draws while the page unpacks. A move waits for both:
  // only one, where a picture takes long.
  const ask = () => {
    while (asked.length < (few > 1 ? 2 : 1)) {
      const underway = asked.flat();
      const places = wanted.filter((each) => !underway.includes(each)).slice(0, few);
      if (!places.length) return;
      asked.push(places);
      model.send(places);
    }
  };
  const rest = () => {
    if (!visible) return;
    const here = controls.map(place);
    const near = new Map(controls
      .flatMap((control, k) => stops(control).map((stop, far) =>
        [control === moved ? far / 4 : far, here.with(k, stop)]))
      .sort(([one], [other]) => one - other)
      .slice(0, ROOM / model.get("image").length)
      .map(([, places]) => [key(places), places]));
    ahead = new Map([...ahead].filter(([at]) => near.has(at)));
    wanted = [...near].filter(([at]) => !ahead.has(at)).map(([, places]) => places);
    ask();
  };
  const wait = () => {
    wanted = [];
    clearTimeout(timer);
    timer = setTimeout(rest, REST);
  };
  const go = (control) => {
    moved = control;
    wait();
    const to = key(controls.map(place));
    moves.set(to, (move += 1));
    if (to === key(model.get("places"))) answer();
    else if (ahead.get(to)) {
      shown = move;
      show(ahead.get(to));
    }
  };
  const receive = async (_, [packed]) => {
    const request = asked.shift() ?? []; // another view of this model may have asked
    const unpacked = new Blob([packed]).stream()
      .pipeThrough(new DecompressionStream("deflate"));
    const drawn = await new Response(unpacked).json();
    for (const [places, drawing] of drawn) ahead.set(key(places), drawing);
    few = drawn.length < request.length ? Math.max(1, drawn.length) : Math.min(2 * few, ASKED);
    wanted = drawn.length ? wanted.filter((places) => !ahead.has(key(places))) : [];
    ask();
  };

  answer();
  model.on("change", answer);
  model.on("msg:custom", receive);
  const sight = new IntersectionObserver(([entry]) => {
    visible = entry.isIntersecting;
    wait();
  });
  const ids = model.get("controls").map((id) => id.replace("IPY_MODEL_", ""));
  Promise.all(ids.map((id) => model.widget_manager.get_model(id))).then((found) => {
    if (signal.aborted) return;
    controls = found;
    for (const control of controls) control.on("change:index change:value", go);
    sight.observe(el);
  });
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
