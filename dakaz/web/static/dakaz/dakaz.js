// What makes work quicker; every page works without it.

const typing = (element) => element.closest("input, textarea, select, [contenteditable]") !== null;

// "/" goes to the search box; j and k go down and up a list; nothing else is taken from the browser.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  if (event.key === "/") {
    const search = document.getElementById("search");
    if (search) { event.preventDefault(); search.focus(); search.select(); }
  } else if (event.key === "j" || event.key === "k") {
    const links = [...document.querySelectorAll("table.list tbody td:first-child a")];
    if (!links.length) return;
    const here = links.indexOf(document.activeElement);
    const next = event.key === "j" ? Math.min(here + 1, links.length - 1) : Math.max(here - 1, 0);
    links[next].focus();
    event.preventDefault();
  }
});

// Open menus close with Escape and with a click elsewhere.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const open of document.querySelectorAll(".language[open], .menu[open]")) {
    open.open = false;
    open.querySelector("summary").focus();
  }
});
document.addEventListener("click", (event) => {
  for (const open of document.querySelectorAll(".language[open]")) if (!open.contains(event.target)) open.open = false;
});

// A page brought back from the browser's memory may belong to a locked session: ask again.
window.addEventListener("pageshow", (event) => { if (event.persisted) window.location.reload(); });

// When the session locks, what was typed is sent once more: the server seals it for the same person
// and asks for the passphrase. Then this page leaves the screen.
const stillOpen = document.body.dataset.stillOpen;
const typed = new Set();
document.addEventListener("input", (event) => { if (event.target.form && event.target.form.method === "post" && !event.target.form.matches(".search")) typed.add(event.target.form); });
const leave = async () => {
  for (const form of typed) {
    const fields = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (typeof value === "string") fields.append(name, value);
    await fetch(form.action, { method: "POST", body: fields, redirect: "manual" });
  }
  window.location.replace(typed.size ? "/sign-in?kept=1" : window.location.href);
};
if (stillOpen) {
  const asking = window.setInterval(async () => {
    let reply;
    try { reply = await fetch(stillOpen, { headers: { "X-By-Itself": "1" }, redirect: "manual" }); } catch { return; }
    if (reply.status === 204) return;
    window.clearInterval(asking);
    leave();
  }, 15000);
}

// How strong the passphrase is, as words under the field.
for (const field of document.querySelectorAll("[data-strength]")) {
  const answer = document.getElementById(field.dataset.strength);
  let waiting = 0;
  field.addEventListener("input", () => {
    window.clearTimeout(waiting);
    waiting = window.setTimeout(async () => {
      const body = new URLSearchParams({ passphrase: field.value });
      const token = field.form.querySelector("[name=csrfmiddlewaretoken]").value;
      const reply = await fetch(answer.dataset.strengthUrl, { method: "POST", body, headers: { "X-Form-Token": token } });
      answer.textContent = reply.ok ? await reply.text() : "";
    }, 300);
  });
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// Files may be dropped; how far the sending is stands under the field.
for (const form of document.querySelectorAll("form[data-upload]")) {
  const drop = form.querySelector(".drop");
  const input = form.querySelector("input[type=file]");
  const bar = form.querySelector("progress");
  const said = form.querySelector("[data-said]");
  for (const name of ["dragenter", "dragover"]) drop.addEventListener(name, (event) => { event.preventDefault(); drop.dataset.over = ""; });
  for (const name of ["dragleave", "drop"]) drop.addEventListener(name, () => { delete drop.dataset.over; });
  drop.addEventListener("drop", (event) => { event.preventDefault(); input.files = event.dataTransfer.files; input.dispatchEvent(new Event("change", { bubbles: true })); });
  form.addEventListener("submit", (event) => {
    if (!input.files.length) return;
    event.preventDefault();
    const sending = new XMLHttpRequest();
    const button = form.querySelector("button[type=submit]");
    button.disabled = true;
    bar.hidden = false;
    sending.upload.addEventListener("progress", (now) => {
      bar.max = now.total;
      bar.value = now.loaded;
      const share = Math.floor((100 * now.loaded) / now.total);
      said.textContent = share < 100 ? `${share} %` : said.dataset.sealing;
    });
    // The answer is a page: go where it led, or say here what it says is to be mended.
    sending.responseType = "document";
    sending.addEventListener("load", () => {
      if (sending.status < 400) { window.location.assign(sending.responseURL); return; }
      button.disabled = false;
      bar.hidden = true;
      const answers = sending.response ? [...sending.response.querySelectorAll("main .notice p, main .mend li, main .lead")] : [];
      said.textContent = answers.map((answer) => answer.textContent.trim()).join(" ") || said.dataset.failed;
    });
    sending.addEventListener("error", () => { button.disabled = false; bar.hidden = true; said.textContent = said.dataset.failed; });
    sending.open("POST", form.action);
    sending.send(new FormData(form));
  });
}
