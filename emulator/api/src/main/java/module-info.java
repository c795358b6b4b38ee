/**
 * WebSocket API Emulator: what a user's code and tests see.
 *
 * <p>SLF4J is optional, and so is Testcontainers, which has no module name to require: the back end
 * that needs it reads it at run time.
 */
@SuppressWarnings("module") // the JUnit extension is built after this
module dev.wsemulator {
  requires static transitive org.jspecify;
  requires static org.slf4j;

  exports dev.wsemulator;
  exports dev.wsemulator.api;
  exports dev.wsemulator.aws;
  exports dev.wsemulator.fault;
  exports dev.wsemulator.feed;
  exports dev.wsemulator.journal;
  exports dev.wsemulator.lambda;
  exports dev.wsemulator.replay;
  exports dev.wsemulator.stack;
  exports dev.wsemulator.time;
  exports dev.wsemulator.internal.engine to
      dev.wsemulator.junit;
}
