// Nothing typed is lost: the server seals what is typed for this official, and the browser keeps the sealed text, which it cannot read.

const form = document.querySelector("form[data-draft]");
const stored = document.querySelector(".azr-alert--success");
const prefix = "azr-draft:";
const sent = "azr-draft-sent";

// The form that was sent last has been stored: its draft has done its duty.
if (stored && sessionStorage.getItem(sent)) {
  localStorage.removeItem(sessionStorage.getItem(sent));
  sessionStorage.removeItem(sent);
}

if (form) keep(form, prefix + form.dataset.draft);

function keep(form, key) {
  const status = document.querySelector("[data-draft-status]");
  const drop = document.querySelector("[data-draft-drop]");
  const token = form.querySelector("input[name=__RequestVerificationToken]").value;
  const fields = () => [...form.querySelectorAll("input:not([type=hidden]), select, textarea")];
  let waiting = 0;
  let failed = false;

  restore();
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(save, 500);
  });
  form.addEventListener("submit", () => sessionStorage.setItem(sent, key));
  drop.addEventListener("click", () => {
    clearTimeout(waiting);
    localStorage.removeItem(key);
    location.reload();
  });

  async function save() {
    const content = JSON.stringify({ at: new Date().toISOString(), values: fields().map(field => [field.id, field.value]) });
    const reply = await post("versiegeln", content);
    if (!reply?.ok) {
      failed = true;
      waiting = setTimeout(save, (Number(reply?.headers.get("Retry-After")) || 5) * 1000);
      return reply?.type === "opaqueredirect" ? signIn()
        : say("Der Entwurf ist noch nicht gesichert, es wird weiter versucht. Bitte diese Seite noch nicht verlassen.");
    }
    localStorage.setItem(key, await reply.text());
    drop.hidden = false;
    if (failed) say("Der Entwurf ist gesichert.");
    failed = false;
  }

  async function restore() {
    const sealed = localStorage.getItem(key);
    // After a refusal the form holds what was sent, which is newer than any draft.
    if (!sealed || form.querySelector("[aria-invalid=true]") || document.querySelector("#fehler")) return;
    const reply = await post("oeffnen", sealed);
    if (!reply?.ok || reply.status === 204) return;
    const draft = await reply.json();
    for (const [id, value] of draft.values) {
      const field = document.getElementById(id);
      if (!field || !form.contains(field)) continue;
      field.value = value;
      if (value) field.closest("details")?.setAttribute("open", "");
    }
    drop.hidden = false;
    say(`Ihr Entwurf vom ${new Date(draft.at).toLocaleString("de-DE", { dateStyle: "medium", timeStyle: "short" })} ist wieder da.`);
  }

  // Without a session the answer is the way to the provider.
  function post(what, content) {
    return fetch(`${form.dataset.drafts}/${what}`, {
      method: "POST",
      redirect: "manual",
      body: new URLSearchParams({ inhalt: content, __RequestVerificationToken: token }),
    }).catch(() => null);
  }

  function signIn() {
    const link = document.createElement("a");
    link.href = "/";
    link.target = "_blank";
    link.textContent = "in einem neuen Fenster an";
    status.replaceChildren("Ihre Sitzung ist beendet. Ihre Eingaben stehen noch hier: Bitte melden Sie sich ", link, ", dann werden sie gesichert.");
  }

  function say(text) {
    status.textContent = text;
  }
}
