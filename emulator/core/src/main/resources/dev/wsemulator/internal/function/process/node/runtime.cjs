'use strict';

const console_ = require('./console.cjs');
const { RuntimeApi } = require('./runtime-api.cjs');
const { loadHandler } = require('./handler.cjs');
const { Invocations } = require('./invocations.cjs');
const { UnhandledPromiseRejection, reportOf } = require('./errors.cjs');
const runtimeVersion = require('./runtime-version.cjs');
const endOfParent = require('./end-of-parent.cjs');

// The codes with which Lambda's own runtime ends.
const EXIT_REJECTION = 128;
const EXIT_EXCEPTION = 129;

async function run() {
  console_.patch();
  const api = new RuntimeApi(process.env.AWS_LAMBDA_RUNTIME_API);
  endOfParent.letTerminationPass(api);
  const invocations = new Invocations(api);
  if (!runtimeVersion.withoutCallbacks) {
    reportWhatNobodyCaught(api, invocations);
  }
  try {
    const { LAMBDA_TASK_ROOT, _HANDLER } = process.env;
    invocations.start(await loadHandler(LAMBDA_TASK_ROOT, _HANDLER));
  } catch (error) {
    failInit(api, error);
  }
  setImmediate(() => endOfParent.watch());
}

function failInit(api, error) {
  require('./missing-sdk.cjs').explain(error);
  console_.logError(runtimeVersion.withoutCallbacks ? 'Init Error' : 'Uncaught Exception', error);
  const code = runtimeVersion.withoutCallbacks ? 1 : EXIT_EXCEPTION;
  api.postInitError(reportOf(error), () => process.exit(code));
}

/** nodejs24.x and newer leave it to Node, which prints it and ends. */
function reportWhatNobodyCaught(api, invocations) {
  const end = (error, code) => {
    const exit = () => process.exit(code);
    if (invocations.starting) {
      api.postInitError(reportOf(error), exit);
    } else if (!invocations.fail(error, exit)) {
      exit();
    }
  };
  process.on('uncaughtException', (error) => {
    console_.logError('Uncaught Exception', error);
    end(error, EXIT_EXCEPTION);
  });
  process.on('unhandledRejection', (reason, promise) => {
    const error = new UnhandledPromiseRejection(reason, promise);
    console_.logError('Unhandled Promise Rejection', error);
    end(error, EXIT_REJECTION);
  });
}

module.exports = { run };
