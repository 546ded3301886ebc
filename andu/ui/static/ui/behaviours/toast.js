// A result goes away by itself, later when it can be undone (Z), never under the mouse or the focus; a
// warning stays until closed.
import { Controller } from "@hotwired/stimulus";
import { isSingle } from "../keyboard.js";

export default class extends Controller {
  static targets = ["undo"];
  static values = { stay: Boolean };

  connect() {
    this.#start();
    for (const name of ["mouseenter", "focusin"]) this.element.addEventListener(name, this.#pause);
    for (const name of ["mouseleave", "focusout"]) this.element.addEventListener(name, this.#start);
    document.addEventListener("keydown", this.#key);
  }

  disconnect() {
    this.#pause();
    document.removeEventListener("keydown", this.#key);
  }

  close() {
    this.element.remove();
  }

  #timer = 0;

  #start = () => {
    this.#pause();
    if (!this.stayValue) this.#timer = setTimeout(() => this.close(), this.hasUndoTarget ? 10000 : 6000);
  };

  #pause = () => clearTimeout(this.#timer);

  #key = (event) => {
    if (event.key === "z" && this.hasUndoTarget && isSingle(event)) this.undoTarget.click();
  };
}
