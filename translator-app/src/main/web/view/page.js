// Purpose: the layout of the whole page.

import { h } from "../react.js";
import { ConnectionState } from "./connection-state.js";
import { Notifications } from "./notifications.js";
import { TranslateForm } from "./translate-form.js";

export function Page({ state, onRetry, ...actions }) {
  return h("div", { className: "page" },
    h("header", null,
      h("h1", null, "Translator"),
      h(ConnectionState, { connection: state.connection, onRetry })),
    h("main", null,
      h(TranslateForm, { state, ...actions }),
      h(Notifications, { notifications: state.notifications })));
}
