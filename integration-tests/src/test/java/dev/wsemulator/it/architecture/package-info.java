/** The structure of the code, the names in it, and what the pages say about both. */
package dev.wsemulator.it.architecture;
