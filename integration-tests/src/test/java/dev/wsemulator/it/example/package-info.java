/** One test of the same API with every framework that people use; they are in the README. */
package dev.wsemulator.it.example;
