// Draws the course's own outputs in JupyterLab, whether a kernel runs or not.
import { explore } from "./explore.js";
import { Frames } from "./frames.js";

const MIME = "application/vnd.nncourse.view+json";
const STILL = "image/svg+xml";
const FIRST = -100; // ipywidgets' own rank is -10; the lowest rank draws

/** What draws a view while no kernel does: its module, or its frames; null if neither. */
async function storage({ module, data }, cell) {
  if (module && /^\w+$/.test(module)) { // and no path, out of a notebook of anybody's
    const { view } = await import(`./views/${module}.js`);
    return view(JSON.parse(data));
  }
  if (!(await storedCells()).has(cell)) return null;
  return Frames.load(new URL(`../frames/${cell}.json.gz`, import.meta.url));
}

let list;

/** The cells whose frames are stored; asked once. */
function storedCells() {
  const url = new URL("../frames/index.json", import.meta.url);
  list ??= fetch(url, { cache: "no-cache" })
    .then((answer) => (answer.ok ? answer.json() : []))
    .then((cells) => new Set(cells));
  return list;
}

/** The cell that an element stands in, as `01_neuron/0a1b2c3d`; "" if in none. */
function cellOf(app, node) {
  for (const { content, context } of app.shell.widgets("main")) {
    const cells = content?.node?.contains(node) ? content.widgets ?? [] : [];
    const cell = cells.find((each) => each.node?.contains(node));
    const [, name] = /(?:^|\/)([\w-]+)\.ipynb$/.exec(context?.path) ?? [];
    if (name && /^[\w-]+$/.test(cell?.model?.id)) return `${name}/${cell.model.id}`;
  }
  return "";
}

/** JupyterLab's plugin, made with two of the libraries that it shares. */
export function plugin({ Widget }, { IRenderMimeRegistry }) {
  class View extends Widget {
    #app;
    #model;
    #gone = null; // aborts what the last drawing of this output has begun

    constructor(app) {
      super();
      this.#app = app;
    }

    renderModel(model) {
      this.#model = model;
      if (this.isAttached) this.#show();
      return Promise.resolve();
    }

    onAfterAttach() {
      if (this.#model && !this.node.firstChild) this.#show();
    }

    #show() {
      const spec = this.#model.data[MIME];
      const still = this.#model.data[STILL] ?? "";
      this.#gone?.abort();
      this.#gone = new AbortController();
      this.node.replaceChildren();
      const stored = storage(spec, cellOf(this.#app, this.node));
      explore(this.node, { ...spec, still }, stored, this.#gone.signal);
    }

    dispose() {
      this.#gone?.abort();
      super.dispose();
    }
  }

  return {
    id: "nncourse:views",
    description: "Draws the course's views, with a kernel and without.",
    autoStart: true,
    requires: [IRenderMimeRegistry],
    activate(app, registry) {
      const style = document.createElement("link");
      style.rel = "stylesheet";
      style.href = new URL("explore.css", import.meta.url);
      document.head.append(style);
      const createRenderer = () => new View(app);
      registry.addFactory({ safe: true, mimeTypes: [MIME], createRenderer }, FIRST);
    },
  };
}
