// fuhe: helps to find things. All content is in the page already; without this script it can still be read, but for the calls
// that went well.
"use strict";
(() => {
  const root = document.documentElement;
  root.classList.add("scripted");
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const byId = (id) => document.getElementById(id);

  // A browser may refuse to remember, especially for a page from disk. Then each page starts with the defaults.
  const remember = (name, value) => { try { localStorage.setItem(`fuhe-${name}`, value); } catch { /* see above */ } };
  const remembered = (name) => { try { return localStorage.getItem(`fuhe-${name}`); } catch { return null; } };

  // Language: the Chinese texts stand in a list; the English nodes are set aside when they are first replaced. What stands
  // between two grave accents is code.
  let chinese = false;
  const texts = JSON.parse(byId("texts").textContent);
  const english = new WeakMap();
  const nodes = (text) => text.split("`").map((part, place) => {
    if (place % 2 === 0) return part;
    const code = document.createElement("code");
    code.textContent = part;
    return code;
  });
  const say = (element) => {
    if (!english.has(element)) english.set(element, [...element.childNodes]);
    element.replaceChildren(...(chinese ? nodes(texts[element.dataset.zh]) : english.get(element)));
    element.lang = chinese ? "zh" : "en";
  };
  const swap = (element, attribute, own, text) => {
    element.dataset[own] ??= element.getAttribute(attribute);
    element.setAttribute(attribute, chinese ? text : element.dataset[own]);
  };
  const translate = (within) => {
    for (const element of all("[data-zh]", within)) say(element);
    for (const element of all("[data-zh-label]", within)) swap(element, "aria-label", "enLabel", element.dataset.zhLabel);
    for (const element of all("[data-zh-placeholder]", within)) swap(element, "placeholder", "enPlaceholder", element.dataset.zhPlaceholder);
  };
  const speak = (language) => {
    chinese = language === "zh";
    root.lang = language;
    text.clear();
    translate(document);
    const other = chinese ? ["English", "en"] : ["中文", "zh"];
    const button = byId("language");
    button.textContent = other[0];
    button.setAttribute("aria-label", other[0]);
    button.lang = other[1];
    find();
  };
  byId("language").addEventListener("click", () => {
    const language = chinese ? "en" : "zh";
    remember("language", language);
    speak(language);
  });

  // Theme: what the system has, until somebody asks for the other.
  const paint = (theme) => { root.style.colorScheme = theme; root.dataset.theme = theme; };
  const system = () => (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  byId("theme").addEventListener("click", () => {
    const theme = (root.dataset.theme ?? system()) === "dark" ? "light" : "dark";
    remember("theme", theme);
    paint(theme);
  });

  // Search and filters: of each kind any pressed button will do, and all kinds and words must agree. Evidence that waits in a
  // template is searched as well.
  const rules = all(".rule");
  const problems = all(".problem");
  const text = new Map();
  const words = (element) => {
    if (!text.has(element)) {
      const waiting = all("template", element).map((template) => template.content.textContent);
      text.set(element, [element.textContent, ...waiting].join(" ").toLowerCase());
    }
    return text.get(element);
  };
  const pressed = (kind) => all(`[data-filter="${kind}"][aria-pressed="true"]`).map((button) => button.dataset.value);
  const KINDS = ["level", "verdict", "area"];
  const mapped = new Map(all("nav .map a").map((link) => [link.hash.slice(1), link]));
  const asked = () => byId("search").value.toLowerCase().split(/\s+/).filter(Boolean);
  function find() {
    const sought = asked();
    const kinds = KINDS.map((kind) => [kind, pressed(kind)]).filter(([, values]) => values.length > 0);
    const narrowed = sought.length > 0 || kinds.length > 0;
    const has = (element) => sought.every((word) => words(element).includes(word));
    let shown = 0;
    for (const rule of rules) {
      const fits = kinds.every(([kind, values]) => values.includes(rule.dataset[kind])) && has(rule);
      rule.hidden = !fits;
      mapped.get(rule.id)?.classList.toggle("dim", !fits);
      shown += fits ? 1 : 0;
    }
    let found = 0;
    for (const problem of problems) {
      problem.hidden = !has(problem);
      found += problem.hidden ? 0 : 1;
    }
    for (const part of all(".chapter, .area")) part.hidden = !part.querySelector(".rule:not([hidden])");
    for (const part of all(".reference, .about")) part.hidden = narrowed;
    const output = byId("shown");
    const count = (counted, n, of) => (chinese ? counted.zhText : counted.en).replace("{n}", n).replace("{all}", of);
    const counts = [count(output.dataset, shown, rules.length)];
    if (sought.length > 0 && problems.length > 0) counts.unshift(count(byId("shown-problems").dataset, found, problems.length));
    output.textContent = narrowed ? counts.join(" · ") : "";
    for (const button of all(".clear")) button.hidden = !narrowed;
    byId("nothing").hidden = shown > 0;
    highlight(sought);
  }

  // What was sought is marked where it is seen, if the browser can do that without changing the page.
  const MOST_MARKS = 2000;
  function highlight(sought) {
    if (!globalThis.Highlight) return;
    CSS.highlights.delete("found");
    if (sought.length === 0) return;
    const marks = new Highlight();
    for (const element of [...problems, ...rules].filter((element) => !element.hidden)) {
      const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
      while (walker.nextNode() && marks.size < MOST_MARKS) {
        const own = walker.currentNode.data.toLowerCase();
        for (const word of sought) {
          for (let at = own.indexOf(word); at >= 0; at = own.indexOf(word, at + word.length)) {
            if (at + word.length > walker.currentNode.length) break;
            const range = new Range();
            range.setStart(walker.currentNode, at);
            range.setEnd(walker.currentNode, at + word.length);
            marks.add(range);
          }
        }
      }
    }
    CSS.highlights.set("found", marks);
  }

  // The search is a part of the address, so that it can be sent to somebody, and the back button undoes it.
  const address = () => {
    const query = new URLSearchParams();
    if (byId("search").value.trim()) query.set("q", byId("search").value.trim());
    for (const kind of KINDS) if (pressed(kind).length > 0) query.set(kind, pressed(kind).join(","));
    return query.size > 0 ? `#?${query}` : "";
  };
  const keep = (how) => {
    const wanted = address();
    if (wanted !== (location.hash.startsWith("#?") ? location.hash : "")) history[how](null, "", wanted || "#");
  };
  const restore = () => {
    const query = new URLSearchParams(location.hash.slice(2));
    byId("search").value = query.get("q") ?? "";
    for (const button of all("[data-filter]")) {
      const values = (query.get(button.dataset.filter) ?? "").split(",");
      button.setAttribute("aria-pressed", String(values.includes(button.dataset.value)));
    }
    find();
  };
  const clear = () => {
    byId("search").value = "";
    for (const button of all("[data-filter]")) button.setAttribute("aria-pressed", "false");
    find();
  };
  // All that is typed in one go is one step back.
  let due = 0;
  let typing = false;
  byId("search").addEventListener("input", () => {
    cancelAnimationFrame(due);
    due = requestAnimationFrame(() => {
      find();
      keep(typing ? "replaceState" : "pushState");
      typing = true;
    });
  });
  byId("search").addEventListener("blur", () => { typing = false; });
  byId("search").addEventListener("keydown", (event) => {
    if (event.key === "Escape") { clear(); keep("replaceState"); }
    if (event.key === "Enter") [...problems, ...rules].find((element) => asked().length > 0 && !element.hidden)?.scrollIntoView();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !/^(INPUT|TEXTAREA)$/.test(event.target.tagName)) { event.preventDefault(); byId("search").focus(); }
  });

  // Evidence waits in a template beside its button.
  const show = (button) => {
    const open = button.getAttribute("aria-expanded") === "true";
    button.setAttribute("aria-expanded", String(!open));
    if (button.shown) { button.shown.hidden = open; return; }
    const content = button.nextElementSibling.content.cloneNode(true);
    const row = button.closest("tr");
    const detail = document.createElement(row ? "tr" : "div");
    detail.className = "detail";
    if (row) {
      const cell = detail.insertCell();
      cell.colSpan = row.cells.length;
      cell.append(content);
      row.after(detail);
    } else {
      detail.append(content);
      button.parentElement.append(detail);
    }
    if (chinese) translate(detail);
    button.shown = detail;
  };

  // The clipboard is closed to pages over plain HTTP; then what is selected can still be copied.
  const toClipboard = async (content) => {
    try {
      await navigator.clipboard.writeText(content);
    } catch {
      const area = document.createElement("textarea");
      area.value = content;
      area.readOnly = true;
      area.className = "unseen";
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
  };
  const copy = async (button) => {
    const source = button.nextElementSibling ?? button.previousElementSibling;
    await toClipboard(source.textContent);
    const before = button.textContent;
    button.textContent = chinese ? button.dataset.zhDone : button.dataset.done;
    byId("said").textContent = button.textContent;
    button.focus();
    setTimeout(() => { button.textContent = before; }, 1500);
  };

  // Without this script, the text to copy can be unfolded.
  for (const text of all(".acts summary")) text.setAttribute("role", "button");

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button, .acts summary");
    if (!button) return;
    if (button.localName === "summary") event.preventDefault();
    if (button.classList.contains("more")) show(button);
    if (button.classList.contains("copy")) copy(button);
    if (button.classList.contains("clear")) { clear(); keep("pushState"); }
    if (button.dataset.filter) {
      button.setAttribute("aria-pressed", String(button.getAttribute("aria-pressed") !== "true"));
      find();
      keep("pushState");
    }
  });

  // A link leads to its place even if that is folded away or filtered out, and opens what it leads to.
  const follow = () => {
    if (location.hash.startsWith("#?")) { restore(); return; }
    document.querySelector(".here")?.classList.remove("here");
    const target = byId(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    if (target.closest("[hidden]")) clear();
    for (let at = target; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
    const own = target.querySelector(":scope > details");
    if (own) own.open = true;
    if (target.tagName === "DETAILS") target.open = true;
    const more = target.matches("tr, .outline, .failure") ? target.querySelector(".more[aria-expanded=false]") : null;
    if (more) show(more);
    target.scrollIntoView();
    target.classList.add("here");
  };
  addEventListener("hashchange", follow);
  // Back from a search to no address at all.
  addEventListener("popstate", () => { if (location.hash.length < 2) restore(); });
  document.addEventListener("click", (event) => {
    // Clicking the same link again does not change the address.
    const link = event.target.closest("a[href^='#']");
    if (link && link.hash === location.hash) follow();
  });

  if (remembered("theme")) paint(remembered("theme"));
  if ((remembered("language") ?? navigator.language.slice(0, 2)) === "zh") speak("zh");
  follow();
})();
