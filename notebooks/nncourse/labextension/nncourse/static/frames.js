// Drawings that were made with the lecture, one for each state of a grid.

export class Frames {
  #grid;
  #first;
  #frames;

  /** The frames at a URL; null if there are none. */
  static async load(url) {
    const answer = await fetch(url);
    if (!answer.ok) return null;
    const text = answer.body.pipeThrough(new DecompressionStream("gzip"));
    return new Frames(await new Response(text).json());
  }

  constructor({ grid, coarse, first, frames }) {
    this.coarse = coarse; // whether the controls could stop at more places
    this.#grid = grid;
    this.#first = first;
    this.#frames = frames;
  }

  /** The state of the grid that is nearest to another. */
  nearest(state) {
    return Object.fromEntries(
      this.#grid.map(([name, values]) => [name, values[closest(values, state[name])]]),
    );
  }

  /** Where a control is moved to that goes from one value to another: on the grid. */
  step(name, from, to) {
    const values = this.#grid.find(([each]) => each === name)[1];
    const place = closest(values, to);
    if (values[place] !== from || typeof to === "string" || to === from) return values[place];
    return values[Math.min(Math.max(place + Math.sign(to - from), 0), values.length - 1)];
  }

  /** [image, caption] of the state of the grid that is nearest to another. */
  draw(state) {
    const place = this.#grid.reduce(
      (index, [name, values]) => index * values.length + closest(values, state[name]), 0,
    );
    const [head, middle, tail, caption] = this.#frames[place];
    const end = this.#first.slice(this.#first.length - tail);
    return [this.#first.slice(0, head) + middle + end, caption];
  }
}

/** The place of the value that is nearest to another; of a word, the place of the same. */
function closest(values, value) {
  if (typeof value === "string") return Math.max(0, values.indexOf(value));
  let best = 0;
  for (let k = 1; k < values.length; k += 1) {
    if (Math.abs(values[k] - value) < Math.abs(values[best] - value)) best = k;
  }
  return best;
}
