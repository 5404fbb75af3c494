/**
 * The wire between the view and what trains: the kernel or, without one, the page itself.
 *
 * The view sends wishes ({do: ...}) and receives news ({is: ...}); both trainers speak the
 * same messages.
 */
import { PageTrainer } from "./page_trainer.js";

const ACK_EVERY = 6; // frames to one answer to the kernel; it sends twelve without one

/** The numbers and the bytes in a message's buffers. */
export const floats = (view) =>
  new Float32Array(view.buffer.slice(view.byteOffset, view.byteOffset + view.byteLength));
export const bytesOf = (view) => new Uint8Array(view.buffer, view.byteOffset, view.byteLength);

/** Joins a view to the kernel's trainer, and to one of its own when that is gone. */
export class Wire {
  /** The view: receive(message, buffers), note(text), state() and visible(). */
  constructor(model, view) {
    Object.assign(this, { model, view });
    this.id = `view-${Math.random().toString(36).slice(2)}`;
    this.acked = -ACK_EVERY;
    const alone = () => this.#goAlone();
    this.listeners = {
      "msg:custom": (message, buffers) => this.#receive(message, buffers),
      comm_live_update: alone,
      "comm:close": alone,
    };
  }

  /** Whether the page trains by itself. */
  get alone() {
    return Boolean(this.page);
  }

  /** Begin to listen; `root` is the view's element, in the page. */
  connect(root) {
    for (const [event, act] of Object.entries(this.listeners)) this.model.on(event, act);
    // A saved notebook that is opened again has the widget and no kernel that knows it.
    const orphan = root.closest(".jupyter-widgets-disconnected");
    if (orphan || this.model.get("alone")) this.#goAlone();
    else this.send({ do: "hello" });
  }

  /** There is no kernel, or it is gone: train here. */
  #goAlone() {
    if (this.closed || this.page) return;
    const { config, speed, version } = this.view.state();
    const state = { ...this.model.get("state"), config, speed };
    this.page = new PageTrainer(state, this.model.get("options").gentle, (message, buffers) =>
      this.view.receive(message, buffers));
    this.send({ do: "hello" });
    if (version >= 0) {
      this.view.note("The kernel is gone. The playground now trains in this page.");
    }
  }

  /** Send a wish; what was noted about an earlier one goes. */
  send(message) {
    this.view.note("");
    if (this.page) this.page.send(message);
    else this.#write(message);
  }

  #write(message) {
    this.model.send({ ...message, view: this.id });
  }

  #receive(message, buffers) {
    if (message.is === "frame" && !this.page) this.#acknowledge(message.seq);
    this.view.receive(message, buffers);
  }

  /**
   * When it can be drawn: a slow page is sent less. Not each: for every answer the kernel
   * turns busy and idle, and JupyterLab redraws its toolbar and the icon of the page.
   */
  #acknowledge(seq) {
    this.newest = seq;
    if (this.answering || seq - this.acked < ACK_EVERY) return;
    this.answering = true;
    const answer = () => {
      this.answering = false;
      this.acked = this.newest;
      if (!this.closed && !this.page) this.#write({ do: "ack", seq: this.newest });
    };
    if (document.hidden || !this.view.visible()) answer();
    else requestAnimationFrame(answer);
  }

  /** Tell the trainer that nobody looks any more, and listen no longer. */
  close() {
    if (this.page) this.page.close();
    else this.send({ do: "bye" });
    this.closed = true;
    for (const [event, act] of Object.entries(this.listeners)) this.model.off(event, act);
  }
}
