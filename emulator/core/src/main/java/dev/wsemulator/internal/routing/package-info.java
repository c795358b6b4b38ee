/** Chooses the route of a message, and says what a route's back end is to the gateway. */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.internal.routing;
