package dev.quartermaster.inference;

import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.Message;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.domain.chat.ResponseFormat;
import dev.quartermaster.domain.model.Feature;
import dev.quartermaster.routing.Asker;
import dev.quartermaster.routing.Constraints;
import dev.quartermaster.routing.Need;
import java.util.EnumSet;
import java.util.Set;

/** What a request demands of a model, read from what it contains. */
final class Needs {

    private Needs() {}

    /** @param agents what the agent's models must have besides */
    static Need of(InferenceRequest request, Set<Feature> agents) {
        if (request.ask() instanceof Ask.Answer answer) {
            Integer maxTokens = answer.request().options().maxTokens();
            Long output = maxTokens == null ? null : maxTokens.longValue();
            Set<Feature> features = features(answer.request());
            features.addAll(agents);
            return need(request, Need.TEXT, features, output);
        }
        return need(request, Need.VECTORS, Set.of(), 0L);
    }

    private static Need need(InferenceRequest request, String task, Set<Feature> features, Long maxOutputTokens) {
        Hints hints = request.hints();
        return new Need(
                task,
                features,
                request.ask().promptTokens(),
                maxOutputTokens,
                hints.priority(),
                new Constraints(
                        hints.requiredCapabilities(),
                        hints.maxCost(),
                        hints.maxLatencyMs(),
                        hints.excludedProviders(),
                        null),
                Asker.ANYBODY);
    }

    private static Set<Feature> features(ChatRequest chat) {
        Set<Feature> features = EnumSet.noneOf(Feature.class);
        if (chat.stream()) {
            features.add(Feature.STREAMING);
        }
        if (!chat.tools().isEmpty()) {
            features.add(Feature.TOOLS);
        }
        if (chat.responseFormat() != null && chat.responseFormat().kind() == ResponseFormat.Kind.JSON_SCHEMA) {
            features.add(Feature.STRUCTURED_OUTPUT);
        }
        if (chat.messages().stream().anyMatch(Needs::hasImage)) {
            features.add(Feature.VISION);
        }
        return features;
    }

    private static boolean hasImage(Message message) {
        return message.parts().stream()
                .anyMatch(part -> part instanceof Part.Image
                        || part instanceof Part.ToolResult result
                                && result.content().stream().anyMatch(Part.Image.class::isInstance));
    }
}
