package dev.wsemulator.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;

/** What is nearly right, and wrong by chance. */
final class Mutations {
  private static final List<String> METHODS =
      List.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "get", "X");

  private static final List<String> PATHS =
      List.of(
          "/",
          "/dev",
          "/dev/@connections/L0SM9cOFvHcCIhw=",
          "/dev/@connections/%00",
          "/_emulator/health",
          "/_emulator/metrics.json",
          "/_emulator/faults",
          "/_emulator/faults/1",
          "/_emulator/connections",
          "/_emulator/connections/a?fault=close&code=1",
          "/_emulator/journal?last=3",
          "/_emulator/journal?format=mermaid&since=-1",
          "/_emulator/logs/f-default?last=2",
          "/_emulator/time",
          "/v2/apis",
          "/v2/apis/a1b2c3d4e5/routes",
          "/v2/apis/a1b2c3d4e5/integrations/x",
          "/v2/apis/a1b2c3d4e5/stages/dev",
          "/v2/tags/arn%3Aaws%3A",
          "/v2/domainnames",
          "/2015-03-31/functions/",
          "/2015-03-31/functions/f-default/configuration",
          "/2015-03-31/functions/f-default/invocations");

  private static final List<String> BODIES =
      List.of(
          "",
          "{}",
          "[]",
          "{\"fault\":\"reset\",\"at\":\"TO_CLIENT\",\"route\":\"none\"}",
          "{\"advance\":\"1s\"}",
          "{\"name\":\"a\",\"protocolType\":\"WEBSOCKET\",\"routeSelectionExpression\":\"$request.body.a\"}",
          "{\"routeKey\":\"x\",\"target\":\"integrations/x\"}",
          "{\"FunctionName\":\"f\",\"Runtime\":\"java17\",\"Handler\":\"a::b\",\"Role\":\"r\",\"Code\":{\"ZipFile\":\"UEsDBA==\"}}");

  private static final List<String> HEADERS =
      List.of(
          "Authorization: AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/lambda/aws4_request,"
              + " SignedHeaders=host, Signature=0",
          "Authorization: AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/apigateway/aws4_request",
          "Content-Type: application/json",
          "Content-Type: text/plain; charset=\"",
          "Transfer-Encoding: chunked",
          "Expect: 100-continue",
          "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits=99",
          "Sec-WebSocket-Protocol: a, b, ,",
          "Cookie: a=b; ;;=",
          "X-Amz-Target: x",
          "Connection: close");

  private static final String TEMPLATE =
      """
      AWSTemplateFormatVersion: '2010-09-09'
      Transform: AWS::Serverless-2016-10-31
      Parameters:
        Stage: {Type: String, Default: dev, AllowedValues: [dev, prod]}
      Conditions:
        IsDev: !Equals [!Ref Stage, dev]
      Globals:
        Function: {Timeout: 10, Runtime: nodejs20.x}
      Resources:
        Api:
          Type: AWS::ApiGatewayV2::Api
          Properties:
            Name: chat
            ProtocolType: WEBSOCKET
            RouteSelectionExpression: $request.body.action
        Route:
          Type: AWS::ApiGatewayV2::Route
          Properties:
            ApiId: !Ref Api
            RouteKey: $default
            Target: !Join [/, [integrations, !Ref Integration]]
        Integration:
          Type: AWS::ApiGatewayV2::Integration
          Properties:
            ApiId: !Ref Api
            IntegrationType: MOCK
            RequestTemplates: {'200': '{"statusCode":200}'}
            TemplateSelectionExpression: '200'
        Deployment:
          Type: AWS::ApiGatewayV2::Deployment
          DependsOn: [Route]
          Properties: {ApiId: !Ref Api}
        Live:
          Type: AWS::ApiGatewayV2::Stage
          Condition: IsDev
          Properties:
            ApiId: !Ref Api
            StageName: !Ref Stage
            DeploymentId: !Ref Deployment
        Table:
          Type: AWS::DynamoDB::Table
          Properties:
            BillingMode: PAY_PER_REQUEST
            AttributeDefinitions: [{AttributeName: id, AttributeType: S}]
            KeySchema: [{AttributeName: id, KeyType: HASH}]
      Outputs:
        Url: {Value: !Sub 'wss://${Api}.execute-api.${AWS::Region}.amazonaws.com/${Stage}'}
      """;

  private static final List<String> VALUES =
      List.of(
          "!Ref Nothing",
          "!Ref Api",
          "!GetAtt Api.ApiId",
          "!Sub '${'",
          "!Sub '${Api}${!x}'",
          "!Join [',', [a, !Ref Stage]]",
          "!If [IsDev, a, !Ref AWS::NoValue]",
          "!FindInMap [A, B, C]",
          "!Select [99, [a]]",
          "{Fn::Transform: {Name: x}}",
          "null",
          "[]",
          "{}",
          "-1",
          "1e99",
          "true",
          "''",
          "&a [*a]",
          "!!binary x",
          "2026-01-01",
          "'\\u0000'");

  private final Random random;
  private final URI url;

  Mutations(Random random, URI url) {
    this.random = random;
    this.url = url;
  }

  /** Returns a handshake with something wrong. */
  byte[] handshake() {
    List<String> lines =
        new ArrayList<>(
            List.of(
                "GET /dev HTTP/1.1",
                "Host: " + url.getAuthority(),
                "Connection: Upgrade",
                "Upgrade: websocket",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="));
    for (int i = random.nextInt(4); i > 0; i--) {
      switch (random.nextInt(4)) {
        case 0 -> lines.remove(random.nextInt(lines.size()));
        case 1 -> lines.add(any(HEADERS));
        case 2 -> lines.add(any(lines));
        default -> lines.add("X-" + "y".repeat(random.nextInt(9000)) + ": " + "é".repeat(3));
      }
      if (lines.isEmpty()) {
        break;
      }
    }
    return maybeBroken((String.join("\r\n", lines) + "\r\n\r\n").getBytes(ISO_8859_1));
  }

  /** Returns a right handshake, and frames that are nearly right. */
  byte[] frames() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(
        ("GET /dev HTTP/1.1\r\nHost: %s\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n%s\r\n")
            .formatted(
                url.getAuthority(),
                random.nextBoolean() ? "Sec-WebSocket-Extensions: permessage-deflate\r\n" : "")
            .getBytes(ISO_8859_1));
    for (int i = 1 + random.nextInt(8); i > 0; i--) {
      frame(out);
    }
    return out.toByteArray();
  }

  private void frame(ByteArrayOutputStream out) {
    byte[] payload =
        new byte[random.nextInt(20) == 0 ? random.nextInt(70_000) : random.nextInt(200)];
    random.nextBytes(payload);
    int length = random.nextInt(20) == 0 ? random.nextInt() : payload.length;
    out.write(random.nextInt(3) == 0 ? random.nextInt(256) : 0x80 | random.nextInt(3));
    int mask = random.nextInt(30) == 0 ? 0 : 0x80;
    if (length >= 0 && length < 126) {
      out.write(mask | length);
    } else if (length >= 0 && length < 65536) {
      out.write(mask | 126);
      out.write(length >> 8);
      out.write(length);
    } else {
      out.write(mask | 127);
      for (int shift = 56; shift >= 0; shift -= 8) {
        out.write((int) ((long) length >> shift));
      }
    }
    if (mask != 0) {
      out.writeBytes(new byte[] {1, 2, 3, 4});
    }
    out.writeBytes(payload);
  }

  /** Returns a request with something wrong. */
  byte[] request() {
    String body = new String(maybeBroken(any(BODIES).getBytes(ISO_8859_1)), ISO_8859_1);
    String path = any(PATHS);
    if (random.nextInt(5) == 0) {
      path += new String(bytes(random.nextInt(20)), ISO_8859_1).replaceAll("[\\s\\r\\n]", "%");
    }
    StringBuilder request = new StringBuilder(any(METHODS) + " " + path + " HTTP/1.1\r\n");
    request.append("Host: ").append(url.getAuthority()).append("\r\n");
    for (int i = random.nextInt(4); i > 0; i--) {
      request.append(any(HEADERS)).append("\r\n");
    }
    int length = random.nextInt(20) == 0 ? random.nextInt(1000) : body.length();
    request.append("Content-Length: ").append(length).append("\r\n\r\n").append(body);
    byte[] bytes = request.toString().getBytes(ISO_8859_1);
    return random.nextInt(10) == 0 ? maybeBroken(bytes) : bytes;
  }

  /** Returns a template with something wrong. */
  String template() {
    List<String> lines = new ArrayList<>(Arrays.asList(TEMPLATE.split("\n")));
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      int at = random.nextInt(lines.size());
      String line = lines.get(at);
      switch (random.nextInt(6)) {
        case 0 -> lines.remove(at);
        case 1 -> lines.add(random.nextInt(lines.size()), line);
        case 2 -> lines.set(at, line.replaceFirst(":( .*|$)", ": " + quoted(any(VALUES))));
        case 3 -> lines.set(at, "  " + line);
        case 4 -> lines.set(at, line.replaceFirst("\\w+:", "Other:"));
        default -> lines.set(at, new String(maybeBroken(line.getBytes(ISO_8859_1)), ISO_8859_1));
      }
    }
    return String.join("\n", lines);
  }

  private static String quoted(String replacement) {
    return Matcher.quoteReplacement(replacement);
  }

  private byte[] maybeBroken(byte[] bytes) {
    if (bytes.length == 0 || random.nextInt(3) > 0) {
      return bytes;
    }
    byte[] broken = Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length));
    for (int i = random.nextInt(4); i > 0; i--) {
      broken[random.nextInt(broken.length)] = (byte) random.nextInt(256);
    }
    return broken;
  }

  private byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private String any(List<String> texts) {
    return texts.get(random.nextInt(texts.size()));
  }
}
