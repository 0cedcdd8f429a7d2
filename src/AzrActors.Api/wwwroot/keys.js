// Work by keyboard: single keys for buttons that name them, "g" and a letter for pages, j and k in lists. Nothing needs it.

const help = document.querySelector("#tasten");
const helpButton = document.querySelector("[data-help]");
const off = document.querySelector("[data-keys-off]");
const list = document.querySelector("[data-list]");
let going = false;

if (help && helpButton) {
  helpButton.hidden = false;
  helpButton.addEventListener("click", () => help.showModal());
  off.checked = localStorage.getItem("azr-keys") === "off";
  off.addEventListener("change", () => localStorage.setItem("azr-keys", off.checked ? "off" : "on"));
}

document.addEventListener("keydown", event => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  if (event.key === "Enter" && isTyping(event.target) && event.target.closest("[data-enter]")) {
    // Enter presses the button beside the field, not the first one of the form.
    event.preventDefault();
    return event.target.closest("[data-enter]").querySelector("button[type=submit]").click();
  }
  if (event.key === "Escape" && isTyping(event.target)) return event.target.blur();
  if (isTyping(event.target) || help?.open || off?.checked) return;
  if (act(event.key, event.target)) event.preventDefault();
});

function act(key, target) {
  if (going) {
    going = false;
    return press(`[data-go="${CSS.escape(key)}"]`);
  }
  switch (key) {
    case "?": return Boolean(help) && (help.showModal(), true);
    case "g": return (going = true);
    case "/": return focus("[data-focus='/']");
    case "j": return step(1);
    case "k": return step(-1);
    case "x": return toggle(item(target));
    case "h": return sources();
    case "Enter": return open(target);
    default: return pick(key, target) && press(`[data-key="${CSS.escape(key)}"]:not([disabled])`);
  }
}

function press(selector) {
  const element = document.querySelector(selector);
  element?.focus();
  element?.click();
  if (element?.matches("summary")) element.parentElement.querySelector("select, input:not([type=hidden])")?.focus();
  return Boolean(element);
}

// A key that decides about selected entries means the one under the focus while none is selected.
function pick(key, target) {
  const button = document.querySelector(`[data-bulk] [data-key="${CSS.escape(key)}"]`);
  if (button && list && !list.querySelector("input[type=checkbox]:checked")) {
    const box = (item(target) ?? items()[0])?.querySelector("input[type=checkbox]");
    if (box) box.checked = true;
  }
  return true;
}

function focus(selector) {
  const element = document.querySelector(selector);
  element?.focus();
  element?.select?.();
  return Boolean(element);
}

function items() {
  return list ? [...list.querySelectorAll("[data-item]")].filter(one => !one.hidden) : [];
}

function item(target) {
  return target.closest?.("[data-item]");
}

function step(by) {
  const all = items();
  const place = all.indexOf(item(document.activeElement));
  const next = all[place < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, place + by))];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
  return Boolean(next);
}

function open(target) {
  if (!target.matches?.("[data-item]")) return false;
  const link = target.querySelector("[data-open]");
  link?.click();
  return Boolean(link);
}

function toggle(row) {
  const box = row?.querySelector("input[type=checkbox]");
  box?.click();
  return Boolean(box);
}

// All sources of the values on the page at once.
function sources() {
  const all = [...document.querySelectorAll("[data-source]")];
  const closed = all.some(one => !one.open);
  for (const one of all) one.open = closed;
  return all.length > 0;
}

function isTyping(element) {
  return element.matches?.("textarea, select, input:not([type=checkbox], [type=radio], [type=submit], [readonly])") ?? false;
}

// Search inside a list: what does not hold the words is hidden, and the count says so.
const filter = document.querySelector("[data-filter]");
if (filter && list) {
  const count = document.querySelector("[data-filter-count]");
  document.querySelector("[data-filter-box]").hidden = false;
  const look = () => {
    const words = filter.value.toLocaleLowerCase("de").split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const row of list.querySelectorAll("[data-item]")) {
      const text = row.textContent.toLocaleLowerCase("de");
      row.hidden = !words.every(word => text.includes(word));
      if (!row.hidden) shown += 1;
    }
    if (count) count.textContent = words.length ? `${shown} ${shown === 1 ? "passt" : "passen"}` : "";
  };
  filter.addEventListener("input", look);
  look();
}

// Of two records side by side often only the differences matter; who wants them so once, wants them so again.
const only = document.querySelector("[data-only-differences]");
if (only) {
  const compared = document.querySelector("[data-compare]");
  const show = () => compared.toggleAttribute("data-only", only.checked);
  only.closest("label").hidden = false;
  only.checked = localStorage.getItem("azr-differences") === "only";
  only.addEventListener("change", () => {
    localStorage.setItem("azr-differences", only.checked ? "only" : "all");
    show();
  });
  show();
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}

for (const button of document.querySelectorAll("[data-copy]")) {
  const field = document.getElementById(button.dataset.copy);
  button.hidden = false;
  button.addEventListener("click", async () => {
    field.select();
    // A browser that gives the clipboard away to nobody leaves the text selected.
    const copied = await navigator.clipboard?.writeText(field.value).then(() => true, () => false);
    button.textContent = copied ? "Kopiert" : "Markiert: Strg+C kopiert";
  });
}

for (const box of document.querySelectorAll("[data-select-all]")) {
  box.closest("[hidden]")?.removeAttribute("hidden");
  box.addEventListener("change", () => {
    for (const one of list?.querySelectorAll("[data-item]:not([hidden]) input[type=checkbox]") ?? []) one.checked = box.checked;
  });
}

// What must be discarded or is shown once is not to come back by the browser's own way: that leads to the empty form, or to the page that is named.
const once = document.querySelector("[data-no-history]");
if (once) history.replaceState(null, "", once.dataset.noHistory || location.pathname);
document.querySelector("[data-result]")?.focus();

// A link to an entry of a list puts the reader there.
const target = location.hash.length > 1 ? document.getElementById(location.hash.slice(1)) : null;
if (target?.matches("[data-item]")) target.focus();

// Before the session ends by itself its official is asked, and one press keeps it (WCAG 2.2.1).
const session = document.querySelector("[data-session]");
if (session) {
  const seconds = Number(session.dataset.session);
  const before = Math.min(300, seconds / 3);
  const button = document.createElement("button");
  button.className = "azr-button";
  button.textContent = "Angemeldet bleiben";
  const watch = () => setTimeout(() => {
    session.replaceChildren(`Ihre Sitzung endet in ${Math.round(before / 60) || 1} Minuten. `, button);
  }, (seconds - before) * 1000);
  let timer = watch();
  button.addEventListener("click", async () => {
    const reply = await fetch(session.dataset.renew).catch(() => null);
    session.replaceChildren(reply?.ok && !reply.redirected ? "" : "Die Sitzung ist beendet. Ihre Entwürfe sind gesichert; bitte melden Sie sich neu an.");
    clearTimeout(timer);
    timer = watch();
  });
}
