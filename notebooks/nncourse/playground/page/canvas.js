/**
 * Maps and points, drawn into canvases.
 */
import { h } from "./dom.js";
import { GRID } from "./engine.js";

/** Paint a map of bytes into a canvas of GRID x GRID pixels. */
export function paint(canvas, bytes, colors) {
  const context = canvas.getContext("2d");
  canvas.picture ??= context.createImageData(GRID, GRID);
  const pixels = new Uint32Array(canvas.picture.data.buffer);
  for (let i = 0; i < pixels.length; i++) pixels[i] = colors[bytes[i]];
  context.putImageData(canvas.picture, 0, 0);
}

export const mapCanvas = () => h("canvas", { width: GRID, height: GRID, "aria-hidden": "true" });

/** Draw disks for -1 and squares for +1; hollow ones are test points. */
export function drawPoints(context, points, { at, radius, colors, hollow }) {
  for (let i = 0; i < points.length; i += 3) {
    const [px, py] = at(points[i], points[i + 1]);
    const high = points[i + 2] > 0;
    context.beginPath();
    if (high) context.rect(px - radius * 0.9, py - radius * 0.9, radius * 1.8, radius * 1.8);
    else context.arc(px, py, radius, 0, 2 * Math.PI);
    context.lineWidth = hollow ? 1.6 : 1;
    context.fillStyle = hollow ? colors.ground : high ? colors.high : colors.low;
    context.strokeStyle = hollow ? (high ? colors.high : colors.low) : colors.ground;
    context.fill();
    context.stroke();
  }
}
