// Handwriting: a pad for finger, pen or mouse; what is drawn is put into the file box of its form as a
// picture, cut to the strokes. Without scripts the file box stands there alone.
import { Controller } from "@hotwired/stimulus";
import SignaturePad from "signature_pad";

const EDGE = 12;

export default class extends Controller {
  static targets = ["box", "pad", "plain", "file"];
  static values = { name: String };

  connect() {
    this.boxTarget.hidden = false;
    this.plainTarget.hidden = true;
    this.#pad = new SignaturePad(this.padTarget, { minWidth: 0.8, maxWidth: 3.2, penColor: "#14161a" });
    this.#pad.addEventListener("endStroke", () => this.#put());
    new ResizeObserver(() => this.#fit()).observe(this.padTarget);
  }

  disconnect() {
    this.#pad.off();
  }

  undo() {
    this.#pad.fromData(this.#pad.toData().slice(0, -1));
    this.#put();
  }

  clear() {
    this.#pad.clear();
    this.#put();
  }

  #pad = null;
  #width = 0;

  /** The strokes stay when the paper grows: a telephone turned on its side. */
  #fit() {
    const { offsetWidth, offsetHeight } = this.padTarget;
    if (!offsetWidth || offsetWidth === this.#width) return;
    this.#width = offsetWidth;
    const strokes = this.#pad.toData();
    const sharp = Math.max(window.devicePixelRatio, 2);
    this.padTarget.width = offsetWidth * sharp;
    this.padTarget.height = offsetHeight * sharp;
    this.padTarget.getContext("2d").scale(sharp, sharp);
    this.#pad.fromData(strokes);
  }

  #put() {
    const points = this.#pad.toData().flatMap((stroke) => stroke.points);
    const box = new DataTransfer();
    const done = () => (this.fileTarget.files = box.files);
    if (!points.length) return done();
    this.#cut(points).toBlob((blob) => {
      box.items.add(new File([blob], this.nameValue, { type: "image/png" }));
      done();
    });
  }

  #cut(points) {
    const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
    const sharp = this.padTarget.width / this.padTarget.offsetWidth;
    const [left, top] = [Math.min(...xs) - EDGE, Math.min(...ys) - EDGE];
    const cut = document.createElement("canvas");
    cut.width = (Math.max(...xs) + EDGE - left) * sharp;
    cut.height = (Math.max(...ys) + EDGE - top) * sharp;
    const paper = cut.getContext("2d");
    paper.fillStyle = "#fff";
    paper.fillRect(0, 0, cut.width, cut.height);
    paper.drawImage(this.padTarget, -left * sharp, -top * sharp);
    return cut;
  }
}
