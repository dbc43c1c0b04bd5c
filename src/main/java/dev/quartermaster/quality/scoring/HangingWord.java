package dev.quartermaster.quality.scoring;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Words after which a sentence of their language goes on: articles, conjunctions and prepositions. Those that may also end
 * one are left out, such as the English “on” or the German “an” of separable verbs.
 */
final class HangingWord {

    private static final Map<Language, Set<String>> WORDS = new EnumMap<>(Language.class);

    static {
        words(Language.EN, "the a an of and or but with from into because if which than as its their your our between");
        words(
                Language.DE,
                "der den dem des ein eine einer eines einem einen und oder aber sondern dass weil wenn von zum zur im beim"
                        + " ins für durch zwischen gegen deren dessen sowie");
        words(
                Language.FR,
                "le la les de des du d l et ou mais un une au aux dans que qui dont par chez vers entre ses leur leurs qu");
        words(
                Language.ES,
                "el los las de del y e o u un una que con por para en al su sus cuyo entre hacia desde pero sino aunque");
        words(
                Language.IT,
                "il lo i gli le di del dello della dei degli delle e o un uno una che con per in al allo alla ai agli alle"
                        + " dal dalla nel nella nei nelle sul sulla tra fra l d dell nell all");
        words(
                Language.PT,
                "o os as de do da dos das e ou um uma que com por para em no nos na nas ao aos à às seu sua entre pelo pela"
                        + " mas");
        words(Language.NL, "de een en of van met voor tussen omdat maar dat die bij tegen zijn haar hun");
        words(
                Language.RU,
                "и в во на с со по из у к от ко о об для но а что чтобы или при до без между через как который которая"
                        + " которое которые которых");
    }

    private HangingWord() {}

    private static void words(Language language, String words) {
        WORDS.put(language, Set.of(words.split(" ")));
    }

    /** Returns whether a sentence of the language does not end in the word, in lower case. */
    static boolean is(String word, @Nullable Language language) {
        return language != null && WORDS.getOrDefault(language, Set.of()).contains(word);
    }
}
