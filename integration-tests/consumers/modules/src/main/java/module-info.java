/** The functions, and what their tests need: surefire puts on the module path what is named here. */
module visits {
  requires aws.lambda.java.core;
  requires aws.lambda.java.events;
  requires dev.wsemulator;
  requires dev.wsemulator.junit;
  requires org.junit.jupiter.api;
  requires software.amazon.awssdk.awscore;
  requires software.amazon.awssdk.core;
  requires software.amazon.awssdk.http;
  requires software.amazon.awssdk.http.urlconnection;
  requires software.amazon.awssdk.services.apigatewaymanagementapi;
  requires software.amazon.awssdk.services.dynamodb;
  requires software.amazon.awssdk.services.s3;

  exports visits;
}
