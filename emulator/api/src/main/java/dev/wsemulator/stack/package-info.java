/** The contents of a template, and the services behind it. */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.stack;
