/**
 * A WebSocket API as its owner defines it: routes, integrations, stages, authorizers and quotas.
 * Values only; nothing here runs.
 */
package dev.wsemulator.api;
