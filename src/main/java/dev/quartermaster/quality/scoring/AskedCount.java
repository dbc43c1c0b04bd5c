package dev.quartermaster.quality.scoring;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Finds how many things a task asks to list. */
final class AskedCount {

    private static final int MOST = 50;
    private static final int WINDOW = 6;

    private static final Map<String, Integer> NUMBERS = numbers(
            "two three four five six seven eight nine ten",
            "zwei drei vier fünf sechs sieben acht neun zehn",
            "deux trois quatre cinq six sept huit neuf dix",
            "dos tres cuatro cinco seis siete ocho nueve diez",
            "due tre quattro cinque sei sette otto nove dieci",
            "два три четыре пять шесть семь восемь девять десять",
            "две");

    private static final Set<String> VERBS = Set.of(
            ("list give name write provide suggest propose recommend tell show nenne nennen gib gebt schreibe schreib"
                            + " liste zähle schlage empfiehl donne donnez cite citez énumère indique écris"
                            + " suggère dame da escribe enumera cita propón nombra sugiere lista elenca scrivi dammi"
                            + " suggerisci proponi indica nomina назови перечисли напиши дай приведи предложи укажи")
                    .split(" "));

    /** Things of which an answer is made, or that are measured: their number is not that of a list. */
    private static final String[] MEASURES = {
        "word",
        "sentence",
        "paragraph",
        "line",
        "page",
        "minute",
        "hour",
        "day",
        "week",
        "month",
        "year",
        "percent",
        "char",
        "token",
        "section",
        "verse",
        "stanza",
        "wort",
        "wörter",
        "satz",
        "sätze",
        "absatz",
        "absätze",
        "zeile",
        "seite",
        "stunde",
        "tag",
        "woche",
        "monat",
        "jahr",
        "prozent",
        "zeichen",
        "frage",
        "mot",
        "phrase",
        "paragraphe",
        "ligne",
        "heure",
        "jour",
        "semaine",
        "mois",
        "an",
        "ans",
        "pour",
        "partie",
        "palabra",
        "frase",
        "párrafo",
        "línea",
        "página",
        "hora",
        "día",
        "semana",
        "mes",
        "año",
        "parte",
        "parol",
        "righe",
        "riga",
        "pagin",
        "or",
        "giorn",
        "settiman",
        "mesi",
        "ann",
        "sezion",
        "слов",
        "предложени",
        "абзац",
        "строк",
        "страниц",
        "минут",
        "час",
        "дн",
        "недел",
        "месяц",
        "год",
        "лет",
        "to",
        "or",
        "bis",
        "oder",
        "question",
        "part",
        "paragraf",
        "preguntas",
        "domand",
        "вопрос",
        "раздел"
    };

    private AskedCount() {}

    private static Map<String, Integer> numbers(String... languages) {
        Map<String, Integer> numbers = new HashMap<>();
        for (String language : languages) {
            String[] words = language.split(" ", -1);
            for (int i = 0; i < words.length; i++) {
                numbers.putIfAbsent(words[i], i + 2);
            }
        }
        return Map.copyOf(numbers);
    }

    /** Returns the number that follows a verb of listing within a few words; 0 if there is none. */
    static int in(String task) {
        String[] words = task.toLowerCase(Locale.ROOT).split("[\\s,:;.!?()'’-]+", -1);
        int verb = Integer.MIN_VALUE / 2;
        for (int i = 0; i < words.length - 1; i++) {
            if (VERBS.contains(words[i])) {
                verb = i;
            } else if (i - verb <= WINDOW) {
                int number = number(words[i]);
                if (number > 1 && !isMeasure(words[i + 1])) {
                    return number;
                }
            }
        }
        return 0;
    }

    private static int number(String word) {
        Integer named = NUMBERS.get(word);
        if (named != null) {
            return named;
        }
        if (word.isEmpty() || word.length() > 2 || !word.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return 0;
        }
        int number = Integer.parseInt(word);
        return number <= MOST ? number : 0;
    }

    private static boolean isMeasure(String word) {
        for (String measure : MEASURES) {
            if (measure.length() <= 2 ? word.equals(measure) : word.startsWith(measure)) {
                return true;
            }
        }
        return false;
    }
}
