/** Execution environments, whatever runs in them, and the pool that gives them to invocations. */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.internal.function.environment;
