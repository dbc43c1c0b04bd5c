package dev.quartermaster.quality.scoring;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Language of a text, by its script and its most common words. */
enum Language {
    EN(
            "the of and to a in is that it for was on are as with be by at this have from or an they which you were all your"
                    + " their has will would there what when how can more if not but its into than them these so about we our do"),
    DE("der die das und in den von zu mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat"
            + " dass sie nach wird bei einer um am sind noch wie einem über einen so zum war haben nur oder aber vor zur"
            + " bis mehr durch man kann sein wenn ich mir bitte was wir ihr diese dieser sehr gehören dazu danach"),
    FR(
            "le la les de des et en un une du est que qui dans pour pas sur au aux avec ce il elle par plus ne se sont son sa"
                    + " ses ou mais comme nous vous je leur on cette ces être été fait très peut tout deux sans entre même aussi"
                    + " votre quand si ont c d l n qu quels quelle quel moi"),
    ES(
            "el la los las de del y en un una que es se por con para no su al lo como más o pero sus le ya este sí porque esta"
                    + " entre cuando muy sin sobre también me hasta hay donde quien desde todo nos son fue ser está tiene si cómo"
                    + " qué cuál han puede cada"),
    IT("il lo la i gli le di del della dei delle e in un una che è per non con si da dal dalla al alla ai nel nella su"
            + " sono come più o ma anche suo sua ha hanno questo questa essere loro quando se ci perché cosa chi dove ogni"
            + " molto l d un nell dell dall all qual quali"),
    PT(
            "o a os as de do da dos das e em um uma que é se por com para não seu sua ao à no na nos nas como mais ou mas foi"
                    + " são também me até há quando muito sem sobre já está isso ele ela você entre depois ser tem pelo pela"),
    NL("de het een en van in is dat op te voor met zijn niet aan er om ook als bij door naar uit ze hij wordt maar dan"
            + " nog deze die over kan je of hun worden wat tot werd heeft hebben"),
    RU("и в не на что с по как это из у за к от о для но а то все так же его она он они мы вы я бы был была были или"
            + " чтобы при до если уже когда только ещё мне под чем без их ли нет есть где кто который которая которые"
            + " такое какая коротко"),
    UK(""),
    ZH(""),
    JA(""),
    KO(""),
    AR(""),
    HE(""),
    EL(""),
    HI(""),
    TH("");

    /** The fewest words that tell a language. */
    static final int FEWEST_WORDS = 4;

    private static final double FEWEST_SHARE = 0.12;
    private static final double LEAD = 1.4;
    private static final Map<String, List<Language>> BY_WORD = byWord();
    private static final Set<String> CARRYING = Set.of("gehören");

    private final Set<String> common;

    Language(String common) {
        this.common =
                Arrays.stream(common.split(" ")).filter(word -> !word.isEmpty()).collect(Collectors.toSet());
    }

    private static Map<String, List<Language>> byWord() {
        Map<String, List<Language>> all = new HashMap<>();
        for (Language language : values()) {
            for (String word : language.common) {
                all.merge(word, List.of(language), Language::both);
            }
        }
        return Map.copyOf(all);
    }

    private static List<Language> both(List<Language> some, List<Language> more) {
        return java.util.stream.Stream.concat(some.stream(), more.stream()).toList();
    }

    /** Returns whether a word is too common to carry meaning. */
    static boolean isCommon(String word) {
        return BY_WORD.containsKey(word) && !CARRYING.contains(word);
    }

    /** Returns whether the character is of a script that is written without spaces. */
    static boolean isUnspaced(char character) {
        return (character >= 0x3040 && character <= 0x30ff)
                || (character >= 0x3400 && character <= 0x9fff)
                || (character >= 0x0e00 && character <= 0x0e7f)
                || (character >= 0xac00 && character <= 0xd7a3);
    }

    /** Returns the language of a text; null if it is too short, or mixed. */
    static @Nullable Language of(String text, Words words) {
        Language byScript = byScript(text);
        if (byScript != null) {
            return byScript;
        }
        if (words.size() < FEWEST_WORDS) {
            return null;
        }
        int[] hits = new int[values().length];
        for (String word : words.all()) {
            for (Language language : BY_WORD.getOrDefault(word, List.of())) {
                hits[language.ordinal()]++;
            }
        }
        return clearest(hits, words.size());
    }

    private static @Nullable Language clearest(int[] hits, int words) {
        int best = 0;
        int second = 0;
        Language language = null;
        for (Language candidate : values()) {
            int own = hits[candidate.ordinal()];
            if (own > best) {
                second = best;
                best = own;
                language = candidate;
            } else if (own > second) {
                second = own;
            }
        }
        boolean isClear = best >= 2 && best >= words * FEWEST_SHARE && best >= second * LEAD;
        return isClear ? language : null;
    }

    private static @Nullable Language byScript(String text) {
        int letters = 0;
        int[] counts = new int[values().length];
        boolean ukrainian = false;
        int kana = 0;
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            if (Character.isLetter(letter)) {
                letters++;
                Language language = letter < 0x0370 ? null : script(letter);
                if (language != null) {
                    counts[language.ordinal()]++;
                    ukrainian |= letter == 'і' || letter == 'ї' || letter == 'є';
                    kana += language == JA ? 1 : 0;
                }
            }
        }
        if (kana > 0) {
            counts[JA.ordinal()] += counts[ZH.ordinal()];
            counts[ZH.ordinal()] = 0;
        }
        for (Language language : values()) {
            if (counts[language.ordinal()] * 2 > letters) {
                return language == RU && ukrainian ? UK : language;
            }
        }
        return null;
    }

    private static @Nullable Language script(char letter) {
        if (letter <= 0x03ff) {
            return EL;
        } else if (letter <= 0x052f) {
            return RU;
        } else if (letter >= 0x0590 && letter <= 0x05ff) {
            return HE;
        } else if (letter >= 0x0600 && letter <= 0x06ff) {
            return AR;
        } else if (letter >= 0x0900 && letter <= 0x097f) {
            return HI;
        } else if (letter >= 0x0e00 && letter <= 0x0e7f) {
            return TH;
        } else if (letter >= 0x3040 && letter <= 0x30ff) {
            return JA;
        } else if (letter >= 0x3400 && letter <= 0x9fff) {
            return ZH;
        }
        return letter >= 0xac00 && letter <= 0xd7a3 ? KO : null;
    }
}
