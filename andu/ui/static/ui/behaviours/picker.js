// Choosing people or units by typing: options come as HTML from data-picker-url-value?q=…, each
// <li role="option" data-value data-label>. Chosen ones become hidden inputs with a chip. Without
// scripts the text box itself is sent (as <name>_text) and the server looks the words up.
import { Controller } from "@hotwired/stimulus";

export default class extends Controller {
  static targets = ["query", "list", "chips", "chip"];
  static values = { url: String, name: String, multiple: Boolean, along: String };

  disconnect() {
    clearTimeout(this.#timer);
  }

  type(event) {
    if (event.isComposing) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#fetch(), 150);
  }

  key(event) {
    if (event.isComposing) return;
    const options = [...this.listTarget.querySelectorAll("[role=option]")];
    const at = options.findIndex((option) => option.ariaSelected === "true");
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (this.listTarget.hidden) this.#fetch();
      else this.#mark(options, (at + (event.key === "ArrowDown" ? 1 : -1) + options.length) % options.length);
    } else if (event.key === "Enter" && !this.listTarget.hidden) {
      event.preventDefault();
      if (options.length) this.#take(options[Math.max(at, 0)]);
    } else if (event.key === "Escape" && !this.listTarget.hidden) {
      event.preventDefault(); // a dialog around it stays open
      event.stopPropagation();
      this.#close();
    } else if (event.key === "Backspace" && !this.queryTarget.value) {
      this.chipTargets.at(-1)?.remove();
    }
  }

  choose(event) {
    event.preventDefault(); // mousedown: the box keeps the focus
    const option = event.target.closest("[role=option]");
    if (option) this.#take(option);
  }

  leave() {
    this.#close();
    this.queryTarget.value = ""; // only what was chosen counts
  }

  remove(event) {
    event.target.closest("[data-picker-target=chip]").remove();
    this.queryTarget.focus();
    this.#changed();
  }

  #timer = 0;
  #asked = 0;

  async #fetch() {
    const url = new URL(this.urlValue, location.href);
    url.searchParams.set("q", this.queryTarget.value.trim());
    const form = this.element.closest("form");
    if (form && this.alongValue) for (const { name, value } of form.querySelectorAll(this.alongValue)) url.searchParams.append(name, value);
    const turn = ++this.#asked;
    const response = await fetch(url, { headers: { "HX-Request": "true" } }).catch(() => null);
    if (turn !== this.#asked || !response?.ok || document.activeElement !== this.queryTarget) return;
    this.listTarget.innerHTML = await response.text(); // our own fragment, escaped by the template
    const options = [...this.listTarget.querySelectorAll("[role=option]")];
    options.forEach((option, at) => (option.id ||= `${this.listTarget.id}-${at}`));
    this.listTarget.hidden = false;
    this.queryTarget.setAttribute("aria-expanded", "true");
    this.#mark(options, 0);
  }

  #mark(options, at) {
    options.forEach((option, place) => option.setAttribute("aria-selected", String(place === at)));
    options[at]?.scrollIntoView({ block: "nearest" });
    this.queryTarget.setAttribute("aria-activedescendant", options[at]?.id ?? "");
  }

  #take(option) {
    if (option.ariaDisabled === "true") return;
    const { value, label } = option.dataset;
    if (!this.multipleValue) this.chipTargets.forEach((chip) => chip.remove());
    if (!this.chipTargets.some((chip) => chip.querySelector("input").value === value)) {
      const chip = this.element.querySelector("template").content.firstElementChild.cloneNode(true);
      chip.querySelector("input").value = value;
      chip.querySelector("span").textContent = label;
      this.queryTarget.before(chip);
    }
    this.queryTarget.value = "";
    this.#close();
    this.#changed();
  }

  #close() {
    clearTimeout(this.#timer);
    this.#asked++;
    this.listTarget.hidden = true;
    this.queryTarget.setAttribute("aria-expanded", "false");
    this.queryTarget.removeAttribute("aria-activedescendant");
  }

  #changed() {
    this.element.dispatchEvent(new Event("change", { bubbles: true }));
  }
}
