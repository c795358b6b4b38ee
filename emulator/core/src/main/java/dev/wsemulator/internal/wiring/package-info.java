/** Puts the parts of the engine together, and takes them apart. */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.internal.wiring;
