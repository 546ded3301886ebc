// Sends files as they are chosen, dropped or pasted, each with its progress; the answer, a fragment,
// joins the list. Without scripts the file box is sent with its form.
import { Controller } from "@hotwired/stimulus";

export default class extends Controller {
  static targets = ["input", "list", "line"];
  static values = { url: String, field: { type: String, default: "file" } };

  connect() {
    this.element.addEventListener("dragover", this.#over);
    this.element.addEventListener("drop", this.#drop);
    this.element.addEventListener("paste", this.#paste);
  }

  disconnect() {
    this.element.removeEventListener("dragover", this.#over);
    this.element.removeEventListener("drop", this.#drop);
    this.element.removeEventListener("paste", this.#paste);
  }

  choose() {
    this.#send(this.inputTarget.files);
    this.inputTarget.value = "";
  }

  #over = (event) => event.preventDefault();

  #drop = (event) => {
    event.preventDefault();
    this.#send(event.dataTransfer.files);
  };

  #paste = (event) => {
    if (event.clipboardData.files.length) this.#send(event.clipboardData.files);
  };

  #send(files) {
    for (const file of files) this.#one(file);
  }

  #one(file) {
    const line = this.lineTarget.content.firstElementChild.cloneNode(true);
    const bar = line.querySelector("progress");
    line.querySelector("b").textContent = file.name;
    this.listTarget.append(line);
    const request = new XMLHttpRequest();
    request.upload.onprogress = (event) => (bar.value = event.loaded / event.total);
    request.onloadend = () => this.#answer(request, line);
    request.open("POST", this.urlValue);
    const headers = { "HX-Request": "true", ...JSON.parse(document.body.getAttribute("hx-headers") ?? "{}") };
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    const body = new FormData();
    body.append(this.fieldValue, file);
    request.send(body);
    line.querySelector("button").onclick = () => request.abort();
  }

  #answer(request, line) {
    if (request.status >= 200 && request.status < 300) {
      window.htmx.swap(line, request.responseText, { swapStyle: "outerHTML" }); // toasts find their place
      return;
    }
    line.remove();
    if (request.status === 409 || request.status === 422) {
      document.getElementById("toasts").insertAdjacentHTML("beforeend", request.responseText);
    } else if (request.status || request.readyState === 4) {
      window.htmx.trigger(document.body, request.status ? "htmx:responseError" : "htmx:sendError");
    }
  }
}
