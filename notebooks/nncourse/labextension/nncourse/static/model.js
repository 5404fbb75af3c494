// The kernel's half of a view, told to whoever shows it in this page.
import { explore, kernels } from "./explore.js";

/** What `explore` asks of a kernel. */
class Live {
  #model;

  constructor(model) {
    this.#model = model;
  }

  get state() { return this.#model.get("state"); }

  get drawing() { return this.#model.get("drawing"); }

  get drawn() { return this.#model.get("drawn"); }

  get problem() { return this.#model.get("problem"); }

  /** Ask for the drawing of a state; the answer is news. */
  tell(state) {
    if (JSON.stringify(state) === JSON.stringify(this.state)) return;
    this.#model.set("state", { ...state });
    this.#model.save_changes();
  }
}

function initialize({ model, signal }) {
  const id = model.get("name");
  const news = () => kernels.news.dispatchEvent(new Event(id));
  const leave = () => {
    kernels.views.delete(id);
    news();
  };
  kernels.views.set(id, new Live(model));
  for (const change of ["drawing", "state", "problem"]) model.on(`change:${change}`, news);
  model.on("comm_live_update", leave); // the kernel has ended
  signal?.addEventListener("abort", leave);
  news();
  return leave;
}

/** Where JupyterLab's extension does not draw: in other programs. */
function render({ model, el, signal }) {
  const [still, caption] = model.get("drawing");
  const spec = { ...model.get("spec"), state: model.get("state"), still, caption };
  explore(el, { ...spec, name: model.get("name") }, Promise.resolve(null), signal);
}

export default { initialize, render };
