/** Functions in child processes: every runtime that speaks Lambda's Runtime API. */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.internal.function.process;
