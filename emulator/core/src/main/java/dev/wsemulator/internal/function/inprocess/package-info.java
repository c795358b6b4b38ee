/** Runs functions in this process. */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.internal.function.inprocess;
