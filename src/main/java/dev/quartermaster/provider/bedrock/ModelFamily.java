package dev.quartermaster.provider.bedrock;

import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.provider.claude.ClaudeGeneration;
import java.util.Locale;

/** Whose model it is: Converse is one protocol, but what goes beyond it each vendor names differently. */
enum ModelFamily {
    /** Claude from 4.6 on, which does not go on with an answer that has begun. */
    CLAUDE_ADAPTIVE,
    CLAUDE,
    NOVA,
    NOVA_2,
    MISTRAL,
    GPT_OSS,
    OTHER;

    /**
     * Finds the family by the model's id, and by its name too, as an application profile's ARN does not show the model.
     */
    static ModelFamily of(ModelSpec model) {
        if (ClaudeGeneration.isClaude(model)) {
            return ClaudeGeneration.of(model).takesPrefill() ? CLAUDE : CLAUDE_ADAPTIVE;
        }
        String idAndName = (model.key().id() + " " + model.name()).toLowerCase(Locale.ROOT);
        if (idAndName.contains("nova-2") || idAndName.contains("nova 2")) {
            return NOVA_2;
        }
        if (idAndName.contains("nova-") || idAndName.contains("nova ")) {
            return NOVA;
        }
        if (idAndName.contains("mistral")) {
            return MISTRAL;
        }
        return idAndName.contains("gpt-oss") ? GPT_OSS : OTHER;
    }

    boolean isClaude() {
        return this == CLAUDE || this == CLAUDE_ADAPTIVE;
    }

    boolean isNova() {
        return this == NOVA || this == NOVA_2;
    }
}
