/**
 * Parameters, conditions and intrinsic functions: everything that turns a template into plain
 * values.
 */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.internal.template.intrinsic;
