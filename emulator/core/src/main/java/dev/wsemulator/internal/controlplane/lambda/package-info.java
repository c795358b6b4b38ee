/** The calls of the Lambda control plane. */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.internal.controlplane.lambda;
