/** Reads HTTP and REST APIs from templates: resources, SAM's events, and OpenAPI documents. */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.internal.template.httpapi;
