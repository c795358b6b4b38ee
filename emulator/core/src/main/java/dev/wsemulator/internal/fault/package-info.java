/** Injects faults at the edges of the gateway; its flows do not know them. */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.internal.fault;
