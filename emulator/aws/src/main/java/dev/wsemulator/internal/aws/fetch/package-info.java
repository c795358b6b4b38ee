/**
 * Finds Amazon's DynamoDB Local on this machine, or has it fetched once: its licence does not let
 * it be a part of this product.
 */
@NullMarked
package dev.wsemulator.internal.aws.fetch;

import org.jspecify.annotations.NullMarked;
