package dev.quartermaster.registry.imports;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.model.ReasoningRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a model's {@code reasoning_options}: a toggle, efforts, a budget of tokens. */
final class ModelsDevReasoning {

    /** Providers whose reasoning cannot be switched off unless the list says so; at others it is off by default. */
    private static final Set<ProviderId> ON_UNLESS_SWITCHED_OFF = Set.of(ProviderId.GOOGLE, ProviderId.OPENAI);

    private ModelsDevReasoning() {}

    static ReasoningRange read(ProviderId provider, JsonNode options) {
        List<String> efforts = new ArrayList<>();
        Integer least = null;
        Integer most = null;
        boolean toggle = false;
        for (JsonNode option : options) {
            switch (option.path("type").asText()) {
                case "effort" -> option.path("values").forEach(word -> efforts.add(word.asText()));
                case "budget_tokens" -> {
                    least = tokens(option.path("min"));
                    most = tokens(option.path("max"));
                }
                case "toggle" -> toggle = true;
                default -> {
                    // A kind that is not known yet says nothing.
                }
            }
        }
        if (options.isEmpty()) {
            return ReasoningRange.UNKNOWN;
        }
        boolean off = toggle || efforts.contains("none") || (least != null && least == 0);
        Boolean canBeOff = off ? Boolean.TRUE : ON_UNLESS_SWITCHED_OFF.contains(provider) ? Boolean.FALSE : null;
        return new ReasoningRange(efforts, least != null && least == 0 ? null : least, most, canBeOff);
    }

    private static @Nullable Integer tokens(JsonNode count) {
        return count.canConvertToInt() && count.intValue() >= 0 ? count.intValue() : null;
    }
}
