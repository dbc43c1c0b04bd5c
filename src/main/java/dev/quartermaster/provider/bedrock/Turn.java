package dev.quartermaster.provider.bedrock;

import dev.quartermaster.provider.translation.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One side's turn while it is written. */
record Turn(String side, List<Map<String, Object>> content) {

    static final String USER = "user";
    static final String ASSISTANT = "assistant";

    private static final String TEXT = "text";

    /** Converse refuses documents in a turn without a text. */
    private static final String SEE_DOCUMENT = "See the document.";

    static Turn saying(String text) {
        return new Turn(USER, new ArrayList<>(List.of(Map.of(TEXT, text))));
    }

    boolean is(String other) {
        return side.equals(other);
    }

    boolean endsInText() {
        return content.get(lastSaid()).containsKey(TEXT);
    }

    /** Takes the white space from the end of its last text. */
    void stripEnd() {
        int last = lastSaid();
        content.set(
                last, Map.of(TEXT, String.valueOf(content.get(last).get(TEXT)).stripTrailing()));
    }

    /** The same turn, a user's with the tool results first, each with the cache point behind it, and with a text. */
    Turn inOrder() {
        if (!is(USER)) {
            return this;
        }
        List<Map<String, Object>> results = new ArrayList<>();
        List<Map<String, Object>> others = new ArrayList<>();
        List<Map<String, Object>> current = others;
        for (Map<String, Object> block : content) {
            if (!CachePoints.is(block)) {
                current = block.containsKey("toolResult") ? results : others;
            }
            current.add(block);
        }
        if (has("document", others) && !has(TEXT, others)) {
            others.add(Map.of(TEXT, SEE_DOCUMENT));
        }
        results.addAll(others);
        return new Turn(side, results);
    }

    Map<String, Object> written() {
        return Fields.with("role", side).set("content", content).map();
    }

    private static boolean has(String kind, List<Map<String, Object>> blocks) {
        return blocks.stream().anyMatch(block -> block.containsKey(kind));
    }

    private int lastSaid() {
        int last = content.size() - 1;
        while (CachePoints.is(content.get(last))) {
            last--;
        }
        return last;
    }
}
