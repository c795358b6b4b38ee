/**
 * A WebSocket API as its owner defines it: routes, integrations, stages, authorizers and quotas.
 * Values only; nothing here runs.
 */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.api;
