/** The only clock and the only timers of the emulator, real or virtual. */
package dev.wsemulator.time;
