/**
 * Runs functions in this process, as Lambda's Java runtime runs them. The only package that knows
 * byte code and class loaders.
 */
package dev.wsemulator.internal.function;
