/**
 * DynamoDB Local in its own class loader, because its jar is not part of this product. What of it
 * the rest needs is {@link dev.wsemulator.internal.aws.dynamodb.DynamoDbEngine}.
 */
@NullMarked
package dev.wsemulator.internal.aws.dynamodb;

import org.jspecify.annotations.NullMarked;
