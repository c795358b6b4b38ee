/** Decides who may open a connection: Lambda authorizers, signatures and API keys. */
package dev.wsemulator.internal.authorizer;
