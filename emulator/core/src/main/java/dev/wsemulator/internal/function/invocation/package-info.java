/** Requests to functions, and their results. */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.internal.function.invocation;
