// Asks the browser for a passkey before a form is sent. No passkey works without scripts.
"use strict";

{
  const bytesOf = (text) =>
    Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
  const textOf = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer)))
      .replace(/\+/g, "-")
      .replace(/\//g, "_")
      .replace(/=+$/, "");

  // The server writes bytes as text, the browser wants bytes.
  const described = (keys) => (keys || []).map((key) => ({ ...key, id: bytesOf(key.id) }));
  const asked = ({ publicKey }) => ({
    ...publicKey,
    challenge: bytesOf(publicKey.challenge),
    ...(publicKey.user && { user: { ...publicKey.user, id: bytesOf(publicKey.user.id) } }),
    ...(publicKey.excludeCredentials && {
      excludeCredentials: described(publicKey.excludeCredentials),
    }),
    ...(publicKey.allowCredentials && { allowCredentials: described(publicKey.allowCredentials) }),
  });

  const answered = (credential) => {
    const given = { clientDataJSON: textOf(credential.response.clientDataJSON) };
    for (const name of ["attestationObject", "authenticatorData", "signature"]) {
      const value = credential.response[name];
      if (value) given[name] = textOf(value);
    }
    return {
      id: credential.id,
      rawId: textOf(credential.rawId),
      type: credential.type,
      response: given,
    };
  };

  const getAnswer = async (place) => {
    const answer = await fetch(place.dataset.asks, { headers: { Accept: "application/json" } });
    if (!answer.ok || answer.redirected) throw new Error();
    const publicKey = asked(await answer.json());
    return place.dataset.passkey === "new"
      ? navigator.credentials.create({ publicKey })
      : navigator.credentials.get({ publicKey });
  };

  for (const place of document.querySelectorAll("[data-passkey]")) {
    const form = place.querySelector("form");
    const line = place.querySelector("[data-passkey-problem]");
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      line.hidden = true;
      try {
        form.elements.answer.value = JSON.stringify(answered(await getAnswer(place)));
        form.submit();
      } catch {
        delete form.dataset.sent;
        line.hidden = false;
        line.focus();
      }
    });
  }
}
