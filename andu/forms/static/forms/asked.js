// Fields that are asked for, or required, only when others say so: shown and hidden as one types. Only
// for showing: the server decides anew. Checks that are true or false already were decided there.
import { Controller } from "@hotwired/stimulus";

const ORDER = { gt: (a, b) => a > b, ge: (a, b) => a >= b, lt: (a, b) => a < b, le: (a, b) => a <= b };

export default class extends Controller {
  connect() {
    this.weigh();
  }

  weigh() {
    for (let round = 0; round < 5; round++) if (!this.#settle()) break; // one may hang on another
  }

  #settle() {
    let changed = false;
    for (const part of this.element.querySelectorAll("[data-shown-if]")) {
      const hidden = !this.#holds(part.dataset.shownIf);
      changed ||= hidden !== part.hidden;
      part.hidden = hidden;
      part.removeAttribute("data-unasked");
    }
    for (const part of this.element.querySelectorAll("[data-required-if]")) {
      const mark = part.querySelector("[data-asked-mark]");
      if (mark) mark.hidden = !this.#holds(part.dataset.requiredIf);
    }
    return changed;
  }

  #holds(text) {
    const { any, checks } = JSON.parse(text);
    return any ? checks.some((one) => this.#check(one)) : checks.every((one) => this.#check(one));
  }

  #check(check) {
    if (typeof check === "boolean") return check;
    const found = check.part === "days" ? this.#days(check.name) : this.#values(check.name);
    const values = found.map((text) => this.#plain(text, check.type));
    const wanted = check.value.map((text) => (check.type === "money" ? Number(text) / 100 : this.#plain(text, check.type)));
    const empty = !values.length;
    switch (check.operator) {
      case "empty": return empty;
      case "filled": return !empty;
      case "eq": case "in": return !empty && wanted.includes(values[0]);
      case "ne": case "not_in": return empty || !wanted.includes(values[0]);
      case "contains": return !empty && this.#contains(check, values, wanted[0]);
      case "lacks": return empty || !this.#contains(check, values, wanted[0]);
      case "starts": return !empty && values[0].startsWith(wanted[0]);
      default: return !empty && ORDER[check.operator](values[0], wanted[0]);
    }
  }

  #contains(check, values, wanted) {
    return check.type === "list" ? values.includes(wanted) : values[0].includes(wanted);
  }

  #values(name) {
    const boxes = [...this.element.querySelectorAll(`[name="${CSS.escape(name)}"]`)].filter((box) => !box.closest("[data-shown-if][hidden]"));
    return boxes.filter((box) => box.type !== "checkbox" || box.checked).map((box) => box.value.trim()).filter(Boolean);
  }

  #days(name) {
    const [first, last] = [name, `${name}-until`].map((one) => Date.parse(this.#values(one)[0]));
    return Number.isFinite(last - first) ? [String((last - first) / 86400000 + 1)] : [];
  }

  #plain(text, type) {
    if (type !== "number" && type !== "money") return text;
    return Number(text.normalize("NFKC").replace(/[^\d.-]/g, ""));
  }
}
