/** Documents, drafts and the ledger that keeps them, and the shapes of requests and errors. */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.internal.controlplane.store;
