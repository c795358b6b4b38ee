'use strict';

class ImportModuleError extends Error {}
class HandlerNotFound extends Error {}
class MalformedHandlerName extends Error {}
class MalformedStreamingHandler extends Error {}
class InvalidStreamingOperation extends Error {}
class CallbackHandlerDeprecated extends Error {}
class JSONStringifyError extends Error {}

class UserCodeSyntaxError extends Error {
  constructor(syntaxError) {
    super(String(syntaxError));
    // Only the original stack names the file and the line.
    this.stack = `${this.name}: ${syntaxError}\n${syntaxError.stack}`;
  }
}

class NodeJsExit extends Error {
  constructor() {
    super(
      'The Lambda runtime client detected an unexpected Node.js exit code. This is most commonly' +
        ' caused by a Promise that was never settled. For more information, see' +
        ' https://nodejs.org/docs/latest/api/process.html#exit-codes',
    );
  }
}

class UnhandledPromiseRejection extends Error {
  constructor(reason, promise) {
    super(reason);
    this.reason = reason;
    this.promise = promise;
  }
}

const types = {
  ImportModuleError,
  HandlerNotFound,
  MalformedHandlerName,
  MalformedStreamingHandler,
  InvalidStreamingOperation,
  CallbackHandlerDeprecated,
  JSONStringifyError,
  UserCodeSyntaxError,
  NodeJsExit,
  UnhandledPromiseRejection,
};
// On the prototype, so that the first line of a stack has the name as well.
for (const [name, type] of Object.entries(types)) {
  type.prototype.name = `Runtime.${name}`;
}

const isText = (value) => typeof value === 'string' && value !== '';

/** Errors of another realm, such as a vm context, are errors as well. */
function isErrorLike(value) {
  return (
    value instanceof Error ||
    (value && isText(value.name) && isText(value.message) && isText(value.stack))
  );
}

/** DEL breaks the platform's own report, so Lambda escapes it. */
const escaped = (text) => text && text.replace(/\x7F/g, '%7F');

/** The body of an error report. */
function reportOf(error) {
  try {
    if (isErrorLike(error)) {
      return {
        errorType: escaped(error.name),
        errorMessage: escaped(error.message),
        trace: escaped(error.stack).split('\n'),
      };
    }
    return { errorType: typeof error, errorMessage: error.toString(), trace: [] };
  } catch (unreadable) {
    return {
      errorType: 'handled',
      errorMessage:
        'callback called with Error argument, but there was a problem while retrieving one or' +
        ' more of its message, name, and stack',
    };
  }
}

function asError(value) {
  if (value instanceof Error) {
    return value;
  }
  try {
    return new Error(value);
  } catch (withoutText) {
    return new Error(reportOf(value).errorMessage);
  }
}

function withHiddenFields(key, value) {
  if (!(value instanceof Error)) {
    return value;
  }
  const fields = { errorType: value.name, errorMessage: value.message, code: value.code, ...value };
  if (typeof value.stack === 'string') {
    fields.stack = value.stack.split('\n');
  }
  return fields;
}

/** The error as a log line shows it; Lambda puts a tab before it. */
function logText(error) {
  try {
    return '\t' + JSON.stringify(error, withHiddenFields);
  } catch (unreadable) {
    return '\t' + JSON.stringify(reportOf(error));
  }
}

module.exports = { ...types, reportOf, asError, logText };
