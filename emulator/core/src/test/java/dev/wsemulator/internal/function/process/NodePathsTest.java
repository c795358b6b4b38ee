package dev.wsemulator.internal.function.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Paths below {@code /opt} and {@code /var/task} in functions for Node.js. */
class NodePathsTest {
  @TempDir private Path folder;
  @TempDir private Path layer;
  private NodeFunction function;

  @BeforeEach
  void start() throws IOException {
    function = new NodeFunction(folder);
    function.variable("WSEMULATOR_OPT", layer.toString());
    Files.writeString(layer.resolve("data.txt"), "of the layer");
    Files.createDirectories(layer.resolve("nodejs"));
    Files.writeString(layer.resolve("nodejs/words.js"), "exports.word = 'cjs';");
    Files.writeString(layer.resolve("nodejs/words.mjs"), "export const word = 'esm';");
    Path tool = Files.writeString(layer.resolve("tool"), "#!/bin/sh\nprintf \"ran $1\"\n");
    assertThat(tool.toFile().setExecutable(true)).isTrue();
  }

  @AfterEach
  void close() {
    function.close();
  }

  @Test
  void filesAreReadInEveryWay() {
    function.file("own.txt", "of the code");
    function.file(
        "index.js",
        """
        const fs = require('fs');
        const { readFile } = require('node:fs/promises');
        exports.handler = async () => [
          fs.readFileSync('/opt/data.txt', 'utf8'),
          await readFile('/opt/data.txt', 'utf8'),
          await fs.promises.readFile(new URL('file:///opt/data.txt'), 'utf8'),
          fs.existsSync('/opt/data.txt'),
          fs.readdirSync('/opt').sort().join(),
          await new Promise((done) => fs.createReadStream('/opt/data.txt').once('data',
            (bytes) => done(String(bytes)))),
          fs.readFileSync('/var/task/own.txt', 'utf8'),
          await readFile('/opt/none').catch((error) => error.message),
          Object.keys(process.env).filter((name) => name.startsWith('WSEM')).join(),
        ];
        """);
    function.start("index.handler");

    String read = "\"of the layer\",";
    assertThat(function.answer("{}"))
        .isEqualTo(
            "["
                + read.repeat(3)
                + "true,\"data.txt,nodejs,tool\","
                + read
                + "\"of the code\",\"ENOENT: no such file or directory, open '/opt/none'\",\"\"]");
  }

  @Test
  void modulesAreRequired() {
    function.file(
        "index.js",
        """
        const { word } = require('/opt/nodejs/words');
        exports.handler = async () => {
          try {
            require('/opt/none');
          } catch (error) {
            return [word, error.message.split('\\n')[0]];
          }
        };
        """);
    function.start("index.handler");

    assertThat(function.answer("{}")).isEqualTo("[\"cjs\",\"Cannot find module '/opt/none'\"]");
  }

  @Test
  void modulesAreImportedByAnEsModule() {
    function.assumeNode(20);
    function.file(
        "index.mjs",
        """
        import { readFileSync } from 'fs';
        import { execFileSync } from 'node:child_process';
        import { word } from '/opt/nodejs/words.mjs';
        const { word: other } = await import('/opt/nodejs/words.js');
        export const handler = async () =>
          [word, other, readFileSync('/opt/data.txt', 'utf8'), String(execFileSync('/opt/tool', ['a']))];
        """);
    function.start("index.handler");

    assertThat(function.answer("{}")).isEqualTo("[\"esm\",\"cjs\",\"of the layer\",\"ran a\"]");
  }

  @Test
  void programsAreStarted() {
    function.file(
        "index.js",
        """
        const { spawnSync, execFile } = require('child_process');
        const { promisify } = require('util');
        exports.handler = async () => [
          String(spawnSync('/opt/tool', ['a']).stdout),
          (await promisify(execFile)('/opt/tool', ['b'])).stdout,
        ];
        """);
    function.start("index.handler");

    assertThat(function.answer("{}")).isEqualTo("[\"ran a\",\"ran b\"]");
  }
}
