// The page's half of widgets.Player: moves another widget's slider, in the page.
// ipywidgets.Play linked to a slider sends two messages a move, its own first.

async function render({ model, el }) {
  const id = model.get("control").replace("IPY_MODEL_", "");
  const control = await model.widget_manager.get_model(id);
  const { low, high, stride, interval } = Object.fromEntries(
    ["low", "high", "stride", "interval"].map((name) => [name, model.get(name)]),
  );
  const moved = model.get("moved");
  let timer = null;

  const go = (to) => {
    control.set(moved, Math.min(Math.max(to, low), high));
    control.save_changes();
  };
  const pause = () => {
    clearInterval(timer);
    timer = null;
    play.textContent = "▶ Play";
  };
  const tick = () => {
    go(control.get(moved) + stride);
    if (control.get(moved) >= high) pause();
  };
  const start = () => {
    if (control.get(moved) >= high) go(low);
    timer = setInterval(tick, interval);
    play.textContent = "❚❚ Pause";
  };
  const button = (words, act) => {
    const element = document.createElement("button");
    element.className = "jupyter-button";
    element.style.cssText = "margin:2px 4px 2px 0;padding:0 10px;min-width:5em";
    element.textContent = words;
    element.addEventListener("click", act);
    el.append(element);
    return element;
  };
  const play = button("▶ Play", () => (timer === null ? start() : pause()));
  button("Step", () => { pause(); go(control.get(moved) + 1); });
  button("Back", () => { pause(); go(control.get(moved) - 1); });
  el.dataset.ready = "true";
  return () => clearInterval(timer);
}

export default { render };
