/** Compression of messages (RFC 7692): what is agreed on, and how it is done. */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.internal.compression;
