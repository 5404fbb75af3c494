// Who gets a key: the control of the course that has the focus, or JupyterLab.
//
// JupyterLab looks at each key on its way up to the document, and would take arrows from
// a slider to change the cell. It leaves those alone that come from below an element with
// the attribute MARK. A control that always has it is deaf to Shift+Enter and Ctrl+S,
// so the mark is set and taken off with each key.

const MARK = "data-lm-suppress-shortcuts";
const MOVES = new Set([
  "ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End", "PageUp", "PageDown",
]);
const TEXT = ":read-write"; // text fields, and what is contenteditable
const PRESSED = "button, summary, a[href], [role=button], [role=application]";

/** Whether a key moves, presses, types into or edits the control that has the focus. */
export function keeps(event, control) {
  const { key } = event;
  const chord = event.ctrlKey || event.metaKey;
  const letter = key.length === 1 && key !== " ";
  if (control.matches(TEXT)) {
    if (MOVES.has(key) || key === "Backspace" || key === "Delete") return true;
    if (chord) return (event.shiftKey ? "z" : "acvxyz").includes(key.toLowerCase());
    if (letter) return true;
  }
  if (chord || key === "Escape") return false;
  if (key === "Enter") {
    const alone = !event.shiftKey && !event.altKey;
    return alone && control.matches(`${TEXT}, ${PRESSED}`);
  }
  return MOVES.has(key) || key === " " || (letter && control.matches("select"));
}

/** Whether a key is meant for the cell around the control, and not for the control. */
function leaves(event, control) {
  if (event.key === "Escape") return control.dataset.keeps !== "Escape";
  if (event.key === "Enter") return event.shiftKey || event.altKey || event.ctrlKey || event.metaKey;
  return MOVES.has(event.key); // with Ctrl: a slider would move, and JupyterLab give way
}

/** Send a key past the control: to another element, as if it had been pressed there. */
function redirect(event, to) {
  event.stopPropagation();
  if (!to.dispatchEvent(new KeyboardEvent(event.type, event))) event.preventDefault();
}

/**
 * Let the controls in `root` have the keys that they use, and JupyterLab all others.
 *
 * Those that run a cell, and Escape, take the focus from the control to its cell: there
 * JupyterLab obeys all of them. In a page without JupyterLab nothing changes.
 */
export function shareKeys(root, signal) {
  const share = (event) => {
    const control = event.target;
    const kept = keeps(event, control);
    control.toggleAttribute(MARK, kept);
    if (kept || event.isComposing) return;
    if (leaves(event, control)) {
      const cell = root.closest(".jp-Cell");
      cell?.focus({ preventScroll: true });
      if (cell && document.activeElement === cell) redirect(event, cell);
    } else if (control.matches(TEXT) && (event.ctrlKey || event.metaKey || event.altKey)) {
      redirect(event, root); // text fields of ipywidgets let no key out
    }
  };
  root.addEventListener("keydown", share, { capture: true, signal });
}
