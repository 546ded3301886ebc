// The one front-end step (`npm run build`): scripts, style sheets and icons into static/ui/vendor/,
// each under a name with its hash; manifest.json tells the templates which name is current.
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { brotliCompressSync } from "node:zlib";
import zopfli from "@gfx/zopfli"; // gzip, 4 % smaller
import * as esbuild from "esbuild";
import { bundle, Features } from "lightningcss";
import * as lean from "./lean.mjs";

const ui = path.dirname(fileURLToPath(import.meta.url));
const rooms = path.dirname(ui);
const out = path.join(ui, "static/ui/vendor");
const chrome = 105;
const always = ["dialog", "display", "frame", "live", "menu", "once", "toast"]; // in the page's own script
const manifest = {};
const gzip = promisify(zopfli.gzip);

/** [room, file] of every file with this ending in andu/<room>/static/<room>/<folder>. */
function found(folder, ending) {
  return readdirSync(rooms).sort().flatMap((room) => {
    const home = path.join(rooms, room, "static", room, folder);
    const names = existsSync(home) ? readdirSync(home).sort() : [];
    return names.filter((name) => name.endsWith(ending)).map((name) => [room, path.join(home, name)]);
  });
}

function write(name, bytes) {
  const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 10);
  const { dir, name: stem, ext } = path.parse(name);
  manifest[name] = path.posix.join(dir, `${stem}.${hash}${ext}`);
  mkdirSync(path.join(out, dir), { recursive: true });
  writeFileSync(path.join(out, manifest[name]), bytes);
}

/** Every Stimulus controller of the house as [name, file], by its file name: those that come with the
 *  page's script, and those loaded when an element asks for them. */
function behaviours() {
  const files = [...found("behaviours", ".js"), ...found("", ".js").filter(([room]) => room !== "ui")];
  const all = files.map(([, file]) => [path.basename(file, ".js"), file]);
  const twice = all.filter(([name], at) => all.findIndex(([other]) => other === name) !== at);
  if (twice.length) throw new Error(`two behaviours of one name: ${twice}`);
  return { here: all.filter(([name]) => always.includes(name)), later: all.filter(([name]) => !always.includes(name)) };
}

/** One script for every page and, beside it, one file per other behaviour; npm packages that only an
 *  island needs stay in its file. Islands take Stimulus and what keyboard.js offers from the page's script. */
async function scripts() {
  const entry = path.join(ui, "static/ui/andu.js");
  const shared = { bundle: true, splitting: true, format: "esm", minify: true, target: `chrome${chrome}`,
    outdir: out, entryNames: "[name].[hash]", chunkNames: "[name].[hash]", assetNames: "[name].[hash]",
    metafile: true, legalComments: "none", loader: { ".woff2": "file", ".svg": "text" } };
  const { here, later } = behaviours();
  const borrowed = plugin("page", /^(@hotwired\/stimulus|\.\.\/keyboard\.js)$/,
    () => "export const { Controller, isSingle, isTyping, press, say } = Stimulus;");
  const islands = await esbuild.build({ ...shared, entryPoints: later.map(([, file]) => file), plugins: [borrowed],
    entryNames: "[name]", write: false });
  // one hash for all of them: the page's script names each island by a word, not by a hash of its own
  const hash = createHash("sha256").update(islands.outputFiles.map((file) => file.text).join()).digest("hex").slice(0, 10);
  const names = later.map(([name]) => name);
  for (const { path: file, contents } of islands.outputFiles) {
    const name = path.basename(file, ".js");
    writeFileSync(path.join(out, names.includes(name) ? `${name}.${hash}.js` : path.basename(file)), contents);
  }
  for (const name of names) manifest[`${name}.js`] = `${name}.${hash}.js`;
  const registry = plugin("islands", /^andu:islands$/, () => `${
    here.map(([name, file]) => `import ${name} from ${JSON.stringify(file)};`).join("\n")}
    export const present = { ${here.map(([name]) => name)} };
    export const hash = "${hash}", islands = "${names.join(" ")}".split(" ");`);
  const page = await esbuild.build({ ...shared, entryPoints: [entry], plugins: [registry, leaner] });
  manifest["andu.js"] = path.basename(Object.keys(page.metafile.outputs)[0]);
}

/** htmx and Stimulus as far as we use them. */
const leaner = { name: "lean", setup: (build) => build.onLoad({ filter: /(htmx\.esm|stimulus)\.js$/ }, ({ path: file }) => (
  { contents: lean[file.includes("htmx") ? "htmx" : "stimulus"](readFileSync(file, "utf8")) })) };

/** A module that is written here instead of found. */
function plugin(name, filter, contents) {
  return { name, setup(build) {
    // one copy for each importer, so that it never becomes a file of its own
    build.onResolve({ filter }, ({ importer }) => ({ path: `${name} for ${importer}`, namespace: "andu", sideEffects: false }));
    build.onLoad({ filter: /.*/, namespace: "andu" }, () => ({ contents: contents(), resolveDir: rooms }));
  } };
}

function style(name, file, wrap = (code) => code) {
  const { code } = bundle({
    filename: file, minify: true, targets: { chrome: chrome << 16 }, exclude: Features.LightDark,
  });
  write(name, Buffer.from(wrap(code.toString())));
}

/** What the PDF view fetches while it works: its worker, character maps, fonts, decoders. */
function paper() {
  const home = path.join(rooms, "../node_modules/pdfjs-dist");
  write("pdf.worker.js", readFileSync(path.join(home, "legacy/build/pdf.worker.min.mjs")));
  for (const part of ["cmaps", "standard_fonts", "iccs"]) cpSync(path.join(home, part), path.join(out, "pdf", part), { recursive: true });
  for (const name of readdirSync(path.join(home, "wasm")).filter((name) => name.endsWith(".js"))) {
    cpSync(path.join(home, "wasm", name), path.join(out, "pdf/wasm", name));
  }
}

function sprite() {
  const icons = path.join(rooms, "../node_modules/@tabler/icons/icons/outline");
  const symbols = readFileSync(path.join(ui, "icons.txt"), "utf8").split("\n").filter(Boolean).map((name) => {
    const drawn = readFileSync(path.join(icons, `${name}.svg`), "utf8").match(/<svg[^>]*>([^]*)<\/svg>/)[1];
    const inside = drawn.replace(/\s*\n\s*/g, "").replaceAll(" />", "/>");
    return `<symbol id="i-${name}" viewBox="0 0 24 24">${inside}</symbol>`;
  });
  write("icons.svg", Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("\n")}</svg>`));
}

/** The islands that templates ask for with data-later. */
function asked() {
  const pages = readdirSync(rooms, { recursive: true }).filter((name) => /^[a-z]+\/templates\/.*\.html$/.test(name));
  const names = pages.flatMap((name) => [...readFileSync(path.join(rooms, name), "utf8").matchAll(/data-later="([a-z -]+)"/g)]);
  return [...new Set(names.flatMap(([, said]) => said.split(" ")))].sort();
}

async function measure() {
  for (const name of readdirSync(out, { recursive: true })) {
    if (!/\.(js|css|svg)$/.test(name)) continue;
    const bytes = readFileSync(path.join(out, name));
    writeFileSync(path.join(out, `${name}.gz`), await gzip(bytes, {}));
    writeFileSync(path.join(out, `${name}.br`), brotliCompressSync(bytes));
  }
  const weigh = (names) => names.reduce((sum, name) => sum + readFileSync(path.join(out, `${name}.gz`)).length, 0) / 1024;
  const script = (...names) => [manifest["andu.js"], ...names.map((name) => manifest[`${name}.js`])];
  for (const name of asked()) console.log(`on first touch: ${name.padEnd(10)} ${weigh([manifest[`${name}.js`]]).toFixed(1)} kB gzip`);
  // what comes before anybody has touched the page
  for (const [label, names, limit] of [
    ["a list's scripts", script("worklist"), 30],
    ["a handling page's scripts", script("keep"), 30],
    ["styles", [manifest["andu.css"]], 16],
    ["icons", [manifest["icons.svg"]], 16],
  ]) {
    const kilobytes = weigh(names);
    console.log(`${label.padEnd(26)} ${kilobytes.toFixed(1)} kB gzip, at most ${limit}`);
    if (kilobytes > limit) process.exitCode = 1;
  }
}

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
await scripts();
style("andu.css", path.join(ui, "static/ui/css/andu.css"));
for (const [room, file] of found("css", ".css").filter(([room]) => room !== "ui")) {
  style(`${room}/${path.basename(file)}`, file, (code) => `@layer page{${code}}`);
}
sprite();
paper();
writeFileSync(path.join(out, "manifest.json"), JSON.stringify(manifest, null, 1));
await measure();
