/**
 * Runs functions in this process, as Lambda's Java runtime runs them. The only package that knows
 * byte code and class loaders.
 */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.internal.function;
