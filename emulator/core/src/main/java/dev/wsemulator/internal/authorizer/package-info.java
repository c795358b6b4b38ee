/** Decides who may open a connection: Lambda authorizers, signatures and API keys. */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.internal.authorizer;
