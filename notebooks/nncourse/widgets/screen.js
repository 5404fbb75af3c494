// The page's half of widgets.Screen: shows what the kernel drew, and mends what
// ipywidgets leaves out for people who do not see the page or do not use a mouse.

const SETTLED = 400; // ms without a move before the caption is read out

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

/** Give each control in `root` a name, and its keys back from JupyterLab. */
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
  const focusable = "input, button, [tabindex], [contenteditable]";
  for (const node of root.querySelectorAll(focusable)) {
    // JupyterLab takes arrow keys from whatever in an output has the focus.
    set(node, "data-lm-suppress-shortcuts", "true");
  }
}

/** Set an attribute, but only if that changes something: the observer sees it. */
function set(node, attribute, value) {
  if (value !== null && node.getAttribute(attribute) !== value) {
    node.setAttribute(attribute, value);
  }
}

function render({ model, el }) {
  const problem = add(el, "pre", { role: "alert", style: "white-space:pre-wrap" });
  const picture = add(el, "div");
  // Said to the eye at each move; said to the ear, below, when the moves are over.
  const caption = add(el, "p", { class: "nncourse-caption", style: "margin:4px 0" });
  const status = add(el, "div", { role: "status", style: HIDDEN });
  el.style.cssText += "position:relative;max-width:100%;flex:0 1 auto;min-width:0";

  let timer;
  const announce = () => { status.textContent = model.get("caption"); };
  const say = () => {
    caption.textContent = model.get("caption");
    clearTimeout(timer);
    timer = setTimeout(announce, SETTLED);
  };
  const show = () => { picture.innerHTML = model.get("image"); };
  const warn = () => {
    problem.textContent = model.get("problem");
    problem.hidden = !model.get("problem");
  };
  const follow = { image: show, caption: say, problem: warn };
  for (const [trait, act] of Object.entries(follow)) {
    model.on(`change:${trait}`, act);
    act();
  }
  announce();

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
    observer.observe(root, { childList: true, subtree: true, characterData: true });
  });

  return () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    observer.disconnect();
    for (const [trait, act] of Object.entries(follow)) model.off(`change:${trait}`, act);
  };
}

export default { render };
