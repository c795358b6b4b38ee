/** Selects the route of a message. */
package dev.wsemulator.internal.routing;
