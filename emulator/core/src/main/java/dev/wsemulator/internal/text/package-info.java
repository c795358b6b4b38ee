/** Names that are close to each other. */
package dev.wsemulator.internal.text;
