// Sends attachments in parts, so that a lost line costs one part. Without it the form sends them.
"use strict";

{
  const place = document.querySelector("[data-deliver]");
  const form = place && place.parentElement.querySelector("form");
  const bar = place && place.querySelector("progress");
  const line = place && place.querySelector("p");
  const LONGEST_WAIT = 30;
  const MOST_TRIES = 60;

  class Refused extends Error {}

  const say = (what, file, percent = "") => {
    line.textContent = place.dataset[what].replace("NAME", file.name).replace("PERCENT", percent);
  };
  const wait = (seconds) => new Promise((done) => setTimeout(done, seconds * 1000));

  // Ask the server; a lost line and a failing server are no answer, a refusal is raised.
  const ask = async (method, address, body, offset) => {
    const headers = { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value };
    if (offset !== undefined) headers["Part-Offset"] = String(offset);
    let answer;
    try {
      answer = await fetch(address, { method, body, headers });
    } catch {
      return null;
    }
    if (answer.redirected) throw new Refused(place.dataset.loggedOut);
    if (answer.status >= 500) return null;
    if (answer.ok || answer.status === 409) return answer;
    const told = await answer.json().catch(() => ({ said: place.dataset.failed }));
    throw new Refused(told.said);
  };

  // Ask again, at ever longer intervals, until there is an answer.
  const insist = async (file, ...question) => {
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const answer = await ask(...question);
      if (answer) return answer;
      say("again", file);
      await wait(Math.min(2 ** tries, LONGEST_WAIT));
    }
    throw new Refused(place.dataset.failed);
  };

  const begin = async (file, title) => {
    const told = new FormData();
    told.set("filename", file.name);
    told.set("size", String(file.size));
    told.set("title", title);
    told.set("mark", String(file.lastModified));
    return (await insist(file, "POST", place.dataset.deliver, told)).json();
  };

  // Parts grow while the line is quick and start small again after it was lost.
  const sendParts = async (file, delivery) => {
    let { offset } = delivery;
    let size = delivery.smallest;
    while (offset < file.size) {
      const percent = Math.floor((100 * offset) / file.size);
      bar.value = percent;
      say("sending", file, `${percent} %`);
      const started = performance.now();
      const part = file.slice(offset, offset + size);
      const answer = await insist(file, "PATCH", delivery.address, part, offset);
      const received = Number(answer.headers.get("Part-Offset"));
      if (answer.status === 409 && received === offset) throw new Refused(place.dataset.failed);
      offset = received;
      const quick = performance.now() - started < 2000;
      size = quick ? Math.min(2 * size, delivery.largest) : delivery.smallest;
    }
  };

  const deliver = async (file, title) => {
    const delivery = await begin(file, title);
    await sendParts(file, delivery);
    bar.removeAttribute("value");
    say("checking", file);
    const answer = await insist(file, "POST", delivery.finish);
    if (answer.status === 409) throw new Refused(place.dataset.failed);
    return (await answer.json()).leads_to;
  };

  const deliverAll = async (files) => {
    const button = form.querySelector("[type=submit]");
    button.disabled = true;
    place.hidden = false;
    try {
      let leadsTo = "";
      for (const file of files) {
        leadsTo = await deliver(file, files.length === 1 ? form.elements.title.value : "");
      }
      window.location.assign(leadsTo);
    } catch (refusal) {
      if (!(refusal instanceof Refused)) throw refusal;
      line.textContent = refusal.message;
      button.disabled = false;
    }
  };

  if (form) {
    form.addEventListener("submit", (event) => {
      const files = [...form.elements.file.files];
      // An empty form is the server's to explain.
      if (!files.length) return;
      event.preventDefault();
      event.stopPropagation();
      deliverAll(files);
    });
  }
}
