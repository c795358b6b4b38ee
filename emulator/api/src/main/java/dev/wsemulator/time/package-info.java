/** The only clock and the only timers of the emulator, real or virtual. */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.time;
