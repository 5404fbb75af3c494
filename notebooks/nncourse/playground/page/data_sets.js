/**
 * The data sets to choose from, each with a small picture of its points.
 */
import { radios } from "./controls.js";
import { h } from "./dom.js";
import { examples, isRegression } from "./engine.js";
import { nameOf } from "./words.js";

const THUMB = 80; // px of a picture's side, at twice its size in the page

/** Radio buttons with pictures. */
export class DataSets {
  constructor(names, onChoose) {
    const options = names.map((name) => {
      const canvas = h("canvas", { width: THUMB, height: THUMB, "aria-hidden": "true" });
      canvas.dataset.dataset = name;
      return [name, canvas, h("span", {}, nameOf(name))];
    });
    const { element, show } = radios("data set", options, onChoose);
    element.classList.add("nnp-datasets");
    Object.assign(this, { element, show });
  }

  /** Draw the pictures, if own points or colours are others than last time. */
  draw(config, colors) {
    const key = JSON.stringify([config.points, colors.ground]);
    if (key === this.key) return;
    this.key = key;
    for (const canvas of this.element.querySelectorAll("canvas")) {
      const context = canvas.getContext("2d");
      const { dataset } = canvas.dataset;
      const { train } = examples({ ...config, dataset, noise: 0.1, seed: 0, train_share: 0.6 });
      context.clearRect(0, 0, THUMB, THUMB);
      if (!train.length) drawPlus(context, colors);
      drawThumbnail(context, train, colors, isRegression(dataset));
    }
  }
}

function drawThumbnail(context, points, colors, smooth) {
  for (let i = 0; i < points.length; i += 3) {
    const y = points[i + 2];
    const [px, py] = [THUMB / 2 + points[i] * 6, THUMB / 2 - points[i + 1] * 6];
    context.globalAlpha = smooth ? Math.min(1, 0.15 + Math.abs(y)) : 1;
    context.fillStyle = y > 0 ? colors.high : colors.low;
    context.beginPath();
    if (y > 0) context.rect(px - 1.7, py - 1.7, 3.4, 3.4);
    else context.arc(px, py, 1.9, 0, 2 * Math.PI);
    context.fill();
  }
  context.globalAlpha = 1;
}

/** Where there are no points yet: a sign that they can be added. */
function drawPlus(context, colors) {
  context.strokeStyle = colors.ink;
  context.lineWidth = 2;
  context.setLineDash([5, 4]);
  context.strokeRect(10, 10, 60, 60);
  context.setLineDash([]);
  context.stroke(new Path2D("M40 28v24M28 40h24"));
}
