/** The calls of the API Gateway control plane. */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.internal.controlplane.apigateway;
