/** Files that are nobody else's business. */
package dev.wsemulator.internal.file;
