// On <body>: no form is sent twice. Its buttons rest until the answer is there; where the answer is a file
// (data-takes on the form or the button) the page stays, and after a while it may be asked for anew.
import { Controller } from "@hotwired/stimulus";

const AWHILE = 3000;

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
    if (event.submitter?.closest("[data-takes]")) setTimeout(() => this.#anew(form), AWHILE);
  }

  #rest(form) {
    if (!form) return;
    delete form.dataset.sent;
    this.#buttons(form, false);
  }

  /** What is asked for now is another request. */
  #anew(form) {
    const key = form.elements.namedItem("_key");
    if (key) key.value = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
    this.#rest(form);
  }

  #buttons(form, busy) {
    for (const button of form.querySelectorAll("button:not([type=button])")) {
      if (busy) button.setAttribute("aria-disabled", "true");
      else button.removeAttribute("aria-disabled");
    }
  }
}
