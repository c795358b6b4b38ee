/** YAML and JSON with the line of every value, and the problems found in them. */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.internal.template.document;
