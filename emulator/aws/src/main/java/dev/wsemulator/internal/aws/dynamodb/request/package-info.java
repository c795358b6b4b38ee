/** What calls of DynamoDB are about. */
@org.jspecify.annotations.NullMarked
package dev.wsemulator.internal.aws.dynamodb.request;
