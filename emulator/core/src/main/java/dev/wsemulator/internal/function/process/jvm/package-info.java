/**
 * What runs in the JVM of a function beside its code, in place of Lambda's runtime for Java: a
 * program of its own, for Java 8 and newer, which uses nothing of the emulator but {@code handler}.
 */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.internal.function.process.jvm;
