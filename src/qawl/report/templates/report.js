(() => {
  "use strict";
  const root = document.documentElement;
  for (const radio of document.querySelectorAll("input[name=language]")) {
    const apply = () => {
      if (!radio.checked) return;
      root.lang = radio.value;
      root.dir = radio.value === "ar" ? "rtl" : "ltr";
    };
    radio.addEventListener("change", apply);
    apply();
  }
  const pieces = new Map();
  for (const piece of document.querySelectorAll("[data-r]")) {
    for (const record of piece.dataset.r.split(" ")) {
      if (!pieces.has(record)) pieces.set(record, []);
      pieces.get(record).push(piece);
    }
  }
  const mark = (records, name) => {
    for (const old of document.querySelectorAll("." + name)) old.classList.remove(name);
    for (const record of records) {
      for (const piece of pieces.get(record) || []) piece.classList.add(name);
      const row = document.getElementById(record);
      if (row) row.classList.add(name);
    }
  };
  const recordsAt = (target) => {
    const link = target.closest("a.mark");
    if (link) return [link.hash.slice(1).replace(/t$/, "")];
    const row = target.closest("[data-row]");
    if (row) return [row.dataset.row];
    const piece = target.closest("[data-r]");
    return piece ? piece.dataset.r.split(" ") : [];
  };
  for (const event of ["pointerover", "focusin"]) {
    document.addEventListener(event, (e) => mark(recordsAt(e.target), "lit"));
  }
  const follow = () => mark([location.hash.slice(1).replace(/t$/, "")].filter(Boolean), "chosen");
  window.addEventListener("hashchange", follow);
  follow();
})();
