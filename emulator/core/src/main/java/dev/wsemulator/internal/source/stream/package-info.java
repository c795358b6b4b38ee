/** Leads the records of streams to functions; knows no service. */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.internal.source.stream;
