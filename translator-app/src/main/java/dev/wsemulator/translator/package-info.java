/**
 * The functions behind the translator's WebSocket API: clients upload a text document, ask for its
 * translation and are all told when the translated document is there.
 *
 * <p>This is the code that AWS Lambda runs. What it talks to (S3, DynamoDB, Translate, the API's
 * {@code @connections}) it finds through Lambda's environment variables alone. The wire format is
 * in this module's README.md.
 */
package dev.wsemulator.translator;
