// On <body>: no form is sent twice. Its buttons rest until the answer is there.
import { Controller } from "@hotwired/stimulus";

export default class extends Controller {
  connect() {
    document.addEventListener("submit", (event) => this.#send(event));
    document.addEventListener("htmx:afterRequest", ({ detail }) => this.#rest(detail.elt.closest("form")));
    window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach((form) => this.#rest(form)));
  }

  #send(event) {
    const form = event.target;
    if (form.method !== "post") return;
    if (form.dataset.sent) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    if (event.defaultPrevented && !form.matches("[hx-post], [hx-put], [hx-patch], [hx-delete]")) return;
    form.dataset.sent = "1";
    setTimeout(() => this.#buttons(form, true)); // after the browser has taken the button's value
  }

  #rest(form) {
    if (!form) return;
    delete form.dataset.sent;
    this.#buttons(form, false);
  }

  #buttons(form, busy) {
    for (const button of form.querySelectorAll("button:not([type=button])")) {
      if (busy) button.setAttribute("aria-disabled", "true");
      else button.removeAttribute("aria-disabled");
    }
  }
}
