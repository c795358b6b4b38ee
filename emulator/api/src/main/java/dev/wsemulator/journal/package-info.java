/** The journal: entries with their causes, as records, as lines and as a sequence diagram. */
package dev.wsemulator.journal;
