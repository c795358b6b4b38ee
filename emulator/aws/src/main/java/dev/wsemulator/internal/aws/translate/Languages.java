package dev.wsemulator.internal.aws.translate;

import java.lang.Character.UnicodeScript;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The languages of Amazon Translate.
 *
 * @see <a href="https://docs.aws.amazon.com/translate/latest/dg/what-is-languages.html">Supported
 *     languages</a>
 */
final class Languages {
  private static final Set<String> CODES =
      Set.of(
          ("af sq am ar hy az bn bs bg ca zh zh-TW hr cs da fa-AF nl en et fa tl fi fr fr-CA ka de el"
                  + " gu ht ha he hi hu is id ga it ja kn kk ko lv lt mk ms ml mt mr mn no ps pl pt"
                  + " pt-PT pa ro ru sr si sk sl so es es-MX sw sv ta te th tr uk ur uz vi cy")
              .split(" "));

  private static final Map<UnicodeScript, String> BY_SCRIPT =
      Map.ofEntries(
          Map.entry(UnicodeScript.HIRAGANA, "ja"),
          Map.entry(UnicodeScript.KATAKANA, "ja"),
          Map.entry(UnicodeScript.HANGUL, "ko"),
          Map.entry(UnicodeScript.HAN, "zh"),
          Map.entry(UnicodeScript.CYRILLIC, "ru"),
          Map.entry(UnicodeScript.GREEK, "el"),
          Map.entry(UnicodeScript.ARABIC, "ar"),
          Map.entry(UnicodeScript.HEBREW, "he"),
          Map.entry(UnicodeScript.THAI, "th"),
          Map.entry(UnicodeScript.DEVANAGARI, "hi"));

  private static final Map<String, Set<String>> COMMON_WORDS = commonWords();

  private Languages() {}

  static boolean supports(String code) {
    return CODES.contains(code);
  }

  static List<String> codes() {
    return CODES.stream().sorted().toList();
  }

  /**
   * Returns a guess at the text's language, from its script and its most common words; {@code en}
   * in doubt.
   */
  static String detect(String text) {
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      String code = BY_SCRIPT.get(UnicodeScript.of(text.codePointAt(i)));
      if (code != null) {
        return code;
      }
    }
    String best = "en";
    long bestCount = 0;
    List<String> words = List.of(text.toLowerCase(Locale.ROOT).split("[^\\p{L}]+"));
    for (Map.Entry<String, Set<String>> language : COMMON_WORDS.entrySet()) {
      long count = words.stream().filter(language.getValue()::contains).count();
      if (count > bestCount) {
        best = language.getKey();
        bestCount = count;
      }
    }
    return best;
  }

  private static Map<String, Set<String>> commonWords() {
    Map<String, Set<String>> words = new LinkedHashMap<>();
    words.put("en", Set.of("the", "and", "of", "to", "is", "you", "it", "hello", "that", "with"));
    words.put(
        "de", Set.of("der", "die", "das", "und", "ist", "ich", "nicht", "ein", "hallo", "mit"));
    words.put(
        "fr", Set.of("le", "les", "et", "est", "je", "une", "bonjour", "pas", "vous", "avec"));
    words.put("es", Set.of("el", "los", "y", "es", "una", "hola", "por", "con", "que", "muy"));
    words.put("it", Set.of("il", "gli", "e", "è", "ciao", "non", "sono", "della", "per", "che"));
    words.put("pt", Set.of("o", "os", "é", "uma", "olá", "não", "com", "você", "para", "obrigado"));
    return words;
  }
}
