/** What the page shows while the kernel lags, run by `node --test` from test_widgets.py. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { deflateSync } from "node:zlib";

import { follow } from "../notebooks/nncourse/widgets/screen.js";

/** As much of a Backbone model as screen.js asks for. */
class Model {
  constructor(state) {
    Object.assign(this, { state, listeners: [], sent: [] });
  }

  get(name) {
    return this.state[name];
  }

  on(names, act) {
    for (const name of names.split(" ")) this.listeners.push([name, act]);
  }

  off(names, act) {
    this.listeners = this.listeners.filter(([, other]) => other !== act);
  }

  trigger(name, ...details) {
    const heard = this.listeners.filter(([heardOf]) => heardOf === name);
    return Promise.all(heard.map(([, act]) => act(...details)));
  }

  set(state) {
    Object.assign(this.state, state);
    for (const name of Object.keys(state)) this.trigger(`change:${name}`, this);
    this.trigger("change", this);
  }

  send(content) {
    this.sent.push(content);
  }
}

/** A screen with sliders over 0, 1 ... 9, and a kernel that answers when it is told. */
async function screen(t, { count = 1, image = "at 0", place = 0 } = {}) {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  let see;
  globalThis.IntersectionObserver = class {
    constructor(act) { see = (isIntersecting) => act([{ isIntersecting }]); }
    observe() {}
    disconnect() { see = null; }
  };
  const sliders = Array.from({ length: count }, () =>
    new Model({ value: place, min: 0, max: 9, step: 1 }));
  const model = new Model({
    image, caption: "", places: sliders.map(() => place),
    controls: sliders.map((_, k) => `IPY_MODEL_${k}`),
  });
  model.widget_manager = { get_model: async (id) => sliders[id] };
  const away = new AbortController();
  const shown = [];
  follow({ model, el: {}, signal: away.signal }, ([picture]) => shown.push(picture));
  await new Promise(setImmediate);
  return {
    model, sliders, shown, away, see: (is) => see(is),
    rest: () => t.mock.timers.tick(1000),
    answer: (...places) => model.set({ image: `at ${places}`, places }),
    ahead: (...states) => {
      const drawn = states.map((places) => [places, [`at ${places}`, ""]]);
      const packed = new DataView(new Uint8Array(deflateSync(JSON.stringify(drawn))).buffer);
      return model.trigger("msg:custom", {}, [packed]);
    },
  };
}

test("a picture drawn ahead is shown at once, and a late answer does not undo it", async (t) => {
  const { sliders: [slider], shown, ahead, answer } = await screen(t);
  await ahead([1], [2], [3]);
  for (const value of [1, 2, 3]) slider.set({ value });
  assert.deepEqual(shown, ["at 0", "at 1", "at 2", "at 3"]);
  answer(1);
  answer(2);
  assert.equal(shown.at(-1), "at 3");
  slider.set({ value: 7 }); // not drawn ahead
  assert.equal(shown.at(-1), "at 3");
  answer(3);
  answer(7);
  assert.equal(shown.at(-1), "at 7");
});

test("without pictures drawn ahead each answer is shown as it comes", async (t) => {
  const { sliders: [slider], shown, answer } = await screen(t);
  for (const value of [1, 2, 3]) slider.set({ value });
  for (const value of [1, 2, 3]) answer(value);
  assert.deepEqual(shown, ["at 0", "at 1", "at 2", "at 3"]);
});

test("a way back to the picture that the kernel drew last needs no answer", async (t) => {
  const { sliders: [slider], shown, ahead } = await screen(t);
  await ahead([1]);
  slider.set({ value: 1 });
  slider.set({ value: 0 });
  assert.deepEqual(shown, ["at 0", "at 1", "at 0"]);
});

test("a change by the kernel is shown, whichever message comes first", async (t) => {
  const { sliders: [slider], shown, answer } = await screen(t);
  answer(4);
  slider.set({ value: 4 });
  slider.set({ value: 0 });
  answer(0);
  answer(4); // a cell put it back, which the slider does not know yet
  slider.set({ value: 4 });
  assert.equal(shown.at(-1), "at 4");
});

test("it asks only when it is seen and at rest, the nearest first", async (t) => {
  const { model, sliders, see, rest } = await screen(t, { count: 2, place: 4 });
  rest();
  assert.equal(model.sent.length, 0, "nobody sees it");
  see(true);
  sliders[0].set({ value: 5 });
  assert.equal(model.sent.length, 0, "it moves");
  rest();
  const wanted = model.sent.flat();
  for (const [line, middle] of [[0, 5], [1, 4]]) {
    const far = wanted.map((places) => Math.abs(places[line] - middle)).filter(Boolean);
    assert.deepEqual(far, far.toSorted((a, b) => a - b));
  }
  assert.equal(new Set(wanted.map(String)).size, 10 + 10 - 1, "each place on each line");
});

test("it stops to ask when a control moves, and at a kernel that is too slow", async (t) => {
  const { model, sliders: [slider], see, rest, ahead } = await screen(t);
  see(true);
  rest();
  slider.set({ value: 1 });
  await ahead([0]);
  assert.equal(model.sent.length, 1, "it moves");
  rest();
  assert.equal(model.sent.length, 2);
  await ahead();
  rest();
  assert.equal(model.sent.length, 2, "the kernel drew none");
});

test("it asks for what was left, and for as many as the kernel draws", async (t) => {
  const { model, see, rest, ahead } = await screen(t, { count: 2 });
  see(true);
  rest();
  const [first, second] = model.sent;
  assert.equal(first.length + second.length, 19, "two requests at a time");
  await ahead(...first.slice(0, 3));
  assert.deepEqual(model.sent[2], first.slice(3, 6));
  await ahead(second[0]);
  assert.equal(model.sent.length, 3, "one at a time from a kernel that draws one");
  await ahead(first[3]);
  assert.deepEqual(model.sent.slice(3), [[first[4]]]);
});

test("it keeps to its room", async (t) => {
  const { model, see, rest } = await screen(t, { image: "x".repeat(1e6) });
  see(true);
  rest();
  assert.deepEqual(model.sent, [[[0], [1], [2], [3]]]);
});

test("it lets go of its controls when it is taken away", async (t) => {
  const { sliders: [slider], away } = await screen(t);
  away.abort();
  assert.equal(slider.listeners.length, 0);
});
