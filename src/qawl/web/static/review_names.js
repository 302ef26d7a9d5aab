// Names to choose from while somebody types: a combobox whose list comes from the server, runners-up first. The last of
// several names, divided by semicolons, is the one that is being typed.

let count = 0;
const AFTER = 150; // ms of quiet before the server is asked

/** Make a field with `data-suggest` offer names; `none` is said where there is none. */
export function offerNames(field, none) {
  const list = document.createElement("ul");
  list.id = `names-${++count}`;
  list.className = "names";
  list.setAttribute("role", "listbox");
  list.hidden = true;
  field.after(list);
  field.setAttribute("role", "combobox");
  field.setAttribute("aria-controls", list.id);
  field.setAttribute("aria-expanded", "false");
  field.setAttribute("aria-autocomplete", "list");
  list.setAttribute("aria-label", field.closest("label")?.querySelector("span")?.textContent ?? "");
  let waiting = null;
  let asked = 0;
  let at = -1;

  const options = () => [...list.querySelectorAll("[role=option]")];
  const several = field.name.endsWith("actor") || field.name.endsWith("target");

  function typed() {
    const words = several ? field.value.split(";").at(-1) : field.value;
    return words.replace(/\[.*$/, "").trim();
  }

  function close() {
    list.hidden = true;
    at = -1;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  }

  function mark(index) {
    const all = options();
    if (!all.length) return;
    at = (index + all.length) % all.length;
    all.forEach((one, number) => one.setAttribute("aria-selected", String(number === at)));
    field.setAttribute("aria-activedescendant", all[at].id);
    all[at].scrollIntoView({ block: "nearest" });
  }

  function take(option) {
    const words = `${option.dataset.name} [${option.dataset.id}]`;
    if (several) {
      const before = field.value.split(";").slice(0, -1).map((one) => one.trim());
      field.value = [...before, words].join("; ");
    } else field.value = words;
    close();
  }

  async function ask(words) {
    const number = ++asked;
    const query = new URLSearchParams({ kind: field.dataset.suggest, q: words, first: field.dataset.first ?? "" });
    const answer = await fetch(`/review/names?${query}`);
    if (!answer.ok || number !== asked) return;
    show(await answer.json(), words);
  }

  function show(found, words) {
    list.replaceChildren();
    at = -1;
    found.forEach((one, number) => {
      const option = document.createElement("li");
      option.id = `${list.id}-${number}`;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.dataset.id = one.id;
      option.dataset.name = one.ar || one.en;
      for (const [text, language] of [[one.ar, "ar"], [one.en, "en"], [one.beside, ""]]) {
        if (!text) continue;
        const part = document.createElement("bdi");
        part.textContent = text;
        if (language) part.lang = language;
        else part.className = "soft";
        option.append(part, " ");
      }
      list.append(option);
    });
    if (!found.length && words) {
      const empty = document.createElement("li");
      empty.className = "soft";
      empty.setAttribute("role", "option");
      empty.setAttribute("aria-disabled", "true");
      empty.textContent = none;
      list.append(empty);
    }
    list.hidden = !list.children.length;
    field.setAttribute("aria-expanded", String(!list.hidden));
  }

  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => ask(typed()), AFTER);
  });
  field.addEventListener("focus", () => {
    if (field.dataset.first) ask("");
  });
  field.addEventListener("blur", () => setTimeout(close, 150));
  field.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) ask(typed());
      else mark(at + (event.key === "ArrowDown" ? 1 : -1));
    } else if (event.key === "Enter" && at >= 0) {
      event.preventDefault();
      take(options()[at]);
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    }
  });
  list.addEventListener("mousedown", (event) => {
    const option = event.target.closest("[data-id]");
    event.preventDefault();
    if (option) take(option);
  });
}
