package dev.wsemulator.internal.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.wsemulator.testing.Aws;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MappingTemplateTest {
  private static final String BODY =
      "{\"a\":\"x\",\"n\":1.50,\"t\":true,\"o\":{\"k\":\"v\"},\"l\":[1,\"two\"]}";

  private static TemplateInput input(String body) {
    Map<String, Object> context =
        Map.of(
            "connectionId",
            "TXz=",
            "identity",
            Map.of("sourceIp", "192.0.2.1"),
            "error",
            Map.of("message", "no", "messageString", "\"no\""));
    return new TemplateInput(body, context, Map.of("color", "red"), Map.of(), Map.of());
  }

  private static String render(String template) {
    return MappingTemplate.compile(template).render(input(BODY));
  }

  @Aws("TM-01")
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "$input.body|{\"a\":\"x\",\"n\":1.50,\"t\":true,\"o\":{\"k\":\"v\"},\"l\":[1,\"two\"]}",
        "$input.json('$.a')|\"x\"",
        "$input.json('$.o')|{\"k\":\"v\"}",
        "$input.json('$.l')|[1,\"two\"]",
        "$input.json('$.missing')|\"\"",
        "$input.path('$.a')|x",
        "$input.path('$.o.k')|v",
        "$input.path('$.o')|{k=v}",
        "$input.path('$.t')|true",
        "[$input.path('$.missing')]|[]",
        "#set($o = $input.path('$.o'))$o.k|v",
        "#foreach($e in $input.path('$.l'))<$e>#end|<1><two>"
      })
  void theMessageIsReadByPath(String template, String expected) {
    assertThat(render(template)).isEqualTo(expected);
  }

  @Aws("TM-01")
  @Test
  void aMessageThatIsNoJsonHasNoPaths() {
    MappingTemplate template = MappingTemplate.compile("[$input.path('$.a')] $input.body");
    assertThat(template.render(input("}{"))).isEqualTo("[] }{");
  }

  @Aws("TM-02")
  @Test
  void parametersAreThoseOfTheHandshake() {
    TemplateInput connect =
        new TemplateInput(
            "", Map.of(), Map.of(), Map.of("Auth", List.of("h")), Map.of("q", List.of("1", "2")));
    String template =
        "$input.params('q') $input.params('Auth') $input.params().querystring.q"
            + " $input.params().header.get('Auth') [$input.params('none')]";
    assertThat(MappingTemplate.compile(template).render(connect)).isEqualTo("2 h 2 h []");
    assertThat(render("[$input.params('q')][$input.params().header.Auth]")).isEqualTo("[][]");
    TemplateInput both =
        new TemplateInput(
            "", Map.of(), Map.of(), Map.of("t", List.of("h1", "h2")), Map.of("t", List.of("q")));
    assertThat(MappingTemplate.compile("$input.params('t')").render(both)).isEqualTo("q");
    assertThat(MappingTemplate.compile("$input.params().header.t").render(both)).isEqualTo("h2");
  }

  @Aws({"TM-03", "TM-04"})
  @Test
  void contextVariablesAreNested() {
    assertThat(render("$context.connectionId $context.identity.sourceIp"))
        .isEqualTo("TXz= 192.0.2.1");
    assertThat(render("$context.error.message $context.error.messageString"))
        .isEqualTo("no \"no\"");
    assertThat(render("[$context.authorizer.principalId][$context.nothing]")).isEqualTo("[][]");
  }

  @Aws("TM-05")
  @ParameterizedTest
  @ValueSource(
      strings = {"$stageVariables.color", "$stageVariables['color']", "${stageVariables['color']}"})
  void stageVariablesHaveThreeForms(String template) {
    assertThat(render(template)).isEqualTo("red");
  }

  @Aws("TM-06")
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "$util.escapeJavaScript(\"it's \\\"x\\\"\")|it\\'s \\\"x\\\"",
        "$util.escapeJavaScript('ü/')|\\u00FC\\/",
        "$util.urlEncode('a b&c')|a+b%26c",
        "$util.urlDecode('a+b%26c')|a b&c",
        "$util.base64Encode('hü')|aMO8",
        "$util.base64Decode('aMO8')|hü",
        "$util.parseJson('{\"k\":7}').k|7"
      })
  void utilitiesConvertText(String template, String expected) {
    assertThat(render(template.replace("\\\"", "\"\"").replace("\"\"x\"\"", "\"\"x\"\"")))
        .isEqualTo(expected);
  }

  @Aws("TM-07")
  @Test
  void aLoopEndsAfterAThousandRounds() {
    assertThat(render("#foreach($i in [1..5000])x#end")).hasSize(1000);
  }

  @Aws("TM-07")
  @Test
  void aTemplateOfMoreThan300KilobytesIsRefused() {
    assertThatThrownBy(() -> MappingTemplate.compile("x".repeat(300 * 1024 + 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("300 KB");
    assertThat(MappingTemplate.compile("x".repeat(300 * 1024)).render(input("")))
        .hasSize(300 * 1024);
  }

  @Test
  void aMalformedTemplateIsRefused() {
    assertThatThrownBy(() -> MappingTemplate.compile("#if($a)"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Velocity Template Language");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$input.class.forName('java.lang.Runtime').getRuntime().exec('id')",
        "$input.getClass().getClassLoader().loadClass('java.lang.Runtime')",
        "#set($c = $util.class.protectionDomain.codeSource.location)$c",
        "#set($s = '')$s.class.forName('java.lang.System').getenv()",
        "#include('/etc/passwd')",
        "#parse('/etc/passwd')",
        "#include('file:///etc/passwd')"
      })
  void aTemplateReachesNeitherClassesNorFiles(String hostile) {
    String[] result = new String[1];
    Throwable failure = catchThrowable(() -> result[0] = render(hostile));
    if (failure == null) {
      assertThat(result[0]).doesNotContain("root:", "uid=", "file:/", "class java", "PATH=");
    } else {
      assertThat(failure).isInstanceOf(TemplateFailure.class);
    }
  }

  @Test
  void aTemplateThatCallsItselfFails() {
    assertThatThrownBy(() -> render("#macro(again)#again()#end#again()"))
        .isInstanceOf(TemplateFailure.class);
  }

  @Test
  void aResultOfMoreThanTenMegabytesFails() {
    String text = "x".repeat(100);
    assertThatThrownBy(
            () ->
                render(
                    "#foreach($i in [1..1000])#foreach($j in [1..1000])%s#end#end".formatted(text)))
        .isInstanceOfSatisfying(
            TemplateFailure.class, failure -> assertThat(failure.isBound()).isTrue())
        .hasMessageContaining("is longer than 10485760 characters");
  }

  /**
   * Nested loops, texts and lists that double, patterns that go back, and what makes long texts.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "#foreach($a in [1..999])#foreach($b in [1..999])#foreach($c in [1..999])#end#end#end",
        "#set($a = 'xx')#foreach($i in [1..40])#set($a = \"$a$a\")#end",
        "#set($a = 'xx')#foreach($i in [1..40])#set($a = $a.concat($a))#end",
        "$input.body.repeat(1000000000)",
        "$input.body.format('%999999999d', 1)",
        "#set($a = 'xxxxxxxxxx')#foreach($i in [1..12])#set($a = $a.replace('x', $a))#end",
        "#set($a = 'xxxxxxxxxx')#foreach($i in [1..12])#set($a = $a.replaceAll('x', $a))#end",
        "#set($t = 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa')$t.matches('(a+)(a+)(a+)(a+)(a+)(a+)(a+)(a+)b')",
        "#set($t = 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa')$t.split('(a+)(a+)(a+)(a+)(a+)(a+)(a+)(a+)b')",
        "#set($l = [1])#foreach($i in [1..60])#set($l = [$l, $l])#end$l",
        "#set($l = [1])#foreach($i in [1..60])#set($x = $l.addAll($l))#end$l",
        "#set($n = 7)#foreach($i in [1..60])#set($n = $n * $n)#end$n",
        "#macro(z)x#end#macro(a)#z()#z()#z()#z()#end#macro(b)#a()#a()#a()#a()#end"
            + "#macro(c)#b()#b()#b()#b()#end#macro(d)#c()#c()#c()#c()#end"
            + "#macro(e)#d()#d()#d()#d()#end#macro(f)#e()#e()#e()#e()#end"
            + "#macro(g)#f()#f()#f()#f()#end#macro(h)#g()#g()#g()#g()#end"
            + "#macro(i)#h()#h()#h()#h()#end#macro(j)#i()#i()#i()#i()#end"
            + "#macro(k)#j()#j()#j()#j()#end#macro(l)#k()#k()#k()#k()#end#l()",
        "#set($r = [1..2000000000])$r"
      })
  void whatATemplateTakesIsBounded(String greedy) {
    long begin = System.nanoTime();
    assertThatThrownBy(() -> render(greedy))
        .isInstanceOfSatisfying(
            TemplateFailure.class,
            failure -> assertThat(failure.isBound()).as(failure.getMessage()).isTrue());
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(60));
  }

  @Test
  void whatAPathLooksAtIsBounded() {
    String deep = "[".repeat(150) + "1" + "]".repeat(150);
    MappingTemplate template = MappingTemplate.compile("$input.json('$..[*]..[*]..[*]..[*]..[*]')");
    assertThatThrownBy(() -> template.render(input(deep)))
        .isInstanceOfSatisfying(
            TemplateFailure.class, failure -> assertThat(failure.isBound()).isTrue());
  }

  @Test
  void ordinaryTemplatesAreFarFromTheBounds() {
    String rows =
        "#set($all = '')#foreach($i in [1..1000])#set($all = \"$all$i,\")#end$all.length()";
    assertThat(render(rows)).isEqualTo("3893");
    assertThat(render("#foreach($i in [1..300])#foreach($j in [1..300])$i#end#end"))
        .hasSize(300 * (9 + 90 * 2 + 201 * 3));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'a.b.c'.replace('.', '-')|a-b-c",
        "'a.b.c'.replaceAll('[a-b]', '<$0>')|<a>.<b>.c",
        "'a.b.c'.replaceFirst('[.]', '')|ab.c",
        "'abc'.replace('', '-')|-a-b-c-",
        "'abc'.repeat(2)|abcabc",
        "'abc'.matches('a.c')|true",
        "'a,b,,'.split(',').size()|2",
        "'a,b,c'.split(',', 2).get(1)|b,c",
        "'%s-%s'.format('%s-%s', 1, 'x')|1-x",
        "'a-%03d'.formatted(7)|a-007"
      })
  void theMethodsOfTextsDoWhatJavaDoes(String call, String expected) {
    String text = call.substring(1, call.indexOf('\'', 1));
    assertThat(
            render(
                "#set($t = '%s')$t%s".formatted(text, call.substring(call.indexOf('\'', 1) + 1))))
        .isEqualTo(expected);
  }
}
