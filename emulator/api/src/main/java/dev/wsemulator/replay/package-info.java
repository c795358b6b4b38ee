/**
 * Does again what clients did, from a recording, and tells what is different: a drop that was
 * recorded once becomes a test.
 */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.replay;
