package dev.quartermaster.inference.planning;

import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.Message;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.domain.chat.ResponseFormat;
import dev.quartermaster.domain.model.Feature;
import dev.quartermaster.inference.request.Hints;
import dev.quartermaster.inference.request.InferenceOperation;
import dev.quartermaster.inference.request.InferenceRequest;
import dev.quartermaster.routing.Constraints;
import dev.quartermaster.routing.ModelRequirements;
import dev.quartermaster.routing.RequestingAgent;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Derives the model requirements from the content of a request. */
final class RequirementsReader {

    private RequirementsReader() {}

    /**
     * @param agents what the agent's models must have besides
     * @param asker who asks
     */
    static ModelRequirements of(InferenceRequest request, Set<Feature> agents, RequestingAgent asker) {
        if (request.ask() instanceof InferenceOperation.Answer answer) {
            Integer maxTokens = answer.request().options().maxTokens();
            Long output = maxTokens == null ? null : maxTokens.longValue();
            Set<Feature> features = features(answer.request());
            features.addAll(agents);
            return need(request, ModelRequirements.TEXT, features, output, asker);
        }
        return need(request, ModelRequirements.VECTORS, Set.of(), 0L, asker);
    }

    private static ModelRequirements need(
            InferenceRequest request,
            String task,
            Set<Feature> features,
            @Nullable Long maxOutputTokens,
            RequestingAgent asker) {
        Hints hints = request.hints();
        return new ModelRequirements(
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
                asker);
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
        for (Message message : chat.messages()) {
            if (hasImage(message.parts())) {
                features.add(Feature.VISION);
            }
        }
        return features;
    }

    private static boolean hasImage(List<Part> parts) {
        for (Part part : parts) {
            if (part instanceof Part.Image || (part instanceof Part.ToolResult result && hasImage(result.content()))) {
                return true;
            }
        }
        return false;
    }
}
