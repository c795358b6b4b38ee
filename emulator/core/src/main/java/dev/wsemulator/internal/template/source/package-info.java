/** Reads queues, and what leads queues and streams to functions, from resolved resources. */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.internal.template.source;
