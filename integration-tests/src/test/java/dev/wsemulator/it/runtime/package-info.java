/**
 * What functions see and do, whatever they are written in: one set of cases for all runtimes, in
 * process and in child processes. Black box: through the published api, HTTP and WebSockets.
 */
package dev.wsemulator.it.runtime;
