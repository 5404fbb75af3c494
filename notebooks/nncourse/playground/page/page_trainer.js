/**
 * The trainer where there is no kernel. It takes and gives the same messages.
 */
import { Trainer } from "./engine.js";

/** [words, steps from one picture to the next] of each speed. */
export const SPEEDS = {
  slowest: ["1 step a picture", 1],
  slow: ["5 steps a picture", 5],
  medium: ["25 steps a picture", 25],
  fast: ["100 steps a picture", 100],
  fastest: ["as fast as it can", Infinity],
};

const HISTORY = 400; // points of the loss curve, at most
const SCRIPT = 12; // ms of script between two pictures; the browser needs the other 4
const TURN = [2, 8]; // of them in training: what the picture leaves, in these bounds

/** Trains in the page; takes and gives the same messages as the kernel. */
export class PageTrainer {
  constructor(state, gentle, receive) {
    this.state = { ...state, playing: false };
    Object.assign(this, { gentle, receive, codeFor: JSON.stringify(state.config) });
    this.#build();
  }

  send(message) {
    try {
      this.#obey(message);
    } catch (error) {
      this.receive({ is: "problem", text: error.message });
    }
  }

  close() {
    this.state.playing = false;
    cancelAnimationFrame(this.request);
  }

  #obey({ do: wish, ...rest }) {
    if (wish === "hello") this.#tellAll();
    if (wish === "change") this.#change(rest.fields);
    if (wish === "play") this.#play(true);
    if (wish === "pause") this.#play(false);
    if (wish === "step") this.#train(1);
    if (wish === "reset") this.#restart();
    if (wish === "speed") Object.assign(this.state, { speed: rest.speed });
    if (wish === "weight") this.#setWeight(rest);
    if (wish === "code") this.#code(rest.kind);
  }

  #change(fields) {
    const config = { ...this.state.config, ...fields };
    const last = config.activations.at(-1) ?? "tanh";
    config.activations = config.hidden.map((_, k) => config.activations[k] ?? last);
    if (!config.features.length) throw new Error("Choose at least one feature.");
    this.state = { ...this.state, config };
    if (Object.keys(fields).every((name) => this.gentle.includes(name))) {
      this.trainer.adopt(config);
      this.#tellState();
    } else this.#restart();
  }

  #restart() {
    this.#build();
    this.#tellAll();
  }

  #build() {
    this.trainer = new Trainer(this.state.config);
    this.history = [];
    this.stride = 1;
    this.rate = 0;
    this.turn = TURN[0];
    this.version = (this.version ?? 0) + 1;
  }

  #play(playing) {
    if (playing === this.state.playing) return;
    this.state.playing = playing;
    this.#tellState();
    if (playing) this.#loop();
  }

  #loop() {
    this.request = requestAnimationFrame(() => {
      if (!this.state.playing) return;
      this.#train(SPEEDS[this.state.speed][1]);
      this.#loop();
    });
  }

  #train(steps) {
    const begin = performance.now();
    let done = 0;
    const few = Math.max(1, Math.min(steps, Math.ceil(500 / this.state.config.batch)));
    while (done < steps && performance.now() - begin < this.turn) {
      this.trainer.run(Math.min(few, steps - done));
      done += few;
    }
    const now = performance.now();
    const seconds = (now - (this.last ?? now - 16)) / 1000;
    const learnt = Math.min(done, steps) * this.state.config.batch;
    this.rate += 0.1 * (learnt / Math.max(seconds, 0.004) - this.rate);
    this.last = now;
    this.#tellFrame();
    const other = performance.now() - now;
    const room = Math.min(Math.max(SCRIPT - other, TURN[0]), TURN[1]);
    this.turn += 0.2 * (room - this.turn);
  }

  #setWeight({ layer, unit, input, value }) {
    this.trainer.set(layer, unit, input, value);
    this.#tellFrame();
  }

  #code(kind) {
    const { code, config } = this.state;
    const same = code && JSON.stringify(config) === this.codeFor;
    const text = same
      ? code[kind]
      : "# This page has no Python to write the code of a changed network with.\n"
        + "# Open notebooks/playground.ipynb, and it follows every change.";
    this.receive({ is: "code", kind, text });
  }

  #tellAll() {
    this.#tellState();
    const { train, test } = this.trainer.data;
    this.receive({ is: "data" }, [new DataView(train.buffer), new DataView(test.buffer)]);
    this.#tellFrame();
  }

  #tellState() {
    const { config, speed, playing } = this.state;
    this.receive({ is: "state", config, speed, playing, version: this.version, source: "page" });
  }

  #tellFrame() {
    const trainer = this.trainer;
    const evaluation = trainer.evaluate();
    if (trainer.steps % this.stride === 0) {
      this.history.push([trainer.steps, evaluation.train_loss, evaluation.test_loss]);
    }
    if (this.history.length > HISTORY) {
      this.history = this.history.filter((_, i) => i % 2 === 0);
    }
    const { batch } = this.state.config;
    const examplesSeen = trainer.steps * batch;
    const n = trainer.data.train.length / 3;
    const history = Float32Array.from(this.history.flat());
    this.receive(
      {
        is: "frame", version: this.version, step: trainer.steps, rate: this.rate,
        epoch: Math.floor(examplesSeen / Math.max(1, n)), ...evaluation,
      },
      [trainer.maps(), trainer.params, history].map(
        (a) => new DataView(a.buffer, a.byteOffset, a.byteLength),
      ),
    );
  }
}
