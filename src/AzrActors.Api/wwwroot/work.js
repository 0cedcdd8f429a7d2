// Who is on what: colleagues of the same authority see each other on their lists, and what one of them decides leaves the others' lists.

const page = document.querySelector("[data-work]");
const list = page?.querySelector("[data-list]") ?? (page?.dataset.workAt ? page : null);
const status = page?.querySelector("[data-live-status]");
const token = document.querySelector("input[name=__RequestVerificationToken]")?.value;

if (page && list) {
  let source = null;
  document.addEventListener("visibilitychange", () => (document.hidden ? close() : open()));
  open();

  function open() {
    if (source || document.hidden) return;
    source = new EventSource(page.dataset.work);
    source.onerror = () => {
      if (source?.readyState !== EventSource.CLOSED) return;
      source = null;
      setTimeout(open, 10000);
    };
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
    if (items.includes(row.dataset.sequence)) who.textContent = `${official} ist dabei`;
    else if (who.textContent === `${official} ist dabei`) who.textContent = "";
  }
}

// Dimmed, not removed: nothing moves under the reader, and the next page does without it.
function finish({ official, items }) {
  let seen = 0;
  for (const row of list.querySelectorAll("[data-item]")) {
    if (!items.includes(row.dataset.sequence)) continue;
    seen += 1;
    row.classList.add("azr-work--done");
    row.querySelector("input[type=checkbox]")?.remove();
    row.querySelector("[data-who]").textContent = `erledigt durch ${official}`;
  }
  // What was decided on another list is no news on this one.
  if (status && seen > 0) status.textContent = seen === 1 ? `${official} hat einen Eintrag erledigt.` : `${official} hat ${seen} Einträge erledigt.`;
}

let told = "";
const tell = at => {
  if (!at || at === told || !token) return;
  told = at;
  fetch("/arbeit/dabei", { method: "POST", body: new URLSearchParams({ bei: at, __RequestVerificationToken: token }) }).catch(() => { told = ""; });
};
list?.addEventListener("focusin", event => tell(event.target.closest("[data-item]")?.dataset.sequence));
tell(page?.dataset.workAt);

// A case that others answer, and that the register carries out by itself: the page says when it stands otherwise than shown.
const watched = document.querySelector("[data-watch]");
if (watched) {
  const look = setInterval(async () => {
    if (document.hidden) return;
    const reply = await fetch(watched.dataset.watch).catch(() => null);
    if (!reply?.ok || reply.redirected || await reply.text() === watched.dataset.watchStanding) return;
    clearInterval(look);
    const link = document.createElement("a");
    link.className = "kern-link";
    link.href = location.pathname;
    link.textContent = "anzeigen";
    status.replaceChildren("Der Fall steht inzwischen anders – ", link);
  }, 1000);
}
