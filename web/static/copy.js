// The sentences are copied into other papers: as plain text there, without their links.
"use strict";

document.querySelector(".words").addEventListener("copy", (event) => {
  event.clipboardData.setData("text/plain", document.getSelection().toString());
  event.preventDefault();
});
