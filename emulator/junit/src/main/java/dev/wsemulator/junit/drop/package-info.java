/** The drops of production as annotations: one for each scenario. */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.junit.drop;
