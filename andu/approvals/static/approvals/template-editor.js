// The template editor: boxes that suit the chosen rule, comparisons that suit the field. The server
// says the same on every answer; without scripts 预览 asks it.
import { Controller } from "@hotwired/stimulus";

export default class extends Controller {
  static targets = ["line", "rule", "asked", "audience"];

  connect() {
    this.element.addEventListener("change", this.#audience);
    this.#audience();
    this.element.querySelector("[aria-current=step]")?.scrollIntoView({ block: "nearest", inline: "center" });
    this.element.querySelector(":target [name$=-name]")?.focus({ preventScroll: true });
  }

  suit({ target }) {
    const line = target.closest("li");
    if (target.name.endsWith("-nobody")) line.querySelector("[data-nobody]").hidden = target.value !== "person";
    else if (target.name.endsWith("-late")) line.querySelector("[data-late]").hidden = target.value !== "own";
    else {
      const kind = target.name.endsWith("-mode") ? "modes" : "rules";
      for (const box of line.querySelectorAll(`[data-${kind}]`)) box.hidden = !box.dataset[kind].split(" ").includes(target.value);
    }
  }

  // What a field is filled from: the box for a fixed text, or for another field.
  fill({ target }) {
    for (const box of target.closest(".asked").querySelectorAll("[data-by]")) box.hidden = box.dataset.by !== target.value;
  }

  gather({ target }) {
    const entries = target.closest("li").querySelector("[data-entries]");
    entries.hidden = !target.value && !entries.querySelector("[name*=-w-]");
  }

  // What may be chosen depends on it: the server says it anew.
  again({ target }) {
    target.form.requestSubmit(target.nextElementSibling);
  }

  ask({ target }) {
    const { type = "", list = "" } = target.selectedOptions[0].dataset;
    const line = target.closest(".asked");
    const operator = line.querySelector("[name$=-operator]");
    for (const option of operator.querySelectorAll("[data-types]")) {
      option.hidden = option.disabled = !!type && !option.dataset.types.split(" ").includes(type);
    }
    if (operator.selectedOptions[0]?.disabled) operator.value = "";
    const value = line.querySelector("[name$=-value]");
    if (list) value.setAttribute("list", list);
    else value.removeAttribute("list");
  }

  compare({ target }) {
    target.closest(".asked").querySelector("[name$=-value]").hidden = "bare" in (target.selectedOptions[0]?.dataset ?? {});
  }

  mark({ target }) {
    target.dataset.word = target.value;
  }

  #audience = () => {
    const chosen = this.element.querySelector("[name=b-audience]:checked");
    if (chosen && this.hasAudienceTarget) this.audienceTarget.hidden = chosen.value !== "some";
  };
}
