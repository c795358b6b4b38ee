/** What a test that fails shows of the emulator. */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.junit.report;
