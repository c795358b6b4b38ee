'use strict';

const console_ = require('./console.cjs');
const { NodeJsExit } = require('./errors.cjs');
const runtimeVersion = require('./runtime-version.cjs');

/**
 * Ends one invocation, once, in one of the ways of nodejs22.x and older: by the handler's promise,
 * its callback, the functions of its context, or an empty event loop.
 */
class Completion {
  constructor(invocations) {
    this.invocations = invocations;
    this.invocation = invocations.running;
    this.invocation.onEmptyEventLoop = () => this.giveUp();
    this.waitsForEmptyEventLoop = true;
    this.decided = false;
    this.gaveUp = false;
    this.callback = this.callback.bind(this);
    this.succeed = this.succeed.bind(this);
    this.fail = this.fail.bind(this);
  }

  /** The part of the context that ends the invocation. */
  context() {
    const completion = this;
    return {
      get callbackWaitsForEmptyEventLoop() {
        return completion.waitsForEmptyEventLoop;
      },
      set callbackWaitsForEmptyEventLoop(value) {
        completion.waitsForEmptyEventLoop = value;
      },
      succeed: this.succeed,
      fail: this.fail,
      done: (error, result) => (isNothing(error) ? this.succeed(result) : this.fail(error)),
    };
  }

  callback(error, result) {
    if (!isNothing(error)) {
      this.fail(error);
    } else if (!this.waitsForEmptyEventLoop) {
      this.succeed(result);
    } else if (this.mayDecide()) {
      this.decided = true;
      this.invocation.onEmptyEventLoop = () => setImmediate(() => this.send(result));
    }
  }

  succeed(result) {
    if (this.mayDecide()) {
      this.send(result);
      this.decided = true;
    }
  }

  fail(error) {
    if (this.mayDecide()) {
      this.decided = true;
      this.invocations.failWith(this.invocation.id, isNothing(error) ? 'handled' : error);
    }
  }

  send(result) {
    this.invocations.succeed(this.invocation.id, result);
  }

  mayDecide() {
    if (this.gaveUp) {
      console.error(
        'Invocation has already been reported as done. Cannot call complete more than once per' +
          ' invocation.',
      );
    }
    return !this.decided && !this.gaveUp;
  }

  giveUp() {
    this.gaveUp = true;
    if (runtimeVersion.failsUnsettledPromises && this.invocations.isAsync) {
      this.invocations.failWith(this.invocation.id, new NodeJsExit());
    } else {
      this.send(null);
    }
  }
}

const isNothing = (error) => error === undefined || error === null;

module.exports = { Completion };
