/** Replays recordings of clients and reports differences: a recorded failure becomes a test. */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.replay;
