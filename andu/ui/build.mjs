// The one front-end step (`npm run build`): scripts, style sheets and icons into static/ui/vendor/,
// each under a name with its hash; manifest.json tells the templates which name is current.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";
import * as esbuild from "esbuild";
import { bundle, Features } from "lightningcss";

const ui = path.dirname(fileURLToPath(import.meta.url));
const rooms = path.dirname(ui);
const out = path.join(ui, "static/ui/vendor");
const chrome = 105;
const always = ["display", "frame", "live", "menu", "once", "toast"]; // in every page's first script
const manifest = {};

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

/** The module that knows every Stimulus controller of the house by its file name: the few that every
 *  page needs come along, the others are loaded when an element asks for them. */
function register() {
  const files = [...found("behaviours", ".js"), ...found("", ".js").filter(([room]) => room !== "ui")];
  const names = files.map(([, file]) => path.basename(file, ".js"));
  const twice = names.filter((name, at) => names.indexOf(name) !== at);
  if (twice.length) throw new Error(`two behaviours of one name: ${twice}`);
  const here = [], later = [];
  files.forEach(([, file], at) => (always.includes(names[at]) ? here : later).push([names[at], JSON.stringify(file)]));
  return `${here.map(([name, file]) => `import ${name} from ${file};`).join("\n")}
    export const present = { ${here.map(([name]) => name)} };
    export const islands = { ${later.map(([name, file]) => `"${name}": () => import(${file})`)} };`;
}

async function scripts() {
  const islands = {
    name: "islands",
    setup(build) {
      build.onResolve({ filter: /^andu:islands$/ }, () => ({ path: "islands", namespace: "andu" }));
      build.onLoad({ filter: /.*/, namespace: "andu" }, () => ({ contents: register(), resolveDir: rooms }));
      build.onLoad({ filter: /htmx\.min\.js$/ }, ({ path: file }) => ({ // 1.6 kB smaller than our own minifying
        contents: `${readFileSync(file, "utf8")}\nexport default htmx;`,
      }));
    },
  };
  const result = await esbuild.build({
    entryPoints: { andu: path.join(ui, "static/ui/andu.js") },
    bundle: true, splitting: true, format: "esm", minify: true, target: `chrome${chrome}`,
    outdir: out, entryNames: "[name].[hash]", chunkNames: "[name].[hash]", assetNames: "[name].[hash]",
    metafile: true, legalComments: "none", plugins: [islands], loader: { ".woff2": "file", ".svg": "text" },
    nodePaths: [path.join(rooms, "../node_modules")],
  });
  for (const [file, made] of Object.entries(result.metafile.outputs)) {
    if (!made.entryPoint?.endsWith("static/ui/andu.js")) continue;
    manifest["andu.js"] = path.basename(file);
    manifest.preload = made.imports.filter(({ kind }) => kind === "import-statement").map((one) => path.basename(one.path));
  }
}

function style(name, file, wrap = (code) => code) {
  const { code } = bundle({
    filename: file, minify: true, targets: { chrome: chrome << 16 }, exclude: Features.LightDark,
  });
  write(name, Buffer.from(wrap(code.toString())));
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

function measure() {
  for (const name of readdirSync(out, { recursive: true })) {
    if (!/\.(js|css|svg)$/.test(name)) continue;
    const bytes = readFileSync(path.join(out, name));
    writeFileSync(path.join(out, `${name}.gz`), gzipSync(bytes, { level: 9 }));
    writeFileSync(path.join(out, `${name}.br`), brotliCompressSync(bytes));
  }
  const weigh = (names) => names.reduce((sum, name) => sum + readFileSync(path.join(out, `${name}.gz`)).length, 0) / 1024;
  for (const [label, names, limit] of [
    ["scripts", [manifest["andu.js"], ...manifest.preload], 30],
    ["styles", [manifest["andu.css"]], 16],
    ["icons", [manifest["icons.svg"]], 16],
  ]) {
    const kilobytes = weigh(names);
    console.log(`${label.padEnd(8)} ${kilobytes.toFixed(1)} kB gzip, at most ${limit}`);
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
writeFileSync(path.join(out, "manifest.json"), JSON.stringify(manifest, null, 1));
measure();
