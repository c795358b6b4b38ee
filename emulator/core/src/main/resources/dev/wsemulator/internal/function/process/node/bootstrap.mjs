// Runs an unmodified Lambda function for Node.js over the Lambda Runtime API.
// https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
import { createRequire } from 'node:module';

// Not awaited: an unfinished top-level await changes how Node ends at an empty event loop.
createRequire(import.meta.url)('./runtime.cjs').run();
