/** Compression of messages (RFC 7692): negotiation and encoding. */
package dev.wsemulator.internal.compression;
