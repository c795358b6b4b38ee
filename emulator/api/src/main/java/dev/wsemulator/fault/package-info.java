/** Fault rules, and scenarios that combine them. */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.fault;
