// One page of a PDF: its picture, and over it its words, which can be selected, copied and found.
import { TextLayer } from "pdfjs-dist/legacy/build/pdf.mjs";

const SHARPEST = 2.5; // pixels drawn for one of the page, at most
const LARGEST = 16_000_000; // pixels of one picture: what a telephone bears

export class Sheet {
  constructor(paper, number, shape) {
    this.paper = paper;
    this.number = number;
    const [figure, face, caption] = ["figure", "div", "figcaption"].map((name) => document.createElement(name));
    caption.textContent = `${number} / ${paper.numPages}`;
    face.className = "shown__face";
    face.style.aspectRatio = shape;
    figure.dataset.number = number;
    figure.append(face, caption);
    this.element = figure;
    this.face = face;
  }

  get page() {
    return (this.asked ??= this.paper.getPage(this.number));
  }

  /** The words of the page as PDF.js gives them; kept, so that places found in them stay true. */
  get content() {
    return (this.read ??= this.page.then((page) => page.getTextContent({ disableNormalization: true })));
  }

  /** Fulfilled when picture and words are there; the spans of the words, or none when it was dropped. */
  draw() {
    return (this.drawing ??= this.#draw().catch(() => []));
  }

  drop() {
    this.rendering?.cancel();
    this.layer?.cancel();
    this.face.replaceChildren();
    delete this.element.dataset.drawn;
    this.drawing = this.rendering = this.layer = null;
    this.asked?.then((page) => page.cleanup()).catch(() => {});
  }

  /** The words keep to the picture when it is made smaller or larger. */
  fit() {
    if (this.wide) this.face.style.setProperty("--total-scale-factor", this.face.clientWidth / this.wide);
  }

  async #draw() {
    const [canvas, words, end] = ["canvas", "div", "div"].map((name) => document.createElement(name));
    this.face.replaceChildren(canvas, words);
    const page = await this.page, size = page.getViewport({ scale: 1 });
    if (!canvas.isConnected) return [];
    this.wide = size.width;
    this.face.style.aspectRatio = size.width / size.height;
    this.fit();
    await this.#picture(page, canvas, size);
    const content = await this.content;
    if (!canvas.isConnected) return [];
    words.className = "shown__words";
    end.className = "shown__end";
    this.layer = new TextLayer({ textContentSource: content, container: words, viewport: size });
    await this.layer.render();
    words.append(end);
    words.addEventListener("pointerdown", () => words.classList.add("is-selecting"));
    words.addEventListener("pointerup", () => words.classList.remove("is-selecting"));
    this.element.dataset.drawn = "";
    return this.layer.textDivs;
  }

  async #picture(page, canvas, { width, height }) {
    const most = Math.sqrt(LARGEST / (width * height));
    const viewport = page.getViewport({ scale: Math.min((this.face.clientWidth / width) * Math.min(devicePixelRatio, SHARPEST), most) });
    Object.assign(canvas, { width: Math.floor(viewport.width), height: Math.floor(viewport.height) });
    this.rendering = page.render({ canvas, viewport });
    await this.rendering.promise;
  }
}
