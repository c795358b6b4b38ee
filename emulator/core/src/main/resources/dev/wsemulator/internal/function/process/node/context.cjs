'use strict';

const environment = {
  functionVersion: process.env.AWS_LAMBDA_FUNCTION_VERSION,
  functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
  memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
  logGroupName: process.env.AWS_LAMBDA_LOG_GROUP_NAME,
  logStreamName: process.env.AWS_LAMBDA_LOG_STREAM_NAME,
};

let traceId;

/** Adds what Lambda tells about function and invocation to an object, which may hold callbacks. */
function addTo(context, headers) {
  forwardTraceId(headers['lambda-runtime-trace-id']);
  setVersion(headers['wsemulator-function-version']);
  const deadline = Number(headers['lambda-runtime-deadline-ms']);
  return Object.assign(context, environment, {
    clientContext: parsed(headers['lambda-runtime-client-context'], 'ClientContext'),
    identity: parsed(headers['lambda-runtime-cognito-identity'], 'CognitoIdentity'),
    invokedFunctionArn: headers['lambda-runtime-invoked-function-arn'],
    awsRequestId: headers['lambda-runtime-aws-request-id'],
    tenantId: headers['lambda-runtime-aws-tenant-id'],
    getRemainingTimeInMillis: () => deadline - Date.now(),
  });
}

/** The environment is slow to write, and most events come without a trace. */
function forwardTraceId(id) {
  if (id === traceId) {
    return;
  }
  traceId = id;
  if (id === undefined) {
    delete process.env._X_AMZN_TRACE_ID;
  } else {
    process.env._X_AMZN_TRACE_ID = id;
  }
}

/** Here, one process runs every version of the function. */
function setVersion(version) {
  if (version !== undefined && version !== environment.functionVersion) {
    environment.functionVersion = version;
    process.env.AWS_LAMBDA_FUNCTION_VERSION = version;
  }
}

function parsed(json, name) {
  if (json === undefined || json === '') {
    return undefined;
  }
  try {
    return JSON.parse(json);
  } catch (error) {
    throw new Error(`Cannot parse ${name} as json: ${error}`);
  }
}

module.exports = { addTo };
