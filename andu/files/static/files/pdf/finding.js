// Words found in a PDF, page after page: from the one being read to the end, then from the first. Space and
// line ends do not count, since Chinese words are broken anywhere; nor do wide and narrow, capital and small.
const LIGHT = "CSS" in window && "highlights" in CSS;

/** The letters that count, and where each came from: [item of the page's words, place in it]. */
function letters(items) {
  let text = "";
  const from = [];
  items.forEach(({ str }, item) => {
    for (let at = 0; at < str.length;) {
      const one = String.fromCodePoint(str.codePointAt(at));
      const plain = same(one);
      text += plain;
      for (let each = 0; each < plain.length; each += 1) from.push([item, at, at + one.length]);
      at += one.length;
    }
  });
  return { text, from };
}

const same = (words) => words.normalize("NFKC").toLowerCase().replace(/[\s\0\u00ad\u200b]+/gu, "");

export class Finding {
  constructor(sheets, root, told) {
    Object.assign(this, { sheets, root, told, found: [], at: -1, turn: 0, read: new Map() });
  }

  end() {
    this.turn += 1;
    if (LIGHT) ["pdf-found", "pdf-here"].forEach((name) => CSS.highlights.delete(name));
  }

  /** Begin anew, from the sheet `start` on. */
  async find(typed, start) {
    const words = same(typed);
    this.end();
    const turn = this.turn;
    Object.assign(this, { words, found: [], at: -1, busy: Boolean(words) });
    this.#tell();
    if (!words) return;
    const order = this.sheets.map((_, at) => (start + at) % this.sheets.length);
    for (const sheet of order) {
      const places = await this.#places(sheet).catch(() => []);
      if (turn !== this.turn) return;
      this.#add(places);
      if (this.at < 0 && places.length) this.#show(this.found.indexOf(places[0]));
      else this.#tell();
    }
    this.busy = false;
    this.#tell();
  }

  /** To the next (1) or the one before (-1), round and round. */
  go(step) {
    if (this.found.length) this.#show((this.at + step + this.found.length) % this.found.length);
  }

  /** In the order of the pages, whichever was read first; the place at hand stays at hand. */
  #add(places) {
    const here = this.found[this.at];
    this.found = [...this.found, ...places].sort((one, other) => one.sheet - other.sheet || one.from - other.from);
    this.at = here ? this.found.indexOf(here) : -1;
  }

  async #places(sheet) {
    if (!this.read.has(sheet)) this.read.set(sheet, letters((await this.sheets[sheet].content).items));
    const { text } = this.read.get(sheet), places = [];
    for (let at = text.indexOf(this.words); at >= 0; at = text.indexOf(this.words, at + this.words.length)) {
      places.push({ sheet, from: at, to: at + this.words.length - 1 });
    }
    return places;
  }

  #tell() {
    this.told({ at: this.at + 1, of: this.found.length, busy: this.busy, words: this.words });
  }

  async #show(at) {
    this.at = at;
    this.#tell();
    const place = this.found[at], { turn, sheets, root } = this, sheet = sheets[place.sheet];
    sheet.element.scrollIntoView({ block: "nearest" });
    await sheet.draw();
    if (turn !== this.turn || this.found[this.at] !== place) return;
    const range = await this.#range(place);
    if (!range) return;
    const box = range.getBoundingClientRect(), frame = root.getBoundingClientRect();
    root.scrollBy({ top: box.top - frame.top - root.clientHeight / 3, left: Math.min(0, box.left - frame.left) });
    this.#light(place, range);
  }

  /** This place in strong colour, the others of its page in weak. */
  async #light(place, range) {
    if (!LIGHT) return;
    const beside = this.found.filter((one) => one.sheet === place.sheet && one !== place);
    const others = await Promise.all(beside.map((one) => this.#range(one)));
    CSS.highlights.set("pdf-found", new Highlight(...others.filter(Boolean)));
    CSS.highlights.set("pdf-here", Object.assign(new Highlight(range), { priority: 1 }));
  }

  async #range({ sheet, from, to }) {
    const spans = await this.sheets[sheet].draw(), { from: origin } = this.read.get(sheet);
    const [first, start] = origin[from], [last, , end] = origin[to];
    const [head, tail] = [spans[first]?.firstChild, spans[last]?.firstChild];
    if (!head || !tail) return null;
    const range = document.createRange();
    range.setStart(head, start);
    range.setEnd(tail, end);
    return range;
  }
}
