// htmx and Stimulus without the parts this house does not use: 5 kB of what every page loads first.
// A cut names a function and what it does instead; a release in which it is not found stops the build.
// What may no longer stand in templates and islands is refused by tests/house/test_scripts.py.

/** The source with the bodies of these functions replaced. */
function without(source, bodies) {
  for (const [name, body] of Object.entries(bodies)) {
    const whole = new RegExp(`^( *)((?:async )?function ${name}\\([^)]*\\)|class ${name}) \\{\\n[\\s\\S]*?^\\1\\}`, "gm");
    source = once(source, whole, (_, indent, head) => `${indent}${head} {${body}}`, name);
  }
  return source;
}

function changed(source, changes) {
  for (const [from, to] of changes) source = once(source, from, () => to, from);
  return source;
}

function once(source, from, to, name, times = 1) {
  const found = typeof from === "string" ? source.split(from).length - 1 : [...source.matchAll(from)].length;
  if (found !== times) throw new Error(`lean.mjs: ${found} × ${name}`);
  return source.replace(from, to);
}

/** No eval, hx-on, hx-vars, filters in hx-trigger (the policy forbids them); no extensions, boost, snapshots of
 *  pages for "back" (it reloads), "revealed", partials, styles of its own, loggers and DOM shorthands. */
export function htmx(source) {
  const bare = changed(source, [
    [/^var htmx = \(function\(\) \{\n {2}'use strict'$/gm, ""],
    [/^ {2}return htmx\n\}\)\(\)$/gm, ""],
    [/^ {2}htmx\.onLoad = onLoadHelper\n[\s\S]*?^ {2}htmx\._ = internalEval$/gm,
      "htmx.process = processNode; htmx.trigger = triggerEvent; htmx.ajax = ajaxHelper; htmx.swap = swap;"],
    [/^ {2}const internalAPI = \{\n[\s\S]*?^ {2}\}$/gm, ""],
    [/^ {2}const HX_ON_QUERY = [\s\S]*?(?=^ {2}function processHXOnRoot)/gm, ""],
    [/^ {2}const extensions = \{\}$/gm, ""],
    [/^ {2}let currentPathForHistory$/gm, ""],
    ["  setCurrentPathForHistory(location.pathname + location.search)\n", ""],
    ["    forEach(findHxOnWildcardElements(elt), processHxOnWildcard)\n", ""],
    [/^ {6}const extensionSelectors = \[\]\n[\s\S]*?^ {6}\}\n/gm, ""],
    [" + extensionSelectors.flat().map(s => ', ' + s).join('')", ""],
    ["const boostedSelector = ', [hx-boost] a, [data-hx-boost] a, a[hx-boost], a[data-hx-boost]'", "const boostedSelector = ''"],
    ["  response = response.replace(/<hx-([a-z]+)((?:\\s[^>]*)?)>/gi, '<template hx type=\"$1\"$2>').replace(/<\\/hx-[a-z]+>/gi, '</template>')", ""],
  ]);
  return without(bare, {
    internalEval: "", maybeEval: "return defaultVal", maybeGenerateConditional: "", maybeFilterEvent: "return false",
    shouldProcessHxOn: "", processHXOnRoot: "", findHxOnWildcardElements: "", addHxOnEventHandler: "", processHxOnWildcard: "",
    deInitOnHandlers: "", getHXVarsForElement: "return {}",
    withExtensions: "", getExtensions: "return []", isInlineSwap: "return swapStyle === 'outerHTML'", extensionBase: "",
    defineExtension: "", removeExtension: "",
    boostElement: "", ignoreBoostedAnchorCtrlClick: "", isLocalLink: "",
    saveToHistoryCache: "", getCachedHistory: "", cleanInnerHtmlForHistory: "", loadHistoryFromServer: "", normalizePath: "",
    setCurrentPathForHistory: "", saveCurrentPageToHistory: "", getHistoryElement: "", restoreHistory: "location.reload()",
    initScrollHandler: "", maybeReveal: "", isScrolledIntoView: "",
    findAndSwapPartials: "return false", duplicateScript: "", isJavaScriptScriptNode: "",
    normalizeScriptTags: "fragment.querySelectorAll('script').forEach((script) => script.remove())",
    formDataProxy: "return formData", formDataArrayProxy: "", insertIndicatorStyles: "", onLoadHelper: "", logAll: "", logNone: "", toggleClassOnElement: "", takeClassForElement: "",
  });
}

/** No outlets, classes or debugging: targets, values and actions remain. */
export function stimulus(source) {
  const bare = changed(source, [
    ["        this.outletObserver = new OutletObserver(this, this);\n", ""],
    ["        this.outletObserver.start();\n", ""],
    ["        this.outletObserver.refresh();\n", ""],
    ["        this.outletObserver.stop();\n", ""],
    ["        this.classes = new ClassMap(this);\n", ""],
    ["        this.outlets = new OutletSet(this.documentScope, element);\n", ""],
    ["    ClassPropertiesBlessing,\n    TargetPropertiesBlessing,\n    ValuePropertiesBlessing,\n    OutletPropertiesBlessing,\n",
      "    TargetPropertiesBlessing,\n    ValuePropertiesBlessing,\n"],
    [/^const extend = \(\(\) => \{\n[\s\S]*?^\}\)\(\);$/gm, "const extend = (constructor) => class extends constructor {};"],
    [/^const getOwnKeys = \(\(\) => \{\n[\s\S]*?^\}\)\(\);$/gm, "const getOwnKeys = Object.getOwnPropertyNames;"],
    [/^ {8}this\.logDebugActivity = \(functionName[\s\S]*?^ {8}\};\n/gm, ""],
    [/^ {8}this\.logDebugActivity = \(identifier[\s\S]*?^ {8}\};\n/gm, ""],
    [/^ {4}logFormattedMessage\([\s\S]*?^ {4}\}\n/gm, ""],
  ]);
  const quiet = bare.replace(/^ *this\.(application\.|context\.)?logDebugActivity\(.*\);\n/gm, "");
  return once(quiet, /logDebugActivity/g, "", "logDebugActivity", 0);
}
