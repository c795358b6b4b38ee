// Purpose: starts the page: connects state, socket, upload and view.

import { findWebSocketUrl } from "./config.js";
import { createRoot, h, useEffect, useReducer, useRef } from "./react.js";
import { ReconnectingSocket } from "./socket.js";
import { INITIAL, awaited, reduce } from "./state.js";
import { putFile } from "./upload.js";
import { Page } from "./view/page.js";

/** API Gateway gives an integration 29 s; an answer later than this will not come. */
const ANSWER_TIMEOUT_MS = 35_000;

function App() {
  const [state, dispatch] = useReducer(reduce, INITIAL);
  const socket = useSocket(dispatch);
  const { connection, upload } = state;

  useEffect(() => {
    if (upload.phase === "chosen" && connection.state === "connected") {
      requestUpload(socket, dispatch, upload.file);
    }
  }, [upload.phase, connection.state]);

  useEffect(() => {
    if (upload.phase === "granted") {
      sendFile(dispatch, upload);
    }
  }, [upload.phase]);

  useAnswerTimeout(awaited(state), dispatch);

  return h(Page, {
    state,
    onChoose: (file) => dispatch({ type: "chosen", file }),
    onLanguages: (languages) => dispatch({ type: "languages", languages }),
    onUpload: () => requestUpload(socket, dispatch, upload.file),
    onTranslate: () => requestTranslation(socket, dispatch, state),
    onRetry: () => socket.retryNow(),
  });
}

/** One socket for the life of the page, whose events are dispatched. */
function useSocket(dispatch) {
  const reference = useRef(null);
  reference.current ??= new ReconnectingSocket(findWebSocketUrl, {
    onState: (connection) => dispatch({ type: "connection", connection }),
    onMessage: (message) => dispatch({ type: "received", message }),
  });
  useEffect(() => {
    reference.current.start();
    return () => reference.current.stop();
  }, []);
  return reference.current;
}

function useAnswerTimeout(action, dispatch) {
  useEffect(() => {
    if (action === null) {
      return undefined;
    }
    const reason = `The server did not answer the request to ${action}. Try again.`;
    const timer = setTimeout(() => dispatch({ type: "failed", reason }), ANSWER_TIMEOUT_MS);
    return () => clearTimeout(timer);
  }, [action]);
}

function requestUpload(socket, dispatch, file) {
  ask(socket, dispatch, { type: "uploadRequested" }, { action: "upload", fileName: file.name });
}

function requestTranslation(socket, dispatch, { upload, languages: { source, target } }) {
  if (source === target) {
    const reason = "The two languages are the same. Choose another one to translate to.";
    dispatch({ type: "failed", reason });
    return;
  }
  ask(socket, dispatch, { type: "translateRequested" }, {
    action: "translate",
    key: upload.grant.key,
    sourceLanguage: source,
    targetLanguage: target,
  });
}

function ask(socket, dispatch, event, message) {
  dispatch(event);
  if (!socket.send(message)) {
    const reason = "There is no connection to the server. Try again once connected.";
    dispatch({ type: "failed", reason });
  }
}

async function sendFile(dispatch, { grant, file }) {
  const report = (fraction) => dispatch({ type: "uploadSending", fraction });
  report(0);
  try {
    await putFile(grant, file, report);
    dispatch({ type: "uploadDone" });
  } catch (failure) {
    dispatch({ type: "uploadFailed", reason: failure.message });
  }
}

createRoot(document.getElementById("root")).render(h(App));
