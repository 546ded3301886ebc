// A tree of <details>: arrow keys walk it, and the open branches are remembered for this window.
import { Controller } from "@hotwired/stimulus";

export default class extends Controller {
  static values = { key: String };

  connect() {
    const open = JSON.parse(sessionStorage.getItem(this.#name) ?? "{}");
    for (const branch of this.element.querySelectorAll("details[data-branch]")) {
      branch.open = open[branch.dataset.branch] ?? branch.open;
    }
    this.element.addEventListener("toggle", this.#remember, true);
    this.element.addEventListener("keydown", this.#key);
  }

  disconnect() {
    this.element.removeEventListener("toggle", this.#remember, true);
    this.element.removeEventListener("keydown", this.#key);
  }

  get #name() {
    return `andu:tree:${this.keyValue || location.pathname}`;
  }

  #remember = () => {
    const branches = [...this.element.querySelectorAll("details[data-branch]")];
    const open = Object.fromEntries(branches.map((branch) => [branch.dataset.branch, branch.open]));
    sessionStorage.setItem(this.#name, JSON.stringify(open));
  };

  #key = (event) => {
    const lines = [...this.element.querySelectorAll("a")].filter((line) => line.offsetParent);
    const line = event.target.closest("li")?.querySelector(":scope > a");
    const at = lines.indexOf(line);
    const branch = line?.parentElement.querySelector(":scope > details");
    if (at < 0) return;
    if (event.key === "ArrowDown") lines[at + 1]?.focus();
    else if (event.key === "ArrowUp") lines[at - 1]?.focus();
    else if (event.key === "ArrowRight" && branch) branch.open = true;
    else if (event.key === "ArrowLeft" && branch?.open) branch.open = false;
    else if (event.key === "ArrowLeft") {
      line.parentElement.parentElement.closest("li")?.querySelector(":scope > a").focus();
    } else return;
    event.preventDefault();
  };
}
