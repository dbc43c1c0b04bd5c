package dev.quartermaster.provider.bedrock;

import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.Options;
import dev.quartermaster.domain.chat.RequestField;
import dev.quartermaster.domain.chat.ResponseFormat;
import dev.quartermaster.domain.model.Feature;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.provider.Fidelity;
import dev.quartermaster.provider.Fields;
import dev.quartermaster.provider.ForeignFields;
import dev.quartermaster.provider.Json;
import dev.quartermaster.provider.Participants;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Writes a Converse request body; the same for a whole and for a streamed answer. */
final class RequestTranslator {

    private static final Pattern METADATA_VALUE = Pattern.compile("[A-Za-z0-9\\s:_@$#=/+,.-]{1,256}");
    private static final String USUAL_FORMAT_NAME = "answer";

    private final Json json;
    private final ModelSpec model;
    private final Fidelity fidelity;

    RequestTranslator(Json json, ModelSpec model, Fidelity fidelity) {
        this.json = json;
        this.model = model;
        this.fidelity = fidelity;
    }

    /** Whether the model itself can be held to a schema; another is made to call a tool instead. */
    static boolean hasFormats(ModelSpec model, ResponseFormat format) {
        return format.kind() == ResponseFormat.Kind.JSON_SCHEMA
                && model.features().contains(Feature.STRUCTURED_OUTPUT);
    }

    /** @throws dev.quartermaster.domain.QuartermasterException naming the field that Converse cannot express */
    Map<String, Object> body(ChatRequest request) {
        reportTheInexpressible(request.options());
        ForeignFields.report(request, Dialect.BEDROCK_CONVERSE, fidelity);
        Fields body = prompt(request);
        Map<String, Object> inference = inference(request.options());
        body.set("inferenceConfig", inference.isEmpty() ? null : inference)
                .set("outputConfig", outputConfig(request.responseFormat()))
                .set("requestMetadata", metadata(request));
        if (request.dialect() == Dialect.BEDROCK_CONVERSE) {
            body.add(request.extra());
        }
        return body.map();
    }

    /** What counts as the prompt's tokens. */
    Fields prompt(ChatRequest asked) {
        ChatRequest request = Participants.unnamed(asked, fidelity);
        CachePoints cachePoints = new CachePoints(model.features().contains(Feature.PROMPT_CACHING));
        MessageTranslator messages = new MessageTranslator(new PartTranslator(json, cachePoints, fidelity), fidelity);
        messages.write(request.messages());
        boolean strict = model.features().contains(Feature.STRUCTURED_OUTPUT);
        return Fields.with("messages", messages.turns())
                .set("system", messages.system().isEmpty() ? null : messages.system())
                .set("toolConfig", new ToolTranslator(cachePoints, strict, fidelity).config(request))
                .set("additionalModelRequestFields", new ModelFields(model, fidelity).of(request.options()));
    }

    private void reportTheInexpressible(Options options) {
        lost(options.n() != null && options.n() != 1, "n", "this provider gives one answer at a time");
        lost(Boolean.TRUE.equals(options.logprobs()), "logprobs", "this provider reports no log probabilities");
        lost(options.topLogprobs() != null, "top_logprobs", "this provider reports no log probabilities");
        lost(options.seed() != null, "seed", "this provider has no seed");
        lost(isSet(options.presencePenalty()), "presence_penalty", "this provider has no penalties");
        lost(isSet(options.frequencyPenalty()), "frequency_penalty", "this provider has no penalties");
    }

    private void lost(boolean when, String field, String reason) {
        if (when) {
            fidelity.lost(field, reason);
        }
    }

    private static boolean isSet(Double penalty) {
        return penalty != null && penalty != 0;
    }

    private static Map<String, Object> inference(Options options) {
        return Fields.with("maxTokens", options.maxTokens())
                .set("temperature", options.temperature())
                .set("topP", options.topP())
                .set("stopSequences", options.stop().isEmpty() ? null : options.stop())
                .map();
    }

    private Map<String, Object> outputConfig(ResponseFormat format) {
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
    private Map<String, Object> metadata(ChatRequest request) {
        String user = request.options().user();
        if (user == null) {
            return null;
        }
        if (!METADATA_VALUE.matcher(user).matches()) {
            fidelity.omitted(
                    request.paths().of(RequestField.USER), "this provider does not take these characters in an id");
            return null;
        }
        return Map.of("user", user);
    }
}
