/** Brings faults about, at the edges of the gateway: none of its stories knows of them. */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.internal.fault;
