// Helps to find things. All content is in the page already; without this script it can still be read, but for the calls
// that went well.
"use strict";
(() => {
  const root = document.documentElement;
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const byId = (id) => document.getElementById(id);

  // A browser may refuse to remember, especially for a page from disk. Then each page starts with the defaults.
  const remember = (name, value) => { try { localStorage.setItem(`fuhe-${name}`, value); } catch { /* see above */ } };
  const remembered = (name) => { try { return localStorage.getItem(`fuhe-${name}`); } catch { return null; } };

  // Language: the Chinese text stands beside the English one; the English is set aside when it is first replaced.
  let chinese = false;
  const swap = (element, attribute, english, text) => {
    element.dataset[english] ??= attribute ? element.getAttribute(attribute) : element.textContent;
    const words = chinese ? text : element.dataset[english];
    if (attribute) element.setAttribute(attribute, words); else element.textContent = words;
  };
  const translate = (within) => {
    for (const element of all("[data-zh]", within)) {
      swap(element, null, "en", element.dataset.zh);
      element.lang = chinese ? "zh" : "en";
    }
    for (const element of all("[data-zh-label]", within)) swap(element, "aria-label", "enLabel", element.dataset.zhLabel);
    for (const element of all("[data-zh-placeholder]", within)) swap(element, "placeholder", "enPlaceholder", element.dataset.zhPlaceholder);
  };
  const speak = (language) => {
    chinese = language === "zh";
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

  // Search and filters: of each kind any pressed button will do, and all kinds and words must agree.
  const rules = all(".rule");
  const text = new Map();
  const words = (rule) => {
    if (!text.has(rule)) text.set(rule, rule.textContent.toLowerCase());
    return text.get(rule);
  };
  const pressed = (kind) => all(`[data-filter="${kind}"][aria-pressed="true"]`).map((button) => button.dataset.value);
  const mapped = new Map(all("nav .map a").map((link) => [link.hash.slice(1), link]));
  function find() {
    const asked = byId("search").value.toLowerCase().split(/\s+/).filter(Boolean);
    const kinds = ["level", "verdict", "area"].map((kind) => [kind, pressed(kind)]).filter(([, values]) => values.length > 0);
    const narrowed = asked.length > 0 || kinds.length > 0;
    let shown = 0;
    for (const rule of rules) {
      const fits = kinds.every(([kind, values]) => values.includes(rule.dataset[kind])) && asked.every((word) => words(rule).includes(word));
      rule.hidden = !fits;
      mapped.get(rule.id)?.classList.toggle("dim", !fits);
      shown += fits ? 1 : 0;
    }
    for (const part of all(".chapter, .area")) part.hidden = !part.querySelector(".rule:not([hidden])");
    for (const part of all(".reference, .about")) part.hidden = narrowed;
    const output = byId("shown");
    output.textContent = narrowed ? (chinese ? output.dataset.zhText : output.dataset.en).replace("{n}", shown).replace("{all}", rules.length) : "";
    for (const button of all(".clear")) button.hidden = !narrowed;
    byId("nothing").hidden = shown > 0;
  }
  const clear = () => {
    byId("search").value = "";
    for (const button of all("[data-filter]")) button.setAttribute("aria-pressed", "false");
    find();
  };
  let due = 0;
  byId("search").addEventListener("input", () => { cancelAnimationFrame(due); due = requestAnimationFrame(find); });
  byId("search").addEventListener("keydown", (event) => {
    if (event.key === "Escape") clear();
    if (event.key === "Enter") rules.find((rule) => !rule.hidden)?.scrollIntoView();
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

  const copy = async (button) => {
    await navigator.clipboard.writeText(button.previousElementSibling.textContent);
    const before = button.textContent;
    button.textContent = chinese ? button.dataset.zhDone : button.dataset.done;
    byId("said").textContent = button.textContent;
    setTimeout(() => { button.textContent = before; }, 1500);
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.classList.contains("more")) show(button);
    if (button.classList.contains("copy")) copy(button);
    if (button.classList.contains("clear")) clear();
    if (button.dataset.filter) {
      button.setAttribute("aria-pressed", String(button.getAttribute("aria-pressed") !== "true"));
      find();
    }
  });

  // A link leads to its place even if that is folded away or filtered out, and opens what it leads to.
  const follow = () => {
    document.querySelector(".here")?.classList.remove("here");
    const target = byId(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    if (target.closest("[hidden]")) clear();
    for (let at = target; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
    const own = target.querySelector(":scope > details");
    if (own) own.open = true;
    const more = target.matches("tr, .outline, .failure") ? target.querySelector(".more[aria-expanded=false]") : null;
    if (more) show(more);
    target.scrollIntoView();
    target.classList.add("here");
  };
  addEventListener("hashchange", follow);
  document.addEventListener("click", (event) => {
    // Clicking the same link again does not change the address.
    const link = event.target.closest("a[href^='#']");
    if (link && link.hash === location.hash) follow();
  });

  if (remembered("theme")) paint(remembered("theme"));
  if (remembered("language") === "zh") speak("zh");
  follow();
})();
