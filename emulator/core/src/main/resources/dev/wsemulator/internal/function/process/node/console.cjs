'use strict';

const fs = require('fs');
const { format } = require('util');
const { asError, logText } = require('./errors.cjs');
const runtimeVersion = require('./runtime-version.cjs');

const LEVELS = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'];
const STDOUT = 1;
const RETRY_MILLIS = 1;

let asJson = false;
// Lambda's own runtimes print these words when no invocation runs.
let requestId = runtimeVersion.withoutCallbacks ? '-' : undefined;

function writeAll(text) {
  let bytes = Buffer.from(text);
  while (bytes.length > 0) {
    try {
      bytes = bytes.subarray(fs.writeSync(STDOUT, bytes));
    } catch (error) {
      if (error.code === 'EPIPE') {
        return;
      }
      if (error.code !== 'EAGAIN') {
        throw error;
      }
      // The pipe is full and does not block: the reader needs time.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, RETRY_MILLIS);
    }
  }
}

function errorFields(error) {
  return {
    errorType: (error.constructor && error.constructor.name) || 'UnknownError',
    errorMessage: error.message,
    stackTrace: typeof error.stack === 'string' ? error.stack.split('\n') : error.stack,
  };
}

const withErrorFields = (key, value) =>
  value instanceof Error ? { ...errorFields(value), ...value } : value;

function jsonLine(level, parts) {
  const line = { timestamp: new Date().toISOString(), level, requestId };
  if (parts.length === 1) {
    try {
      return JSON.stringify({ ...line, message: parts[0] }, withErrorFields);
    } catch (unserializable) {
      return JSON.stringify({ ...line, message: format(parts[0]) });
    }
  }
  const error = parts.find((part) => part instanceof Error);
  return JSON.stringify({ ...line, message: format(...parts), ...(error && errorFields(error)) });
}

function textLine(level, parts) {
  return `${new Date().toISOString()}\t${requestId}\t${level}\t${format(...parts)}`;
}

/** One log event is one line: who reads the lines turns \r into \n again. */
function log(level, parts) {
  const line = asJson ? jsonLine(level, parts) : textLine(level, parts);
  writeAll(line.replace(/\n/g, '\r') + '\n');
}

function lowestLevel() {
  return Math.max(0, LEVELS.indexOf((process.env.AWS_LAMBDA_LOG_LEVEL || '').toUpperCase()));
}

function patch() {
  asJson = (process.env.AWS_LAMBDA_LOG_FORMAT || '').toUpperCase() === 'JSON';
  const lowest = lowestLevel();
  LEVELS.forEach((level, index) => {
    const written = index >= lowest || level === 'FATAL';
    // Lambda's functions take the message by name, so that no argument at all prints "undefined".
    console[level.toLowerCase()] = written
      ? (message, ...more) => log(level, [message, ...more])
      : () => {};
  });
  console.log = console.info;
}

function logError(title, error) {
  if (asJson) {
    console.error(asError(error));
  } else {
    console.error(title, logText(asError(error)));
  }
}

function setRequestId(id) {
  requestId = id;
}

module.exports = { patch, logError, setRequestId };
