// Left and right as start and end, so that one style sheet serves both directions.
const SIDES = { left: "start", right: "end" };
const BOX = /^(margin|padding)-(left|right)$/;
const BORDER = /^border-(left|right)(-(?:width|style|color))?$/;
const CORNER = /^border-(top|bottom)-(left|right)-radius$/;

function property(name) {
  return name
    .replace(/^(left|right)$/, (_, side) => `inset-inline-${SIDES[side]}`)
    .replace(BOX, (_, box, side) => `${box}-inline-${SIDES[side]}`)
    .replace(BORDER, (_, side, what = "") => `border-inline-${SIDES[side]}${what}`)
    .replace(CORNER, (_, block, side) => `border-${block === "top" ? "start" : "end"}-${SIDES[side]}-radius`);
}

/** Returns the values of a shorthand, split at spaces outside brackets. */
function values(text) {
  return text.match(/(?:[^\s(]|\((?:[^()]|\([^()]*\))*\))+/g) ?? [];
}

/** Tells whether a rule draws a shape, such as an arrow: that is mirrored as a whole, and its sides stay. */
const isShape = (rule) => rule.some((node) => node.prop === "clip-path" && node.value.startsWith("polygon"));

function mirror(rule) {
  const transform = rule.nodes.findLast((node) => node.prop === "transform");
  if (transform) transform.value = `scaleX(var(--flip)) ${transform.value}`;
  else rule.append({ prop: "transform", value: "scaleX(var(--flip))" });
}

export const logical = () => ({
  postcssPlugin: "logical",
  Once(root) {
    root.walkRules((rule) => void (isShape(rule) && mirror(rule)));
  },
  Declaration(node) {
    if (isShape(node.parent) && node.prop.startsWith("border-")) return;
    node.prop = property(node.prop);
    if (node.prop === "text-align") node.value = node.value.replace(/^(left|right)$/, (_, side) => SIDES[side]);
    if (node.prop === "justify-content") node.value = node.value.replace(/^(left|right)$/, (_, side) => `flex-${SIDES[side]}`);
    if (/^(float|clear)$/.test(node.prop)) node.value = node.value.replace(/^(left|right)$/, (_, side) => `inline-${SIDES[side]}`);
    const shorthand = node.prop.match(/^(margin|padding|border-(?:width|style|color))$/);
    const sides = shorthand ? values(node.value) : [];
    if (sides.length === 4 && sides[1] !== sides[3]) {
      const [name, part] = node.prop.split("-");
      const tail = part ? `-${part}` : "";
      node.before({ prop: `${name}-block${tail}`, value: sides[0] === sides[2] ? sides[0] : `${sides[0]} ${sides[2]}` });
      node.replaceWith({ prop: `${name}-inline${tail}`, value: `${sides[3]} ${sides[1]}` });
    }
  },
  OnceExit(root) {
    root.walkDecls((node) => {
      if (!isShape(node.parent) && /(^|-)(left|right)(-|$)|\b(left|right)\b.*:/.test(`${node.prop}:${node.value}:`)) {
        throw node.error(`"${node}" still names a side; teach logical.mjs`);
      }
    });
  },
});
