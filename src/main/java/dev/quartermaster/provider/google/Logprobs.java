package dev.quartermaster.provider.google;

import dev.quartermaster.provider.translation.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rewrites log probabilities in the form that callers of the chat dialects know, under the name {@code logprobs}. */
final class Logprobs {

    private Logprobs() {}

    /** Empty where the candidate has none. */
    static Map<String, Object> of(Map<String, Object> wire) {
        if (wire == null || !(wire.get("chosenCandidates") instanceof List<?> chosen)) {
            return Map.of();
        }
        List<?> alternatives = wire.get("topCandidates") instanceof List<?> top ? top : List.of();
        List<Map<String, Object>> content = new ArrayList<>();
        for (int i = 0; i < chosen.size(); i++) {
            Object at = i < alternatives.size() ? alternatives.get(i) : null;
            content.add(token(chosen.get(i)).set("top_logprobs", top(at)).map());
        }
        return Map.of("logprobs", Map.of("content", content));
    }

    private static List<Map<String, Object>> top(@Nullable Object position) {
        List<Map<String, Object>> top = new ArrayList<>();
        if (position instanceof Map<?, ?> map && map.get("candidates") instanceof List<?> candidates) {
            candidates.forEach(candidate -> top.add(token(candidate).map()));
        }
        return top;
    }

    private static Fields token(Object wire) {
        Map<?, ?> candidate = wire instanceof Map<?, ?> map ? map : Map.of();
        return Fields.with("token", candidate.get("token")).set("logprob", candidate.get("logProbability"));
    }
}
