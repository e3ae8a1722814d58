// Leaves out of nhsuk-frontend's style sheet what the site never uses.
import { readdirSync, readFileSync } from "node:fs";

const TAGS = new Set(
  "html body a p ul ol li dl dt dd h1 h2 h3 h4 strong b table thead tbody tr th td img main svg details summary".split(" "),
);

/** Returns the nhsuk class names that templates, scripts and the generator write; one that ends in -- is a beginning. */
export function usedClasses(root) {
  const found = new Set();
  for (const folder of ["templates", "sitegen"]) {
    for (const entry of readdirSync(`${root}/${folder}`, { recursive: true, withFileTypes: true })) {
      if (!/\.(html|js|py)$/.test(entry.name)) continue;
      const text = readFileSync(`${entry.parentPath}/${entry.name}`, "utf8");
      for (const [name] of text.matchAll(/nhsuk-[a-z][\w-]*/g)) found.add(name);
    }
  }
  return found;
}

function isUsed(selector, used) {
  if (selector.includes("[class*=nhsuk-u-")) return false;
  const plain = selector.replace(/:not\((?:[^()]|\([^()]*\))*\)/g, "").replace(/\[[^\]]*\]/g, "");
  const classes = plain.match(/\.[\w-]+/g) ?? [];
  const tags = plain.replace(/[.#:][\w-]+/g, " ").match(/[a-z][\w-]*/gi) ?? [];
  const known = (name) => used.has(name) || [...used].some((start) => start.endsWith("--") && name.startsWith(start));
  return classes.every((name) => known(name.slice(1))) && tags.every((name) => TAGS.has(name));
}

const OLD_MEDIA = /^print$|-ms-high-contrast|[^ -~]/;
const OLD_VALUE = /^-(webkit|moz|ms)-/;
const KEPT_PREFIX = /^-webkit-(text-size-adjust|font-smoothing|appearance)$/;

function modernMedia(rule) {
  const media = rule.params.split(",").filter((part) => !OLD_MEDIA.test(part.trim()));
  rule.params = media.join(",").replace("screen and (forced-colors", "(forced-colors");
  if (!media.length) rule.remove();
}

function modernSupports(rule) {
  if (rule.params.includes("max(")) rule.remove(); // for notches, which have a left and a right
  else if (/ms-ime|^\(forced-color/.test(rule.params)) rule.replaceWith(rule.nodes);
}

/** Joins neighbours with one selector, and keeps only the last of declarations that say the same. */
function tidy(rule) {
  const before = rule.prev();
  if (before?.type === "rule" && before.selector === rule.selector) {
    rule.prepend(before.nodes);
    before.remove();
  }
  const last = new Map();
  rule.each((node) => void last.set(node.prop, node));
  rule.each((node) => void (last.get(node.prop) !== node && node.remove()));
  if (!rule.nodes.length) rule.remove();
}

export const prune = (used) => ({
  postcssPlugin: "prune",
  Once(root) {
    root.walkComments((node) => void node.remove());
    root.walkAtRules("font-face", (rule) => void rule.remove());
    root.walkAtRules("supports", modernSupports);
    root.walkAtRules("media", modernMedia);
    root.walkRules((rule) => {
      const selectors = rule.selectors.map((selector) => selector.replace(/:not\(\.\\:[\w-]+\)/g, ""));
      const kept = selectors.filter((selector) => isUsed(selector, used));
      if (kept.length) rule.selectors = kept;
      else rule.remove();
    });
    root.walkDecls((node) => {
      if ((OLD_VALUE.test(node.prop) && !KEPT_PREFIX.test(node.prop)) || OLD_VALUE.test(node.value)) node.remove();
    });
    root.walkRules(tidy);
    for (const name of ["media", "supports", "media"]) {
      root.walkAtRules(name, (rule) => void (rule.nodes.length || rule.remove()));
    }
    root.walk((node) => void (node.type !== "decl" && (node.raws.before = "\n")));
  },
});
