'use strict';

const console_ = require('./console.cjs');
const { addTo } = require('./context.cjs');
const { Completion } = require('./completion.cjs');
const { CallbackHandlerDeprecated, JSONStringifyError, reportOf } = require('./errors.cjs');
const streaming = require('./response-streaming.cjs');
const runtimeVersion = require('./runtime-version.cjs');

const REQUEST_ID = Symbol.for('aws.lambda.runtime.requestId');
const EXIT_UNSETTLED = 13;

/** Takes events one after the other and gives each to the handler. */
class Invocations {
  constructor(api) {
    this.api = api;
    this.starting = true;
    this.running = undefined;
    this.receive = this.receive.bind(this);
    process.on('beforeExit', () => this.onEmptyEventLoop());
  }

  start(handler) {
    this.handler = handler;
    this.isAsync = handler.constructor.name === 'AsyncFunction';
    this.begin = beginnerOf(handler);
    this.starting = false;
    this.api.next(this.receive);
  }

  receive(headers, body) {
    const id = headers['lambda-runtime-aws-request-id'];
    console_.setRequestId(id);
    globalThis[REQUEST_ID] = id;
    this.running = { id, onEmptyEventLoop: undefined };
    this.begin(this, headers, body);
  }

  /** Sends a result; throws if it is no JSON. */
  succeed(id, result) {
    const json = serialized(result);
    this.running = undefined;
    this.api.respond(id, json, this.receive);
  }

  failWith(id, error) {
    explainMissingSdk(error);
    console_.logError('Invoke Error', error);
    this.running = undefined;
    this.api.fail(id, reportOf(error), this.receive);
  }

  next() {
    this.running = undefined;
    this.api.next(this.receive);
  }

  /** Reports the error that ends the process. False: no invocation runs. */
  fail(error, then) {
    if (!this.running) {
      return false;
    }
    explainMissingSdk(error);
    const { id, stream } = this.running;
    if (stream) {
      stream.fail(reportOf(error), then);
    } else {
      this.api.failAndStop(id, reportOf(error), then);
    }
    return true;
  }

  onEmptyEventLoop() {
    if (this.running && this.running.onEmptyEventLoop) {
      this.running.onEmptyEventLoop();
    } else if (this.running || this.starting) {
      // A module or a handler waits for what cannot happen any more.
      process.exitCode = process.exitCode || EXIT_UNSETTLED;
    }
  }
}

function serialized(result) {
  try {
    const json = JSON.stringify(result === undefined ? null : result);
    // A function or a symbol has no JSON at all, and Lambda then sends nothing.
    return json === undefined ? '' : json;
  } catch (error) {
    const message = 'Unable to stringify response body';
    throw runtimeVersion.withoutCallbacks ? new JSONStringifyError(message) : new Error(message);
  }
}

function explainMissingSdk(error) {
  const code = error && error.code;
  if (code === 'MODULE_NOT_FOUND' || code === 'ERR_MODULE_NOT_FOUND') {
    require('./missing-sdk.cjs').explain(error);
  }
}

const isPromise = (value) => Boolean(value) && typeof value.then === 'function';

/** nodejs22.x and older: only a promise or a callback gives a result. */
function begin(invocations, headers, body) {
  const completion = new Completion(invocations);
  try {
    const context = addTo(completion.context(), headers);
    const result = invocations.handler(JSON.parse(body), context, completion.callback);
    if (isPromise(result)) {
      result.then(completion.succeed, completion.fail).catch(completion.fail);
    }
  } catch (error) {
    completion.callback(error);
  }
}

async function beginWithoutCallbacks(invocations, headers, body) {
  const id = headers['lambda-runtime-aws-request-id'];
  try {
    invocations.succeed(id, await invocations.handler(JSON.parse(body), addTo({}, headers)));
  } catch (error) {
    invocations.failWith(id, error);
  }
}

/** Throws where the runtime has no place for this handler. */
function beginnerOf(handler) {
  if (streaming.isStreaming(handler)) {
    return streaming.begin;
  }
  if (!runtimeVersion.withoutCallbacks) {
    return begin;
  }
  if (handler.length >= 3) {
    throw new CallbackHandlerDeprecated(
      'ERROR: AWS Lambda has removed support for callback-based function handlers starting with' +
        ' Node.js 24. You need to modify this function to use a supported handler signature to' +
        ' use Node.js 24 or later. For more information see' +
        ' https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html.',
    );
  }
  return beginWithoutCallbacks;
}

module.exports = { Invocations };
