/** Selects the route of a message. */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.internal.routing;
