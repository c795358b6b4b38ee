/** What a template defines as a whole, and the services behind it. */
package dev.wsemulator.stack;
