/** The functions of {@code conformance.yaml}: they run on AWS as they are. */
package dev.wsemulator.it.conformance.function;
