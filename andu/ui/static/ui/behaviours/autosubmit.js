// On a filter form: sends itself when a choice changes, or shortly after typing stops.
import { Controller } from "@hotwired/stimulus";

export default class extends Controller {
  connect() {
    this.element.addEventListener("change", this.#now);
    this.element.addEventListener("input", this.#soon);
  }

  #timer = 0;

  #now = () => {
    clearTimeout(this.#timer);
    this.element.requestSubmit();
  };

  #soon = (event) => {
    if (event.isComposing || !event.target.matches("[type=search], [type=text]")) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#now, 350);
  };
}
