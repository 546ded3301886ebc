// Handwriting: a pad for finger, pen or mouse; what is drawn goes with its form as a picture, cut to
// the strokes, in place of the file box that stands there without scripts.
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
    this.fileTarget.form.addEventListener("formdata", this.#put);
    new ResizeObserver(() => this.#fit()).observe(this.padTarget);
  }

  disconnect() {
    this.fileTarget.form?.removeEventListener("formdata", this.#put);
    this.#pad.off();
  }

  undo() {
    this.#pad.fromData(this.#pad.toData().slice(0, -1));
  }

  clear() {
    this.#pad.clear();
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

  #put = ({ formData }) => {
    const points = this.#pad.toData().flatMap((stroke) => stroke.points);
    if (!points.length) return;
    const text = atob(this.#cut(points).toDataURL("image/png").split(",")[1]);
    const bytes = Uint8Array.from(text, (sign) => sign.charCodeAt(0));
    formData.set(this.fileTarget.name, new File([bytes], this.nameValue, { type: "image/png" }));
  };

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
