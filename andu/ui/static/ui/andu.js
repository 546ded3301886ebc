// Where every page's script begins: htmx, Stimulus, and each behaviour on the day it is needed.
import htmx from "htmx.org/dist/htmx.esm.js";
import { Application, Controller } from "@hotwired/stimulus";
import { hash, islands, present } from "andu:islands";
import { isSingle, isTyping, press, say } from "./keyboard.js";
import { watch } from "./later.js";

window.htmx = htmx;
window.Stimulus = { Controller, isSingle, isTyping, press, say }; // islands are built apart and take it from here
const application = Application.start();
const asked = {};
for (const [name, controller] of Object.entries(present)) application.register(name, controller);

/** Loads one island, once; the file's name is its name. */
function load(name) {
  if (!islands.includes(name)) return;
  const file = `./${name}.${hash}.js`;
  return (asked[name] ??= import(file).then((module) => application.register(name, module.default)));
}

/** Loads the controllers named in `data-controller` inside `root`. */
function mount(root) {
  for (const element of [root, ...root.querySelectorAll("[data-controller]")]) {
    for (const name of (element.dataset?.controller ?? "").split(/\s+/)) load(name);
  }
}

mount(document.documentElement);
watch(load);
new MutationObserver((changes) => {
  for (const { addedNodes } of changes) {
    for (const node of addedNodes) if (node.nodeType === Node.ELEMENT_NODE) mount(node);
  }
}).observe(document.documentElement, { childList: true, subtree: true });
