// On <body>: opens and closes dialogs, single keys press
// what names them, faults of the net become toasts.
import { Controller } from "@hotwired/stimulus";

const WEEK = 7 * 24 * 3600 * 1000;

export const isTyping = (event) =>
  event.isComposing || event.ctrlKey || event.metaKey || event.altKey ||
  Boolean(event.target.closest?.("input, textarea, select, [contenteditable]"));

export default class extends Controller {
  connect() {
    this.#settle();
    const listen = (type, reaction) => document.addEventListener(type, reaction);
    listen("click", (event) => this.#click(event));
    listen("keydown", (event) => this.#key(event));
    listen("htmx:sendError", () => this.#fault("network"));
    listen("htmx:timeout", () => this.#fault("network"));
    listen("htmx:responseError", () => this.#fault("server"));
  }

  #click(event) {
    const opener = event.target.closest("[data-dialog]");
    if (opener) document.getElementById(opener.dataset.dialog)?.showModal();
    if (event.target.closest("[data-close]")) event.target.closest("dialog")?.close();
  }

  /** Single keys: "/" finds; data-key="c" or data-key="g t" presses its element (design section 6). */
  #key(event) {
    if (isTyping(event) || document.documentElement.dataset.keys === "off") return;
    if (document.querySelector("dialog[open]")) return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const chord = Date.now() - this.#before.at < 1000 ? `${this.#before.key} ${key}` : key;
    this.#before = { key, at: Date.now() };
    const element = key === "/" ? document.querySelector("[role=search] input")
      : document.querySelector(`[data-key="${CSS.escape(chord).replaceAll("\\ ", " ")}"]`);
    if (!element) return;
    event.preventDefault();
    if (element.matches("input, textarea")) element.focus();
    else element.click();
  }

  #before = { key: "", at: 0 };

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
