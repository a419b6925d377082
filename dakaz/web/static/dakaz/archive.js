// The archive's quicker ways: dropping folders, how far an import is, marking words with the mouse.
// Every page works without this file.

// Adding: files, folders, or both, dropped or chosen; how far the sending is stands under them.
const inFolder = async (entry, path) => {
  if (entry.isFile) {
    const file = await new Promise((found, failed) => entry.file(found, failed));
    return [{ file, path: path + file.name }];
  }
  const reader = entry.createReader();
  const all = [];
  for (;;) { // a folder is told in portions, until an empty one
    const some = await new Promise((found, failed) => reader.readEntries(found, failed));
    if (!some.length) break;
    for (const inner of some) all.push(...await inFolder(inner, `${path}${entry.name}/`));
  }
  return all;
};
const picked = (input) => [...input.files].map((file) => ({ file, path: file.webkitRelativePath || file.name }));

for (const form of document.querySelectorAll("form[data-add]")) {
  const drop = form.querySelector(".drop");
  const inputs = [...form.querySelectorAll("input[type=file]")];
  const chosenWords = form.querySelector("[data-chosen]");
  const said = form.querySelector("[data-said]");
  const bar = form.querySelector("progress");
  let dropped = [];
  const chosen = () => [...dropped, ...inputs.flatMap(picked)];
  const tell = () => { const count = chosen().length; chosenWords.textContent = count ? `${count} ${count === 1 ? chosenWords.dataset.one : chosenWords.dataset.many}` : ""; };
  form.querySelector("[data-drop-words]").hidden = false;
  for (const input of inputs) input.addEventListener("change", tell);
  // Files may be let go anywhere on the page; the box opens as soon as they are over it.
  const folded = form.closest("details");
  const carriesFiles = (event) => event.dataTransfer && [...event.dataTransfer.types].includes("Files");
  for (const name of ["dragenter", "dragover"]) document.addEventListener(name, (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    if (folded) folded.open = true;
    drop.dataset.over = "";
  });
  document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) delete drop.dataset.over; });
  document.addEventListener("drop", async (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    delete drop.dataset.over;
    if (folded) folded.open = true;
    const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry && item.webkitGetAsEntry());
    const files = [...event.dataTransfer.files].map((file) => ({ file, path: file.name }));
    dropped = entries.every(Boolean) && entries.length ? (await Promise.all(entries.map((entry) => inFolder(entry, "")))).flat() : files;
    tell();
    form.querySelector("button[type=submit]").focus();
  });
  form.addEventListener("submit", (event) => {
    const all = chosen();
    if (!all.length) return;
    event.preventDefault();
    if (all.length > Number(chosenWords.dataset.most)) { said.textContent = chosenWords.dataset.tooMany; return; }
    const body = new FormData();
    for (const [name, value] of new FormData(form)) if (typeof value === "string" && name !== "paths") body.append(name, value);
    body.append("paths", JSON.stringify(all.map((one) => one.path)));
    for (const one of all) body.append("files", one.file);
    send(form, body, { bar, said });
  });
}

const send = (form, body, { bar, said }) => {
  const button = form.querySelector("button[type=submit]");
  const sending = new XMLHttpRequest();
  const failed = (words) => { button.disabled = false; bar.hidden = true; said.textContent = words || said.dataset.failed; };
  button.disabled = true;
  bar.hidden = false;
  sending.upload.addEventListener("progress", (now) => {
    bar.max = now.total;
    bar.value = now.loaded;
    const share = Math.floor((100 * now.loaded) / now.total);
    said.textContent = share < 100 ? `${share} %` : said.dataset.sealing;
  });
  sending.responseType = "document"; // the answer is a page: go where it led, or say here what it says
  sending.addEventListener("load", () => {
    if (sending.status < 400) { window.location.assign(sending.responseURL); return; }
    const answers = sending.response ? [...sending.response.querySelectorAll("main .notice p, main .mend li, main .lead")] : [];
    failed(answers.map((answer) => answer.textContent.trim()).join(" "));
  });
  sending.addEventListener("error", () => failed(""));
  sending.open("POST", form.action);
  sending.send(body);
};

// How far an import is: asked every two seconds, and not counted as someone being at work.
const byItself = { headers: { "X-By-Itself": "1" }, redirect: "manual" };
const standing = document.querySelector("[data-standing]");
if (standing && standing.dataset.state === "running") {
  for (const link of standing.querySelectorAll(".reload")) link.hidden = true;
  const asking = window.setInterval(async () => {
    let now;
    try {
      const reply = await fetch(standing.dataset.standing, byItself);
      if (!reply.ok) return;
      now = await reply.json();
    } catch { return; }
    if (now.state !== standing.dataset.state) { window.clearInterval(asking); window.location.reload(); return; }
    standing.querySelector(".work-title").textContent = now.title;
    standing.querySelector(".work-count").textContent = now.said;
    const bar = standing.querySelector("progress");
    bar.max = now.of;
    bar.value = now.done;
  }, 2000);
}

// A picture that is being read: look again when it is done.
const unread = document.querySelector("[data-read-yet]");
if (unread) {
  const asking = window.setInterval(async () => {
    let reply;
    try { reply = await fetch(unread.dataset.readYet, byItself); } catch { return; }
    if (reply.status === 204) { window.clearInterval(asking); window.location.reload(); }
  }, 2000);
}

// Marking: what is selected in the text is offered as a passage. Places are counted in code points.
const reader = document.querySelector("[data-reader]");
const marking = document.querySelector("#marking form[data-marking]");
if (reader && marking) {
  const offer = document.createElement("div");
  offer.className = "mark-here unprinted";
  offer.hidden = true;
  for (const button of marking.querySelectorAll("button[type=submit]")) {
    const twin = document.createElement("button");
    twin.type = "button";
    twin.className = button.className;
    twin.textContent = button.dataset.short || button.textContent;
    if (!button.value) twin.setAttribute("aria-keyshortcuts", "m");
    twin.addEventListener("mousedown", (event) => event.preventDefault()); // keep the selection
    twin.addEventListener("click", () => take(button));
    offer.append(twin);
  }
  document.body.append(offer);

  const block = (node) => (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement).closest("[data-start]");
  const place = (node, offset) => {
    const holder = block(node);
    if (!holder) return null;
    const before = document.createRange();
    before.setStart(holder, 0);
    before.setEnd(node, offset);
    return Number(holder.dataset.start) + [...before.toString()].length;
  };
  const selected = () => {
    const selection = window.getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    if (!reader.contains(range.startContainer) || !reader.contains(range.endContainer)) return null;
    const start = place(range.startContainer, range.startOffset);
    const end = place(range.endContainer, range.endOffset);
    const words = range.toString();
    return start !== null && end !== null && end > start && words.trim() ? { start, end, words } : null;
  };
  const take = (button) => {
    const found = selected();
    if (!found) return;
    marking.elements.words.value = found.words;
    marking.elements.start.value = found.start;
    marking.elements.end.value = found.end;
    marking.requestSubmit(button);
  };
  document.addEventListener("selectionchange", () => { offer.hidden = !selected(); });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "m" || event.ctrlKey || event.metaKey || event.altKey || !selected()) return;
    event.preventDefault();
    take(marking.querySelector("button[type=submit]"));
  });
  // Words typed by hand have no counted place.
  marking.elements.words.addEventListener("input", () => { marking.elements.start.value = ""; marking.elements.end.value = ""; });
}
