/** Handlers in Java: how they are found, and how events become their types. */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.internal.function.handler;
