// A register that lets one wait: the page says so, and whoever does not want to wait gets it back as it was.

const box = document.querySelector("[data-wait]");
const button = document.createElement("button");
button.type = "button";
button.className = "azr-button";
button.addEventListener("click", () => (timers.length ? cancel() : end()));

let timers = [];
let sent = false;
let stays = false;

// What is saved as a file or opens beside the page does not end it.
addEventListener("click", event => { stays = Boolean(event.target.closest?.("a[data-saves], a[target]")); }, true);
addEventListener("submit", event => {
  const form = event.target;
  sent = form.method === "post";
  if (!sent) return;
  // A second click sends nothing twice.
  form.setAttribute("aria-busy", "true");
  setTimeout(() => { for (const one of form.querySelectorAll("button[type=submit]")) one.disabled = true; });
});
addEventListener("beforeunload", () => {
  if (stays) return;
  end();
  timers = [setTimeout(() => say("Das Register antwortet noch nicht."), 1000), setTimeout(() => say(late()), 8000)];
});
addEventListener("keydown", event => {
  if (event.key === "Escape" && timers.length) cancel();
});
addEventListener("pageshow", restore);

function late() {
  return sent ? "Das dauert länger als sonst. Ihre Angaben gehen nicht verloren." : "Das dauert länger als sonst.";
}

function cancel() {
  stop();
  end();
  restore();
  if (sent) say("Abgebrochen. Vielleicht ist es schon angekommen: Sie können es noch einmal senden, doppelt gespeichert wird nichts.");
  sent = false;
}

function say(text) {
  button.textContent = timers.length ? "Abbrechen" : "Schließen";
  box.replaceChildren(text, button);
}

function end() {
  for (const timer of timers) clearTimeout(timer);
  timers = [];
  box.replaceChildren();
}

function restore() {
  for (const form of document.querySelectorAll("form[aria-busy]")) {
    form.removeAttribute("aria-busy");
    for (const one of form.querySelectorAll("button[type=submit]")) one.disabled = false;
  }
}
