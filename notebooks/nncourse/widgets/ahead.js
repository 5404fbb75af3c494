// Drawings that the kernel makes while the hand rests, so that the next move need not
// wait for it. A drawing depends on nothing but the places of the controls.

const ASKED = 100; // places in one request, at most

/** A number without the last digits, which differ between a slider and its steps. */
function rounded(stop) {
  return typeof stop === "number" ? Number(stop.toPrecision(12)) : stop;
}

/** Where a control stands: in a list of options, or at a value. */
export function place(control) {
  return rounded(control.get("index") ?? control.get("value"));
}

/** The places of a slider or a choice, the nearest first; none of another control. */
function stops(control) {
  const options = control.get("_options_labels");
  const [low, high, step] = options
    ? [0, options.length - 1, 1]
    : ["min", "max", "step"].map((trait) => control.get(trait));
  const count = Math.round((high - low) / step) + 1 || 0;
  const here = place(control);
  return Array.from({ length: count }, (_, k) => rounded(low + k * step))
    .toSorted((one, other) => Math.abs(one - here) - Math.abs(other - here));
}

/** A text that is the same for the same places of the controls. */
export const key = (places) => JSON.stringify(places.map(rounded));

/**
 * The places that one control's move leads to, the nearest first, at most `most`.
 * Of the control under the hand four times as many count as near.
 */
export function neighbours(controls, hand, most) {
  const here = controls.map(place);
  return controls
    .flatMap((control, k) => stops(control).map((stop, far) =>
      [control === hand ? far / 4 : far, here.with(k, stop)]))
    .toSorted(([one], [other]) => one - other)
    .slice(0, most)
    .map(([, places]) => places);
}

/** The drawings that are in the page, and the requests for more. */
export class Ahead {
  constructor(model) {
    this.model = model;
    this.drawings = new Map(); // by the key of their places; null where there is none
    this.wanted = []; // places to draw, the nearest first
    this.few = 16; // of them in one request: about as many as the kernel draws for it
    this.requests = []; // without an answer, the oldest first
  }

  /** The drawing at some places, [image, caption], if it is here. */
  at(places) {
    return this.drawings.get(key(places));
  }

  /** Have the drawings at these places, the nearest first, and forget all others. */
  want(places) {
    const near = new Map(places.map((each) => [key(each), each]));
    this.drawings = new Map([...this.drawings].filter(([at]) => near.has(at)));
    this.wanted = [...near].filter(([at]) => !this.drawings.has(at)).map(([, each]) => each);
    this.#ask();
  }

  /** Ask for no more: a control moves. */
  stop() {
    this.wanted = [];
  }

  // Two requests, so that the kernel draws while the page unpacks. A move waits for both:
  // only one, where a picture takes long.
  #ask() {
    while (this.requests.length < (this.few > 1 ? 2 : 1)) {
      const underway = new Set(this.requests.flat());
      const places = this.wanted.filter((each) => !underway.has(each)).slice(0, this.few);
      if (!places.length) return;
      this.requests.push(places);
      this.model.send(places);
    }
  }

  /** Take the kernel's answer: the first of the places that were asked for, drawn. */
  async receive(packed) {
    const request = this.requests.shift() ?? []; // another view of this model may have asked
    const unpacked = new Blob([packed]).stream()
      .pipeThrough(new DecompressionStream("deflate"));
    const drawings = await new Response(unpacked).json();
    for (const [places, drawing] of drawings) this.drawings.set(key(places), drawing);
    this.few = drawings.length < request.length
      ? Math.max(1, drawings.length)
      : Math.min(2 * this.few, ASKED);
    this.wanted = drawings.length
      ? this.wanted.filter((places) => !this.drawings.has(key(places)))
      : [];
    this.#ask();
  }
}
