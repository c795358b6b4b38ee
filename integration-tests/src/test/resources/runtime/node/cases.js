'use strict';
// What the cases of all runtimes ask for; the same words have the same meaning in every language.

const { createHash, randomUUID } = require('crypto');
const http = require('http');

const environment = randomUUID();
let invocations = 0;
let elapsed = false;

const sleep = (millis) => new Promise((resolve) => setTimeout(resolve, millis));

const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

/** Sends a request, and returns the status and the text of the answer. */
function call(url, method, body) {
  return new Promise((resolve, reject) => {
    const request = http.request(url, { method }, (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (part) => (text += part));
      answer.on('end', () => resolve({ status: answer.statusCode, text }));
    });
    request.on('error', reject);
    request.end(body);
  });
}

const deeds = {
  echo: (event) => event,
  value: (event) => event.value,
  size: (event) => 'x'.repeat(event.bytes),
  digest: (event) => sha256(Buffer.from(event.text, 'utf8')),
  digest64: (event) => sha256(Buffer.from(event.body, 'base64')),
  fail(event) {
    throw new TypeError(event.message);
  },
  exit: (event) => process.exit(event.status),
  async crash() {
    process.kill(process.pid, 'SIGSEGV');
    await sleep(60_000);
  },
  loop() {
    console.log(`process ${process.pid} loops`);
    for (;;);
  },
  async sleep(event) {
    console.log(`process ${process.pid} sleeps`);
    await sleep(event.millis);
    return 'slept';
  },
  log: (event) => console.log(event.text),
  variables: () => process.env,
  context: (event, context) => ({
    functionName: context.functionName,
    functionVersion: context.functionVersion,
    arn: context.invokedFunctionArn,
    memory: String(context.memoryLimitInMB),
    requestId: context.awsRequestId,
    logGroup: context.logGroupName,
    logStream: context.logStreamName,
    remaining: context.getRemainingTimeInMillis(),
  }),
  environment: () => ({ environment, invocations, process: process.pid }),
  async meet(event) {
    await call(event.url, 'GET');
    return environment;
  },
  post: (event) => call(event.url, 'POST', event.text),
  /** Leaves work behind that takes half a second. */
  leave(event, context) {
    context.callbackWaitsForEmptyEventLoop = false;
    setTimeout(() => (elapsed = true), event.millis);
  },
  elapsed: () => elapsed,
  version: () => require('./version.js'),
  layer: () => require('greeting').words,
};

async function handler(event, context) {
  invocations++;
  const message = event.requestContext && event.body;
  if (message === 'version') {
    return { statusCode: 200, body: deeds.version() };
  }
  return message ? { statusCode: 200, body: message } : deeds[event.do](event, context);
}

exports.handler = handler;
