package dev.quartermaster.provider.bedrock;

import dev.quartermaster.domain.chat.CacheMark;
import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.Options;
import dev.quartermaster.domain.chat.RequestField;
import dev.quartermaster.domain.chat.ResponseFormat;
import dev.quartermaster.domain.model.Feature;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.provider.UnsupportedFieldPolicy;
import dev.quartermaster.provider.translation.Fields;
import dev.quartermaster.provider.translation.ForeignFields;
import dev.quartermaster.provider.translation.Json;
import dev.quartermaster.provider.translation.Participants;
import dev.quartermaster.provider.translation.TranslationContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Writes a Converse request body; the same for a whole and for a streamed answer. */
final class RequestTranslator {

    private static final Pattern METADATA_VALUE = Pattern.compile("[A-Za-z0-9\\s:_@$#=/+,.-]{1,256}");
    private static final String NO_PENALTIES = "this provider has no penalties";
    private static final String USUAL_FORMAT_NAME = "answer";

    private final Json json;
    private final ModelSpec model;
    private final UnsupportedFieldPolicy policy;

    RequestTranslator(Json json, ModelSpec model, UnsupportedFieldPolicy policy) {
        this.json = json;
        this.model = model;
        this.policy = policy;
    }

    /** Returns whether the model supports a schema; other models are made to call a tool instead. */
    static boolean hasFormats(ModelSpec model, ResponseFormat format) {
        return format.kind() == ResponseFormat.Kind.JSON_SCHEMA
                && model.features().contains(Feature.STRUCTURED_OUTPUT);
    }

    /** @throws dev.quartermaster.domain.QuartermasterException naming the field that Converse cannot express */
    Map<String, Object> body(ChatRequest request) {
        TranslationContext context = context(request);
        reportUnsupported(context);
        ForeignFields.report(request, Dialect.BEDROCK_CONVERSE, policy);
        ModelFields settings = ModelFields.of(context);
        Fields body = prompt(request, settings)
                .set("inferenceConfig", settings.inference())
                .set("outputConfig", outputConfig(request.responseFormat()))
                .set("requestMetadata", metadata(context));
        return context.sameDialect() ? body.add(request.extra()).map() : body.map();
    }

    /** Writes the fields that count as prompt tokens. */
    Map<String, Object> prompt(ChatRequest request) {
        return prompt(request, ModelFields.of(context(request))).map();
    }

    private TranslationContext context(ChatRequest request) {
        return new TranslationContext(request, model, policy, Dialect.BEDROCK_CONVERSE, json);
    }

    private Fields prompt(ChatRequest request, ModelFields settings) {
        TranslationContext context = context(Participants.unnamed(request, policy));
        CachePoints cachePoints = CachePoints.of(context);
        MessageTranslator messages = new MessageTranslator(context, cachePoints);
        ToolTranslator tools = new ToolTranslator(context, cachePoints);
        holdCachePoints(tools, messages);
        return Fields.with(
                        "messages", messages.turns().stream().map(Turn::written).toList())
                .set("system", messages.system().isEmpty() ? null : messages.system())
                .set("toolConfig", tools.config())
                .set("additionalModelRequestFields", settings.additional());
    }

    private void holdCachePoints(ToolTranslator tools, MessageTranslator messages) {
        List<List<Map<String, Object>>> prompt = new ArrayList<>(List.of(tools.tools(), messages.system()));
        messages.turns().forEach(turn -> prompt.add(turn.content()));
        if (CachePoints.hold(prompt)) {
            policy.omitted(CacheMark.FIELD, "this provider takes four cache breakpoints: the last ones are set");
        }
    }

    private static void reportUnsupported(TranslationContext context) {
        Options options = context.request().options();
        ForeignFields.reportLogprobs(context.request(), context.policy());
        if (options.n() != null && options.n() != 1) {
            context.unsupported(RequestField.N, "this provider gives one answer at a time");
        }
        if (options.seed() != null) {
            context.unsupported(RequestField.SEED, "this provider has no seed");
        }
        if (isSet(options.presencePenalty())) {
            context.unsupported(RequestField.PRESENCE_PENALTY, NO_PENALTIES);
        }
        if (isSet(options.frequencyPenalty())) {
            context.unsupported(RequestField.FREQUENCY_PENALTY, NO_PENALTIES);
        }
    }

    private static boolean isSet(@Nullable Double penalty) {
        return penalty != null && penalty != 0;
    }

    private @Nullable Map<String, Object> outputConfig(@Nullable ResponseFormat format) {
        if (format == null || !hasFormats(model, format)) {
            return null;
        }
        Map<String, Object> schema = Fields.with("schema", json.text(format.schema()))
                .set("name", format.name() == null ? USUAL_FORMAT_NAME : format.name())
                .set("description", format.description())
                .map();
        Fields textFormat = Fields.with("type", "json_schema").set("structure", Map.of("jsonSchema", schema));
        return Map.of("textFormat", textFormat.map());
    }

    /** Writes the end user's id, by which requests can be searched in the account's invocation log. */
    private static @Nullable Map<String, Object> metadata(TranslationContext context) {
        String user = context.request().options().user();
        if (user == null) {
            return null;
        }
        if (!METADATA_VALUE.matcher(user).matches()) {
            context.omitted(RequestField.USER, "this provider does not take these characters in an id");
            return null;
        }
        return Map.of("user", user);
    }
}
