// Text size and theme at once, kept on this device; without scripts the form does it by POST.
import { Controller } from "@hotwired/stimulus";

const YEAR = 365 * 24 * 3600;
const NEXT = { theme: { light: "dark", dark: "light" }, size: { m: "l", l: "xl", xl: "m" } };

export default class extends Controller {
  size(event) {
    this.#turn(event, "size");
  }

  theme(event) {
    this.#turn(event, "theme");
  }

  #turn(event, name) {
    event.preventDefault();
    const root = document.documentElement;
    const value = NEXT[name][root.dataset[name]];
    root.dataset[name] = value;
    document.cookie = `andu_${name}=${value}; path=/; max-age=${YEAR}; samesite=lax`;
  }
}
