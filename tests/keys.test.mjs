/** Which keys a control keeps, run by `node --test` from test_widgets.py. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { keeps } from "../notebooks/nncourse/labextension/nncourse/static/keys.js";

/** An element of which is known only what selectors it matches. */
const control = (...matched) => ({
  matches: (selectors) => selectors.split(", ").some((each) => matched.includes(each)),
});
const KINDS = {
  handle: control(),
  radio: control(),
  text: control(":read-write"),
  button: control("button"),
  list: control("select"),
};

/** A key as it is typed: "Ctrl+Shift+A". */
function pressed(words) {
  const names = words.split("+");
  const held = (name) => names.slice(0, -1).includes(name);
  return {
    key: names.at(-1), ctrlKey: held("Ctrl"), metaKey: held("Cmd"), altKey: held("Alt"),
    shiftKey: held("Shift"),
  };
}

const kept = (kind, words) => keeps(pressed(words), KINDS[kind]);

test("every control keeps what moves it", () => {
  const keys = ["ArrowLeft", "ArrowUp", "Home", "End", "PageUp", "PageDown", " ", "Shift+ArrowUp"];
  for (const kind of Object.keys(KINDS)) {
    for (const key of keys) assert.ok(kept(kind, key), `${kind}: ${key}`);
  }
});

test("no control keeps what runs a cell, leaves it, or commands JupyterLab", () => {
  const keys = [
    "Shift+Enter", "Ctrl+Enter", "Cmd+Enter", "Alt+Enter", "Escape", "Ctrl+s", "Cmd+s",
    "Ctrl+Shift+c", "Ctrl+b", "Tab", "Shift", "Control", "F1",
  ];
  for (const kind of Object.keys(KINDS)) {
    for (const key of keys) assert.ok(!kept(kind, key), `${kind}: ${key}`);
  }
});

test("Enter is kept where it does something", () => {
  const kinds = Object.keys(KINDS).filter((kind) => kept(kind, "Enter"));
  assert.deepEqual(kinds, ["text", "button"]);
});

test("letters are kept where one types, and editing keys in text", () => {
  assert.deepEqual(Object.keys(KINDS).filter((kind) => kept(kind, "b")), ["text", "list"]);
  for (const key of ["7", "-", "B", "Backspace", "Delete", "Ctrl+ArrowLeft", "Ctrl+a", "Cmd+z"]) {
    assert.ok(kept("text", key), key);
  }
  for (const key of ["Backspace", "Ctrl+ArrowLeft", "Ctrl+a"]) assert.ok(!kept("handle", key), key);
});

test("undo and redo edit a text, and the palette is JupyterLab's", () => {
  for (const key of ["Ctrl+z", "Ctrl+Shift+Z", "Ctrl+y"]) assert.ok(kept("text", key), key);
  assert.ok(!kept("text", "Ctrl+Shift+C"));
});
