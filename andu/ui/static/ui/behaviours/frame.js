// On <body>: opens and closes dialogs, "/" finds the search box, faults of the net become toasts.
import { Controller } from "@hotwired/stimulus";

export const isTyping = (event) =>
  event.isComposing || event.ctrlKey || event.metaKey || event.altKey ||
  Boolean(event.target.closest?.("input, textarea, select, [contenteditable]"));

export default class extends Controller {
  connect() {
    const listen = (type, reaction) => document.addEventListener(type, reaction, { signal: this.#stop.signal });
    listen("click", (event) => this.#click(event));
    listen("keydown", (event) => this.#key(event));
    listen("htmx:sendError", () => this.#fault("network"));
    listen("htmx:timeout", () => this.#fault("network"));
    listen("htmx:responseError", () => this.#fault("server"));
  }

  disconnect() {
    this.#stop.abort();
  }

  #stop = new AbortController();

  #click(event) {
    const opener = event.target.closest("[data-dialog]");
    if (opener) document.getElementById(opener.dataset.dialog)?.showModal();
    if (event.target.closest("[data-close]")) event.target.closest("dialog")?.close();
  }

  #key(event) {
    if (event.key !== "/" || isTyping(event)) return;
    const box = document.querySelector("[role=search] input");
    if (!box) return;
    event.preventDefault();
    box.focus();
    box.select();
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
