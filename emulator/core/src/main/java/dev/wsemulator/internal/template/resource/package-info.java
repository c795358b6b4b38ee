/** Turns resources of each type into definitions: APIs, functions, buckets and tables. */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.internal.template.resource;
