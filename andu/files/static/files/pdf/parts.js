// A PDF fetched in parts as they are needed, several at a time. Past the browser's cache, which would let
// only one request for the same address through at once.
import { PDFDataRangeTransport } from "pdfjs-dist/legacy/build/pdf.mjs";

export const PART = 32 * 1024; // bytes: parts side by side come in one request
const FIRST = 4 * PART;
const AGAIN = [500, 2000]; // milliseconds before a part that did not come is asked for again

/** What `getDocument` takes: the whole when the file is small, else the way to its parts. */
export async function parted(url, broken) {
  const answer = await fetch(url, asking(0, FIRST));
  if (!answer.ok) throw new Error(`${answer.status}`);
  const data = new Uint8Array(await answer.arrayBuffer());
  const size = Number(answer.headers.get("Content-Range")?.split("/")[1] ?? data.length);
  if (data.length >= size) return { data };
  return { range: new Parts({ url, size, data, tag: answer.headers.get("ETag") ?? "", broken }) };
}

const asking = (begin, end, more = {}) => ({ cache: "no-store", headers: { Range: `bytes=${begin}-${end - 1}`, ...more } });

class Parts extends PDFDataRangeTransport {
  #stop = new AbortController();

  constructor({ url, size, data, tag, broken }) {
    super(size, data);
    // a tag that a proxy has weakened vouches for no part
    Object.assign(this, { url, broken, sure: tag.startsWith('"') ? { "If-Range": tag } : {} });
  }

  /** Asked for by PDF.js; a part of other bytes than the first is no part of this file. */
  async requestDataRange(begin, end) {
    for (const pause of [...AGAIN, null]) {
      try {
        const asked = { ...asking(begin, end, this.sure), signal: this.#stop.signal };
        const answer = await fetch(this.url, asked);
        if (answer.status !== 206) break;
        return this.onDataRange(begin, new Uint8Array(await answer.arrayBuffer()));
      } catch {
        if (this.#stop.signal.aborted) return undefined;
        if (pause !== null) await new Promise((done) => setTimeout(done, pause));
      }
    }
    return this.broken();
  }

  abort() {
    this.#stop.abort();
  }
}
