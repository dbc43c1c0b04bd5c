package dev.quartermaster.quality.scoring;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the language that a request asks its answer to be in, by the words that six languages have for that. */
final class RequestedLanguage {

    private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS;

    /** Words that turn what follows into the language of the answer. */
    private static final Pattern ASKS = Pattern.compile(
            "(?:answer|respond|reply|write|translate|antworte|antworten sie|schreibe?|übersetze?|réponds|répondez|écris|"
                    + "traduis|traduisez|responde|escribe|traduce|contesta|rispondi|scrivi|traduci|ответь|переведи|напиши)"
                    + "[^.?!:\\n]{0,40}?\\b(?:in|into|to|ins|auf|en|al|a|in lingua|на|по-)\\s*(?:the\\s+)?([\\p{L}-]+)",
            FLAGS);

    private static final String[] BEGINNINGS = {
        "engl", "angl", "ingl", "англ", "german", "deutsch", "alleman", "alem", "tedesc", "немец", "french", "franz",
        "franç", "franc", "франц", "span", "espa", "castel", "spagn", "испан", "ital", "итал", "portug", "portog",
        "португ", "dutch", "nieder", "néerl", "holand", "oland", "голланд", "russ", "ruso", "русск", "ukrain", "ucrai",
        "украин", "chin", "cin", "китай", "japan", "japon", "giapp", "япон", "korea", "coré", "corea", "корей", "arab",
        "árab", "арабск"
    };

    private static final Map<Language, Pattern> NAMES = new EnumMap<>(Language.class);

    static {
        name(Language.EN, "english|englische?n?|anglais|inglés|inglese|английск\\p{L}*|англ\\p{L}*");
        name(Language.DE, "german|deutsche?|allemand|alemán|tedesco|немецк\\p{L}*");
        name(Language.FR, "french|französische?n?|français|francés|francese|французск\\p{L}*");
        name(Language.ES, "spanish|spanische?n?|espagnol|español|castellano|spagnolo|испанск\\p{L}*");
        name(Language.IT, "italian|italienische?n?|italien|italiano|итальянск\\p{L}*");
        name(Language.PT, "portuguese|portugiesische?n?|portugais|portugués|portoghese|португальск\\p{L}*");
        name(Language.NL, "dutch|niederländische?n?|néerlandais|holandés|olandese|голландск\\p{L}*");
        name(Language.RU, "russian|russische?n?|russe|ruso|russo|русск\\p{L}*");
        name(Language.UK, "ukrainian|ukrainische?n?|ukrainien|ucraniano|ucraino|украинск\\p{L}*");
        name(Language.ZH, "chinese|chinesische?n?|chinois|chino|cinese|китайск\\p{L}*");
        name(Language.JA, "japanese|japanische?n?|japonais|japonés|giapponese|японск\\p{L}*");
        name(Language.KO, "korean|koreanische?n?|coréen|coreano|корейск\\p{L}*");
        name(Language.AR, "arabic|arabische?n?|arabe|árabe|arabo|арабск\\p{L}*");
    }

    private RequestedLanguage() {}

    private static void name(Language language, String words) {
        NAMES.put(language, Pattern.compile(words, FLAGS));
    }

    /** Returns the last language that is asked for; null if none is. */
    static @Nullable Language in(String text) {
        if (!mayName(text.toLowerCase(Locale.ROOT))) {
            return null;
        }
        Language found = null;
        Matcher asks = ASKS.matcher(text);
        int from = 0;
        while (from < text.length() && asks.find(from)) {
            Language named = named(asks.group(1));
            found = named == null ? found : named;
            from = asks.end();
        }
        return found;
    }

    /** Looks for how the names of languages begin, which is fast: most tasks name none. */
    private static boolean mayName(String text) {
        for (String beginning : BEGINNINGS) {
            if (text.contains(beginning)) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable Language named(String word) {
        for (Map.Entry<Language, Pattern> name : NAMES.entrySet()) {
            if (name.getValue().matcher(word).matches()) {
                return name.getKey();
            }
        }
        return null;
    }
}
