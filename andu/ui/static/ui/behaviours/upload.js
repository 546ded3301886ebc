// Sends files as they are chosen, dropped or pasted, each with its progress; the answer, a fragment,
// joins the list. Larger ones go piece by piece and go on where they stopped, also after the page
// was left and the same file is chosen again. Without scripts the file box is sent with its form.
import { Controller } from "@hotwired/stimulus";
import { send } from "./upload/sending.js";

const AT_ONCE = 3;

export default class extends Controller {
  static targets = ["input", "list", "line"];
  static values = { url: String, pieces: String, field: { type: String, default: "file" } };

  #waiting = [];
  #running = 0;

  connect() {
    this.element.addEventListener("dragover", this.#over);
    this.element.addEventListener("dragleave", this.#out);
    this.element.addEventListener("drop", this.#drop);
    document.addEventListener("paste", this.#paste);
    this.inputTarget.form?.addEventListener("submit", this.#hold, true);
  }

  disconnect() {
    document.removeEventListener("paste", this.#paste);
    this.inputTarget.form?.removeEventListener("submit", this.#hold, true);
  }

  choose() {
    this.#take(this.inputTarget.files);
    this.inputTarget.value = "";
  }

  #over = (event) => {
    event.preventDefault();
    this.element.classList.add("is-over");
  };

  #out = (event) => {
    if (!this.element.contains(event.relatedTarget)) this.element.classList.remove("is-over");
  };

  #drop = (event) => {
    event.preventDefault();
    this.element.classList.remove("is-over");
    this.#take(event.dataTransfer.files);
  };

  /** A pasted picture joins the field it was pasted into, else the first one of the page. */
  #paste = (event) => {
    const files = event.clipboardData?.files ?? [];
    const first = document.querySelector('[data-controller~="upload"]');
    const inside = event.target.closest?.('[data-controller~="upload"]');
    if (!files.length || (inside ?? first) !== this.element) return;
    event.preventDefault();
    this.#take(files, this.lineTarget.dataset.pasted);
  };

  /** A form waits for what is still on its way. */
  #hold = (event) => {
    const busy = this.listTarget.querySelector("[data-sending]");
    if (!busy) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    busy.scrollIntoView({ block: "center" });
    this.#say(busy, this.lineTarget.dataset.wait);
  };

  #take(files, pasted) {
    for (const file of files) {
      const name = pasted && /^image\.\w+$/.test(file.name)
        ? `${pasted}-${new Date().toTimeString().slice(0, 8).replaceAll(":", "")}.${file.name.split(".")[1]}` : file.name;
      const line = this.lineTarget.content.firstElementChild.cloneNode(true);
      line.querySelector("b").textContent = name;
      this.listTarget.append(line);
      this.#queue({ file, name, line });
    }
  }

  #queue(job) {
    job.stop = new AbortController();
    job.line.dataset.sending = "";
    job.line.classList.remove("is-refused");
    const [again, cancel] = ["again", "cancel"].map((name) => job.line.querySelector(`[data-${name}]`));
    again.hidden = true;
    again.onclick = () => this.#queue(job);
    cancel.onclick = () => {
      job.stop.abort();
      job.line.remove();
    };
    this.#waiting.push(job);
    this.#next();
  }

  #next() {
    while (this.#running < AT_ONCE && this.#waiting.length) this.#one(this.#waiting.shift());
  }

  async #one(job) {
    this.#running += 1;
    try {
      const html = job.stop.signal.aborted ? "" : await send(job, {
        url: this.urlValue, pieces: this.piecesValue, field: this.fieldValue,
        progress: (part) => this.#progress(job.line, part),
        broken: () => this.#say(job.line, this.lineTarget.dataset.broken),
      });
      if (html) this.#joined(job.line, html);
    } catch (error) {
      if (!job.stop.signal.aborted) this.#refused(job, error);
    }
    this.#running -= 1;
    this.#next();
  }

  #joined(line, html) {
    const form = this.element;
    window.htmx.swap(line, html, { swapStyle: "outerHTML" }); // toasts find their place
    form.dispatchEvent(new Event("change", { bubbles: true })); // the draft is kept
  }

  #refused(job, error) {
    delete job.line.dataset.sending;
    job.line.classList.add("is-refused");
    this.#say(job.line, error.said || this.lineTarget.dataset.failed);
    job.line.querySelector("[data-again]").hidden = Boolean(error.said);
  }

  #progress(line, part) {
    line.querySelector("progress").value = part;
    this.#say(line, `${Math.floor(part * 100)}%`);
  }

  #say(line, words) {
    line.querySelector("[data-said]").textContent = words;
  }
}
