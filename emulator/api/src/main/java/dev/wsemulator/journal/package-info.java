/**
 * What has happened: entries with what caused them, as records, as lines and as a sequence diagram.
 */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.journal;
