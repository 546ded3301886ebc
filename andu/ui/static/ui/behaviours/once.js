// On <body>: no form is sent twice. Its buttons rest until the answer is there.
import { Controller } from "@hotwired/stimulus";

export default class extends Controller {
  connect() {
    const on = (target, type, reaction) => target.addEventListener(type, reaction, { signal: this.#stop.signal });
    on(document, "submit", (event) => this.#send(event));
    on(document, "htmx:afterRequest", (event) => this.#rest(event.detail.elt.closest("form")));
    on(window, "pageshow", () => document.querySelectorAll("form[data-sent]").forEach((form) => this.#rest(form)));
  }

  disconnect() {
    this.#stop.abort();
  }

  #stop = new AbortController();

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
