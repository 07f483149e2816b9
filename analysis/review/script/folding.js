// The matching form of a text, as schemas/folding.py makes it: corrections name tasks by it, and search uses it.

const FOLDED = new Map();
const TONES = { o: "òóỏõọ", a: "àáảãạ", e: "èéẻẽẹ", u: "ùúủũụ", y: "ỳýỷỹỵ" };
const SECOND_VOWEL = /(?:o[àáảãạèéẻẽẹ]|(?<!q)u[ỳýỷỹỵ])(?![\p{L}\p{N}_])/gu;
const AFTER_Q = /(?<=q)[ùúủũụ][aey]/gu;
// What Python calls blank, which is not quite what JavaScript does.
const BLANKS = /[\u0009-\u000d\u001c-\u0020\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/u;

function readFolding(table) {
  for (const [letter, folded] of Object.entries(table)) FOLDED.set(letter, folded);
}

function tone(letter) {
  for (const [plain, toned] of Object.entries(TONES)) {
    const at = toned.indexOf(letter);
    if (at >= 0) return [plain, at];
  }
  return null;
}

function toneToFirst(pair) {
  const [second, at] = tone(pair[1]);
  return TONES[pair[0]][at] + second;
}

function toneToSecond(pair) {
  const [first, at] = tone(pair[0]);
  return first + TONES[pair[1]][at];
}

function lowered(text) {
  const signs = Array.from(text);
  const low = Array.from(text.toLowerCase());
  if (low.length === signs.length) return low;
  return signs.map((sign) => {
    const one = sign.toLowerCase();
    return Array.from(one).length === 1 ? one : sign;
  });
}

function fold(text) {
  const folded = lowered(text).map((sign) => FOLDED.get(sign) ?? sign).join("");
  return folded.replace(SECOND_VOWEL, toneToFirst).replace(AFTER_Q, toneToSecond);
}

// The form by which corrections name a task.
function normalText(text) {
  return fold(text).split(BLANKS).filter(Boolean).join(" ");
}

// The same without marks: what people type who look for a word in a hurry.
function plainText(text) {
  return normalText(text).replaceAll("đ", "d").normalize("NFD").replace(/\p{M}/gu, "");
}
