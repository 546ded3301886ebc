// One file on its way: small ones in one post, larger ones piece by piece. After a broken connection
// the server is asked how far it came; only a refusal ends it, with the server's own words.
const SMALL = 256 * 1024;
const PAUSES = [1, 2, 4, 8, 15, 30, 30, 30, 60, 60]; // seconds between attempts

/** Sends job.file; the answer's HTML. Throws an error with `said` when the server refuses it. */
export async function send(job, to) {
  const token = to.pieces && job.file.size > SMALL ? await pieces(job, to) : "";
  const body = new FormData();
  body.append(to.field, token || new File([job.file], job.name, { type: job.file.type }));
  const answer = await again(job, to, () => post(to.url, body, job, { "HX-Request": "true" }));
  return answer.text();
}

/** Everything handed over piece by piece; the token of the upload. */
async function pieces(job, to) {
  const begin = new FormData();
  begin.append("name", job.name);
  begin.append("size", job.file.size);
  begin.append("likeness", await likeness(job));
  const begun = await again(job, to, () => post(to.pieces, begin, job));
  let { token, received, piece } = await begun.json();
  const here = `${to.pieces}/${token}`;
  while (received < job.file.size) {
    const part = job.file.slice(received, received + piece);
    const answer = await again(job, to, async () => {
      const put = await request(`${here}?offset=${received}`, { method: "PUT", body: part }, job);
      const code = put.status === 409 && (await put.clone().json()).code;
      return code === "offset" ? request(here, {}, job) : put; // it came further than we knew
    });
    ({ received } = await answer.json());
    to.progress(received / job.file.size);
  }
  return token;
}

/** A mark of the file, so that the same one chosen again goes on: name, size, time, both ends. */
async function likeness({ file, name }) {
  const mark = `${file.size}-${file.lastModified}`;
  if (!crypto.subtle) return `${mark}-${name}`.slice(0, 120); // plain http: no digests
  const ends = await new Blob([file.slice(0, SMALL), file.slice(-SMALL)]).arrayBuffer();
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", ends));
  return `${mark}-${Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}

/** Tries until it is answered; a pause ends early when the network is back. */
async function again(job, to, attempt) {
  for (const pause of [...PAUSES, 0]) {
    try {
      const answer = await attempt();
      if (answer.ok) return answer;
      if (answer.status < 500) throw await refusal(answer);
    } catch (error) {
      if (error.said !== undefined || job.stop.signal.aborted) throw error;
    }
    if (!pause) break;
    to.broken();
    await rest(pause, job.stop.signal);
  }
  throw new Error("no answer");
}

async function refusal(answer) {
  const said = answer.headers.get("Content-Type")?.includes("json") ? (await answer.json()).detail : "";
  return Object.assign(new Error(`${answer.status}`), { said });
}

function rest(seconds, signal) {
  return new Promise((resolve) => {
    const wake = () => {
      clearTimeout(timer);
      removeEventListener("online", wake);
      resolve();
    };
    const timer = setTimeout(wake, seconds * 1000);
    addEventListener("online", wake);
    signal.addEventListener("abort", wake);
  });
}

function post(url, body, job, headers = {}) {
  return request(url, { method: "POST", body, headers }, job);
}

function request(url, options, job) {
  const given = JSON.parse(document.body.getAttribute("hx-headers") ?? "{}");
  const headers = { Accept: "application/json", ...given, ...options.headers };
  return fetch(url, { ...options, headers, signal: job.stop.signal });
}
