/** The functions, and the emulator for their tests; JUnit stays on the class path. */
module visits {
  requires aws.lambda.java.core;
  requires aws.lambda.java.events;
  requires dev.wsemulator;
  requires dev.wsemulator.junit;
  requires software.amazon.awssdk.awscore;
  requires software.amazon.awssdk.core;
  requires software.amazon.awssdk.http;
  requires software.amazon.awssdk.http.urlconnection;
  requires software.amazon.awssdk.services.apigatewaymanagementapi;
  requires software.amazon.awssdk.services.dynamodb;
  requires software.amazon.awssdk.services.s3;

  exports visits;
}
