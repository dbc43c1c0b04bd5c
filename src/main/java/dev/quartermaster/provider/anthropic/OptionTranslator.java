package dev.quartermaster.provider.anthropic;

import dev.quartermaster.domain.chat.Options;
import dev.quartermaster.domain.chat.RequestField;
import dev.quartermaster.domain.chat.ResponseFormat;
import dev.quartermaster.provider.claude.ClaudeRequest;
import dev.quartermaster.provider.claude.ClaudeSettings;
import dev.quartermaster.provider.translation.Fields;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Writes how the answer is generated: sampling, reasoning, its form. */
final class OptionTranslator {

    /** With it a budget may be larger than the token limit: it counts for all the turns of a tool loop. */
    private static final String INTERLEAVED_THINKING = "interleaved-thinking";

    private static final int LONGEST_USER = 256;

    /** The API refuses ids that tell who somebody is. */
    private static final Pattern PERSONAL = Pattern.compile("[\\w.+-]+@[\\w-]+(\\.[\\w-]+)+|\\+[\\d ()/-]{6,}\\d");

    private final Context context;
    private final Options options;
    private final ClaudeSettings settings;

    OptionTranslator(Context context, long maxTokens) {
        this.context = context;
        this.options = context.request().options();
        this.settings = ClaudeSettings.of(
                new ClaudeRequest(context.request(), context.model(), room(maxTokens), context.fidelity()));
    }

    void write(Fields body) {
        String user = user();
        body.set("temperature", settings.temperature())
                .set("top_p", settings.topP())
                .set("top_k", settings.topK())
                .set("stop_sequences", settings.stop())
                .set("thinking", settings.thinking())
                .set("output_config", outputConfig())
                .set("metadata", user == null ? null : Map.of("user_id", user));
    }

    private long room(long maxTokens) {
        String beta = Exchange.beta(context.request());
        boolean loop = beta != null && beta.contains(INTERLEAVED_THINKING) && options.thinkingBudget() != null;
        return loop ? Integer.MAX_VALUE : maxTokens;
    }

    /** A label that the API refuses is left out: it changes no answer. */
    private @Nullable String user() {
        String user = options.user();
        boolean refused = user != null
                && (user.length() > LONGEST_USER || PERSONAL.matcher(user).matches());
        if (refused) {
            context.fidelity()
                    .omitted(
                            context.paths().of(RequestField.USER),
                            "this provider takes an id of at most 256 characters that is no mail address or telephone number");
        }
        return refused ? null : user;
    }

    private @Nullable Map<String, Object> outputConfig() {
        Fields config = new Fields().set("effort", settings.effort());
        ResponseFormat format = context.request().responseFormat();
        if (format != null && format.kind() == ResponseFormat.Kind.JSON_SCHEMA) {
            config.set(
                    "format",
                    Fields.with("type", "json_schema")
                            .set("schema", format.schema())
                            .map());
        }
        return config.isEmpty() ? null : config.map();
    }
}
