// Files: drop them anywhere on the page, see what was chosen, and how much of it is sent.
import { announce, csrfToken } from "./site.js";

const form = document.getElementById("files-form");

if (form) {
  const field = document.getElementById("files");
  const drop = document.getElementById("drop");
  const chosen = document.getElementById("chosen");

  function size(bytes) {
    if (bytes < 1000) return `${bytes} B`;
    return bytes < 1e6 ? `${Math.ceil(bytes / 1000)} KB` : `${(bytes / 1e6).toFixed(1)} MB`;
  }

  function list() {
    const shown = [...field.files].slice(0, 12).map((file) => {
      const item = document.createElement("li");
      const name = document.createElement("bdi");
      const weight = document.createElement("span");
      name.textContent = file.name;
      weight.textContent = size(file.size);
      weight.className = "soft";
      weight.dir = "ltr";
      item.append(name, " ", weight);
      return item;
    });
    if (field.files.length > shown.length) {
      const rest = document.createElement("li");
      rest.className = "soft";
      rest.textContent = `+ ${field.files.length - shown.length}`;
      shown.push(rest);
    }
    chosen.replaceChildren(...shown);
  }

  /** Dropped files join those that were chosen before. */
  function take(files) {
    const all = new DataTransfer();
    for (const file of [...field.files, ...files]) all.items.add(file);
    field.files = all.files;
    list();
  }

  const bringsFiles = (event) => event.dataTransfer?.types.includes("Files");
  document.addEventListener("dragover", (event) => {
    if (!bringsFiles(event)) return;
    event.preventDefault();
    drop.classList.add("over");
  });
  document.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) drop.classList.remove("over");
  });
  document.addEventListener("drop", (event) => {
    if (!bringsFiles(event)) return;
    event.preventDefault();
    drop.classList.remove("over");
    take(event.dataTransfer.files);
    field.focus();
  });
  field.addEventListener("change", list);

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const button = form.querySelector("button");
    const sending = document.getElementById("sending");
    const bar = document.getElementById("sent");
    const request = new XMLHttpRequest();
    request.open("POST", "/add");
    request.setRequestHeader("X-CSRF-Token", csrfToken());
    request.upload.addEventListener("progress", (sent) => {
      if (sent.lengthComputable) bar.value = sent.loaded / sent.total;
    });
    request.addEventListener("load", () => {
      if (request.status < 400) {
        location.assign(request.responseURL);
        return;
      }
      const page = new DOMParser().parseFromString(request.responseText, "text/html");
      refuse(page.querySelector("[role=alert], .detail")?.textContent ?? `${request.status}`);
    });
    request.addEventListener("error", () => refuse(form.dataset.broken));
    button.disabled = true;
    sending.hidden = false;
    request.send(new FormData(form));

    function refuse(words) {
      const told = document.createElement("p");
      told.className = "detail";
      told.textContent = words;
      document.getElementById("refusal").replaceChildren(told);
      announce(words);
      button.disabled = false;
      sending.hidden = true;
      bar.value = 0;
      told.scrollIntoView({ block: "center" });
    }
  });
}
