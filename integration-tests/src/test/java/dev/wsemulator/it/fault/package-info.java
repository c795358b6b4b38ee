/**
 * The table of faults: what clients of several kinds see of every fault at every point, and what
 * the journal says of it.
 */
package dev.wsemulator.it.fault;
