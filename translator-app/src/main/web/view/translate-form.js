// Purpose: the form: file, upload progress, languages, the translate button and its outcome.

import { AUTO, LANGUAGES } from "../languages.js";
import { h } from "../react.js";
import { canTranslate, canUpload, isUploading } from "../state.js";

export function TranslateForm({ state, onChoose, onLanguages, onUpload, onTranslate }) {
  return h("section", { className: "card", "aria-labelledby": "form-title" },
    h("h2", { id: "form-title" }, "Translate a text file"),
    h(FileChoice, { state, onChoose, onUpload }),
    h(UploadProgress, { upload: state.upload }),
    h(LanguageChoice, { languages: state.languages, onLanguages }),
    h("button", {
      type: "button", id: "translate", disabled: !canTranslate(state), onClick: onTranslate,
    }, "Translate"),
    h("p", { id: "status", role: "status" }, statusText(state.translation)),
    h("p", { id: "error", role: "alert" }, state.error));
}

function FileChoice({ state, onChoose, onUpload }) {
  const { phase } = state.upload;
  const choose = ({ target }) => target.files.length > 0 && onChoose(target.files[0]);
  return h("div", { className: "field" },
    h("label", { htmlFor: "file" }, "Plain text file"),
    h("div", { className: "row" },
      h("input", {
        id: "file",
        type: "file",
        accept: "text/plain,.txt,.md,.csv",
        disabled: isUploading(state),
        onChange: choose,
      }),
      h("button", {
        type: "button",
        id: "upload",
        className: "quiet",
        disabled: !canUpload(state),
        onClick: onUpload,
      }, phase === "done" || phase === "failed" ? "Upload again" : "Upload")));
}

function UploadProgress({ upload: { phase, file, fraction } }) {
  return h("div", { className: "field" },
    h("label", { htmlFor: "upload-progress" }, progressText(phase, file, fraction)),
    h("progress", { id: "upload-progress", max: 1, value: fraction }));
}

function progressText(phase, file, fraction) {
  switch (phase) {
    case "none": return "Upload: no file chosen";
    case "chosen": return `Upload: ${file.name} is sent once connected`;
    case "done": return `Upload: ${file.name} is uploaded`;
    case "failed": return `Upload: ${file.name} was not uploaded`;
    default: return `Upload: ${file.name}, ${Math.round(fraction * 100)} %`;
  }
}

function LanguageChoice({ languages, onLanguages }) {
  return h("div", { className: "columns" },
    h(LanguageSelect, {
      id: "source-language",
      label: "From",
      value: languages.source,
      first: [[AUTO, "Detect automatically"]],
      onChange: (source) => onLanguages({ source }),
    }),
    h(LanguageSelect, {
      id: "target-language",
      label: "To",
      value: languages.target,
      first: [],
      onChange: (target) => onLanguages({ target }),
    }));
}

function LanguageSelect({ id, label, value, first, onChange }) {
  const options = [...first, ...LANGUAGES].map(
    ([code, name]) => h("option", { key: code, value: code }, name));
  return h("div", { className: "field" },
    h("label", { htmlFor: id }, label),
    h("select", { id, value, onChange: ({ target }) => onChange(target.value) }, options));
}

function statusText({ phase, text }) {
  switch (phase) {
    case "requested": return "Asking for the translation…";
    case "accepted": return `${text} A notification will tell when the result is there.`;
    case "ready": return `${text} The result is there: see the notifications.`;
    default: return "";
  }
}
