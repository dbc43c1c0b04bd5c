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
import java.util.ArrayList;
import java.util.LinkedHashMap;
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
    private final UnsupportedFieldPolicy unsupported;

    RequestTranslator(Json json, ModelSpec model, UnsupportedFieldPolicy unsupported) {
        this.json = json;
        this.model = model;
        this.unsupported = unsupported;
    }

    /** Returns whether the model supports a schema; other models are made to call a tool instead. */
    static boolean hasFormats(ModelSpec model, ResponseFormat format) {
        return format.kind() == ResponseFormat.Kind.JSON_SCHEMA
                && model.features().contains(Feature.STRUCTURED_OUTPUT);
    }

    /** @throws dev.quartermaster.domain.QuartermasterException naming the field that Converse cannot express */
    Map<String, Object> body(ChatRequest request) {
        reportTheInexpressible(request);
        ForeignFields.report(request, Dialect.BEDROCK_CONVERSE, unsupported);
        ModelFields settings = ModelFields.of(new Context(request, model, unsupported, json));
        Fields body = prompt(request, settings)
                .set("inferenceConfig", settings.inference())
                .set("outputConfig", outputConfig(request.responseFormat()))
                .set("requestMetadata", metadata(request));
        if (request.dialect() == Dialect.BEDROCK_CONVERSE) {
            body.add(request.extra());
        }
        return body.map();
    }

    /** Writes the fields that count as prompt tokens. */
    Fields prompt(ChatRequest request) {
        return prompt(request, ModelFields.of(new Context(request, model, unsupported, json)));
    }

    private Fields prompt(ChatRequest asked, ModelFields settings) {
        Context context = new Context(Participants.unnamed(asked, unsupported), model, unsupported, json);
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
            unsupported.omitted(CacheMark.FIELD, "this provider takes four cache breakpoints: the last ones are set");
        }
    }

    private void reportTheInexpressible(ChatRequest request) {
        Options options = request.options();
        ForeignFields.reportLogprobs(request, unsupported);
        lost(
                request,
                options.n() != null && options.n() != 1,
                RequestField.N,
                "this provider gives one answer at a time");
        lost(request, options.seed() != null, RequestField.SEED, "this provider has no seed");
        lost(request, isSet(options.presencePenalty()), RequestField.PRESENCE_PENALTY, NO_PENALTIES);
        lost(request, isSet(options.frequencyPenalty()), RequestField.FREQUENCY_PENALTY, NO_PENALTIES);
    }

    private void lost(ChatRequest request, boolean when, RequestField field, String reason) {
        if (when) {
            unsupported.unsupported(request.paths().of(field), reason);
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
        Map<String, Object> textFormat = new LinkedHashMap<>();
        textFormat.put("type", "json_schema");
        textFormat.put("structure", Map.of("jsonSchema", schema));
        return Map.of("textFormat", textFormat);
    }

    /** It goes into the account's invocation log, where requests can be searched by it. */
    private @Nullable Map<String, Object> metadata(ChatRequest request) {
        String user = request.options().user();
        if (user == null) {
            return null;
        }
        if (!METADATA_VALUE.matcher(user).matches()) {
            unsupported.omitted(
                    request.paths().of(RequestField.USER), "this provider does not take these characters in an id");
            return null;
        }
        return Map.of("user", user);
    }
}
