// Who may be meant stands there while one types. Without this script the Find button does the same.
// Values are drawn as text; no words go into an address.

const PAUSE = 250;

// Ask the server for whoever is called like this; the last question asked is the one answered.
const asking = (form, address, answered) => {
  let waiting = 0;
  let last = 0;
  return (typed) => {
    window.clearTimeout(waiting);
    waiting = window.setTimeout(async () => {
      last += 1;
      const mine = last;
      const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
      const body = new URLSearchParams({ typed });
      let reply;
      try { reply = await fetch(address, { method: "POST", body, headers: { "X-Form-Token": token } }); } catch { return; }
      if (!reply.ok || mine !== last) return;
      answered(typed, await reply.json());
    }, PAUSE);
  };
};

const made = (name, attributes, ...inside) => {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...inside);
  return element;
};

// Words with one space between them, as the server reads them.
const inOne = (text) => text.trim().split(/\s+/).join(" ");

const telling = (beside) => {
  const said = made("p", { class: "help", role: "status" });
  beside.append(said);
  return said;
};

const described = (one) => (one.more ? [`${one.words} `, made("span", { class: "soft small" }, one.more)] : [one.words]);

// A picker: radio buttons of those found stand under the field, whoever is chosen stays chosen.
const picker = (place) => {
  const field = place.querySelector("input[name$='-find']");
  const shown = place.querySelector("input[name$='-shown']");
  const name = field.name.replace(/-find$/, "");
  const said = telling(place);
  const list = made("ul", { class: "plain picks", hidden: "" });
  place.append(list);
  const ask = asking(field.form, place.dataset.suggest, (typed, { found, said: words }) => {
    const chosen = place.querySelector(`input[name="${name}"]:checked`);
    const here = new Set([...place.querySelectorAll(".picks:not([data-suggested]) input")].map((one) => one.value));
    const lines = found.filter((one) => !here.has(one.value)).map((one, at) => {
      const id = `${place.id}-suggested-${at}`;
      const radio = made("input", { type: "radio", name, value: one.value, id });
      radio.checked = chosen !== null && chosen.value === one.value;
      radio.addEventListener("change", () => { shown.value = inOne(field.value); });
      return made("li", { class: "tick" }, radio, made("label", { for: id }, ...described(one)));
    });
    // Who was chosen and still fits what is typed now stays meant by it.
    if (lines.some((line) => line.querySelector("input").checked)) shown.value = typed;
    list.replaceChildren(...lines);
    list.hidden = !lines.length;
    said.textContent = words;
  });
  list.dataset.suggested = "";
  field.addEventListener("input", () => ask(inOne(field.value)));
};

// The field on the first page: those found are links.
const finder = (form) => {
  const field = form.querySelector("input[type=search]");
  const said = telling(form);
  const list = made("ul", { class: "plain suggested", hidden: "" });
  form.append(list);
  const ask = asking(form, form.dataset.suggest, (_typed, { found, said: words }) => {
    list.replaceChildren(...found.map((one) => made("li", {}, made("a", { href: one.url }, ...described(one)))));
    list.hidden = !found.length;
    said.textContent = words;
  });
  field.addEventListener("input", () => ask(inOne(field.value)));
};

for (const place of document.querySelectorAll("[data-suggest]")) (place.matches("form") ? finder : picker)(place);
