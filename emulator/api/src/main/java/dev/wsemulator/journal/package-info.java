/** The journal: entries with their causes, as records, as lines and as a sequence diagram. */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.journal;
