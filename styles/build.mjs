// Makes templates/styles/10-nhsuk.css from nhsuk-frontend's own Sass, and the subset of the Urdu font.
//
// Four things are done to the style sheet besides compiling it:
// - colours become custom properties (colours.json), which 20-site.css sets for light, dark and high contrast;
// - left and right become start and end, so that it serves both directions;
// - line heights are multiplied by the writing system's own factor, --leading;
// - what no template names, what only old browsers need, and the print rules (with English words) are left out.
import { copyFileSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import postcss from "postcss";
import { compileString } from "sass";
import subsetFont from "subset-font";
import { logical } from "./logical.mjs";
import { prune, usedClasses } from "./prune.mjs";

const PACKAGE = "node_modules/nhsuk-frontend";
const SOURCE = `${PACKAGE}/dist/nhsuk`;
const FONT = "node_modules/@fontsource/noto-nastaliq-urdu";
const { palette, applied } = JSON.parse(readFileSync("colours.json", "utf8"));
const { version } = JSON.parse(readFileSync(`${PACKAGE}/package.json`, "utf8"));

// Sass calculates with colours, so a custom property cannot stand in its settings; a colour that nothing else uses can.
const roles = new Map();
const stand = (property) => {
  const number = roles.size + 1;
  roles.set(`1,${number},1`, property);
  return `#01${number.toString(16).padStart(2, "0")}01`;
};

function settings() {
  const colours = Object.entries(palette).map(([name, property]) => `"${name}": ${stand(property)}`);
  const variables = Object.entries(applied).map(([name, property]) => `$nhsuk-${name}: ${stand(property)}`);
  return `@use "core/settings" with (
    $nhsuk-colours: ("white": #fff, ${colours.join(", ")}),
    ${variables.join(", ")},
    $nhsuk-include-font-face: false,
    $nhsuk-typography-scale: (${scale()})
  );`;
}

// nhsuk-frontend's sizes, but a phone's running text has 17 pixels instead of 16 and its small text 15 instead of 14.
function scale() {
  const sizes = {
    48: ["32px", "38px", "48px", "54px"],
    36: ["26px", "33px", "34px", "42px"],
    26: ["22px", "29px", "26px", "32px"],
    22: ["19px", "27px", "22px", "30px"],
    19: ["17px", "26px", "19px", "28px"],
    16: ["15px", "24px", "16px", "24px"],
    14: ["14px", "20px", "14px", "24px"],
  };
  const size = ([small, smallLine, large, largeLine]) =>
    `null: (font-size: ${small}, line-height: ${smallLine}), tablet: (font-size: ${large}, line-height: ${largeLine})`;
  return Object.entries(sizes).map(([name, values]) => `${name}: (${size(values)})`).join(", ");
}

const themed = () => ({
  postcssPlugin: "themed",
  Declaration(node) {
    node.value = node.value
      .replace(/rgba\((0,0,0|255,255,255),0\)/g, "transparent")
      .replace(/#01([0-9a-f]{2})01\b/gi, (_, number) => `var(${roles.get(`1,${parseInt(number, 16)},1`)})`)
      .replace(/rgba?\((1,\s*\d+,\s*1)(,[^)]*)?\)/g, (_, colour) => `var(${roles.get(colour.replaceAll(" ", ""))})`);
    const left = node.value.match(/#[0-9a-f]{3,8}\b|rgba?\([^)]*\)/gi)?.filter((colour) => !/^#fff(fff)?$|255/i.test(colour));
    if (left?.length) throw node.error(`the colour ${left[0]} has no custom property; add its setting to colours.json`);
    if (node.prop === "line-height" && /^[\d.]+$/.test(node.value) && Number(node.value)) {
      node.value = `calc(${Number(Number(node.value).toFixed(3))}*var(--leading))`;
    }
  },
});

function licence() {
  const text = readFileSync("nhsuk-frontend.LICENCE.txt", "utf8");
  if (!text.includes(`nhsuk-frontend ${version}`)) throw new Error("nhsuk-frontend.LICENCE.txt names another version");
}

async function style() {
  const sass = compileString(`${settings()}\n${readFileSync("nhsuk.scss", "utf8")}`, {
    loadPaths: [SOURCE],
    style: "compressed",
    charset: false,
    quietDeps: true,
    logger: { warn() {}, debug() {} },
  });
  const plugins = [prune(usedClasses("..")), themed(), logical()];
  const { css } = await postcss(plugins).process(sass.css, { from: undefined });
  if (/url\(|@font-face|Frutiger/i.test(css)) throw new Error("the style sheet asks for a file");
  const header = `/*! nhsuk-frontend ${version}, MIT licence, copyright NHS England; npm package nhsuk-frontend.
   Made by \`make styles\` (styles/build.mjs); do not edit. Licence: styles/nhsuk-frontend.LICENCE.txt */\n`;
  writeFileSync("../templates/styles/10-nhsuk.css", header + css.trim() + "\n");
  return css.length;
}

// Urdu's letters, marks, digits and punctuation; the font's own Latin letters are not used.
const URDU =
  "ءآأؤئابتثجحخدذرزسشصضطظعغفقكلمنهويىةپچڈڑژٹکگںھہۂۃیےۓ" +
  "\u064B\u064C\u064D\u064E\u064F\u0650\u0651\u0652\u0653\u0654\u0655\u0656\u0657\u0658\u0670" +
  "۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩،؛؟۔٪٫٬؍ـ\u200C\u200D\u200E\u200F !\"#%&'()*+,-./:;<=>?[]–—‘’“”«»•…";

async function font() {
  const [name] = readdirSync(`${FONT}/files`).filter((file) => file.endsWith("arabic-400-normal.woff2"));
  const subset = await subsetFont(readFileSync(`${FONT}/files/${name}`), URDU, { targetFormat: "woff2" });
  writeFileSync("../templates/assets/noto-nastaliq-urdu.woff2", subset);
  copyFileSync(`${FONT}/LICENSE`, "noto-nastaliq-urdu.LICENCE.txt");
  return subset.length;
}

try {
  licence();
  console.log(`nhsuk-frontend ${version}: ${await style()} characters; Noto Nastaliq Urdu: ${await font()} bytes`);
} catch (error) {
  console.error(`make styles: ${error.reason ?? error.message}`);
  process.exitCode = 1;
}
