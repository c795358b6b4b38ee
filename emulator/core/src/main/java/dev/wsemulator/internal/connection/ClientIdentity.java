package dev.wsemulator.internal.connection;

import org.jspecify.annotations.Nullable;

/**
 * The identity of a client.
 *
 * @param sourceIp the address of its end of the TCP connection
 * @param userAgent its {@code User-Agent} header, or {@code null}
 */
public record ClientIdentity(String sourceIp, @Nullable String userAgent) {}
