// What is selected in the words of an article, as the server takes it: ends in UTF-16 units behind known code points.

/** A place in the text as «code point at which its piece begins + UTF-16 units inside it»; null outside of the text. */
function placeOf(node, unit) {
  const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
  const near = element.closest?.(".near");
  if (!near) return null;
  if (node.nodeType === Node.TEXT_NODE) {
    const piece = element.closest("[data-start]");
    if (piece) return `${piece.dataset.start}+${piece.dataset.length ? Math.min(unit, 1) * piece.dataset.length : unit}`;
  }
  const pieces = [...near.querySelectorAll("[data-start]")];
  const range = document.createRange();
  range.setStart(node, unit);
  range.collapse(true);
  const next = pieces.find((piece) => range.comparePoint(piece, 0) >= 0);
  if (next) return `${next.dataset.start}+0`;
  const last = pieces.at(-1);
  return last ? `${last.dataset.start}+${last.dataset.length ?? last.textContent.length}` : null;
}

/** What is selected in the text: both ends and the words; null when nothing is. */
export function readSelection() {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const start = placeOf(range.startContainer, range.startOffset);
  const end = placeOf(range.endContainer, range.endOffset);
  const words = selection.toString();
  return start && end && words.trim() ? { start, end, words } : null;
}
