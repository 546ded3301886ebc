// A notice that came while pages are open: a toast where somebody looks. Where every page is hidden, a
// notification of the computer, if it was allowed (behaviours/notify.js), and only once for all tabs.
import { Controller } from "@hotwired/stimulus";

const SEEN_FIRST = 500; // milliseconds in which a page that is looked at may say so

export default class extends Controller {
  static values = { id: Number, link: String, title: String };

  connect() {
    if (!document.hidden) return this.#claim(() => {});
    this.element.hidden = true;
    setTimeout(() => this.#claim(() => this.#notify()), SEEN_FIRST);
    document.addEventListener("visibilitychange", this.#gone, { once: true });
  }

  disconnect() {
    document.removeEventListener("visibilitychange", this.#gone);
  }

  #gone = () => this.element.remove(); // the bell and the title tell it by now

  /** The first tab that takes this notice deals with it. */
  async #claim(deal) {
    if (!navigator.locks) return;
    await navigator.locks.request("andu:news", () => {
      const name = `andu:news:${document.body.dataset.person}`;
      if (Number(localStorage[name] ?? 0) >= this.idValue) return;
      localStorage[name] = this.idValue;
      deal();
    });
    this.element.dataset.dealt = "";
  }

  #notify() {
    if (window.Notification?.permission !== "granted") return;
    if (localStorage[`andu:notify:${document.body.dataset.person}`] !== "on") return;
    const said = new Notification(this.titleValue, { tag: `andu-${this.idValue}`, lang: "zh-CN" });
    said.onclick = () => {
      window.focus();
      const link = new URL(this.linkValue, location.href);
      if (link.origin === location.origin) location.assign(link);
    };
  }
}
