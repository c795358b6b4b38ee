/** What is asked of a function, and what comes of it. */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.internal.function.invocation;
