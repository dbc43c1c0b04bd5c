package dev.quartermaster.provider.openai.responses;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Log probabilities in the form that the shared words have for them, which is that of chat completions. */
final class Logprobs {

    private static final String LOGPROBS = "logprobs";

    private Logprobs() {}

    /** Writes the log probabilities of a piece of text; empty if there are none. */
    static Map<String, Object> of(List<?> list) {
        return list == null || list.isEmpty() ? Map.of() : Map.of(LOGPROBS, Map.of("content", list));
    }

    /** Writes the log probabilities of a whole answer; empty if there are none. */
    static Map<String, Object> ofChoice(List<Map<String, Object>> items) {
        List<Object> all = new ArrayList<>();
        for (Map<String, Object> item : items) {
            for (Map<String, Object> content : ItemReader.objects(item.get("content"))) {
                all.addAll(ItemReader.objects(content.get(LOGPROBS)));
            }
        }
        return of(all);
    }
}
