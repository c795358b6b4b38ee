/** The faults of handshakes and deployments. */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.internal.fault.gateway;
