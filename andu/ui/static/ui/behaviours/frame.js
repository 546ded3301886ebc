// On <body>: opens and closes dialogs, hears the keys, faults of the net become toasts.
import { Controller } from "@hotwired/stimulus";
import { arrive, hear } from "../keyboard.js";

const FAULTS = { 503: "away" };
const WEEK = 7 * 24 * 3600 * 1000;

export default class extends Controller {
  connect() {
    this.#settle();
    arrive();
    this.#reveal();
    const listen = (type, reaction) => document.addEventListener(type, reaction);
    listen("click", (event) => this.#click(event));
    listen("keydown", hear);
    listen("htmx:sendError", () => this.#fault("network"));
    listen("htmx:timeout", () => this.#fault("network"));
    listen("htmx:responseError", ({ detail }) => this.#fault(FAULTS[detail.xhr.status] ?? "server"));
  }

  #click(event) {
    const opener = event.target.closest("[data-dialog]");
    if (opener) document.getElementById(opener.dataset.dialog)?.showModal();
    if (event.target.closest("[data-close]")) event.target.closest("dialog")?.close();
  }

  /** A long row of tabs begins where one is. */
  #reveal() {
    for (const tab of document.querySelectorAll(".tabs > [aria-current], .tree [aria-current]")) {
      const row = tab.closest(".tabs, .tree");
      row.scrollLeft += tab.getBoundingClientRect().right - row.getBoundingClientRect().right + 48;
    }
  }

  /** Typed text that `keep` holds back: gone when the server took it, kept when it did not. */
  #settle() {
    const taken = document.body.dataset.outcome === "";
    for (const key of Object.keys(localStorage)) {
      if (!key.startsWith("andu:keep:")) continue;
      const held = JSON.parse(localStorage[key]);
      if (Date.now() - held.at > WEEK || (held.sent && taken)) localStorage.removeItem(key);
      else if (held.sent) localStorage[key] = JSON.stringify({ ...held, sent: false });
    }
  }

  #fault(kind) {
    const toast = document.getElementById(`fault-${kind}`)?.content.cloneNode(true);
    const region = document.getElementById("toasts");
    region.querySelectorAll(`[data-fault=${kind}]`).forEach((old) => old.remove());
    if (!toast) return;
    toast.firstElementChild.dataset.fault = kind;
    region.append(toast);
  }
}
