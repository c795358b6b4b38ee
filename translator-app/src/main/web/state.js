// Purpose: all that the page knows, and how each event changes it. Pure functions, no browser API.

import { AUTO, languageName } from "./languages.js";

/** Older notifications are forgotten, so that a page left open for weeks stays small. */
const MOST_NOTIFICATIONS = 200;

/**
 * Phases of an upload: none, chosen, requested (waiting for an address), granted (address known),
 * sending, done, failed. Phases of a translation: none, requested, accepted, ready.
 */
export const INITIAL = {
  connection: { state: "connecting" },
  upload: { phase: "none", file: null, grant: null, fraction: 0 },
  languages: { source: AUTO, target: "de" },
  translation: { phase: "none" },
  notifications: [],
  nextId: 1,
  error: "",
};

export function isUploading({ upload }) {
  return ["requested", "granted", "sending"].includes(upload.phase);
}

export function canUpload(state) {
  const { connection, upload } = state;
  return connection.state === "connected" && upload.file !== null && !isUploading(state);
}

export function canTranslate({ connection, upload, translation }) {
  return connection.state === "connected" && upload.phase === "done"
    && translation.phase !== "requested";
}

/** What the page waits for an answer to: "upload", "translate" or null. */
export function awaited({ upload, translation }) {
  if (upload.phase === "requested") {
    return "upload";
  }
  return translation.phase === "requested" ? "translate" : null;
}

/** The state after an event; an event of a type unknown to the page changes nothing. */
export function reduce(state, event) {
  return CHANGES[event.type]?.(state, event) ?? state;
}

const CHANGES = {
  connection: (state, { connection }) => {
    const next = { ...state, connection };
    return connection.state === "disconnected" && awaited(state)
      ? fail(next, "The connection was lost before the server answered. Try again once connected.")
      : next;
  },
  languages: (state, { languages }) => ({
    ...state, languages: { ...state.languages, ...languages }, error: "",
  }),
  chosen: (state, { file }) => {
    const next = { ...state, upload: INITIAL.upload, translation: INITIAL.translation };
    return file.size === 0
      ? { ...next, error: `${file.name} is empty. Choose a file with text.` }
      : withUpload(next, { phase: "chosen", file });
  },
  uploadRequested: (state) => withUpload(state, { phase: "requested", grant: null, fraction: 0 }),
  uploadSending: (state, { fraction }) => withUpload(state, { phase: "sending", fraction }),
  uploadFailed: (state, { reason }) => ({
    ...withUpload(state, { phase: "failed", fraction: 0 }), error: reason,
  }),
  uploadDone: (state) => withUpload(state, { phase: "done", fraction: 1 }),
  translateRequested: (state) => ({ ...state, translation: { phase: "requested" }, error: "" }),
  failed: (state, { reason }) => fail(state, reason),
  received: (state, { message }) => receive(state, message),
};

function receive(state, message) {
  switch (message.type) {
    case "upload":
      return awaited(state) === "upload"
        ? withUpload(state, { phase: "granted", grant: message })
        : state;
    case "accepted":
      return accept(state, message);
    case "notification":
      return note(state, message);
    case "echo":
      return note(state, { event: "echo", message: asText(message.data) });
    case "error":
      return fail(state, asText(message.message ?? "The server reported an error without a text."));
    case "usage":
      return fail(state, "The server did not understand a message of this page. Reload the page.");
    default:
      return receiveUntyped(state, message);
  }
}

/** A frame without a type that carries a message is the gateway's own error report. */
function receiveUntyped(state, { type, message, requestId }) {
  if (type !== undefined || typeof message !== "string") {
    return state;
  }
  const suffix = requestId ? ` (request ${requestId})` : "";
  return fail(state, `The gateway reported an error: ${message}${suffix}`);
}

function accept(state, { key, translationKey, sourceLanguage, targetLanguage }) {
  const name = state.upload.grant?.key === key ? state.upload.file.name : key;
  const languages = `from ${languageName(sourceLanguage)} to ${languageName(targetLanguage)}`;
  const text = `Accepted: ${name}, ${languages}.`;
  const ready = state.notifications.some((item) => item.key === translationKey);
  return {
    ...state,
    translation: { phase: ready ? "ready" : "accepted", translationKey, text },
    error: "",
  };
}

function note(state, { event = "", key, bucket, message, url }) {
  const item = { id: state.nextId, event, key, bucket, message: asText(message ?? ""), url };
  const { translation } = state;
  const ready = translation.phase === "accepted" && translation.translationKey === key;
  return {
    ...state,
    nextId: state.nextId + 1,
    notifications: [item, ...state.notifications].slice(0, MOST_NOTIFICATIONS),
    translation: ready ? { ...translation, phase: "ready" } : translation,
  };
}

/**
 * Shows the reason and ends what was waiting for an answer, so that the user can try again. A file
 * on its way to the bucket goes on: it does not need the server.
 */
function fail(state, error) {
  return {
    ...state,
    error,
    upload: awaited(state) === "upload" ? { ...state.upload, phase: "failed" } : state.upload,
    translation: state.translation.phase === "requested" ? { phase: "none" } : state.translation,
  };
}

function withUpload(state, changes) {
  return { ...state, upload: { ...state.upload, ...changes }, error: "" };
}

function asText(value) {
  return typeof value === "string" ? value : JSON.stringify(value) ?? "";
}
