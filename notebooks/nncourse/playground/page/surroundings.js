/**
 * What the view follows around it: the theme, its width, and whether it can be seen.
 */
import { isDark } from "./colors.js";

/** Watches the surroundings of a view until it is closed. */
export class Surroundings {
  /**
   * Calls recolor(dark) at once and when the theme changes, fit() when `graph` has
   * another width or `root` comes back into sight.
   */
  constructor(root, graph, { recolor, fit }) {
    this.visible = true;
    this.follow = () => {
      const dark = isDark();
      if (root.dataset.theme === (dark ? "dark" : "light")) return;
      root.dataset.theme = dark ? "dark" : "light";
      recolor(dark);
    };
    this.themes = new MutationObserver(this.follow);
    this.themes.observe(document.body, { attributes: true });
    this.system = matchMedia("(prefers-color-scheme: dark)");
    this.system.addEventListener("change", this.follow);
    this.follow();
    this.sizes = new ResizeObserver(fit);
    this.sizes.observe(graph);
    this.sight = new IntersectionObserver(([entry]) => {
      this.visible = entry.isIntersecting;
      if (this.visible) fit();
    });
    this.sight.observe(root);
  }

  close() {
    this.themes.disconnect();
    this.sizes.disconnect();
    this.sight.disconnect();
    this.system.removeEventListener("change", this.follow);
  }
}
