/** Replays recordings of clients and reports differences: a recorded failure becomes a test. */
package dev.wsemulator.replay;
