/** Child processes, and what differs between the systems that run them. */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.internal.function.process.system;
