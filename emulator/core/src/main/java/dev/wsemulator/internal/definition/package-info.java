/**
 * The resources of API Gateway that REST calls and templates define: their properties, what AWS
 * refuses of them, and what they become when they are deployed.
 */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.internal.definition;
