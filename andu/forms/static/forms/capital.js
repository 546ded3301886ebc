// 大写 under an amount as it is typed. The characters come from the page; the server writes them anew.
import { Controller } from "@hotwired/stimulus";

const DIGITS = [..."\u96f6\u58f9\u8d30\u53c1\u8086\u4f0d\u9646\u67d2\u634c\u7396"];
const PLACES = ["", "\u62fe", "\u4f70", "\u4edf"];
const GROUPS = ["", "\u4e07", "\u4ebf", "\u4e07"];
const [YUAN, JIAO, FEN, WHOLE, MINUS] = ["\u5143", "\u89d2", "\u5206", "\u6574", "\u8d1f"];

export default class extends Controller {
  static targets = ["amount", "words"];

  show() {
    const text = this.amountTarget.value.normalize("NFKC").replace(/[\s,\u00a5]/g, "");
    const found = /^(-?)(\d{1,15})(?:\.(\d{0,2}))?$/.exec(text);
    this.wordsTarget.textContent = found ? this.#words(...found.slice(1)) : "";
  }

  #words(sign, whole, part = "") {
    const [jiao, fen] = [...part.padEnd(2, "0")].map(Number);
    const digits = whole.replace(/^0+/, "");
    let said = digits ? this.#integer(digits) + YUAN : "";
    if (jiao) said += DIGITS[jiao] + JIAO;
    else if (fen && said) said += DIGITS[0];
    said += fen ? DIGITS[fen] + FEN : said ? WHOLE : "";
    return (sign ? MINUS : "") + (said || DIGITS[0] + YUAN + WHOLE);
  }

  #integer(digits) {
    let said = "", gap = false;
    [...digits].forEach((digit, index) => {
      const place = digits.length - index - 1;
      if (digit !== "0") {
        said += (gap ? DIGITS[0] : "") + DIGITS[Number(digit)] + PLACES[place % 4];
        gap = false;
      } else gap = true;
      if (place % 4) return;
      const group = digits.slice(Math.max(0, index - 3), index + 1);
      if (place % 8 === 0 ? place : Number(group)) said += GROUPS[place / 4];
    });
    return said;
  }
}
