// What JupyterLab loads of the course: a module-federation container, written by hand.
//
// JupyterLab asks a container for two functions, so no bundler is needed: the rest are
// ES modules, which the browser loads as they lie here. `init` gives the libraries that
// JupyterLab shares; extension.js uses its widgets and nothing else of it.
(() => {
  const here = new URL(".", document.currentScript.src);
  let libraries;

  /** A library that JupyterLab shares, in the version that it has. */
  const shared = async (name) => {
    const [version] = Object.values(libraries[name]);
    return (await version.get())();
  };

  window._JUPYTERLAB ??= {};
  window._JUPYTERLAB.nncourse = {
    init(scope) {
      libraries = scope;
    },
    async get() {
      const { plugin } = await import(new URL("extension.js", here));
      const made = plugin(await shared("@lumino/widgets"), await shared("@jupyterlab/rendermime"));
      return () => made;
    },
  };
})();
