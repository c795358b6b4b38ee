/**
 * The drops of production against the translator app: for each scenario the bug that it provokes in
 * an application that does not expect it, and how the translator app, or a careful client,
 * withstands it.
 */
package dev.wsemulator.it.scenario;
