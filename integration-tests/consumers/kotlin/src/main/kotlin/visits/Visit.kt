package visits

import com.amazonaws.services.lambda.runtime.Context
import com.amazonaws.services.lambda.runtime.RequestHandler
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketEvent
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketResponse
import java.net.URI
import software.amazon.awssdk.core.SdkBytes
import software.amazon.awssdk.core.sync.RequestBody
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClient
import software.amazon.awssdk.services.dynamodb.DynamoDbClient
import software.amazon.awssdk.services.dynamodb.model.AttributeValue
import software.amazon.awssdk.services.s3.S3Client

private val http = UrlConnectionHttpClient.builder()
private val table = DynamoDbClient.builder().httpClientBuilder(http).build()
private val bucket = S3Client.builder().httpClientBuilder(http).build()

/** Writes a visitor down, leaves a card, and welcomes them: in Kotlin. */
class Visit : RequestHandler<APIGatewayV2WebSocketEvent, APIGatewayV2WebSocketResponse> {
  override fun handleRequest(event: APIGatewayV2WebSocketEvent, context: Context) =
    APIGatewayV2WebSocketResponse().apply {
      val visitor = event.body
      val item = mapOf("visitor" to AttributeValue.builder().s(visitor).build())
      table.putItem { it.tableName(System.getenv("TABLE")).item(item) }
      bucket.putObject(
        { it.bucket(System.getenv("BUCKET")).key("cards/$visitor") },
        RequestBody.fromString("It was nice here."),
      )
      post(event.requestContext, "Welcome, $visitor!")
      statusCode = 200
    }

  private fun post(client: APIGatewayV2WebSocketEvent.RequestContext, text: String) {
    val endpoint = URI.create("https://${client.domainName}/${client.stage}")
    ApiGatewayManagementApiClient.builder()
      .endpointOverride(endpoint)
      .httpClientBuilder(http)
      .build()
      .use { connections ->
        connections.postToConnection {
          it.connectionId(client.connectionId).data(SdkBytes.fromUtf8String(text))
        }
      }
  }
}
