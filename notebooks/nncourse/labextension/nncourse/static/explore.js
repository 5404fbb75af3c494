// A view in a page: controls beside a picture that follows them.
//
// Three things can draw: `stored`, which is what came with the lecture (frames, or a
// module of the view's own), and `live`, the view in its kernel. Stored drawings come
// first, since they are there at once and are the same; what they lack is asked of the
// kernel, and where there is no kernel the nearest one is shown. A module can stand in
// for the kernel only: what the kernel draws comes first then.
import { add, addControl, onSteps } from "./controls.js";
import { harmless, SVG } from "./harmless.js";
import { shareKeys } from "./keys.js";

const MANY = 6; // more controls than these stand in two columns, where there is room
const SETTLED = 400; // ms without a move before the caption is read out
const HIDDEN =
  "position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap";
const SENTENCES = {
  wait: "Run this cell, and its picture can be moved.",
  ended: "The kernel has ended. The picture can be moved on.",
  lost: "The kernel has ended. Run this cell again to move its picture.",
  coarse: "Without a kernel the controls stop at fewer places: run this cell for all.",
  foreign: "Without a kernel these are the pictures that came with the course.",
};

/** The kernels' views by id, and who waits for them: each page has one such table. */
export const kernels = (window.nncourseKernels ??= { views: new Map(), news: new EventTarget() });

const key = (state) => JSON.stringify(Object.entries(state).toSorted());

class Exploration {
  #spec;
  #state;
  #stored = null;
  #foreign = false; // the stored drawings are of another run than the kernel's
  #live = null;
  #had = false; // there has been a kernel
  #wanted = null; // a state that is not shown yet
  #waits = false; // the kernel was asked
  #shows = {}; // by name of a control: shows its value
  #drawn = "";
  #parts;
  #timers = {};
  #signal;

  constructor(el, spec, signal) {
    this.#spec = spec;
    this.#state = { ...spec.state };
    this.#signal = signal;
    const root = add(el, "div", { class: "nncourse nn-explore" });
    const problem = add(root, "pre", { role: "alert", class: "nn-problem", hidden: "" });
    const many = spec.controls.length > MANY ? " nn-many" : "";
    const grid = add(root, "div", { class: `nn-grid${many}` });
    const column = add(grid, "div", { class: "nn-controls" });
    const side = add(grid, "div", { class: "nn-side" });
    const frame = add(side, "div", { class: "nn-frame" });
    const picture = add(frame, "div", { class: "nn-picture" });
    // Said to the eye at each move; said to the ear when the moves are over.
    const caption = add(side, "p", { class: "nncourse-caption" });
    const spoken = add(side, "div", { role: "status", style: HIDDEN });
    const note = add(side, "p", { class: "nn-note" });
    this.#parts = { root, problem, column, frame, picture, caption, spoken, note };
    for (const [name, control] of spec.controls) {
      const moved = (value) => this.move({ [name]: this.#stop(name, value) });
      const value = () => this.#state[name];
      this.#shows[name] = addControl(column, control, value, moved, signal);
      this.#shows[name](this.#state[name]);
    }
    if (spec.still) this.#show([spec.still, spec.caption]);
    shareKeys(root, signal);
    this.#enable();
  }

  /** Draw with this from now on, where it can. */
  store(stored) {
    this.#stored = stored;
    if (stored?.handles) this.#grip();
    this.#enable();
    if (stored && this.#spec.module) this.#draw();
  }

  /** The view's kernel is there, or (null) is no more. */
  connect(live) {
    if (live === this.#live) return;
    this.#live = live;
    this.#waits = false;
    if (live) {
      this.#had = true;
      const { state, drawing } = live;
      this.#foreign = Boolean(this.#stored && !this.#spec.module && this.#exact(state)
        && !alike(this.#stored.draw(state)[0], drawing[0]));
      this.#adopt(state);
    }
    this.#enable();
  }

  /** The kernel has drawn, or somebody else has moved. */
  hear() {
    const { state, drawn, drawing, problem } = this.#live;
    this.#parts.problem.textContent = problem;
    this.#parts.problem.hidden = !problem;
    if (this.#waits) {
      if (!problem && key(drawn) !== this.#waits) return;
      this.#waits = false;
      if (!problem) this.#show(drawing);
      this.#follow();
    } else if (key(state) !== key(this.#state)) this.#adopt(state);
    else if (!this.#wanted && key(drawn) === key(state) && !this.#storedDraws(state)) {
      this.#show(drawing);
    }
  }

  /** Move some controls. */
  move(values) {
    this.#state = { ...this.#state, ...values };
    for (const name of Object.keys(values)) this.#shows[name](values[name]);
    this.#draw();
  }

  /** Where a control stops on its way to a value: without a kernel, on the grid. */
  #stop(name, value) {
    if (this.#live || !this.#stored?.step) return value;
    return this.#stored.step(name, this.#state[name], value);
  }

  #adopt(state) {
    this.#state = { ...state };
    for (const name of Object.keys(this.#shows)) this.#shows[name](state[name]);
    this.#draw(false);
  }

  #draw(tell = true) {
    this.#wanted = this.#state;
    this.#follow();
    if (!tell) return;
    clearTimeout(this.#timers.tell);
    this.#timers.tell = setTimeout(() => this.#live?.tell(this.#state), SETTLED);
  }

  #follow() {
    const state = this.#wanted;
    if (!state || this.#waits || this.#signal.aborted) return;
    if (this.#storedDraws(state) || (!this.#live && this.#stored)) {
      this.#show(this.#stored.draw(state));
    } else if (this.#live) {
      this.#waits = key(state);
      if (key(this.#live.drawn) === this.#waits) {
        this.#waits = false;
        this.#show(this.#live.drawing);
      } else this.#live.tell(state);
    }
    this.#wanted = null;
    this.#say();
  }

  /** Whether the kernel would draw the same as what is stored. */
  #storedDraws(state) {
    const asks = this.#live && this.#stored?.standsIn;
    return this.#stored && !asks && !this.#foreign && this.#exact(state);
  }

  #exact(state) {
    return !this.#stored.nearest || key(this.#stored.nearest(state)) === key(state);
  }

  #show([image, words]) {
    const { picture, caption, spoken } = this.#parts;
    if (image !== this.#drawn) {
      this.#drawn = image;
      const svg = harmless(image); // a notebook, or its data, drew it
      picture.replaceChildren(...(svg ? [svg] : []));
      // Its own size, times what the page has room for (explore.css).
      svg?.style.setProperty("--nn-own", `${svg.viewBox.baseVal.width}px`);
    }
    this.#place();
    if (words === caption.textContent) return;
    const first = !caption.textContent;
    caption.textContent = words;
    clearTimeout(this.#timers.speak);
    const speak = () => { spoken.textContent = caption.textContent; };
    this.#timers.speak = setTimeout(speak, first ? 0 : SETTLED);
  }

  #enable() {
    const can = Boolean(this.#stored || this.#live);
    for (const part of this.#parts.column.querySelectorAll("input, button")) {
      part.disabled = !can;
    }
    this.#say();
  }

  #say() {
    let sentence = "";
    if (!this.#live && !this.#stored) sentence = this.#had ? "lost" : "wait";
    else if (!this.#live && this.#foreign) sentence = "foreign";
    else if (!this.#live && this.#stored.coarse) sentence = "coarse";
    else if (!this.#live && this.#had) sentence = "ended";
    this.#parts.note.textContent = SENTENCES[sentence] ?? "";
    this.#parts.root.dataset.draws = this.#live ? "kernel" : this.#stored ? "page" : "";
  }

  // --- what can be dragged in the picture ---

  #grip() {
    const { frame } = this.#parts;
    const svg = document.createElementNS(SVG, "svg");
    svg.setAttribute("class", "nn-handles");
    svg.setAttribute("aria-hidden", "true"); // the sliders do the same by keyboard
    frame.append(svg);
    this.#parts.handles = svg;
    this.#stored.handles(this.#state).forEach((_, k) => {
      const disk = document.createElementNS(SVG, "circle");
      disk.setAttribute("r", 9);
      svg.append(disk);
      disk.addEventListener("pointerdown", (event) => {
        disk.setPointerCapture(event.pointerId);
        event.preventDefault();
      });
      disk.addEventListener("pointermove", (event) => {
        if (!disk.hasPointerCapture(event.pointerId)) return;
        const at = new DOMPoint(event.clientX, event.clientY)
          .matrixTransform(svg.getScreenCTM().inverse());
        this.#pull(this.#stored.pull(this.#state, k, [at.x, at.y]));
      });
    });
    this.#place();
  }

  #pull(values) {
    const controls = new Map(this.#spec.controls);
    const moved = Object.entries(values)
      .map(([name, value]) => [name, onSteps(value, controls.get(name))]);
    this.move(Object.fromEntries(moved));
  }

  /** Put the handles where they belong. */
  #place() {
    const { handles, picture } = this.#parts;
    if (!handles) return;
    handles.setAttribute("viewBox", picture.querySelector("svg").getAttribute("viewBox"));
    const where = this.#stored.handles(this.#state);
    [...handles.children].forEach((disk, k) => {
      disk.setAttribute("cx", where[k][0]);
      disk.setAttribute("cy", where[k][1]);
    });
  }
}

/** Whether two pictures are the same but for rounding: all their numbers are close. */
function alike(one, other) {
  const numbers = (image) => image.match(/-?\d+(\.\d+)?/g) ?? [];
  const [a, b] = [numbers(one), numbers(other)];
  return a.length === b.length && a.every((number, k) => Math.abs(number - b[k]) < 0.2);
}

/**
 * Show a view in `el`, or why it cannot be shown.
 *
 * spec: what the view says of itself (LiveView.spec), with its state, caption and still.
 * stored: a promise of what draws without a kernel, or of null.
 * signal: aborts when the view is taken out of the page.
 */
export async function explore(el, spec, stored, signal) {
  const storage = stored.catch(() => null);
  try {
    await follow(el, spec, storage, signal);
  } catch ({ message }) { // the output was not written by the course, or is broken
    el.replaceChildren();
    add(el, "p", {}, `This view cannot be shown: ${message}. Run its cell to make it again.`);
  }
}

async function follow(el, spec, stored, signal) {
  const controls = JSON.parse(spec.controls);
  const shown = new Exploration(el, { ...spec, controls }, signal);
  const look = () => shown.connect(kernels.views.get(spec.name) ?? null);
  const hear = () => {
    look();
    if (kernels.views.has(spec.name)) shown.hear();
  };
  kernels.news.addEventListener(spec.name, hear, { signal });
  look();
  const storage = await stored;
  if (signal.aborted) return;
  shown.store(storage);
  look();
}
