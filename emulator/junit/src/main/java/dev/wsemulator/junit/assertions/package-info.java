/** AssertJ's assertions for what the emulator saw and what a client received. */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.junit.assertions;
