/**
 * Colours, as the theme of the page asks for them.
 */
const BLUE = [0, 114, 178];
const ORANGE = [213, 94, 0];
const SKY = [86, 180, 233]; // on a dark ground the two lighter colours of Okabe and Ito
const AMBER = [230, 159, 0];

/** What the canvases need to know of the theme. */
export function palette(dark) {
  const ground = dark ? [17, 17, 17] : [255, 255, 255];
  const [low, high] = dark ? [SKY, AMBER] : [BLUE, ORANGE];
  return {
    low: `rgb(${low})`,
    high: `rgb(${high})`,
    ground: `rgb(${ground})`,
    ink: dark ? "rgb(238 238 238)" : "rgb(34 34 34)",
    faint: dark ? "rgb(238 238 238 / 22%)" : "rgb(34 34 34 / 16%)",
    strong: ramp(low, high, ground, dark ? 0.8 : 0.85),
    calm: ramp(low, high, ground, dark ? 0.42 : 0.36),
  };
}

/** 256 colours from low over the ground to high, as little-endian ABGR. */
function ramp(low, high, ground, most) {
  return Uint32Array.from({ length: 256 }, (_, i) => {
    const t = Math.max(-1, (i - 128) / 127);
    const end = t < 0 ? low : high;
    const mixed = ground.map((g, c) => Math.round(g + (end[c] - g) * Math.abs(t) * most));
    return ((255 << 24) | (mixed[2] << 16) | (mixed[1] << 8) | mixed[0]) >>> 0;
  });
}

/** Whether the page is dark: JupyterLab says so on the body, else the reader's system. */
export function isDark() {
  const light = document.body.dataset.jpThemeLight;
  if (light) return light === "false";
  return matchMedia("(prefers-color-scheme: dark)").matches && !document.body.dataset.light;
}
