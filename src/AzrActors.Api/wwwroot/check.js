// Checks while typing: the register says of the form what it would say of the submission, and only about fields that were touched.

const form = document.querySelector("form[data-check]");

if (form) {
  const touched = new Set();
  let waiting = 0;
  let round = 0;
  form.addEventListener("change", event => {
    touched.add(event.target.id);
    clearTimeout(waiting);
    waiting = setTimeout(check, 300);
  });

  async function check() {
    const mine = ++round;
    const body = new URLSearchParams(new FormData(form));
    const reply = await fetch(form.dataset.check, { method: "POST", body, redirect: "manual" }).catch(() => null);
    if (mine !== round) return;
    const pause = Number(reply?.headers.get("Retry-After"));
    if (pause) waiting = setTimeout(check, pause * 1000);
    // There is nobody to ask: submitting says it all again.
    if (!reply?.ok) return;
    const faults = new Map((await reply.json()).map(fault => [fault.field, fault]));
    const note = document.querySelector("[data-check-note]");
    if (note) note.textContent = words(faults.get(""));
    for (const id of touched) show(document.getElementById(id), faults.get(id));
  }

  function show(field, fault) {
    if (!field || !form.contains(field)) return;
    const id = `${field.id}-fehler`;
    let note = document.getElementById(id);
    if (!fault) {
      note?.remove();
      field.removeAttribute("aria-invalid");
      return describe(field, id, false);
    }
    if (!note) {
      note = document.createElement("span");
      note.id = id;
      field.after(note);
    }
    note.className = fault.refuses ? "azr-error" : "azr-doubt";
    note.textContent = words(fault);
    if (fault.refuses) field.setAttribute("aria-invalid", "true");
    else field.removeAttribute("aria-invalid");
    describe(field, id, true);
  }

  function words(fault) {
    return !fault ? "" : fault.refuses ? fault.text : `Bitte prüfen: ${fault.text}`;
  }

  function describe(field, id, on) {
    const ids = (field.getAttribute("aria-describedby") ?? "").split(" ").filter(one => one && one !== id);
    if (on) ids.unshift(id);
    if (ids.length) field.setAttribute("aria-describedby", ids.join(" "));
    else field.removeAttribute("aria-describedby");
  }
}
