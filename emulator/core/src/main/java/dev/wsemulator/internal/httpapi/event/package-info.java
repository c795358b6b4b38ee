/** Requests to HTTP and REST APIs, and the events that functions get of them. */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.internal.httpapi.event;
