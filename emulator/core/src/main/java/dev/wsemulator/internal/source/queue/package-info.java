/** Leads the messages of queues to functions, as Lambda's event source mappings do. */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.internal.source.queue;
