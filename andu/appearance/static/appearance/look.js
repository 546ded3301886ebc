// 界面与标识: the page itself wears the colour being chosen, and the samples the name being typed.
import { Controller } from "@hotwired/stimulus";

export default class extends Controller {
  static targets = ["name", "shown", "own"];
  static values = { sheet: String, now: String };

  connect() {
    if (this.hasNameTarget) this.nameTarget.addEventListener("input", this.#named);
  }

  disconnect() {
    if (this.hasNameTarget) this.nameTarget.removeEventListener("input", this.#named);
  }

  /** One of the dozen, that of the place above, or the own one. */
  colour({ target }) {
    if (target.value === "own") this.own();
    else this.#wear(target.value || this.nowValue);
  }

  /** The own colour, as soon as it is whole; its choice is ticked by itself. */
  own() {
    const [whole] = this.ownTarget.value.trim().toLowerCase().match(/^#?[0-9a-f]{6}$/) ?? [];
    if (!whole) return;
    this.element.querySelector("[name=pigment][value=own]").checked = true;
    this.#wear(whole);
  }

  #named = () => {
    const name = this.nameTarget.value.trim();
    for (const shown of this.shownTargets) shown.textContent = name || shown.dataset.empty;
  };

  #wear(colour) {
    document.getElementById("preview").href = this.sheetValue.replace("COLOUR", colour.replace("#", ""));
  }
}
