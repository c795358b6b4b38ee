/** What survives the process: a folder, and the logs in it. */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.internal.state;
