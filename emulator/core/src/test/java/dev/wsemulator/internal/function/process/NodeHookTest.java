package dev.wsemulator.internal.function.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How calls of AWS by a function for Node.js come to the emulator. */
class NodeHookTest {
  private static final String READ =
      """
      const read = (response) => new Promise((done) => {
        let text = '';
        response.on('data', (part) => (text += part)).on('end', () => done(text));
      });
      """;

  @TempDir private Path folder;
  private NodeFunction function;
  private HttpServer home;

  @BeforeEach
  void start() throws IOException {
    function = new NodeFunction(folder);
    home = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    home.createContext("/", NodeHookTest::describe);
    home.start();
    function.variable("WSEMULATOR_HOME", "127.0.0.1:" + home.getAddress().getPort());
    function.variable("WSEMULATOR_HOSTS", "[\"\\\\.amazonaws\\\\.com$\",\"^other\\\\.test$\"]");
  }

  @AfterEach
  void close() {
    function.close();
    home.stop(0);
  }

  /** Answers with what the request was. */
  private static void describe(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String text =
        String.join(
            "|",
            exchange.getRequestMethod(),
            exchange.getRequestHeaders().getFirst("Host"),
            exchange.getRequestURI().toString(),
            String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")),
            String.valueOf(exchange.getRequestHeaders().getFirst("Content-length")),
            body);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Test
  void requestsOfHttpAndHttpsComeHomeWithTheirHost() {
    function.file(
        "index.js",
        READ
            + """
            const https = require('node:https');
            const http = require('http');
            const ended = (request, body) => new Promise((done, failed) =>
              request.on('response', (r) => done(read(r))).on('error', failed).end(body));
            exports.handler = async () => [
              await ended(https.request({ hostname: 'dynamodb.us-east-1.amazonaws.com',
                path: '/a?b', method: 'POST', headers: { authorization: 'signed', 'content-length': 2 },
                agent: new https.Agent({ keepAlive: true }) }), '{}'),
              await ended(https.request({ host: 'sqs.us-east-1.amazonaws.com', port: 8443 })),
              await new Promise((done) =>
                https.get('https://s3.amazonaws.com/k', (r) => done(read(r)))),
              await ended(https.request(new URL('https://other.test/u'), { method: 'PUT' }), 'x'),
              await ended(http.request('http://sns.us-east-1.amazonaws.com',
                { headers: ['Host', 'h'] })),
            ];
            """);
    function.start("index.handler");

    assertThat(function.answer("{}"))
        .contains("\"POST|dynamodb.us-east-1.amazonaws.com|/a?b|signed|2|{}\"")
        .contains("\"GET|sqs.us-east-1.amazonaws.com:8443|/|null|null|\"")
        .contains("\"GET|s3.amazonaws.com|/k|null|null|\"")
        .contains("\"PUT|other.test|/u|null|1|x\"")
        .contains("\"GET|h|/|null|null|\"");
  }

  @Test
  void theOldSdkSignsUrlsOfTheBucketsOnThisMachine() {
    function.variable("AWS_ENDPOINT_URL_S3", "http://127.0.0.1:4566");
    function.file(
        "node_modules/aws-sdk/lib/core.js", "module.exports = { config: { s3: { a: 1 } } };");
    function.file(
        "node_modules/aws-sdk/clients/s3.js",
        "const { config } = require('../lib/core'); module.exports = class { get s3() { return config.s3; } };");
    function.file(
        "index.js",
        """
        const S3 = require('aws-sdk/clients/s3');
        exports.handler = async () => new S3().s3;
        """);
    function.start("index.handler");

    assertThat(function.answer("{}"))
        .isEqualTo("{\"endpoint\":\"http://127.0.0.1:4566\",\"s3ForcePathStyle\":true,\"a\":1}");
  }

  @Test
  void importsOfEsModulesComeHome() {
    function.file(
        "index.mjs",
        """
        import { get } from 'https';
        import https from 'node:https';
        """
            + READ
            + """
            const got = (call) => new Promise((done) =>
              call('https://kms.amazonaws.com/', (r) => done(read(r))));
            export const handler = async () => [await got(get), await got(https.get)];
            """);
    function.start("index.handler");

    String one = "\"GET|kms.amazonaws.com|/|null|null|\"";
    assertThat(function.answer("{}")).isEqualTo("[" + one + "," + one + "]");
  }

  @Test
  void aDynamicImportInCommonJsComesHome() {
    function.file(
        "index.js",
        READ
            + """
            exports.handler = async () => {
              const { get } = await import('https');
              return new Promise((done) => get('https://kms.amazonaws.com/', (r) => done(read(r))));
            };
            """);
    function.start("index.handler");

    assertThat(function.answer("{}")).contains("GET|kms.amazonaws.com|/");
  }

  @Test
  void anEsModuleThatCommonJsRequiresComesHome() {
    function.assumeNode(22);
    function
        .file("node_modules/calls/package.json", "{\"type\":\"module\",\"exports\":\"./calls.js\"}")
        .file("node_modules/calls/calls.js", "import{get}from'https';export const call = get;")
        .file(
            "index.js",
            READ
                + """
                const { call } = require('calls');
                exports.handler = async () =>
                  new Promise((done) => call('https://kms.amazonaws.com/', (r) => done(read(r))));
                """);
    function.start("index.handler");

    assertThat(function.answer("{}")).contains("GET|kms.amazonaws.com|/");
  }

  @Test
  void fetchComesHome() {
    function.assumeNode(18);
    function.file(
        "index.js",
        """
        const url = 'https://sts.amazonaws.com/x?y=z';
        const text = async (response) => (await response).text();
        exports.handler = async () => [
          await text(fetch(url)),
          await text(fetch(url, { method: 'POST', body: 'abc', headers: { authorization: 's' } })),
          await text(fetch(new Request(url, { method: 'PUT', body: 'abcd' }))),
        ];
        """);
    function.start("index.handler");

    assertThat(function.answer("{}"))
        .contains("\"GET|sts.amazonaws.com|/x?y=z|null|null|\"")
        .contains("\"POST|sts.amazonaws.com|/x?y=z|s|3|abc\"")
        .contains("\"PUT|sts.amazonaws.com|/x?y=z|null|4|abcd\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"const http2 = require('node:http2');", "import http2 from 'http2';"})
  void requestsOfHttp2ComeHomeWithTheirHost(String load) {
    function.file(
        load.startsWith("import") ? "index.mjs" : "index.js",
        load
            + """

            const ask = (session, headers, body) => new Promise((done, failed) => {
              const request = session.request(headers);
              let text = '';
              request.on('response', (sent) => (text += sent[':status'] + '|'))
                .on('data', (part) => (text += part))
                .on('end', () => done(text)).on('error', failed).end(body);
            });
            const handler = async () => {
              const session = http2.connect('https://kinesis.us-east-1.amazonaws.com');
              const stream = { ':path': '/a?b', ':method': 'POST', authorization: 'signed' };
              const all = [await ask(session, stream, 'abc'), await ask(session, {})];
              session.close();
              return all;
            };
            """
            + (load.startsWith("import") ? "export { handler };" : "exports.handler = handler;"));
    function.start("index.handler");

    assertThat(function.answer("{}"))
        .contains("\"200|POST|kinesis.us-east-1.amazonaws.com|/a?b|signed|null|abc\"")
        .contains("\"200|GET|kinesis.us-east-1.amazonaws.com|/|null|null|\"");
  }

  @Test
  void theWebSocketOfNodeComesHome() throws Exception {
    function.assumeNode(22);
    function.file(
        "index.js",
        """
        exports.handler = async () => new Promise((done) => {
          const socket = new WebSocket('wss://transcribestreaming.us-east-1.amazonaws.com:8443/a');
          socket.onerror = () => done('refused');
        });
        """);
    try (ServerSocket port = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      function.variable("WSEMULATOR_HOME", "127.0.0.1:" + port.getLocalPort());
      function.start("index.handler");
      CompletableFuture<String> answer = CompletableFuture.supplyAsync(() -> function.answer("{}"));
      try (Socket socket = port.accept()) {
        BufferedReader lines = new BufferedReader(new InputStreamReader(socket.getInputStream()));
        assertThat(lines.lines().takeWhile(line -> !line.isEmpty()).map(String::toLowerCase))
            .contains(
                "get /a http/1.1",
                "host: transcribestreaming.us-east-1.amazonaws.com:8443",
                "upgrade: websocket");
      }
      assertThat(answer.get(20, TimeUnit.SECONDS)).isEqualTo("\"refused\"");
    }
  }

  @Test
  void encryptedRequestsToTheEmulatorItselfComeAsPlainText() {
    function.assumeNode(18);
    function.file(
        "index.js",
        READ
            + """
            const https = require('https');
            exports.handler = async (port) => [
              await new Promise((done) =>
                https.get(`https://localhost:${port}/a`, (r) => done(read(r)))),
              await new Promise((done) =>
                https.get({ host: '127.0.0.1', port, path: '/b' }, (r) => done(read(r)))),
              await (await fetch(`https://localhost:${port}/c`)).text(),
              await new Promise((done) =>
                https.get({ host: '127.0.0.1', port: 1 }).on('error', (e) => done(e.code))),
            ];
            """);
    function.start("index.handler");

    int port = home.getAddress().getPort();
    assertThat(function.answer(String.valueOf(port)))
        .isEqualTo(
            "[\"GET|localhost:%1$d|/a|null|null|\",\"GET|127.0.0.1:%1$d|/b|null|null|\","
                + "\"GET|localhost:%1$d|/c|null|null|\",\"ECONNREFUSED\"]",
            port);
  }

  @Test
  void otherHostsAreLeftAlone() {
    function.assumeNode(18);
    function.file(
        "index.js",
        READ
            + """
            const http = require('http');
            exports.handler = async (url) => [
              await new Promise((done) => http.get(url + '/direct', (r) => done(read(r)))),
              await (await fetch(url + '/direct')).text(),
              await fetch('no url').catch((error) => error.name),
            ];
            """);
    function.variable("WSEMULATOR_HOME", "127.0.0.1:1").start("index.handler");

    String url = "http://127.0.0.1:" + home.getAddress().getPort();
    assertThat(function.answer("\"" + url + "\""))
        .contains("GET|127.0.0.1:", "/direct|", "\"TypeError\"");
  }

  @Test
  void anIdleConnectionHomeDoesNotKeepTheEventLoop() {
    function.file(
        "index.js",
        READ
            + """
            exports.handler = (event, context, callback) =>
              require('https').get('https://s3.amazonaws.com/', (r) =>
                read(r).then((text) => callback(null, text)));
            """);
    function.start("index.handler");

    assertThat(function.answer("{}")).contains("s3.amazonaws.com");
    assertThat(function.answer("{}")).contains("s3.amazonaws.com");
  }

  @Test
  void theFunctionDoesNotSeeTheVariablesOfTheHook() {
    function.file(
        "index.js",
        "exports.handler = async () =>"
            + " Object.keys(process.env).filter((name) => name.startsWith('WSEM'));");
    function.start("index.handler");

    assertThat(function.answer("{}")).isEqualTo("[]");
  }
}
