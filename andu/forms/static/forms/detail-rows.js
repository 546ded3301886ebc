// A detail table: rows come and go in place; sums and simple formulas follow what is typed. Only for
// showing: the server computes everything anew. Without scripts the same buttons send the form.
import { Controller } from "@hotwired/stimulus";

export default class extends Controller {
  static targets = ["body", "row", "blank", "sum", "add"];
  static values = { most: Number };

  connect() {
    this.element.addEventListener("input", this.#count);
    this.#count();
  }

  disconnect() {
    this.element.removeEventListener("input", this.#count);
  }

  add(event) {
    event.preventDefault();
    if (this.rowTargets.length >= this.mostValue) return;
    const rows = document.createElement("template");
    rows.innerHTML = this.blankTarget.innerHTML.replaceAll("__row__", String(this.#next())); // our own template
    this.bodyTarget.append(rows.content);
    this.rowTargets.at(-1).querySelector("input:not([type=hidden]), select, textarea")?.focus();
    this.#changed();
  }

  drop(event) {
    event.preventDefault();
    event.target.closest("tr").remove();
    this.addTarget.focus();
    this.#changed();
  }

  #next() {
    const used = this.rowTargets.map((row) => Number(row.querySelector("[name=drop-row]").value.split("-").at(-1)));
    return Math.max(-1, ...used) + 1;
  }

  #changed() {
    this.#count();
    this.addTarget.disabled = this.rowTargets.length >= this.mostValue;
    this.element.dispatchEvent(new Event("change", { bubbles: true }));
  }

  #count = () => {
    this.rowTargets.forEach((row) => this.#compute(row));
    for (const sum of this.sumTargets) {
      const figures = this.rowTargets.map((row) => this.#figure(row, sum.dataset.column)).filter((one) => one !== null);
      const total = figures.reduce((all, one) => all + one, 0);
      sum.textContent = figures.length ? this.#written(total, sum.dataset.decimals) : "";
    }
  };

  #compute(row) {
    for (const output of row.querySelectorAll("output[data-steps]")) {
      if (!output.dataset.steps) continue;
      const stack = [];
      let filled = false;
      for (const step of output.dataset.steps.split(" ")) {
        const act = { "+": (a, b) => a + b, "-": (a, b) => a - b, "*": (a, b) => a * b, "/": (a, b) => a / b }[step];
        if (act) {
          const [b, a] = [stack.pop(), stack.pop()];
          stack.push(act(a, b));
        } else if (/^[\d.]+$/.test(step)) stack.push(Number(step));
        else {
          const figure = this.#figure(row, step);
          filled ||= figure !== null;
          stack.push(figure ?? 0);
        }
      }
      output.textContent = filled && Number.isFinite(stack[0]) ? this.#written(stack[0], output.dataset.decimals) : "";
    }
  }

  #figure(row, column) {
    const cell = row.querySelector(`[data-column="${column}"]`);
    const text = (cell?.value ?? cell?.textContent ?? "").normalize("NFKC").replace(/[^\d.-]/g, "");
    return text && Number.isFinite(Number(text)) ? Number(text) : null;
  }

  #written(figure, decimals) {
    const digits = Number(decimals);
    return figure.toLocaleString("zh-CN", { minimumFractionDigits: digits, maximumFractionDigits: digits });
  }
}
