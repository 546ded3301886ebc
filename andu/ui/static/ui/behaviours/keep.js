// On a form: what is typed stays on this computer until the server has taken it, and is offered back
// when the page comes again: after a lost connection, an ended session, a closed window.
import { Controller } from "@hotwired/stimulus";

const SKIP = ["password", "file", "hidden", "submit", "button"];

export default class extends Controller {
  static values = { key: String };

  connect() {
    const saved = this.#read();
    if (saved && JSON.stringify(saved.values) !== JSON.stringify(this.#values())) this.#offer();
    this.element.addEventListener("input", this.#later);
    this.element.addEventListener("submit", this.#mark);
    this.element.addEventListener("htmx:afterRequest", this.#answered);
  }

  disconnect() {
    clearTimeout(this.#timer); // the listeners go with the form
  }

  restore() {
    const values = this.#read()?.values ?? {};
    for (const control of this.#controls()) {
      const texts = values[control.name];
      if (!texts) continue;
      if (control.type === "checkbox" || control.type === "radio") control.checked = texts.includes(control.value);
      else control.value = texts[this.#place(control)] ?? control.value;
      control.dispatchEvent(new Event("change", { bubbles: true }));
    }
    this.#notice?.remove();
  }

  drop() {
    localStorage.removeItem(this.#name);
    this.#notice?.remove();
  }

  #timer = 0;
  #notice = null;

  #later = () => {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#write(false), 400);
  };

  #mark = () => {
    clearTimeout(this.#timer);
    this.#write(true);
  };

  #answered = ({ detail }) => {
    if (detail.successful && !detail.xhr.getResponseHeader("HX-Redirect")) localStorage.removeItem(this.#name);
  };

  get #name() {
    const form = this.keyValue || `${location.pathname}#${this.element.id || this.element.getAttribute("action") || ""}`;
    return `andu:keep:${document.body.dataset.person ?? ""}:${form}`;
  }

  #controls() {
    return [...this.element.elements].filter((control) => control.name && !SKIP.includes(control.type));
  }

  #place(control) {
    return this.#controls().filter(({ name }) => name === control.name).indexOf(control);
  }

  #values() {
    const values = {};
    for (const control of this.#controls()) {
      const list = (values[control.name] ??= []);
      if (!["checkbox", "radio"].includes(control.type) || control.checked) list.push(control.value);
    }
    return values;
  }

  #read() {
    try {
      return JSON.parse(localStorage.getItem(this.#name));
    } catch {
      return null;
    }
  }

  #write(sent) {
    try {
      localStorage.setItem(this.#name, JSON.stringify({ values: this.#values(), at: Date.now(), sent }));
    } catch { /* the store is full or closed: the page works on without it */ }
  }

  #offer() {
    const template = document.getElementById("keep-offer");
    if (!template) return;
    this.#notice = template.content.firstElementChild.cloneNode(true);
    this.element.prepend(this.#notice);
  }
}
