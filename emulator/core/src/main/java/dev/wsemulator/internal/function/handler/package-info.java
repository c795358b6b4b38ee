/**
 * Handlers in Java: how they are found, and how events become their types. It runs in the emulator
 * and in the JVM of a function, which may be as old as Java 8.
 */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.internal.function.handler;
