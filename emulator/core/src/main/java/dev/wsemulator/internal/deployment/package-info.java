/** A deployed stage: its routes, what invokes their integrations, and the telemetry of a route. */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.internal.deployment;
