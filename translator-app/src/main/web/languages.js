// Purpose: the languages a user can choose, by the codes Amazon Translate knows them by.

/** @see https://docs.aws.amazon.com/translate/latest/dg/what-is-languages.html */
export const LANGUAGES = new Map([
  ["ar", "Arabic"],
  ["zh", "Chinese (Simplified)"],
  ["nl", "Dutch"],
  ["en", "English"],
  ["fr", "French"],
  ["de", "German"],
  ["hi", "Hindi"],
  ["it", "Italian"],
  ["ja", "Japanese"],
  ["ko", "Korean"],
  ["pl", "Polish"],
  ["pt", "Portuguese"],
  ["es", "Spanish"],
  ["tr", "Turkish"],
  ["uk", "Ukrainian"],
]);

/** Lets the service find out the source language. */
export const AUTO = "auto";

/** The name of a language code for a sentence; an unknown code stands for itself. */
export function languageName(code) {
  return code === AUTO ? "the detected language" : LANGUAGES.get(code) ?? code;
}
