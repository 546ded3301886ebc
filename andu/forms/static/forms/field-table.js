// The editor's table of fields: lines and columns move and go in place, settings suit the type. A new
// column comes from the server: its button sends the form. Without scripts all buttons do.
import { Controller } from "@hotwired/stimulus";

const PLACE = '[data-field-table-target="column"], tr';

export default class extends Controller {
  static targets = ["body", "line", "blank", "kind"];

  kindTargetConnected(select) {
    this.#suit(select);
  }

  suit(event) {
    this.#suit(event.target);
  }

  ask(event) {
    const [field, operator, value] = event.target.closest(".forms-check").children;
    const type = field.selectedOptions[0].dataset.type;
    value.setAttribute("list", `values-${field.value}`);
    for (const option of operator.options) option.hidden = Boolean(type) && !option.dataset.types.split(" ").includes(type);
    if (operator.selectedOptions[0].hidden) operator.value = [...operator.options].find((option) => !option.hidden).value;
  }

  add(event) {
    event.preventDefault();
    const used = [...this.element.querySelectorAll("tr [name$='-label']")].map(({ name }) => Number(name.split("-")[1]));
    const number = Math.max(-1, ...used) + 1;
    const line = document.createElement("template");
    line.innerHTML = this.blankTarget.innerHTML // our own template
      .replaceAll("c-9999-", `c-${number}-`)
      .replace(/(value="(?:up|down|drop|add)-)9999/g, `$1${number}`);
    this.bodyTarget.append(line.content);
    this.lineTargets.at(-1).querySelector("[name$='-label']").focus();
    this.#changed();
  }

  move(event) {
    event.preventDefault();
    const place = event.currentTarget.closest(PLACE);
    const up = event.currentTarget.value.startsWith("up");
    const other = up ? place.previousElementSibling : place.nextElementSibling;
    if (!other?.matches(PLACE)) return;
    if (up) other.before(place);
    else other.after(place);
    event.currentTarget.focus();
    this.#changed();
  }

  drop(event) {
    event.preventDefault();
    event.currentTarget.closest(PLACE).remove();
    this.#changed();
  }

  #suit(select) {
    for (const part of select.closest("tr").querySelectorAll("[data-kinds]")) {
      if (part.closest('[data-field-table-target="column"]')) continue;
      part.hidden = !part.dataset.kinds.split(" ").includes(select.value);
    }
    for (const part of select.closest("tr").querySelectorAll("[data-kinds-not]")) {
      part.hidden = part.dataset.kindsNot.split(" ").includes(select.value);
    }
  }

  #changed() {
    this.element.dispatchEvent(new Event("change", { bubbles: true }));
  }
}
