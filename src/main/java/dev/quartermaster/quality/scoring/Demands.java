package dev.quartermaster.quality.scoring;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Form that a task asks for in words.
 *
 * @param items the number of list items; 0 where no number is asked for
 * @param sections the titles of sections; empty where none are
 * @param parts the parts of the question; empty where it is one
 */
record Demands(int items, boolean list, boolean table, boolean json, List<String> sections, List<String> parts) {

    /** What follows this is mostly material; demands stand at the beginning or the end. */
    private static final int MOST = 2_000;

    private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS;

    private static final String[] LIST_WORDS = {"list", "bullet", "aufzähl", "stichpunkt", "elenco", "списк", "список"};
    private static final String[] TABLE_WORDS = {"tab", "табл"};
    private static final String[] SECTION_WORDS = {
        "section",
        "heading",
        "parts called",
        "abschnitt",
        "überschrift",
        "partie",
        "rubrique",
        "seccion",
        "apartado",
        "sezion",
        "paragrafi",
        "раздел",
        "заголов"
    };

    private static final Pattern LIST = Pattern.compile(
            "numbered list|bulleted list|bullet(?:ed)? points?|as a (?:\\w+ )?list|in a list|nummerierte liste|als liste|"
                    + "als (?:nummerierte )?aufzählung|stichpunkt\\p{L}*|liste (?:numérotée|à puces)|forme de liste|"
                    + "en (?:una )?lista|lista (?:numerada|con viñetas|de viñetas)|(?:elenco|lista) (?:numerat|puntat)[oa]|"
                    + "(?:нумерованн|маркированн)\\p{L}* списк\\p{L}*|в виде списка|список с номерами|списком",
            FLAGS);

    private static final Pattern TABLE = Pattern.compile(
            "(?:in|as|using) an? (?:\\w+ )?table|markdown.table|(?:in einer|als) (?:markdown-)?tabelle|in tabellenform|"
                    + "(?:dans un|sous forme de|en) tableau|en (?:una )?tabla|in una tabella|come tabella|"
                    + "в виде таблицы|в таблице|таблицей",
            FLAGS);

    private static final Pattern JSON = Pattern.compile(
            "(?:as|in|only|valid|return|mit|als|nur|gültiges|au format|en|comme|como|en formato|solo|con|come|in formato|"
                    + "формате|только|виде) (?:(?:valid|gültiges|a|un|una|an) )?json\\b",
            FLAGS);

    private static final Pattern SECTIONS = Pattern.compile(
            "(?:sections?|headings?|parts called|abschnitte\\p{L}*|überschriften|parties|rubriques|secciones|apartados|"
                    + "sezioni|paragrafi|раздел\\p{L}*|заголовк\\p{L}*)[^.!?\\n]{0,200}",
            FLAGS);

    private static final Pattern QUOTED =
            Pattern.compile("['\"«“„‘]\\s?([\\p{L}\\p{N}][^'\"»”“’\\n]{0,60}?)\\s?['\"»”“’](?!\\p{L})");

    private Demands(Builder builder) {
        this(builder.items, builder.list, builder.table, builder.json, builder.sections, builder.parts);
    }

    static Demands of(String task, String instructions) {
        String asked = ends(task);
        return new Demands(new Builder(asked, ends(instructions)));
    }

    private static String ends(String text) {
        return text.length() <= MOST
                ? text
                : text.substring(0, MOST / 2) + "\n" + text.substring(text.length() - MOST / 2);
    }

    /** Works the demands out. */
    private static final class Builder {

        private final int items;
        private final boolean list;
        private final boolean table;
        private final boolean json;
        private final List<String> sections;
        private final List<String> parts;

        Builder(String task, String instructions) {
            this.items = AskedCount.in(task);
            String lower = task.toLowerCase(Locale.ROOT);
            this.list = hasAny(lower, LIST_WORDS) && LIST.matcher(lower).find();
            this.table = hasAny(lower, TABLE_WORDS) && TABLE.matcher(lower).find();
            this.json = isJson(lower) || isJson(instructions.toLowerCase(Locale.ROOT));
            this.sections = hasAny(lower, SECTION_WORDS) ? sections(lower) : List.of();
            this.parts = AskedParts.in(task);
        }

        private static boolean isJson(String text) {
            return text.contains("json") && JSON.matcher(text).find();
        }

        /** Looks for the words by which an expression begins to be worth its while: most tasks have none of them. */
        private static boolean hasAny(String text, String[] words) {
            for (String word : words) {
                if (text.contains(word)) {
                    return true;
                }
            }
            return false;
        }

        private static List<String> sections(String task) {
            List<String> titles = new ArrayList<>();
            Matcher sections = SECTIONS.matcher(task);
            while (sections.find()) {
                Matcher quoted = QUOTED.matcher(sections.group());
                while (quoted.find()) {
                    titles.add(quoted.group(1));
                }
            }
            return titles.size() < 2 ? List.of() : titles;
        }
    }
}
