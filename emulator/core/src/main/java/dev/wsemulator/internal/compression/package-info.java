/** Compression of messages (RFC 7692): what is agreed on, and how it is done. */
package dev.wsemulator.internal.compression;
