// On <body>: hears that something changed and lets htmx fetch it: hx-trigger="nudge from:body", or
// "nudge:documents:7 from:body" for one topic. Elements with data-topic are listened for as well.
// Without a socket it polls: the same event every 20 seconds while the page is seen.
import { Controller } from "@hotwired/stimulus";

const POLL = 20000;

export default class extends Controller {
  static values = { url: String, topics: String };

  connect() {
    setInterval(() => this.#isDown() && !document.hidden && this.#nudge("poll"), POLL);
    document.addEventListener("htmx:load", this.#listen);
    document.addEventListener("htmx:afterSettle", this.#title);
    if (this.urlValue) this.#open();
  }

  #socket = null;
  #tries = 0;
  #heard = new Set();

  #isDown() {
    return this.#socket?.readyState !== WebSocket.OPEN;
  }

  #open() {
    this.#socket = new WebSocket(this.urlValue);
    this.#socket.onopen = () => {
      if (this.#tries) this.#nudge("reconnect"); // what was missed meanwhile
      this.#tries = 0;
      this.#heard.clear();
      this.#listen();
    };
    this.#socket.onmessage = ({ data }) => {
      const { topic } = JSON.parse(data);
      if (topic) this.#nudge(topic);
    };
    this.#socket.onclose = () => {
      const wait = Math.min(30000, 1000 * 2 ** this.#tries++) * (0.5 + Math.random());
      setTimeout(() => this.#open(), wait);
    };
  }

  #listen = () => {
    if (this.#isDown()) return;
    const marked = [...document.querySelectorAll("[data-topic]")].map((element) => element.dataset.topic);
    const topics = [...this.topicsValue.split(/\s+/), ...marked].filter((topic) => topic && !this.#heard.has(topic));
    if (!topics.length) return;
    topics.forEach((topic) => this.#heard.add(topic));
    this.#socket.send(JSON.stringify({ listen: [...new Set(topics)] }));
  };

  /** (3) 待办: what waits, as the server counted it last. */
  #title = () => {
    const waiting = Number(document.getElementById("hot")?.value ?? 0);
    document.title = (waiting ? `(${waiting}) ` : "") + document.title.replace(/^\(\d+\) /, "");
  };

  #nudge(topic) {
    window.htmx.trigger(document.body, "nudge", { topic });
    window.htmx.trigger(document.body, `nudge:${topic}`, { topic });
  }
}
