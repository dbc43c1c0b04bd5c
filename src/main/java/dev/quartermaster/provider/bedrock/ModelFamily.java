package dev.quartermaster.provider.bedrock;

import dev.quartermaster.domain.model.ModelSpec;
import java.util.Locale;

/** Whose model it is: Converse is one protocol, but what goes beyond it each vendor names differently. */
enum ModelFamily {
    CLAUDE,
    NOVA,
    NOVA_2,
    MISTRAL,
    GPT_OSS,
    OTHER;

    /** By its id; an ARN of one's own profile says nothing, so the model's name is looked at as well. */
    static ModelFamily of(ModelSpec model) {
        String words = (model.key().id() + " " + model.name()).toLowerCase(Locale.ROOT);
        if (words.contains("anthropic.") || words.contains("claude")) {
            return CLAUDE;
        }
        if (words.contains("nova-2") || words.contains("nova 2")) {
            return NOVA_2;
        }
        if (words.contains("amazon.nova") || words.contains("nova-")) {
            return NOVA;
        }
        if (words.contains("mistral")) {
            return MISTRAL;
        }
        return words.contains("gpt-oss") ? GPT_OSS : OTHER;
    }
}
