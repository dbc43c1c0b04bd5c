package dev.quartermaster.provider.bedrock;

import dev.quartermaster.domain.model.ModelSpec;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whose model it is: Converse is one protocol, but what goes beyond it each vendor names differently. */
enum ModelFamily {
    /** Decides itself how much to reason, given an effort: Claude from 4.6 on. */
    CLAUDE_ADAPTIVE,
    /** Reasons within a budget of tokens. */
    CLAUDE,
    NOVA,
    NOVA_2,
    MISTRAL,
    GPT_OSS,
    OTHER;

    /** The version stands before or after the tier's name; a date is no minor version. */
    private static final Pattern CLAUDE_VERSION =
            Pattern.compile("claude[- ](?:[a-z]+[- ])?(\\d{1,2})(?!\\d)(?:[-.](\\d{1,2})(?!\\d))?");

    private static final int FIRST_ADAPTIVE = 406;

    /** By its id; an ARN of a profile of one's own says nothing, so the model's name is looked at as well. */
    static ModelFamily of(ModelSpec model) {
        String words = (model.key().id() + " " + model.name()).toLowerCase(Locale.ROOT);
        if (words.contains("anthropic.") || words.contains("claude")) {
            return claudeVersion(words) >= FIRST_ADAPTIVE ? CLAUDE_ADAPTIVE : CLAUDE;
        }
        if (words.contains("nova-2") || words.contains("nova 2")) {
            return NOVA_2;
        }
        if (words.contains("nova-") || words.contains("nova ")) {
            return NOVA;
        }
        if (words.contains("mistral")) {
            return MISTRAL;
        }
        return words.contains("gpt-oss") ? GPT_OSS : OTHER;
    }

    /** Major and minor as one number, 406 for 4.6; 0 where none is said. */
    private static int claudeVersion(String words) {
        Matcher found = CLAUDE_VERSION.matcher(words);
        if (!found.find()) {
            return 0;
        }
        int minor = found.group(2) == null ? 0 : Integer.parseInt(found.group(2));
        return Integer.parseInt(found.group(1)) * 100 + minor;
    }
}
