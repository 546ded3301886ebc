// Inside the command palette: narrows the lines by words, pinyin or initials as they are typed, asks the
// search for the rest, and goes where the arrow keys point.
import { Controller } from "@hotwired/stimulus";
import { press } from "../keyboard.js";

const MOST = 8; // of one group, once words narrow it

export default class extends Controller {
  static targets = ["query", "list", "found", "said"];
  static values = { url: String };

  connect() {
    this.element.addEventListener("close", this.#gone);
    for (const option of this.listTarget.querySelectorAll("[data-command]")) {
      option.lastElementChild.textContent = this.element.buttons[option.dataset.command].dataset.key?.toUpperCase() ?? "";
    }
    this.type();
  }

  disconnect() {
    clearTimeout(this.#timer);
  }

  type() {
    this.#isPicked = false;
    this.#narrow();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#ask(), 120);
  }

  key(event) {
    if (event.isComposing) return;
    const options = this.#options;
    const at = options.indexOf(this.#current);
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      this.#isPicked = true;
      this.#mark(options.at((at + (event.key === "ArrowDown" ? 1 : -1)) % options.length));
    } else if (event.key === "Enter") {
      if (this.#current) this.#go(this.#current, event.ctrlKey || event.metaKey);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  take(event) {
    const option = event.target.closest("[role=option]");
    if (!option || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    this.#go(option, false);
  }

  point(event) {
    const option = event.target.closest("[role=option]");
    if (!option || option === this.#current) return;
    this.#isPicked = true;
    this.#mark(option, false);
  }

  #isPicked = false; // a line was pointed at; until then the first one is in hand
  #timer = 0;
  #asked = 0;
  #named = 0;

  get #words() {
    return this.queryTarget.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
  }

  get #options() {
    return [...this.listTarget.querySelectorAll("[role=option]:not([hidden])")];
  }

  get #current() {
    return this.listTarget.querySelector("[aria-selected=true]");
  }

  #narrow() {
    const words = this.#words;
    for (const group of this.listTarget.querySelectorAll("[role=group]")) {
      let shown = 0;
      for (const option of group.querySelectorAll("[data-sounds]")) {
        const fits = words.every((word) => option.dataset.sounds.includes(word));
        option.hidden = words.length ? !fits || shown >= MOST : "more" in option.dataset;
        if (!option.hidden) shown += 1;
      }
      group.hidden = !group.querySelector("[role=option]:not([hidden])");
    }
    this.#mark(this.#options[0]);
  }

  async #ask() {
    const turn = ++this.#asked;
    const words = this.queryTarget.value.trim();
    const url = new URL(this.urlValue, location.href);
    url.searchParams.set("q", words);
    const response = words && (await fetch(url, { headers: { "HX-Request": "true" } }).catch(() => null));
    if (turn !== this.#asked) return;
    const kept = this.#isPicked && this.#current?.closest("[role=group]") && !this.foundTarget.contains(this.#current) && this.#current;
    this.foundTarget.innerHTML = response?.ok ? await response.text() : "";
    this.#mark(kept || this.#options[0]);
    const { some, none } = this.saidTarget.dataset;
    const count = this.#options.length;
    this.saidTarget.textContent = count ? some.replace("{n}", count) : none;
  }

  #mark(option, scrolls = true) {
    this.#current?.setAttribute("aria-selected", "false");
    if (!option) return this.queryTarget.removeAttribute("aria-activedescendant");
    option.id ||= `palette-${++this.#named}`;
    option.setAttribute("aria-selected", "true");
    this.queryTarget.setAttribute("aria-activedescendant", option.id);
    if (scrolls) option.scrollIntoView({ block: "nearest" });
  }

  #go(option, isBeside) {
    const { buttons } = this.element;
    if (isBeside && option.href) return window.open(option.href);
    this.element.close();
    if (option.dataset.command) press(buttons[option.dataset.command]);
    else location.assign(option.href);
  }

  #gone = () => {
    this.element.remove();
    if (document.activeElement?.matches("[data-key='/']")) document.activeElement.blur();
  };
}
