/** The commands, one class each. */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.cli.command;
