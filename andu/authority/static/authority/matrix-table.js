// The table of an authority matrix: rows are added, copied, moved and taken away in place. Without
// scripts all buttons send the form.
import { Controller } from "@hotwired/stimulus";

export default class extends Controller {
  static targets = ["body", "line", "blank"];

  add(event) {
    event.preventDefault();
    this.bodyTarget.append(this.#fresh(this.blankTarget.innerHTML, "9999"));
    this.#focus(this.lineTargets.at(-1));
  }

  copy(event) {
    event.preventDefault();
    const line = event.currentTarget.closest("tbody");
    const number = line.querySelector("input").name.split("-")[1];
    const made = this.#fresh(line.outerHTML, number).querySelector("tbody");
    made.querySelector(".authority-rows__said")?.remove();
    const typed = [...line.querySelectorAll("input")].map(({ value }) => value);
    for (const [at, input] of [...made.querySelectorAll("input")].entries()) input.value = typed[at];
    line.after(made);
    this.#focus(made);
  }

  up(event) {
    this.#move(event, (line) => line.previousElementSibling?.matches("tbody") && line.previousElementSibling.before(line));
  }

  down(event) {
    this.#move(event, (line) => line.nextElementSibling?.after(line));
  }

  drop(event) {
    event.preventDefault();
    event.currentTarget.closest("tbody").remove();
    this.#changed();
  }

  #move(event, to) {
    event.preventDefault();
    const button = event.currentTarget;
    to(button.closest("tbody"));
    button.focus();
    this.#changed();
  }

  #fresh(html, from) {
    const used = this.lineTargets.map((line) => Number(line.querySelector("input").name.split("-")[1]));
    const number = Math.max(0, ...used) + 1;
    const made = document.createElement("template");
    made.innerHTML = html // our own markup
      .replaceAll(`m-${from}-`, `m-${number}-`)
      .replace(/<tbody id="[\w-]*"/, `<tbody id="row-${number}"`)
      .replace(new RegExp(`(value="(?:copy|up|down|drop)-)${from}"`, "g"), `$1${number}"`);
    return made.content;
  }

  #focus(line) {
    line.querySelector("input").focus();
    this.#changed();
  }

  #changed() {
    this.element.dispatchEvent(new Event("change", { bubbles: true }));
  }
}
