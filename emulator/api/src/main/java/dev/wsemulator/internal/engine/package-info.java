/**
 * The entry to the engine: its interfaces for the published classes, and how it is loaded. The
 * engine with all its libraries is behind a class loader of its own, so that no library of it meets
 * one of the user's project; the classes here are seen from both sides.
 */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.internal.engine;
