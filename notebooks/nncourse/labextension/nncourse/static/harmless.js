// Pictures from a notebook, which anybody may have written: they draw, and no more.
//
// What may stay is listed, since nobody can list what must not: elements that run or
// load, attributes that JupyterLab obeys on a click. And the picture goes into the page
// as the tree that was looked at. Written as text and read again, it can be another one.

export const SVG = "http://www.w3.org/2000/svg";

export const ELEMENTS = [
  "svg", "title", "g", "path", "rect", "circle", "line", "polyline", "polygon", "text", "tspan",
];
export const ATTRIBUTES = [
  "aria-hidden", "aria-label", "color", "cx", "cy", "d", "dx", "dy", "fill", "fill-opacity", "fill-rule",
  "font-family", "font-size", "font-style", "font-weight", "height", "opacity", "paint-order",
  "points", "r", "role", "rx", "ry", "stroke", "stroke-dasharray", "stroke-linecap",
  "stroke-linejoin", "stroke-opacity", "stroke-width", "style", "text-anchor", "transform",
  "viewBox", "width", "x", "x1", "x2", "xmlns", "y", "y1", "y2",
];
export const STYLES = ["color", "fill", "height", "max-width", "stroke"];

/** Whether a value calls something that can load: url(), image-set(), however it is spelt. */
const calls = (value) => value.replace(/\b(var|translate|scale|rotate)\(/g, "").includes("(");

function clean(node) {
  for (const { name, value } of Array.from(node.attributes)) { // which lose some
    const words = name === "aria-label";
    if (!ATTRIBUTES.includes(name) || (!words && calls(value))) node.removeAttribute(name);
  }
  for (const property of Array.from(node.style)) {
    if (!STYLES.includes(property)) node.style.removeProperty(property);
  }
}

/** What of an SVG image this page may show, as an element; null if it is no image. */
export function harmless(image) {
  // The document that it is read into runs and loads nothing.
  const root = new DOMParser().parseFromString(image, "image/svg+xml").documentElement;
  const known = (node) => node.namespaceURI === SVG && ELEMENTS.includes(node.localName);
  if (!known(root) || root.localName !== "svg" || root.querySelector("parsererror")) return null;
  for (const node of root.querySelectorAll("*")) {
    if (!known(node)) node.remove();
  }
  for (const node of [root, ...root.querySelectorAll("*")]) clean(node);
  return document.importNode(root, true);
}
