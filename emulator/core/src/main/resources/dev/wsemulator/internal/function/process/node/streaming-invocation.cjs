'use strict';

const console_ = require('./console.cjs');
const { addTo } = require('./context.cjs');
const { reportOf } = require('./errors.cjs');
const runtimeVersion = require('./runtime-version.cjs');
const { ResponseStream } = require('./response-stream.cjs');

const NOT_ASYNC = 'Streaming does not support non-async handlers.';
const NOT_FINISHED = 'Response stream is not finished.';

/** One invocation of a handler that streams its response. */
class StreamingInvocation {
  constructor(invocations, options) {
    this.invocations = invocations;
    this.invocation = invocations.running;
    this.waitsForEmptyEventLoop = !runtimeVersion.withoutCallbacks;
    this.stream = new ResponseStream(invocations.api, this.invocation.id, options);
    if (!runtimeVersion.withoutCallbacks) {
      this.invocation.onEmptyEventLoop = () => this.giveUp();
    }
    this.invocation.stream = this.stream;
  }

  async run(headers, body) {
    try {
      const context = addTo(this.context(), headers);
      const result = this.invocations.handler(JSON.parse(body), this.stream, context);
      if (!result || typeof result.then !== 'function') {
        // Runtimes with callbacks throw a plain text here.
        this.fail(runtimeVersion.withoutCallbacks ? new Error(NOT_ASYNC) : NOT_ASYNC);
        return;
      }
      if ((await result) !== undefined) {
        console.warn('Streaming handlers ignore return values.');
      }
      await this.stream.acknowledged;
      this.end();
    } catch (error) {
      this.fail(error);
    }
  }

  context() {
    if (runtimeVersion.withoutCallbacks) {
      return {};
    }
    const streaming = this;
    return {
      get callbackWaitsForEmptyEventLoop() {
        return streaming.waitsForEmptyEventLoop;
      },
      set callbackWaitsForEmptyEventLoop(value) {
        streaming.waitsForEmptyEventLoop = value;
      },
    };
  }

  /** The handler's promise never settles, or nobody ends the stream. */
  giveUp() {
    if (this.stream.closing) {
      this.invocations.next();
    } else {
      this.fail(NOT_FINISHED);
    }
  }

  fail(error) {
    this.invocation.onEmptyEventLoop = undefined;
    console_.logError('Invoke Error', error);
    this.stream.fail(reportOf(error), () => this.end());
  }

  end() {
    if (this.invocations.running !== this.invocation) {
      return;
    }
    if (this.waitsForEmptyEventLoop) {
      this.invocation.onEmptyEventLoop = () => setImmediate(() => this.invocations.next());
    } else {
      this.invocations.next();
    }
  }
}

module.exports = { StreamingInvocation };
