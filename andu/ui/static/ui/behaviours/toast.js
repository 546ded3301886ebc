// A result goes away by itself, later when it can be undone (Z); a warning stays until closed.
import { Controller } from "@hotwired/stimulus";
import { isSingle } from "../keyboard.js";

export default class extends Controller {
  static targets = ["undo"];
  static values = { stay: Boolean };

  connect() {
    this.#start();
    this.element.addEventListener("mouseenter", this.#pause);
    this.element.addEventListener("mouseleave", this.#start);
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
    if (!this.stayValue) this.#timer = setTimeout(() => this.close(), this.hasUndoTarget ? 10000 : 6000);
  };

  #pause = () => clearTimeout(this.#timer);

  #key = (event) => {
    if (event.key === "z" && this.hasUndoTarget && isSingle(event)) this.undoTarget.click();
  };
}
