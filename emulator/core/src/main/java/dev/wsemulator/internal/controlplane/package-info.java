/**
 * The REST APIs by which tools and SDKs define APIs, {@code apigatewayv2}, and functions, {@code
 * lambda}.
 */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.internal.controlplane;
