/** The contents of a template, and the services behind it. */
package dev.wsemulator.stack;
