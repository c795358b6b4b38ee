/** Reads templates with their nested stacks, and orders their resources by dependency. */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.internal.template.load;
