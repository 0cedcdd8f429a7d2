// The only script of the pages. Everything works without it; with it, notices arrive while a page is open.

const live = document.querySelector("[data-live=on]");
if (live) follow(live);

// Focus moved by "autofocus" does not scroll far enough for errors below the fold; the summary itself is what matters.
document.querySelector("#fehler")?.focus();

function follow(page) {
  const status = page.querySelector("[data-live-status]");
  const connection = page.querySelector("[data-live-connection]");
  const list = page.querySelector("[data-live-list]");
  const url = page.dataset.liveUrl ?? "/meldungen/stream";
  let last = page.dataset.after;
  let source = null;
  let arrived = 0;

  // A hidden tab gives its connection back: over HTTP/1.1 a browser has only six of them per host.
  document.addEventListener("visibilitychange", () => (document.hidden ? close() : open()));
  open();

  function open() {
    if (source || document.hidden) return;
    source = new EventSource(`${url}${url.includes("?") ? "&" : "?"}after=${last}`);
    source.onopen = () => connected("Neue Meldungen erscheinen von selbst.", "open");
    source.onerror = () => {
      connected("Die Verbindung ist unterbrochen und wird wiederhergestellt.", "waiting");
      // After an answer that is no stream (too many are open, the register starts) the browser would not come back by itself.
      if (source?.readyState !== EventSource.CLOSED) return;
      source = null;
      setTimeout(open, 10000);
    };
    source.addEventListener("notice", event => {
      last = event.lastEventId;
      const card = parse(event.data);
      if (list) insert(card);
      else if ("liveOffer" in page.dataset) count();
      else offer(card);
    });
  }

  function close() {
    source?.close();
    source = null;
  }

  // Newest first. The browser's scroll anchoring keeps what is being read in place; the focus stays where it is.
  function insert(card) {
    page.querySelector("[data-live-empty]")?.remove();
    card.classList.add("azr-notice--new");
    if (list.dataset.liveList === "append") list.append(card);
    else list.prepend(card);
    arrived += 1;
    const count = arrived === 1 ? "1 neue Meldung" : `${arrived} neue Meldungen`;
    status.textContent = `${count} eingetroffen. Zuletzt: ${card.dataset.summary}.`;
  }

  // A list that is sorted by age is made anew when its reader asks for it.
  function count() {
    arrived += 1;
    const link = document.createElement("a");
    link.className = "kern-link";
    link.href = location.pathname + location.search;
    link.textContent = "anzeigen";
    status.replaceChildren(arrived === 1 ? "1 neuer Vorgang – " : `${arrived} neue Vorgänge – `, link);
  }

  // Whoever reads a record decides when it changes under them.
  function offer(card) {
    if (card.dataset.azrNumber !== page.dataset.azrNumber || Number(card.dataset.version) <= Number(page.dataset.version)) return;
    const link = document.createElement("a");
    link.className = "kern-link";
    link.href = location.pathname;
    link.textContent = "anzeigen";
    status.replaceChildren(`Neue Version ${card.dataset.version} – `, link, ` (${card.dataset.summary.split(":")[0]})`);
  }

  function connected(text, state) {
    if (!connection) return;
    connection.textContent = text;
    connection.dataset.state = state;
  }

  function parse(html) {
    const template = document.createElement("template");
    template.innerHTML = html;
    return template.content.firstElementChild;
  }
}
