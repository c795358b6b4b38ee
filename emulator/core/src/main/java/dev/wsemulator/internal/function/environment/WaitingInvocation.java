package dev.wsemulator.internal.function.environment;

/**
 * An invocation that waits for an environment.
 *
 * @param since when it has begun to wait
 */
record WaitingInvocation(Invocation invocation, long since) {}
