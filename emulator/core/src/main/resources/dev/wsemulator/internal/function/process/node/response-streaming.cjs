'use strict';

const { MalformedStreamingHandler } = require('./errors.cjs');

const STREAMING = Symbol.for('aws.lambda.runtime.handler.streaming');
const HIGH_WATER_MARK = Symbol.for('aws.lambda.runtime.handler.streaming.highWaterMark');
const RESPONSE = 'response';
const PRELUDE_TYPE = 'application/vnd.awslambda.http-integration-response';
const PRELUDE_END = new Uint8Array(8);

/** Gives functions the global "awslambda", unless they do without it. */
function defineGlobal() {
  if (['1', 'true'].includes(process.env.AWS_LAMBDA_NODEJS_NO_GLOBAL_AWSLAMBDA)) {
    return;
  }
  globalThis.awslambda = { streamifyResponse, HttpResponseStream: { from: withPrelude } };
}

function streamifyResponse(handler, options) {
  handler[STREAMING] = RESPONSE;
  if (options && typeof options.highWaterMark === 'number') {
    handler[HIGH_WATER_MARK] = Math.trunc(options.highWaterMark);
  }
  return handler;
}

/** Puts status and headers of an HTTP response before the first bytes of a stream. */
function withPrelude(stream, prelude) {
  stream.setContentType(PRELUDE_TYPE);
  const json = JSON.stringify(prelude);
  stream._onBeforeFirstWrite = (write) => {
    write(json);
    write(PRELUDE_END);
  };
  return stream;
}

function isStreaming(handler) {
  if (!handler[STREAMING]) {
    return false;
  }
  if (handler[STREAMING] !== RESPONSE) {
    throw new MalformedStreamingHandler('Only response streaming is supported.');
  }
  return true;
}

/** Starts an invocation whose handler writes its result to a stream. */
function begin(invocations, headers, body) {
  const options = { highWaterMark: Number(invocations.handler[HIGH_WATER_MARK]) || undefined };
  const { StreamingInvocation } = require('./streaming-invocation.cjs');
  new StreamingInvocation(invocations, options).run(headers, body);
}

module.exports = { defineGlobal, isStreaming, begin };
