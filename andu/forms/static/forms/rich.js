// Text with formatting: an editor in place of the plain box. What it sends, beside the plain words of
// the box, is marked, and cleaned by the server; what is put into the box by others comes into the editor.
import { Controller } from "@hotwired/stimulus";
import { baseKeymap, setBlockType, toggleMark } from "prosemirror-commands";
import { history, redo, undo } from "prosemirror-history";
import { keymap } from "prosemirror-keymap";
import { DOMParser, DOMSerializer, Schema } from "prosemirror-model";
import { liftListItem, sinkListItem, splitListItem, wrapInList } from "prosemirror-schema-list";
import { EditorState, Plugin } from "prosemirror-state";
import { EditorView } from "prosemirror-view";

const MARK = "<!--rich-->";
const mark = (tag, ...also) => ({ parseDOM: [tag, ...also].map((each) => ({ tag: each })), toDOM: () => [tag, 0] });
const block = (tag, more = {}) => ({ parseDOM: [{ tag }], toDOM: () => [tag, 0], group: "block", ...more });
const schema = new Schema({
  nodes: {
    doc: { content: "block+" },
    paragraph: block("p", { content: "inline*" }),
    heading: block("h3", { content: "inline*", defining: true, parseDOM: ["h1", "h2", "h3"].map((tag) => ({ tag })) }),
    subheading: block("h4", { content: "inline*", defining: true, parseDOM: ["h4", "h5", "h6"].map((tag) => ({ tag })) }),
    blockquote: block("blockquote", { content: "block+" }),
    bullet: block("ul", { content: "item+" }),
    numbered: block("ol", { content: "item+" }),
    item: { content: "paragraph block*", parseDOM: [{ tag: "li" }], toDOM: () => ["li", 0], defining: true },
    text: { group: "inline" },
    br: { inline: true, group: "inline", selectable: false, parseDOM: [{ tag: "br" }], toDOM: () => ["br"] },
  },
  marks: {
    a: { attrs: { href: {} }, inclusive: false, parseDOM: [{ tag: "a[href]", getAttrs: (one) => /^(https?|mailto):/.test(one.href) && { href: one.href } }], toDOM: ({ attrs }) => ["a", { href: attrs.href, rel: "noopener noreferrer" }, 0] },
    strong: mark("strong", "b"), em: mark("em", "i"), u: mark("u"), s: mark("s", "del"),
  },
});
const { nodes, marks } = schema;
const acts = {
  strong: toggleMark(marks.strong), em: toggleMark(marks.em), u: toggleMark(marks.u), undo,
  heading: (state, dispatch) => setBlockType(nodes.heading)(state, dispatch) || setBlockType(nodes.paragraph)(state, dispatch),
  bullet: (state, dispatch) => liftListItem(nodes.item)(state, dispatch) || wrapInList(nodes.bullet)(state, dispatch),
  numbered: (state, dispatch) => liftListItem(nodes.item)(state, dispatch) || wrapInList(nodes.numbered)(state, dispatch),
};

export default class extends Controller {
  static targets = ["bar", "box", "begun"];

  connect() {
    const begun = document.createElement("div");
    begun.append(this.begunTarget.content.cloneNode(true));
    const place = document.createElement("div");
    this.boxTarget.before(place);
    this.boxTarget.hidden = true;
    this.barTarget.hidden = false;
    const keys = { "Mod-z": undo, "Mod-y": redo, "Mod-b": acts.strong, "Mod-i": acts.em, "Mod-u": acts.u,
      Enter: splitListItem(nodes.item), Tab: sinkListItem(nodes.item), "Shift-Enter": this.#newLine };
    this.view = new EditorView(place, {
      state: EditorState.create({ doc: DOMParser.fromSchema(schema).parse(begun),
        plugins: [keymap(keys), keymap(baseKeymap), history(), new Plugin({ view: () => ({ update: this.#mark }) })] }),
      attributes: { class: "input rich__text", role: "textbox", "aria-multiline": "true", "aria-labelledby": `${this.boxTarget.id}_label` },
      dispatchTransaction: (change) => this.#changed(change),
    });
    this.sent = Object.assign(document.createElement("input"), { type: "hidden", name: this.boxTarget.name });
    this.boxTarget.after(this.sent);
    this.#tell();
    this.boxTarget.addEventListener("change", this.#taken);
    this.barTarget.addEventListener("mousedown", this.#press);
    this.barTarget.addEventListener("click", this.#press);
  }

  disconnect() {
    this.view.dom.parentElement?.remove();
    this.view.destroy();
    this.sent.remove();
    this.boxTarget.removeEventListener("change", this.#taken);
    this.boxTarget.hidden = false;
  }

  #press = (event) => {
    const act = acts[event.target.closest("[data-rich-act]")?.dataset.richAct];
    if (!act) return;
    event.preventDefault(); // the selection stays
    if (event.type === "mousedown" || event.detail) return event.type === "mousedown" && this.#do(act);
    this.#do(act); // by keyboard
  };

  #do(act) {
    act(this.view.state, this.view.dispatch);
    this.view.focus();
  }

  #changed(change) {
    this.view.updateState(this.view.state.apply(change));
    if (!change.docChanged) return;
    this.#tell();
    this.boxTarget.dispatchEvent(new Event("input", { bubbles: true }));
  }

  /** The plain words into the box, the formatted ones beside it. */
  #tell() {
    const html = document.createElement("div");
    const { doc } = this.view.state;
    html.append(DOMSerializer.fromSchema(schema).serializeFragment(doc.content));
    const lines = doc.textBetween(0, doc.content.size, "\n", "\n").split("\n");
    this.boxTarget.value = lines.map((line) => line.trim()).filter(Boolean).join("\n\n");
    this.sent.value = this.boxTarget.value ? MARK + html.innerHTML : "";
  }

  /** Somebody else has filled the box: words kept on this computer. */
  #taken = () => {
    const text = this.boxTarget.value;
    const paragraphs = text.split(/\n{2,}/).map((line) => nodes.paragraph.create(null, line ? schema.text(line) : null));
    this.view.dispatch(this.view.state.tr.replaceWith(0, this.view.state.doc.content.size, paragraphs));
  };

  #mark = () => {
    if (!this.view) return;
    const { from, to, empty, $from } = this.view.state.selection;
    for (const button of this.barTarget.querySelectorAll("[data-rich-act]")) {
      const type = marks[button.dataset.richAct];
      const kind = nodes[button.dataset.richAct];
      const on = type ? (empty ? Boolean(type.isInSet($from.marks())) : this.view.state.doc.rangeHasMark(from, to, type))
        : kind && [...Array($from.depth + 1).keys()].some((depth) => $from.node(depth).type === kind);
      if (type || kind) button.setAttribute("aria-pressed", String(Boolean(on)));
    }
  };

  #newLine(state, dispatch) {
    dispatch?.(state.tr.replaceSelectionWith(nodes.br.create()).scrollIntoView());
    return true;
  }
}
