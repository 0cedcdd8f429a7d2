// Who is on what: colleagues of the same authority see each other on their lists, and what one of them decides leaves the others' lists.

const page = document.querySelector("[data-work]");
const list = page?.querySelector("[data-list]");
const status = page?.querySelector("[data-live-status]");
const token = document.querySelector("input[name=__RequestVerificationToken]")?.value;

if (page && list) {
  let source = null;
  document.addEventListener("visibilitychange", () => (document.hidden ? close() : open()));
  open();

  function open() {
    if (source) return;
    source = new EventSource(page.dataset.work);
    source.addEventListener("at", event => show(JSON.parse(event.data)));
    source.addEventListener("done", event => finish(JSON.parse(event.data)));
  }

  function close() {
    source?.close();
    source = null;
  }
}

function show({ official, items }) {
  for (const row of list.querySelectorAll("[data-item]")) {
    const who = row.querySelector("[data-who]");
    if (!who) continue;
    if (items.includes(Number(row.dataset.sequence))) who.textContent = `${official} ist dabei`;
    else if (who.textContent === `${official} ist dabei`) who.textContent = "";
  }
}

// Dimmed, not removed: nothing moves under the reader, and the next page does without it.
function finish({ official, items }) {
  for (const row of list.querySelectorAll("[data-item]")) {
    if (!items.includes(Number(row.dataset.sequence))) continue;
    row.classList.add("azr-work--done");
    row.querySelector("input[type=checkbox]")?.remove();
    row.querySelector("[data-who]").textContent = `erledigt durch ${official}`;
  }
  if (status) status.textContent = items.length === 1 ? `${official} hat eine Meldung erledigt.` : `${official} hat ${items.length} Meldungen erledigt.`;
}

let told = 0;
list?.addEventListener("focusin", event => {
  const at = Number(event.target.closest("[data-item]")?.dataset.sequence ?? 0);
  if (!at || at === told || !token) return;
  told = at;
  fetch("/arbeit/dabei", { method: "POST", body: new URLSearchParams({ bei: at, __RequestVerificationToken: token }) }).catch(() => { told = 0; });
});
