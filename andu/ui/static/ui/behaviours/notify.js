// Settings: notifications of the computer. The browser is asked only on a click; the choice belongs to this
// person on this device. behaviours/news.js shows them.
import { Controller } from "@hotwired/stimulus";

export default class extends Controller {
  connect() {
    this.#show();
  }

  async ask() {
    const answer = await Notification.requestPermission();
    if (answer === "granted") localStorage[this.#name] = "on";
    this.#show();
  }

  stop() {
    delete localStorage[this.#name];
    this.#show();
  }

  get #name() {
    return `andu:notify:${document.body.dataset.person}`;
  }

  get #state() {
    if (!window.Notification || !navigator.locks) return "unsupported";
    if (Notification.permission !== "granted") return Notification.permission;
    return localStorage[this.#name] ?? "off";
  }

  #show() {
    for (const part of this.element.querySelectorAll("[data-when]")) {
      part.hidden = !part.dataset.when.split(" ").includes(this.#state);
    }
  }
}
