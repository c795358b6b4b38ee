/** Lambda's Runtime API, by which a child process gets events and answers them. */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.internal.function.process.api;
