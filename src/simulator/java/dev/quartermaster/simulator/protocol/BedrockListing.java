package dev.quartermaster.simulator.protocol;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.catalog.model.CatalogModel;
import dev.quartermaster.catalog.model.CatalogSnapshot;
import dev.quartermaster.catalog.model.InferenceProfile;
import dev.quartermaster.catalog.model.Lifecycle;
import dev.quartermaster.catalog.model.RegionAccess;
import dev.quartermaster.simulator.wire.Json;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** The two lists of one region, in the words of AWS, as the catalog knows them. */
final class BedrockListing {

    private static final String ACCOUNT = "123456789012";

    private BedrockListing() {}

    /** Whole, however long: this list has no pages. */
    static ObjectNode models(CatalogSnapshot catalog, String region, UnaryOperator<String> query) {
        ArrayNode summaries = Json.array();
        for (CatalogModel model : catalog.models().values()) {
            model.in(region)
                    .map(access -> summary(model, region, access))
                    .filter(wanted(query))
                    .ifPresent(summaries::add);
        }
        return Json.object("modelSummaries", summaries);
    }

    static ObjectNode profiles(CatalogSnapshot catalog, String region, UnaryOperator<String> query) {
        List<ObjectNode> summaries = new ArrayList<>();
        // Profiles of an account's own are none of the catalog's.
        if (!"APPLICATION".equals(query.apply("type"))) {
            summary(catalog, region).forEach((id, summary) -> summaries.add(summary));
        }
        return BedrockPage.of(summaries, query);
    }

    private static SortedMap<String, ObjectNode> summary(CatalogSnapshot catalog, String region) {
        SortedMap<String, ObjectNode> byId = new TreeMap<>();
        for (CatalogModel model : catalog.models().values()) {
            model.in(region).ifPresent(access -> access.profiles()
                    .forEach(profile -> byId.put(profile.id(), summary(profile, model, region))));
        }
        return byId;
    }

    private static Predicate<ObjectNode> wanted(UnaryOperator<String> query) {
        String maker = query.apply("byProvider");
        String output = query.apply("byOutputModality");
        String inference = query.apply("byInferenceType");
        return summary -> (maker == null
                        || maker.equalsIgnoreCase(summary.path("providerName").asText()))
                && (output == null || contains(summary, "outputModalities", output))
                && (inference == null || contains(summary, "inferenceTypesSupported", inference));
    }

    private static boolean contains(ObjectNode summary, String list, String word) {
        for (var entry : summary.path(list)) {
            if (entry.asText().equals(word)) {
                return true;
            }
        }
        return false;
    }

    private static ObjectNode summary(CatalogModel model, String region, RegionAccess access) {
        return Json.object(
                "modelArn", arn(region, model.id()),
                "modelId", model.id(),
                "modelName", model.facts().name(),
                "providerName", model.facts().provider(),
                "inputModalities", words(model.facts().inputModalities()),
                "outputModalities", words(model.facts().outputModalities()),
                "responseStreamingSupported", model.facts().streaming(),
                "customizationsSupported", Json.array(),
                "inferenceTypesSupported", inferenceTypes(access),
                "modelLifecycle", lifecycle(access.lifecycle()));
    }

    private static ArrayNode inferenceTypes(RegionAccess access) {
        ArrayNode types = Json.array();
        if (access.direct()) {
            types.add("ON_DEMAND");
        }
        if (!access.profiles().isEmpty()) {
            types.add("INFERENCE_PROFILE");
        }
        return types.isEmpty() ? types.add("PROVISIONED") : types;
    }

    private static ObjectNode lifecycle(Lifecycle lifecycle) {
        ObjectNode json = Json.object("status", lifecycle.status().toUpperCase(Locale.ROOT));
        return lifecycle.endOfLife() == null
                ? json
                : json.put("endOfLifeTime", lifecycle.endOfLife().toString());
    }

    private static ObjectNode summary(InferenceProfile profile, CatalogModel model, String region) {
        String name =
                profile.prefix().toUpperCase(Locale.ROOT) + " " + model.facts().name();
        ArrayNode members = Json.array();
        profile.memberRegions().forEach(member -> members.add(Json.object("modelArn", arn(member, profile.modelId()))));
        if (profile.anywhere()) {
            members.add(Json.object("modelArn", arn("", profile.modelId())));
        }
        return Json.object(
                "inferenceProfileName",
                name,
                "description",
                "Routes requests to " + model.facts().name() + ".",
                "createdAt",
                Epoch.TEXT,
                "updatedAt",
                Epoch.TEXT,
                "inferenceProfileArn",
                "arn:aws:bedrock:" + region + ":" + ACCOUNT + ":inference-profile/" + profile.id(),
                "models",
                members,
                "inferenceProfileId",
                profile.id(),
                "status",
                "ACTIVE",
                "type",
                "SYSTEM_DEFINED");
    }

    /** @param region empty for a member that may be anywhere */
    private static String arn(String region, String model) {
        return "arn:aws:bedrock:" + region + "::foundation-model/" + model;
    }

    private static ArrayNode words(Collection<String> words) {
        return Json.array(
                words.stream().map(word -> word.toUpperCase(Locale.ROOT)).toList());
    }
}
