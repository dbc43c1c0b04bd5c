package dev.quartermaster.simulator.protocol;

import dev.quartermaster.catalog.model.CatalogModel;
import dev.quartermaster.catalog.model.CatalogSnapshot;
import dev.quartermaster.catalog.model.RegionAccess;
import dev.quartermaster.catalog.model.RegionState;
import dev.quartermaster.catalog.store.BundledCatalog;
import dev.quartermaster.catalog.store.CatalogDamaged;
import dev.quartermaster.simulator.wire.Call;
import dev.quartermaster.simulator.wire.Endpoint;
import dev.quartermaster.simulator.wire.Operation;
import dev.quartermaster.simulator.wire.Problem;
import dev.quartermaster.simulator.wire.Refused;
import dev.quartermaster.simulator.wire.Reply;
import dev.quartermaster.simulator.wire.Target;
import java.util.List;
import java.util.function.Function;

/**
 * The control planes of all regions, each below {@code /control/} and its name: what the bundled catalog says of a region
 * in the words of AWS. A region that the catalog does not know to be enabled refuses.
 */
final class BedrockControl {

    /** The region whose list answers without one in the path, as a probe. */
    private static final String HOME = "us-east-1";

    List<Endpoint> endpoints() {
        return List.of(
                new Endpoint(
                        "GET",
                        "/control/:region/foundation-models",
                        target(Operation.FOUNDATION_MODELS),
                        call -> models(call, call.path().get("region"))),
                new Endpoint(
                        "GET",
                        "/control/:region/inference-profiles",
                        target(Operation.INFERENCE_PROFILES),
                        call -> profiles(call, call.path().get("region"))),
                Endpoint.get(
                        "/runtime/:region/foundation-models",
                        call -> models(call, call.path().get("region"))),
                Endpoint.get("/foundation-models", call -> models(call, HOME)));
    }

    private static Function<Call, Target> target(Operation operation) {
        return call -> new Target(operation, call.path().get("region"), false);
    }

    private Reply models(Call call, String region) {
        requireEnabled(region);
        return Reply.json(BedrockListing.models(catalog(), region, call.query()));
    }

    private Reply profiles(Call call, String region) {
        requireEnabled(region);
        return Reply.json(BedrockListing.profiles(catalog(), region, call.query()));
    }

    /** Answer to an account that has not opted in to a region. */
    private void requireEnabled(String region) {
        RegionState state = catalog().regions().get(region);
        if (state == null) {
            throw new Refused(Problem.of(404, "There is no region " + region));
        }
        if (state.kind() != RegionState.Kind.OK) {
            throw new Refused(new Problem(
                    Problem.Reason.PLAIN,
                    403,
                    "UnrecognizedClientException",
                    "The security token included in the request is invalid.",
                    null,
                    null));
        }
    }

    /** Refuses, in AWS's words, an id by which a region cannot be called on demand. What nobody offers may be new. */
    void requireCallable(String region, String id) {
        requireEnabled(region);
        CatalogModel own = catalog().models().get(id);
        boolean direct =
                own != null && own.in(region).filter(RegionAccess::direct).isPresent();
        boolean known = own != null || catalog().models().values().stream().anyMatch(model -> isProfile(model, id));
        if (!known || direct || offersProfile(region, id)) {
            return;
        }
        boolean byProfileOnly = own != null && own.callableIn(region);
        throw new Refused(Problem.of(
                400,
                byProfileOnly
                        ? "Invocation of model ID " + id + " with on-demand throughput isn\u2019t supported. Retry your"
                                + " request with the ID or ARN of an inference profile that contains this model."
                        : "The provided model identifier is invalid."));
    }

    private boolean offersProfile(String region, String id) {
        return catalog().models().values().stream()
                .flatMap(model -> model.in(region).stream())
                .flatMap(access -> access.profiles().stream())
                .anyMatch(offered -> offered.id().equals(id));
    }

    private static boolean isProfile(CatalogModel model, String id) {
        return model.profiles().anyMatch(profile -> profile.id().equals(id));
    }

    private CatalogSnapshot catalog() {
        try {
            return BundledCatalog.read();
        } catch (CatalogDamaged e) {
            throw new IllegalStateException("the bundled catalog cannot be played", e);
        }
    }
}
