package dev.quartermaster.law;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What a Claude model demands of the settings beside its reasoning, by whichever protocol it is called: "`max_tokens` must be
 * greater than `thinking.budget_tokens`", "`temperature` may only be set to 1 when thinking is enabled", "Thinking may not
 * be enabled when tool_choice forces tool use", "`temperature` and `top_p` cannot both be specified for this model".
 *
 * @param model the id, by which newer models are told from older ones
 */
record ClaudeRules(
        String model,
        JsonNode thinking,
        JsonNode maxTokens,
        JsonNode temperature,
        JsonNode topP,
        JsonNode topK,
        boolean forced) {

    private static final int LEAST_BUDGET = 1024;

    void check(Broken broken) {
        broken.demand(
                temperature.isMissingNode() || temperature.asDouble() >= 0 && temperature.asDouble() <= 1,
                "temperature",
                "range: 0..1");
        if (model.matches(".*(4-[5-9]|(sonnet|opus|haiku|fable)-5).*")) {
            broken.demand(temperature.isMissingNode() || topP.isMissingNode(), "top_p", "not beside temperature");
        }
        if (isReasoning()) {
            boolean budget = thinking.has("budget_tokens");
            broken.demand(
                    !budget || thinking.path("budget_tokens").asInt() >= LEAST_BUDGET,
                    "thinking.budget_tokens",
                    "greater than or equal to 1024");
            broken.demand(
                    !budget
                            || maxTokens.isMissingNode()
                            || maxTokens.asInt()
                                    > thinking.path("budget_tokens").asInt(),
                    "max_tokens",
                    "greater than thinking.budget_tokens");
            broken.demand(temperature.isMissingNode() || temperature.asDouble() == 1, "temperature", "1 with thinking");
            broken.demand(topP.isMissingNode() || topP.asDouble() >= 0.95, "top_p", ">= 0.95 with thinking");
            broken.demand(topK.isMissingNode(), "top_k", "unset with thinking");
            broken.demand(!forced, "tool_choice", "thinking may not be enabled when tool use is forced");
        }
    }

    boolean isReasoning() {
        return thinking.path("type").asText().matches("enabled|adaptive");
    }

    /** The newest take no answer that has been begun by the caller. */
    boolean continues() {
        return !model.matches(".*(4-[6-9]|(sonnet|opus|haiku|fable)-5).*");
    }
}
