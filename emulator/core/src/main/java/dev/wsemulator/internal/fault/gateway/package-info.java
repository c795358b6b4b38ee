/** The faults of handshakes and of deployments, which the gateway's stories meet. */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.internal.fault.gateway;
