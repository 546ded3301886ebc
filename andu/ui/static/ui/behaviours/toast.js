// A result goes away by itself, later when it can be undone (Z), never under the mouse or the focus; a
// warning stays until closed.
import { Controller } from "@hotwired/stimulus";
import { isSingle } from "../keyboard.js";

export default class extends Controller {
  static targets = ["undo"];
  static values = { stay: Boolean };

  connect() {
    this.#start();
    document.addEventListener("keydown", this.#key);
  }

  disconnect() {
    clearTimeout(this.#timer);
    document.removeEventListener("keydown", this.#key);
  }

  close() {
    this.element.remove();
  }

  #timer = 0;

  #start = () => {
    if (!this.stayValue) this.#timer = setTimeout(this.#leave, this.hasUndoTarget ? 10000 : 6000);
  };

  #leave = () => {
    if (this.element.matches(":hover, :focus-within")) this.#start();
    else this.close();
  };

  #key = (event) => {
    if (event.key === "z" && this.hasUndoTarget && isSingle(event)) this.undoTarget.click();
  };
}
