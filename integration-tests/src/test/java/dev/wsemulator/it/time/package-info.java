/** The emulator's clock, wherever it can be read. */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.it.time;
