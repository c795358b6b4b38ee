/**
 * The only classes that know those of DynamoDB Local. They are defined by its class loader, so no
 * others may refer to them.
 */
@NullMarked
package dev.wsemulator.internal.aws.dynamodb.bridge;

import org.jspecify.annotations.NullMarked;
