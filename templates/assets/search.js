/*
 * Search on the reader's device: pages found are listed under the search box as one types, and on the A to Z page for
 * the words in its address.  MiniSearch and the language's index are asked for when the box is first used; what is
 * typed is sent nowhere.  All words shown come from the templates in the form.
 */
(function () {
  "use strict";

  const form = document.getElementById("site-search");
  if (!form || !window.fetch) {
    return;
  }
  const LISTED = 8;
  const PAUSE = 700; // until the count is read out, so that it does not talk over each key
  const SLOW = 400; // until a reader is told that the search is loading; most never see it
  const BOOSTS = { text: 1, headings: 2, title: 6 };
  const LIFTED = 2; // what a page about loss counts where one of its own words is asked for
  const BEGUN = 6; // letters of such a word that tell it from others while it is typed: "still" is none, "stillb" is
  const ENDED = 8; // letters of one that may have an ending, as in "stillbirths"; of short ones "dies" is, and "diesel"
  const input = form.querySelector("input");
  const panel = form.querySelector("section");
  const status = form.querySelector("[role=status]");
  let loading = null;
  let timer = 0;
  let turn = 0; // grows with each key and each closing, so that a late answer is not shown

  /* Words */

  // Returns the function that takes a text apart as the build did for the index.  Arabic words stand
  // without their article; in what a reader asks for, pairs of characters without the single one at the end.
  function termMaker(table) {
    const removed = new RegExp(`[${table.removed}]`, "gu");
    const unspaced = new RegExp(`([${table.unspaced}]+)`, "u");
    const article = new RegExp(table.article, "u");
    const replaced = new Map(Object.entries(table.replaced));

    function fold(text) {
      const small = text.normalize("NFKD").toLowerCase().replace(removed, "");
      const plain = Array.from(small, (letter) => replaced.get(letter) || letter).join("");
      return plain.replace(/[^\p{L}\p{M}\p{N}]+/gu, " ").normalize("NFC");
    }

    return function (text, asked) {
      const found = [];
      for (const word of fold(text).split(" ")) {
        word.split(unspaced).forEach((run, place) => {
          const letters = Array.from(run);
          if (place % 2) {
            const pairs = letters.map((letter, start) => letter + (letters[start + 1] || ""));
            found.push(...(asked && pairs.length > 1 ? pairs.slice(0, -1) : pairs));
          } else if (letters.length > 1 || /^[0-9]$/.test(run)) {
            const bare = article.exec(run);
            found.push(bare ? bare[1] : run);
          }
        });
      }
      return found;
    };
  }

  /* The index */

  function script(address) {
    return new Promise((done, failed) => {
      const element = document.createElement("script");
      element.src = address;
      element.onload = done;
      element.onerror = failed;
      document.head.append(element);
    });
  }

  // Returns an index as MiniSearch writes one: for each word its pages by field, and how often it stands there.  It is
  // served with a sign for each page, as often as the word stands there, which has two fifths of the letters.
  function written({ signs, words, places, ...index }) {
    if (!signs) {
      return index; // one that a device kept
    }
    const numbers = new Map(Array.from(signs, (sign, number) => [sign, number]));
    const lines = places.split(" ");
    index.index = words.split(" ").map((word, at) => {
      const fields = {};
      lines[at].split("!").forEach((line, field) => {
        for (const sign of line) {
          const pages = (fields[field] = fields[field] || {});
          pages[numbers.get(sign)] = (pages[numbers.get(sign)] || 0) + 1;
        }
      });
      return [word, fields];
    });
    return index;
  }

  // Returns the pages, each that has an easy-read version followed by that.
  function paired(pages) {
    return pages.flatMap((page) =>
      page.easy ? [page, Object.assign({}, page, { id: `${page.id}easy-read/`, isEasy: true })] : [page]);
  }

  function open(loaded) {
    const terms = termMaker(loaded.folding);
    const urgent = new Set(loaded.urgent);
    const loss = loaded.loss || []; // an index that a device kept may lack what a newer one has
    const elsewhere = loaded.elsewhere || [];
    const isOfLoss = (term) =>
      loss.some((word) =>
        word === term ||
        (term.length >= BEGUN && word.startsWith(term)) ||
        (word.length >= ENDED && term.startsWith(word)));
    const index = window.MiniSearch.loadJS(written(loaded.index), {
      fields: Object.keys(BOOSTS),
      storeFields: ["title", "lines", "english", "easy", "boost", "loss"],
      tokenize: (text, field) => (field === "text" ? [...new Set(terms(text, false))] : terms(text, false)),
      processTerm: (term) => term,
      searchOptions: {
        tokenize: (text) => terms(text, true),
        boost: BOOSTS,
        weights: { prefix: 0.4, fuzzy: 0.15 },
        prefix: (term) => !/^[0-9]$/.test(term),
        fuzzy: (term) => (term.length > 3 && !/[0-9]/.test(term) ? 0.2 : false),
      },
    });
    // First pages with all of the words, then with any, then with words that begin alike: other endings of a word.
    const begun = new RegExp(loaded.folding.begun, "u");
    const beginning = (term) => term.replace(begun, "").slice(0, Math.max(4, term.length - 3));
    const ways = [{ combineWith: "AND" }, { combineWith: "OR" }, { combineWith: "OR", processTerm: beginning, fuzzy: false }];
    // No page has all words of "I lost my baby", but for a few that happen to: there any will do from the first.
    // Pages about loss come last where nobody asked for them, as for "baby", and a list that has others leaves them to
    // the A to Z; "weight loss" asks for another page.
    function search(words) {
      const asked = terms(words, true);
      const whole = elsewhere.filter((phrase) => phrase.every((term) => asked.includes(term)));
      const isLoss = asked.some((term) => isOfLoss(term) && !whole.some((phrase) => phrase.includes(term)));
      const boostDocument = (id, term, stored) =>
        stored.loss ? (isLoss ? LIFTED : 1) : stored.boost && urgent.has(term) ? stored.boost : 1;
      const look = (found, way) => (found.length ? found : index.search(words, { ...way, boostDocument }));
      const pages = ways.slice(isLoss ? 1 : 0).reduce(look, []);
      const isLast = (page) => !isLoss && page.loss;
      const last = pages.filter(isLast).map((page) => ({ ...page, isLast: true }));
      return paired([...pages.filter((page) => !isLast(page)), ...last]);
    }
    return { search, terms, sections: loaded.sections, unspaced: new RegExp(`[${loaded.folding.unspaced}]`, "u") };
  }

  function load() {
    if (!loading) {
      const answer = fetch(form.dataset.index).then((found) => (found.ok ? found.json() : Promise.reject(found.status)));
      loading = Promise.all([answer, script(form.dataset.library)]).then(([loaded]) => open(loaded));
      loading.catch(() => {
        loading = null; // so that the next key tries again
      });
    }
    return loading;
  }

  // Loads, and calls something where that takes a while.
  function loadOr(wait) {
    const waiting = setTimeout(wait, SLOW);
    const stop = () => clearTimeout(waiting);
    load().then(stop, stop);
    return load();
  }

  /* Results */

  function copy(name) {
    return form.querySelector(`template[data-name=${name}]`).content.cloneNode(true);
  }

  // Puts a text into an element, with the words that were found marked; a text in a list is English.
  function put(element, text, found, finder) {
    if (Array.isArray(text)) {
      element.lang = "en";
      element.dir = "ltr";
    }
    const has = (part) => finder.terms(part, false).some((term) => found.has(term));
    for (const part of String(text).split(/([\p{L}\p{M}\p{N}\u00ad\u200b-\u200d]+)/u)) {
      const letters = finder.unspaced.test(part) ? Array.from(part) : [part];
      const marks = letters.map((letter, at) =>
        letters.length > 1
          ? found.has(letter) || found.has(letter + letters[at + 1]) || found.has(letters[at - 1] + letter)
          : has(letter)
      );
      letters.forEach((letter, at) => {
        const mark = marks[at] ? document.createElement("mark") : document.createTextNode("");
        mark.textContent = letter;
        element.append(mark);
      });
    }
    element.normalize();
  }

  // Returns the description, or the heading or urgent text that holds more of the words that were found.
  function lineOf(page, found, finder) {
    const count = (line) => new Set(finder.terms(String(line), false).filter((term) => found.has(term))).size;
    const counts = page.lines.map(count);
    return page.lines[counts.indexOf(Math.max(...counts))];
  }

  function itemOf(page, finder) {
    const item = copy("page");
    const part = (name) => item.querySelector(`[data-part=${name}]`);
    const link = item.querySelector("a");
    const found = new Set(page.terms);
    const section = finder.sections[page.id.split("/")[0]];
    link.href = form.dataset.home + page.id;
    put(part("title"), page.title, found, finder);
    put(part("line"), lineOf(page, found, finder), found, finder);
    if (section && page.id.split("/").length > 2) {
      put(part("section"), section, new Set(), finder);
    } else {
      part("section").remove();
    }
    if (page.english) {
      link.hreflang = "en";
    }
    if (!page.english) {
      part("english").remove();
    }
    if (!page.isEasy) {
      part("easy").remove();
    }
    return item;
  }

  function listOf(pages, finder) {
    const list = document.createElement("ul");
    list.className = "app-search__list";
    list.setAttribute("role", "list");
    list.append(...pages.map((page) => itemOf(page, finder)));
    return list;
  }

  function countOf(number) {
    const counted = copy("count");
    const holder = counted.querySelector("span") || counted.querySelector("p");
    holder.textContent = holder.textContent.replace("{number}", number);
    return counted;
  }

  function allOf(words) {
    const all = copy("all");
    all.querySelector("a").href = `${form.action}?q=${encodeURIComponent(words)}`;
    return all;
  }

  // As `replaceChildren`, which phones of 2019 do not have.
  function fill(place, parts) {
    place.textContent = "";
    place.append(...parts);
  }

  // Fills a place with the pages found, and has their number read out.
  function show(place, words, finder, limit) {
    const pages = finder.search(words);
    const first = limit < Infinity ? pages.filter((page) => !page.isLast) : pages;
    const listed = (first.length ? first : pages).slice(0, limit);
    const parts = pages.length ? [countOf(pages.length), listOf(listed, finder)] : [copy("none")];
    if (pages.length > listed.length) {
      parts.push(allOf(words));
    }
    fill(place, parts);
    say(place.querySelector("p"));
  }

  function say(paragraph) {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const said = Array.from(paragraph.childNodes, (node) => node.cloneNode(true));
      fill(status, said.filter((node) => node.nodeName !== "A"));
    }, PAUSE);
  }

  function tell(place, name) {
    fill(place, [copy(name)]);
    say(place.querySelector("p"));
  }

  /* The box */

  function close() {
    turn += 1;
    panel.hidden = true;
    clearTimeout(timer);
    status.textContent = "";
  }

  function update() {
    const words = input.value;
    const mine = (turn += 1);
    const answer = (something, fill) => {
      if (mine !== turn) {
        return;
      }
      if (!something) {
        close();
        return;
      }
      fill();
      panel.hidden = false;
    };
    const answerWith = (name) => answer(words.trim(), () => tell(panel, name));
    loadOr(() => answerWith("loading")).then(
      (finder) => answer(finder.terms(words, true).length, () => show(panel, words, finder, LISTED)),
      () => answerWith("failed")
    );
  }

  function move(event, step) {
    const links = Array.from(panel.querySelectorAll("a"));
    const to = links.indexOf(document.activeElement) + step;
    event.preventDefault();
    if (to < 0) {
      input.focus();
    } else if (to < links.length) {
      links[to].focus();
    }
  }

  input.addEventListener("focus", () => {
    if (panel.hidden) {
      update();
    }
  });
  input.addEventListener("input", update);
  form.addEventListener("keydown", (event) => {
    if (panel.hidden || event.isComposing) {
      return;
    }
    if (event.key === "Escape") {
      event.preventDefault();
      input.focus();
      close();
    } else if (event.key === "ArrowDown") {
      move(event, 1);
    } else if (event.key === "ArrowUp" && document.activeElement !== input) {
      move(event, -1);
    }
  });
  for (const kind of ["focusin", "pointerdown"]) {
    document.addEventListener(kind, (event) => {
      if (!form.contains(event.target)) {
        close();
      }
    });
  }

  /* All pages found, on the A to Z page */

  const view = document.getElementById("site-search-results");
  const asked = new URLSearchParams(location.search).get("q");
  if (view && asked && asked.trim()) {
    const place = view.querySelector("div");
    input.value = asked;
    const answer = (how) => {
      how();
      view.hidden = false;
    };
    loadOr(() => answer(() => tell(place, "loading"))).then(
      (finder) => answer(() => show(place, asked, finder, Infinity)),
      () => answer(() => tell(place, "failed"))
    );
  }
})();
