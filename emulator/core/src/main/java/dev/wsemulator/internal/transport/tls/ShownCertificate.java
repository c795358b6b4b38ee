package dev.wsemulator.internal.transport.tls;

/** Which certificate a TLS client is shown. */
public enum ShownCertificate {
  /** The one for the name that it asks for. */
  VALID,
  /** The one for the name that it asks for, which has expired. */
  EXPIRED,
  /** One of a host that it has not asked for. */
  FOREIGN
}
