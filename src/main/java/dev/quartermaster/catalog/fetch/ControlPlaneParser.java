package dev.quartermaster.catalog.fetch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quartermaster.catalog.model.InferenceProfile;
import dev.quartermaster.catalog.model.Lifecycle;
import dev.quartermaster.catalog.model.ModelFacts;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads the control plane's two lists. AWS's word lists are open: what is not known is kept as it is, and an entry
 * without an id is passed over.
 */
public final class ControlPlaneParser {

    private static final String ON_DEMAND = "ON_DEMAND";

    private ControlPlaneParser() {}

    /** @param answer of ListFoundationModels */
    public static List<ModelOffer> models(JsonNode answer) {
        List<ModelOffer> models = new ArrayList<>();
        for (JsonNode summary : list(answer, "modelSummaries")) {
            if (!text(summary, "modelId").isBlank()) {
                models.add(
                        new ModelOffer(facts(summary), onDemand(summary), lifecycle(summary.path("modelLifecycle"))));
            }
        }
        return models;
    }

    /** @param answer one page of ListInferenceProfiles */
    public static ProfilePage profiles(JsonNode answer) {
        List<ProfileOffer> profiles = new ArrayList<>();
        for (JsonNode summary : list(answer, "inferenceProfileSummaries")) {
            String id = text(summary, "inferenceProfileId");
            List<String> members = members(summary);
            if (!id.isBlank() && !members.isEmpty() && isSystemDefined(summary)) {
                profiles.add(new ProfileOffer(profile(id, members), text(summary, "inferenceProfileName")));
            }
        }
        String next = text(answer, "nextToken");
        return new ProfilePage(profiles, next.isEmpty() ? null : next);
    }

    private static JsonNode list(JsonNode answer, String field) {
        JsonNode list = answer.path(field);
        if (!list.isArray()) {
            throw ControlPlaneFailure.failed("the answer has no list '" + field + "'");
        }
        return list;
    }

    private static ModelFacts facts(JsonNode summary) {
        return new ModelFacts(
                text(summary, "modelId"),
                text(summary, "modelName"),
                text(summary, "providerName"),
                words(summary.path("inputModalities")),
                words(summary.path("outputModalities")),
                summary.path("responseStreamingSupported").asBoolean(false));
    }

    private static boolean onDemand(JsonNode summary) {
        return words(summary.path("inferenceTypesSupported")).stream().anyMatch(ON_DEMAND::equalsIgnoreCase);
    }

    private static Lifecycle lifecycle(JsonNode lifecycle) {
        return new Lifecycle(text(lifecycle, "status"), time(lifecycle.path("endOfLifeTime")));
    }

    /** AWS writes times as text; its older services as seconds since 1970. One that cannot be read is no time. */
    private static @Nullable Instant time(JsonNode value) {
        try {
            if (value.isNumber()) {
                return Instant.ofEpochSecond(value.asLong());
            }
            return value.isTextual() ? OffsetDateTime.parse(value.asText()).toInstant() : null;
        } catch (DateTimeException unreadable) {
            return null;
        }
    }

    private static boolean isSystemDefined(JsonNode summary) {
        String type = text(summary, "type");
        return type.isEmpty() || type.equalsIgnoreCase("SYSTEM_DEFINED");
    }

    /** The ARNs of the models behind a profile that have the form {@code arn:aws:bedrock:<region>::foundation-model/<id>}. */
    private static List<String> members(JsonNode summary) {
        List<String> arns = new ArrayList<>();
        for (JsonNode model : summary.path("models")) {
            String arn = text(model, "modelArn");
            if (arn.split(":", 6).length == 6 && arn.indexOf('/') > 0) {
                arns.add(arn);
            }
        }
        return arns;
    }

    private static InferenceProfile profile(String id, List<String> arns) {
        SortedSet<String> members = new TreeSet<>();
        arns.forEach(arn -> members.add(arn.split(":", 6)[3]));
        boolean anywhere = members.remove("");
        String first = arns.get(0);
        return new InferenceProfile(id, first.substring(first.indexOf('/') + 1), members, anywhere);
    }

    private static SortedSet<String> words(JsonNode list) {
        SortedSet<String> words = new TreeSet<>();
        list.forEach(word -> words.add(word.asText()));
        return words;
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asText("");
    }

    /**
     * A model as one region lists it.
     *
     * @param direct whether the region answers it on demand by its own id
     */
    public record ModelOffer(ModelFacts facts, boolean direct, Lifecycle lifecycle) {}

    /**
     * An inference profile as one region lists it.
     *
     * @param name {@code EU Nova Pro}; empty when it has none
     */
    public record ProfileOffer(InferenceProfile profile, String name) {}

    /** @param nextToken asks for the page after this one; null on the last */
    public record ProfilePage(
            List<ProfileOffer> profiles, @Nullable String nextToken) {

        public ProfilePage {
            profiles = List.copyOf(profiles);
        }
    }
}
