// Purpose: the list of what happened in the bucket, newest first.

import { h } from "../react.js";

export function Notifications({ notifications }) {
  return h("section", { className: "card", "aria-labelledby": "notifications-title" },
    h("h2", { id: "notifications-title" }, "Notifications"),
    notifications.length === 0 && h("p", { className: "hint" },
      "Nothing yet. Every open page is told when a file arrives or goes."),
    h("div", { role: "log", "aria-live": "polite", "aria-labelledby": "notifications-title" },
      h("ol", { id: "notifications" },
        notifications.map((item) => h(Notification, { key: item.id, item })))));
}

function Notification({ item: { event, key, message, url } }) {
  const created = event.startsWith("ObjectCreated");
  return h("li", { "data-key": key, "data-event": event },
    h("span", { className: created ? "badge created" : "badge" }, eventName(event)),
    h("div", { className: "what" },
      message && h("p", null, message),
      key && !message.includes(key) && h("p", { className: "key" }, key)),
    created && isWebAddress(url) && h("a", {
      href: url, target: "_blank", rel: "noopener", "aria-label": `Open ${key} in a new tab`,
    }, "Open"));
}

function eventName(event) {
  if (event.startsWith("ObjectCreated")) {
    return "Created";
  }
  return event.startsWith("ObjectRemoved") ? "Removed" : "Message";
}

/** Only http and https: a link must never run a script. */
function isWebAddress(text) {
  try {
    return ["http:", "https:"].includes(new URL(text).protocol);
  } catch {
    return false;
  }
}
