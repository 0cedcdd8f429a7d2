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
    if (!reply?.ok) return say("Der Entwurf konnte nicht gesichert werden; bitte diese Seite noch nicht verlassen.");
    localStorage.setItem(key, await reply.text());
    drop.hidden = false;
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
      if (field && form.contains(field)) field.value = value;
    }
    drop.hidden = false;
    say(`Ihr Entwurf vom ${new Date(draft.at).toLocaleString("de-DE", { dateStyle: "medium", timeStyle: "short" })} ist wieder da.`);
  }

  function post(what, content) {
    return fetch(`${form.dataset.drafts}/${what}`, {
      method: "POST",
      body: new URLSearchParams({ inhalt: content, __RequestVerificationToken: token }),
    }).catch(() => null);
  }

  function say(text) {
    status.textContent = text;
  }
}
