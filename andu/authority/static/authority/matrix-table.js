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
    const line = event.currentTarget.closest("tr");
    const number = line.querySelector("input").name.split("-")[1];
    const made = this.#fresh(line.outerHTML, number).querySelector("tr");
    for (const said of made.querySelectorAll(".error, .hint")) said.remove();
    const typed = [...line.querySelectorAll("input")].map(({ value }) => value);
    for (const [at, input] of [...made.querySelectorAll("input")].entries()) input.value = typed[at];
    line.after(made);
    this.#focus(made);
  }

  up(event) {
    this.#move(event, (line) => line.previousElementSibling?.before(line));
  }

  down(event) {
    this.#move(event, (line) => line.nextElementSibling?.after(line));
  }

  drop(event) {
    event.preventDefault();
    event.currentTarget.closest("tr").remove();
    this.#changed();
  }

  #move(event, to) {
    event.preventDefault();
    const button = event.currentTarget;
    to(button.closest("tr"));
    button.focus();
    this.#changed();
  }

  #fresh(html, from) {
    const used = this.lineTargets.map((line) => Number(line.querySelector("input").name.split("-")[1]));
    const number = Math.max(0, ...used) + 1;
    const made = document.createElement("template");
    made.innerHTML = html // our own markup
      .replaceAll(`m-${from}-`, `m-${number}-`)
      .replace(/<tr id="[\w-]*"/, `<tr id="row-${number}"`)
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
