package dev.quartermaster.provider.claude;

import dev.quartermaster.domain.chat.Options;
import dev.quartermaster.domain.chat.RequestField;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Generation settings of a Claude request: the caller's settings without those that the model rejects. A component is
 * null if it is not sent.
 *
 * <p>While a model reasons, temperature must be 1, top_p at least 0.95 and top_k unset; from 4.7 on none of them can be set
 * at all; Opus 4.1 and models from 4.5 on refuse temperature and top_p together, and then top_p gives way. A value that is
 * the model's own anyway (1) is left out where it would be refused.
 *
 * @param thinking the {@code thinking} object
 * @param effort the {@code output_config.effort}
 */
public record ClaudeSettings(
        @Nullable Double temperature,
        @Nullable Double topP,
        @Nullable Integer topK,
        @Nullable List<String> stop,
        @Nullable Map<String, Object> thinking,
        @Nullable String effort) {

    private static final double LEAST_TOP_P = 0.95;

    /** @throws dev.quartermaster.domain.QuartermasterException naming the field that the model refuses */
    public static ClaudeSettings of(ClaudeRequest call) {
        ClaudeReasoning reasoning = ClaudeReasoning.of(call);
        Double temperature = temperature(call, reasoning.isOn());
        return new ClaudeSettings(
                temperature,
                topP(call, reasoning.isOn(), temperature),
                topK(call, reasoning.isOn()),
                stop(call),
                reasoning.thinking(),
                reasoning.effort());
    }

    private static @Nullable Double temperature(ClaudeRequest call, boolean reasoning) {
        Options options = call.request().options();
        Double temperature = options.temperature();
        if (temperature == null) {
            return null;
        }
        if (temperature > 1) {
            call.context().unsupported(RequestField.TEMPERATURE, "this model's temperature goes from 0 to 1");
            return null;
        }
        boolean fixed = reasoning || call.generation().refusesBudgetAndSampling();
        if (temperature == 1) {
            boolean refused = options.topP() != null && call.generation().refusesTemperatureWithTopP();
            return fixed || refused ? null : temperature;
        }
        if (fixed) {
            cannotBeSet(call, RequestField.TEMPERATURE);
            return null;
        }
        return temperature;
    }

    private static @Nullable Double topP(ClaudeRequest call, boolean reasoning, @Nullable Double temperature) {
        Double topP = call.request().options().topP();
        if (topP == null) {
            return null;
        }
        boolean fixed = call.generation().refusesBudgetAndSampling();
        boolean beside = temperature != null && call.generation().refusesTemperatureWithTopP();
        if (topP == 1) {
            return fixed || beside ? null : topP;
        }
        if (fixed || (reasoning && topP < LEAST_TOP_P)) {
            cannotBeSet(call, RequestField.TOP_P);
            return null;
        }
        if (beside) {
            call.context().unsupported(RequestField.TOP_P, "this model does not take top_p beside temperature");
            return null;
        }
        return topP;
    }

    private static @Nullable Integer topK(ClaudeRequest call, boolean reasoning) {
        Integer topK = call.request().options().topK();
        if (topK != null && (reasoning || call.generation().refusesBudgetAndSampling())) {
            cannotBeSet(call, RequestField.TOP_K);
            return null;
        }
        return topK;
    }

    private static void cannotBeSet(ClaudeRequest call, RequestField field) {
        String name = field.name().toLowerCase(Locale.ROOT);
        boolean ever = !call.generation().refusesBudgetAndSampling();
        call.context()
                .unsupported(
                        field,
                        "this model's " + name + (ever ? " cannot be changed while it reasons" : " cannot be set"));
    }

    private static @Nullable List<String> stop(ClaudeRequest call) {
        List<String> all = call.request().options().stop();
        List<String> kept = all.stream().filter(text -> !text.isBlank()).toList();
        if (all.stream().anyMatch(text -> text.isBlank() && !text.isEmpty())) {
            call.context().unsupported(RequestField.STOP, "this provider takes no stop sequence of white space only");
        }
        return kept.isEmpty() ? null : kept;
    }
}
