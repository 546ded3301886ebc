// A PDF in the page, each sheet drawn when it comes into view. Everything comes from this server: the
// worker, character maps, fonts. Scripts inside the PDF never run.
import { Controller } from "@hotwired/stimulus";
import { getDocument, GlobalWorkerOptions } from "pdfjs-dist/legacy/build/pdf.mjs";

const SHARPEST = 2.5; // pixels drawn for one of the page, at most

export default class extends Controller {
  static targets = ["said"];
  static values = { url: String, worker: String, parts: String };

  async connect() {
    GlobalWorkerOptions.workerSrc = this.workerValue;
    const parts = new URL(this.partsValue, location).href;
    this.loading = getDocument({
      url: this.urlValue, cMapUrl: `${parts}cmaps/`, cMapPacked: true, standardFontDataUrl: `${parts}standard_fonts/`,
      wasmUrl: `${parts}wasm/`, iccUrl: `${parts}iccs/`, useWasm: false, isEvalSupported: false, enableXfa: false,
    });
    try {
      this.paper = await this.loading.promise;
      await this.#lay();
    } catch {
      if (this.hasSaidTarget) this.saidTarget.textContent = this.saidTarget.dataset.failed;
    }
  }

  disconnect() {
    this.seen?.disconnect();
    this.loading?.destroy();
  }

  async #lay() {
    const { width, height } = (await this.paper.getPage(1)).getViewport({ scale: 1 });
    this.seen = new IntersectionObserver((entries) => this.#seen(entries), { root: this.element, rootMargin: "100%" });
    this.saidTarget.remove();
    for (let number = 1; number <= this.paper.numPages; number += 1) {
      const [sheet, canvas, caption] = ["figure", "canvas", "figcaption"].map((name) => document.createElement(name));
      Object.assign(canvas, { width, height });
      caption.textContent = `${number} / ${this.paper.numPages}`;
      sheet.dataset.number = number;
      sheet.append(canvas, caption);
      this.element.append(sheet);
      this.seen.observe(sheet);
    }
  }

  #seen(entries) {
    for (const { target, isIntersecting } of entries) {
      if (!isIntersecting) continue;
      this.seen.unobserve(target);
      this.#draw(target);
    }
  }

  async #draw(sheet) {
    const page = await this.paper.getPage(Number(sheet.dataset.number));
    const canvas = sheet.querySelector("canvas");
    const scale = (sheet.clientWidth / page.getViewport({ scale: 1 }).width) * Math.min(devicePixelRatio, SHARPEST);
    const viewport = page.getViewport({ scale });
    Object.assign(canvas, { width: viewport.width, height: viewport.height });
    await page.render({ canvas, viewport }).promise;
    sheet.dataset.drawn = "";
  }
}
