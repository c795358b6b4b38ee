/** What goes wrong in production, brought about on purpose. */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.fault;
