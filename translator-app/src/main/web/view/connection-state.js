// Purpose: says whether the page is connected and, if not, when it tries again.

import { h, useEffect, useState } from "../react.js";

const NAMES = { connecting: "Connecting…", connected: "Connected", disconnected: "Disconnected" };

export function ConnectionState({ connection: { state, retryAt, reason }, onRetry }) {
  const waiting = state === "disconnected";
  return h("div", { className: "connection" },
    h("p", { id: "connection-state", role: "status", "data-state": state },
      h("span", { className: "dot", "aria-hidden": true }),
      h("span", null, NAMES[state], waiting && h(Countdown, { until: retryAt }))),
    waiting && h("button", { type: "button", id: "retry", className: "quiet", onClick: onRetry },
      "Retry now"),
    waiting && reason && h("p", { className: "reason" }, reason));
}

/** Hidden from screen readers, which would otherwise read out every second. */
function Countdown({ until }) {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 250);
    return () => clearInterval(timer);
  }, [until]);
  const seconds = Math.max(0, Math.ceil((until - now) / 1000));
  return h("span", { "aria-hidden": true }, ` – retrying in ${seconds} s`);
}
