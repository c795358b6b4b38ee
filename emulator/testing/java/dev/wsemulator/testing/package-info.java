/** What the tests of several modules share. Compiled into the tests of each module that uses it. */
package dev.wsemulator.testing;
