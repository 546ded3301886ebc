// A PDF in the page, fetched in parts, each sheet drawn when it comes into view and given up when it is
// far away. Everything comes from this server: the worker, character maps, fonts. Scripts inside the PDF
// never run.
import { Controller } from "@hotwired/stimulus";
import { getDocument, GlobalWorkerOptions } from "pdfjs-dist/legacy/build/pdf.mjs";
import { Finding } from "./pdf/finding.js";
import { PART, parted } from "./pdf/parts.js";
import { Sheet } from "./pdf/sheet.js";

const PAUSE = 250; // milliseconds after the last letter

export default class extends Controller {
  static targets = ["paper", "said", "bar", "words", "count"];
  static values = { url: String, worker: String, parts: String };

  async connect() {
    GlobalWorkerOptions.workerSrc = this.workerValue;
    this.said = this.saidTarget;
    const parts = new URL(this.partsValue, location).href;
    document.addEventListener("keydown", this.#key);
    try {
      const source = await parted(this.urlValue, () => this.#broken());
      if (!this.element.isConnected) return;
      this.loading = getDocument({
        ...source, cMapUrl: `${parts}cmaps/`, cMapPacked: true, standardFontDataUrl: `${parts}standard_fonts/`,
        wasmUrl: `${parts}wasm/`, iccUrl: `${parts}iccs/`, useWasm: false, isEvalSupported: false, enableXfa: false,
        rangeChunkSize: PART, disableStream: true, disableAutoFetch: true,
      });
      this.paper = await this.loading.promise;
      await this.#lay();
    } catch {
      this.#say("failed");
    }
  }

  disconnect() {
    document.removeEventListener("keydown", this.#key);
    clearTimeout(this.timer);
    this.finding?.end();
    this.seen?.disconnect();
    this.sized?.disconnect();
    this.loading?.destroy();
  }

  search() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.finding?.find(this.wordsTarget.value, this.#current()), PAUSE);
  }

  next() {
    this.finding?.go(1);
  }

  previous() {
    this.finding?.go(-1);
  }

  /** Inside the box: Enter, Shift Enter, Escape. */
  typed(event) {
    if (event.isComposing) return;
    if (event.key === "Enter") {
      event.preventDefault();
      this.#step(event);
    } else if (event.key === "Escape") {
      event.preventDefault();
      this.wordsTarget.value = "";
      this.finding?.find("", 0);
      this.paperTarget.focus({ preventScroll: true });
    }
  }

  async #lay() {
    const { width, height } = (await this.paper.getPage(1)).getViewport({ scale: 1 });
    const root = this.paperTarget;
    this.sheets = [];
    this.seen = new IntersectionObserver((entries) => this.#seen(entries), { root, rootMargin: "100%" });
    this.sized = new ResizeObserver(() => this.sheets.forEach((sheet) => sheet.fit()));
    this.said.remove();
    for (let number = 1; number <= this.paper.numPages; number += 1) {
      const sheet = new Sheet(this.paper, number, width / height);
      this.sheets.push(sheet);
      root.append(sheet.element);
      this.seen.observe(sheet.element);
    }
    this.sized.observe(root);
    this.finding = new Finding(this.sheets, root, (said) => this.#count(said));
    this.barTarget.disabled = false;
  }

  #say(word) {
    this.said.textContent = this.said.dataset[word];
    this.paperTarget.prepend(this.said);
  }

  /** A part of the file did not come, however often it was asked for. */
  #broken() {
    this.#say("broken");
    this.said.scrollIntoView({ block: "nearest" });
  }

  #seen(entries) {
    for (const { target, isIntersecting } of entries) {
      const sheet = this.sheets[target.dataset.number - 1];
      if (isIntersecting) sheet.draw();
      else sheet.drop();
    }
  }

  /** The sheet that is being read, from 0. */
  #current() {
    const { top, height } = this.paperTarget.getBoundingClientRect();
    return Math.max(0, this.sheets.findIndex(({ element }) => element.getBoundingClientRect().bottom > top + height / 3));
  }

  #count({ at, of, busy, words }) {
    const { none, busy: wait } = this.countTarget.dataset;
    if (!words) this.countTarget.textContent = "";
    else if (of) this.countTarget.textContent = `${at} / ${of}${busy ? "…" : ""}`;
    else this.countTarget.textContent = busy ? wait : none;
  }

  #step(event) {
    if (event.shiftKey) this.previous();
    else this.next();
  }

  /** Anywhere on the page: Ctrl F opens the box (in the box it is the browser's own), F3 and Ctrl G go on. */
  #key = (event) => {
    if (!this.finding || document.querySelector("dialog[open]")) return;
    const key = event.key.toLowerCase(), control = (event.ctrlKey || event.metaKey) && !event.altKey;
    if (control && key === "f" && !event.shiftKey && document.activeElement !== this.wordsTarget) {
      event.preventDefault();
      this.wordsTarget.select();
      this.wordsTarget.focus();
    } else if (this.wordsTarget.value && (key === "f3" || (control && key === "g"))) {
      event.preventDefault();
      this.#step(event);
    }
  };
}
