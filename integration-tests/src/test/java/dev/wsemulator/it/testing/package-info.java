/** What integration tests of several packages share. */
package dev.wsemulator.it.testing;
