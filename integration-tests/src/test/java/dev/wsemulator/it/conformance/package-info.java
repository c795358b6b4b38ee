/**
 * What a client sees of the APIs of {@code conformance.yaml}: here of the emulator, elsewhere of
 * whatever serves them, see {@link dev.wsemulator.it.conformance.Deployment}.
 */
package dev.wsemulator.it.conformance;
