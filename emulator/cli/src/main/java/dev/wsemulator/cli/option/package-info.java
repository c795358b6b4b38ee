/** Groups of options that several commands share. */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.cli.option;
