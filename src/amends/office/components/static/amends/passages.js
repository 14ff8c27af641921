// Takes what is selected in a text as the passage to tie. Without it words are chosen by typing.
"use strict";

{
  const text = document.querySelector("[data-text]");
  const panel = document.querySelector("[data-tie]");
  const form = panel && panel.querySelector("form");
  const line = form && form.querySelector("[data-quote]");

  // The server counts letters; a script counts some letters twice.
  const letters = (range) => [...range.toString()].length;

  const before = (range) => {
    const found = document.createRange();
    found.selectNodeContents(text);
    found.setEnd(range.startContainer, range.startOffset);
    return letters(found);
  };

  // What is selected, as far as it lies in the text.
  const selected = () => {
    const selection = document.getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0).cloneRange();
    if (!range.intersectsNode(text)) return null;
    if (!text.contains(range.startContainer)) range.setStart(text, 0);
    if (!text.contains(range.endContainer)) range.setEnd(text, text.childNodes.length);
    return range.toString().trim() ? range : null;
  };

  const take = () => {
    const range = selected();
    if (!range) return;
    const start = before(range);
    form.elements.start.value = String(start);
    form.elements.end.value = String(start + letters(range));
    form.elements.quote.value = range.toString();
    form.elements.first.value = "";
    form.elements.last.value = "";
    line.textContent = range.toString();
    panel.classList.add("tie--ready");
  };

  if (text && form) {
    document.addEventListener("selectionchange", take);
  }
}
