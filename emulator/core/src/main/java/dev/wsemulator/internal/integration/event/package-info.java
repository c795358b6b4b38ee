/** Events for functions, and what functions answer. */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.internal.integration.event;
